import type { ApiRequest, Answered } from '../../../nodes/BigCommerce/api/http';
import { isObject, objectsIn, type JsonObject } from '../../../nodes/BigCommerce/api/json';

/** How a store of the race takes metafields: BigCommerce does not document it. */
export interface RaceTraits {
	/** Metafields that one call may carry; more are refused whole. */
	batchLimit: number;
	/** Whether a batch of which nothing was made names each, or is refused as one. */
	conflictStatus: 409 | 422;
	/** Whether metafields carry their dates. */
	hasDates: boolean;
	/** How far behind lists of metafields are, that of all orders and those of one, in milliseconds. */
	listLagMs: number;
	ownListLagMs: number;
	/** How long a capture takes to show, and then to be done, in milliseconds. */
	showsAfterMs: number;
	doneAfterMs: number;
}

interface Order {
	/** Accepted captures that are still to be done, and the moments when they show and are done. */
	jobs: Array<{ showsAt: number; doneAt: number; authorization: number }>;
	/** How often the money was taken, for each of its authorizations. */
	captures: number[];
	isRefusedByGateway: boolean;
	wasRefused: boolean;
}

interface Metafield {
	id: number;
	orderId: number;
	key: string;
	value: string;
	createdAt: number;
	modifiedAt: number;
	/** What it was before it was changed, the newest last. */
	before: Array<{ value: string; modifiedAt: number; until: number }>;
}

/**
 * A store that takes every capture it is asked for, also of a payment that is taken already: the worst that two
 * processes can meet. Order metafields are unique for order and key, as BigCommerce keeps them.
 */
export class RaceStore {
	private readonly orders = new Map<number, Order>();
	private metafields: Metafield[] = [];
	private lastId = 0;
	/** Metafields that were removed. */
	removed = 0;
	private readonly keys = new Set<string>();

	constructor(
		ids: readonly number[],
		refused: ReadonlySet<number>,
		private readonly traits: RaceTraits,
		/** The store's clock, milliseconds since 1970. */
		private readonly now: () => number,
	) {
		for (const id of ids)
			this.orders.set(id, { jobs: [], captures: [0], isRefusedByGateway: refused.has(id), wasRefused: false });
	}

	/** How often an order's money was taken, for each of its authorizations. */
	captures(id: number): readonly number[] {
		this.settle();
		return this.orders.get(id)?.captures ?? [];
	}

	/** The shopper pays anew: an order whose money was taken is authorized again. */
	authorizeAnew(id: number): void {
		const order = this.orders.get(id);
		if ((this.captures(id).at(-1) ?? 0) > 0) order?.captures.push(0);
	}

	/** The keys of an order's attempts. */
	attempts(id: number): string[] {
		return this.metafields.filter(({ orderId }) => orderId === id).map(({ key }) => key);
	}

	/** The IDs of an order's metafields of this key. */
	idsOf(id: number, name: string): number[] {
		return this.metafields.filter(({ orderId, key }) => orderId === id && key === name).map((row) => row.id);
	}

	handle({ method, path, query, body }: ApiRequest): Answered {
		this.settle();
		if (path.startsWith('/v2/orders')) return this.readOrders(path, query ?? {});
		if (path.endsWith('/payment_actions/capture')) return this.capture(idIn(path));
		if (path.endsWith('/transactions')) return this.answer(200, { data: [], meta: {} });
		if (!path.includes('/metafields')) return this.answer(404, { status: 404, title: 'not served' });
		if (method === 'GET') return this.listMetafields(path, query ?? {});
		if (method === 'POST') return this.createMetafields(path, body);
		if (method === 'DELETE') return this.deleteMetafields(body);
		return this.updateMetafields(path, body);
	}

	/** Does what is due by now. */
	private settle(): void {
		const now = this.now();
		for (const order of this.orders.values()) {
			const due = order.jobs.filter(({ doneAt }) => doneAt <= now);
			if (due.length === 0) continue;
			order.jobs = order.jobs.filter(({ doneAt }) => doneAt > now);
			if (order.isRefusedByGateway) order.wasRefused = true;
			else
				for (const { authorization } of due) order.captures[authorization] = (order.captures[authorization] ?? 0) + 1;
		}
	}

	private readOrders(path: string, query: NonNullable<ApiRequest['query']>): Answered {
		const single = /^\/v2\/orders\/(\d+)$/.exec(path);
		if (single !== null) return this.answer(200, this.orderBody(Number(single[1])));
		const least = Number(query.min_id ?? 0);
		const most = Number(query.max_id ?? Number.MAX_SAFE_INTEGER);
		const rows = [...this.orders.keys()].filter((id) => id >= least && id <= most).map((id) => this.orderBody(id));
		return this.answer(200, rows);
	}

	private orderBody(id: number): JsonObject {
		const order = this.orders.get(id);
		const latest = (order?.captures.length ?? 1) - 1;
		const isShown =
			order?.jobs.some(({ showsAt, authorization }) => showsAt <= this.now() && authorization === latest) ?? false;
		const word = (order?.captures[latest] ?? 0) > 0 ? 'captured' : isShown ? 'capture pending' : 'authorized';
		return {
			id,
			status_id: 7,
			payment_status: word,
			payment_method: 'Credit Card',
			default_currency_code: 'USD',
			total_inc_tax: '25.0000',
			date_created: 'Mon, 02 Mar 2026 10:00:00 +0000',
		};
	}

