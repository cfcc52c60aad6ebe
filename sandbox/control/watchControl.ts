import type { FastifyInstance } from 'fastify';

import { FAULT_SAMPLES, type Fault } from '../faults';
import type { StoreSettings } from '../store';
import { truthOf } from '../truth';
import type { ControlOptions } from './controlOptions';
import { FAULTS_SCHEMA } from '../faults/faultSchema';
import { SETTING_LIST, SETTINGS_SCHEMA } from '../settings';

/** The store as a whole: settings, money truth, requests, quota. */
export async function watchControl(app: FastifyInstance, { store, fill }: ControlOptions): Promise<void> {
	app.post<{ Body: { orders?: 'initial' | 'none' } | null }>(
		'/reset',
		{ schema: { body: RESET } },
		async ({ body }) => {
			store.reset();
			if (body?.orders !== 'none') fill();
			return { orders: store.orders.size };
		},
	);

	app.get('/settings', async () => store.settings);
	app.get('/switches', async () => ({ switches: SETTING_LIST }));
	app.patch<{ Body: Partial<StoreSettings> }>('/settings', { schema: { body: SETTINGS_SCHEMA } }, async ({ body }) => {
		store.update(body);
		return store.settings;
	});

	app.get('/faults', async () => ({ samples: FAULT_SAMPLES, store: store.storeFaults.list() }));
	app.put<{ Body: Fault | Fault[] }>('/faults', { schema: { body: FAULTS_SCHEMA } }, async ({ body }) => {
		store.setStoreFault(body);
		return { store: store.storeFaults.list() };
	});
	app.delete('/faults', async () => {
		store.setStoreFault([]);
		return { store: [] };
	});

	app.get<{ Querystring: { order_id?: number; limit: number } }>(
		'/ledger',
		{ schema: { querystring: ENTRIES } },
		async ({ query }) => {
			store.advance();
			const entries = query.order_id === undefined ? store.ledger.entries : store.ledger.of(query.order_id);
			return { totals: store.ledger.totals(), entries: entries.slice(-query.limit) };
		},
	);

	app.get<{ Querystring: { ids?: string } }>('/truth', { schema: { querystring: IDS } }, async ({ query }) => {
		store.advance();
		const asked = query.ids === undefined ? undefined : new Set(query.ids.split(',').map(Number));
		const orders = [...store.orders.range()].filter(({ id }) => asked?.has(id) ?? true);
		return { orders: orders.map(truthOf) };
	});

	app.get<{ Querystring: { order_id?: number; limit: number } }>(
		'/requests',
		{ schema: { querystring: ENTRIES } },
		async ({ query }) => {
			const requests = query.order_id === undefined ? store.log.recent() : store.log.of(query.order_id);
			return { requests: requests.slice(-query.limit) };
		},
	);
	app.delete('/requests', async () => {
		store.log.clear();
		return store.log.counters;
	});
	app.get('/counters', async () => store.log.counters);

	app.get('/quota', async () => store.quotaState());
	app.get('/concurrency', async () => store.concurrencyState());
	app.post<{ Body: { now?: number; perWindow?: number } }>(
		'/other-apps',
		{ schema: { body: OTHER_APPS } },
		async ({ body }) => {
			if (body.now !== undefined) store.useQuota(body.now);
			if (body.perWindow !== undefined) store.update({ otherAppsPerWindow: body.perWindow });
			return store.quotaState();
		},
	);
}

/** Without a body the store is filled again as at its start. */
const RESET = {
	type: ['object', 'null'],
	additionalProperties: false,
	properties: { orders: { enum: ['initial', 'none'] } },
};

const ENTRIES = {
	type: 'object',
	properties: {
		order_id: { type: 'integer', minimum: 1 },
		limit: { type: 'integer', minimum: 1, maximum: 100_000, default: 200 },
	},
};

const IDS = { type: 'object', properties: { ids: { type: 'string', pattern: '^\\d+(,\\d+)*$' } } };

const OTHER_APPS = {
	type: 'object',
	additionalProperties: false,
	properties: { now: { type: 'integer', minimum: 0 }, perWindow: { type: 'integer', minimum: 0 } },
};