	private capture(id: number): Answered {
		const now = this.now();
		const showsAt = now + this.traits.showsAfterMs;
		const order = this.orders.get(id);
		const authorization = (order?.captures.length ?? 1) - 1;
		order?.jobs.push({ showsAt, doneAt: showsAt + this.traits.doneAfterMs, authorization });
		return this.answer(201, {});
	}

	private listMetafields(path: string, query: NonNullable<ApiRequest['query']>): Answered {
		const since = Date.parse(String(query['date_modified:min'] ?? '')) || 0;
		const until = Date.parse(String(query['date_modified:max'] ?? '')) || Number.POSITIVE_INFINITY;
		const isOfOne = path !== '/v3/orders/metafields';
		const at = this.now() - (isOfOne ? this.traits.ownListLagMs : this.traits.listLagMs);
		const rows = this.metafields
			.filter(({ orderId, createdAt }) => (!isOfOne || orderId === idIn(path)) && createdAt <= at)
			.map((row) => ({ ...row, ...row.before.find(({ until }) => at < until) }))
			.filter(({ modifiedAt }) => modifiedAt >= since && modifiedAt <= until);
		const pagination = { total: rows.length, count: rows.length, per_page: 250, current_page: 1, total_pages: 1 };
		return this.answer(200, { data: rows.map((row) => this.metafieldBody(row)), meta: { pagination } });
	}

	private createMetafields(path: string, body: unknown): Answered {
		if (isObject(body)) {
			const made = this.create(idIn(path), body);
			return made === null
				? this.answer(409, { status: 409, title: 'conflict' })
				: this.answer(200, { data: made, meta: {} });
		}
		const rows = objectsIn(body);
		if (rows.length > this.traits.batchLimit) return this.answer(413, { status: 413, title: 'too many' });
		const made = rows.flatMap((row) => this.create(Number(row.resource_id), row) ?? []);
		if (made.length === rows.length) return this.answer(200, { data: made, errors: [], meta: {} });
		const status = made.length === 0 ? this.traits.conflictStatus : 422;
		return this.answer(status, { data: made, errors: [{ status: 409, title: 'conflict' }], meta: {} });
	}

	private create(orderId: number, { key, value }: JsonObject): JsonObject | null {
		const name = `${orderId} ${String(key)}`;
		if (this.keys.has(name)) return null;
		if (this.attempts(orderId).length >= MOST_METAFIELDS) throw new Error(`Order ${orderId} has too many metafields`);
		this.keys.add(name);
		const now = this.now();
		const id = ++this.lastId;
		const row = { id, orderId, key: String(key), value: String(value), createdAt: now, modifiedAt: now, before: [] };
		this.metafields.push(row);
		return this.metafieldBody(row);
	}

	private updateMetafields(path: string, body: unknown): Answered {
		const changes = isObject(body) ? [{ ...body, id: idIn(path.replace(/^.*\/metafields/, '')) }] : objectsIn(body);
		if (!isObject(body) && changes.length > this.traits.batchLimit) return this.answer(413, { status: 413 });
		const done: JsonObject[] = [];
		for (const change of changes) {
			const row = this.metafields.find(({ id }) => id === Number(change.id));
			if (row === undefined) continue;
			const { value, modifiedAt } = row;
			row.before.push({ value, modifiedAt, until: this.now() });
			row.value = String((change as JsonObject).value);
			row.modifiedAt = this.now();
			done.push(this.metafieldBody(row));
		}
		return this.answer(200, { data: isObject(body) ? done[0] : done, errors: [], meta: {} });
	}

	private deleteMetafields(body: unknown): Answered {
		const ids = new Set(Array.isArray(body) ? body.map(Number) : []);
		if (ids.size > this.traits.batchLimit) return this.answer(413, { status: 413, title: 'too many' });
		const done = this.metafields.filter(({ id }) => ids.has(id));
		for (const { orderId, key } of done) this.keys.delete(`${orderId} ${key}`);
		this.metafields = this.metafields.filter(({ id }) => !ids.has(id));
		this.removed += done.length;
		const missing = [...ids].filter((id) => !done.some((row) => row.id === id));
		const errors = missing.map(() => ({ status: 404, title: 'not found' }));
		return this.answer(missing.length === 0 ? 200 : 422, { data: done.map(({ id }) => id), errors, meta: {} });
	}

	private metafieldBody({ id, orderId, key, value, createdAt, modifiedAt }: Metafield): JsonObject {
		const dates = { date_created: isoDate(createdAt), date_modified: isoDate(modifiedAt) };
		const rest = { id, key, value, namespace: 'n8n-nodes-bigcommerce', resource_type: 'order', resource_id: orderId };
		return this.traits.hasDates ? { ...rest, ...dates } : rest;
	}

	private answer(status: number, body: unknown): Answered {
		return { kind: 'answered', status, headers: { date: httpDate(this.now()) }, body };
	}
}

/** What BigCommerce keeps at an order for one API account. */
const MOST_METAFIELDS = 250;

/** Dates have whole seconds, and are asked for many times in each. */
const isoDate = oncePerSecond((date) => date.toISOString());
const httpDate = oncePerSecond((date) => date.toUTCString());

function oncePerSecond(format: (date: Date) => string): (time: number) => string {
	const known = new Map<number, string>();
	return (time) => {
		const second = Math.floor(time / 1000);
		const text = known.get(second) ?? format(new Date(second * 1000));
		if (known.size > 5_000) known.clear();
		known.set(second, text);
		return text;
	};
}

function idIn(path: string): number {
	return Number(/\/(\d+)(?:\/|$)/.exec(path)?.[1] ?? 0);
}
