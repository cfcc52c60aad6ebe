import { createHash } from 'node:crypto';

import { RETRY_SECONDS } from '../../sandbox/hooks/deliveries';
import { signatureHeaders } from '../../sandbox/hooks/payload';
import type { StoreOptions } from '../../sandbox/store';
import { list, record, SandboxClient } from './sandboxClient';

const SINK = 'https://n8n.example/webhook/1';

function hook(shop: SandboxClient, scope: string, more: object = {}): number {
	const { status, body } = shop.call('POST', 'v3/hooks', { scope, destination: SINK, ...more });
	if (status !== 200) throw new Error(`The hook was refused: ${JSON.stringify(body)}`);
	return Number(record(record(body).data).id);
}

/** Scopes and data of everything that is to be delivered now, delivered with this status. */
function deliver(shop: SandboxClient, status: number | null = 200): Array<[string, unknown]> {
	shop.store.advance();
	return shop.store.deliveries.takeDue(shop.now).map((delivery) => {
		shop.store.deliveries.report(delivery, status, shop.now);
		const payload: unknown = JSON.parse(delivery.body);
		return [String(record(payload).scope), record(payload).data];
	});
}

describe('subscriptions', () => {
	test('are made, read, listed, changed and removed', () => {
		const shop = new SandboxClient();
		const id = hook(shop, 'store/order/*', { headers: { 'X-Secret': 's' } });
		const expected = {
			id,
			client_id: 'sandbox-client',
			store_hash: 'sandbox',
			scope: 'store/order/*',
			destination: SINK,
			headers: { 'X-Secret': 's' },
			is_active: true,
			created_at: 1_772_704_800,
			updated_at: 1_772_704_800,
		};
		expect(shop.get(`v3/hooks/${id}`)).toMatchObject({ status: 200, body: { data: expected, meta: {} } });
		expect(shop.get('v3/hooks').body).toMatchObject({ data: [expected], meta: { pagination: { total: 1 } } });
		shop.pass(5_000);
		const changed = { ...expected, is_active: false, headers: null, updated_at: 1_772_704_805 };
		expect(shop.call('PUT', `v3/hooks/${id}`, { is_active: false, headers: null }).body).toEqual({
			data: changed,
			meta: {},
		});
		expect(shop.call('DELETE', `v3/hooks/${id}`)).toMatchObject({ status: 200, body: { data: changed } });
		expect(shop.call('DELETE', `v3/hooks/${id}`)).toMatchObject({
			status: 404,
			body: { title: `Webhook with id [${id}] not found` },
		});
		expect([shop.get(`v3/hooks/${id}`).status, shop.call('PUT', `v3/hooks/${id}`, { is_active: true }).status]).toEqual(
			[404, 404],
		);
	});

	test('are invisible to other accounts', () => {
		const shop = new SandboxClient();
		const id = hook(shop, 'store/order/created');
		shop.token = 'no-scope-token';
		expect(list(record(shop.get('v3/hooks').body).data)).toEqual([]);
		expect(shop.get(`v3/hooks/${id}`).status).toBe(404);
		expect(shop.call('DELETE', `v3/hooks/${id}`).status).toBe(404);
		expect(hook(shop, 'store/order/created')).toBe(id + 1);
	});

	test('are filtered and paged', () => {
		const shop = new SandboxClient();
		hook(shop, 'store/order/created');
		hook(shop, 'store/order/updated', { is_active: false });
		hook(shop, 'store/order/updated', { destination: 'https://other.example/' });
		const count = (query: string): number => list(record(shop.get(`v3/hooks?${query}`).body).data).length;
		expect(
			[
				'',
				'is_active=true',
				'is_active=false',
				'scope=store/order/updated',
				`destination=${SINK}`,
				'limit=2&page=2',
			].map(count),
		).toEqual([3, 2, 1, 2, 2, 1]);
	});

	test('are one for a scope and destination, ten for a scope', () => {
		const shop = new SandboxClient();
		const id = hook(shop, 'store/order/created');
		expect(shop.call('POST', 'v3/hooks', { scope: 'store/order/created', destination: SINK }).status).toBe(422);
		const other = hook(shop, 'store/order/created', { destination: `${SINK}0` });
		expect(shop.call('PUT', `v3/hooks/${other}`, { destination: SINK }).status).toBe(422);
		expect(shop.call('PUT', `v3/hooks/${id}`, { destination: SINK }).status).toBe(200);
		for (let count = 2; count < 10; count++) hook(shop, 'store/order/created', { destination: `${SINK}${count}` });
		expect(shop.call('POST', 'v3/hooks', { scope: 'store/order/created', destination: `${SINK}11` })).toMatchObject({
			status: 422,
			body: { errors: {} },
		});
		hook(shop, 'store/order/updated');
	});

	test.each([
		[{ destination: SINK }, { scope: 'error.path.missing.' }],
		[{ scope: 'store/order/created' }, { destination: 'error.path.missing.' }],
		[{ scope: 'orders', destination: SINK }, { scope: 'error.invalid.scope' }],
		[{ scope: 'store/order/created', destination: 'http://n8n.example/' }, { destination: 'error.invalid.url' }],
		[{ scope: 'store/order/created', destination: 'https://n8n.example:8443/' }, { destination: 'error.invalid.url' }],
		[{ scope: 'store/order/created', destination: 'n8n' }, { destination: 'error.invalid.url' }],
		[{ scope: 'store/order/created', destination: SINK, is_active: 'yes' }, { is_active: 'error.expected.jsboolean' }],
		[{ scope: 'store/order/created', destination: SINK, headers: { a: 1 } }, { headers: 'error.expected.jsobject' }],
		[
			{ scope: 'store/order/created', destination: SINK, headers: { ['x'.repeat(65)]: 'a' } },
			{ headers: 'error.expected.jsobject' },
		],
		[
			{ scope: 'store/order/created', destination: SINK, headers: { a: 'x'.repeat(8_193) } },
			{ headers: 'error.expected.jsobject' },
		],
		[
			{ scope: 'store/order/created', destination: SINK, headers: { a: 'a\r\nb: c' } },
			{ headers: 'error.expected.jsobject' },
		],
	])('%j is a 422', (body, errors) => {
		expect(new SandboxClient().call('POST', 'v3/hooks', body)).toMatchObject({ status: 422, body: { errors } });
	});

	test('broken JSON is a 400, a change of nothing a 422', () => {
		const shop = new SandboxClient();
		expect(shop.call('POST', 'v3/hooks', '{').status).toBe(400);
		expect(shop.call('PUT', `v3/hooks/${hook(shop, 'store/order/created')}`, {}).status).toBe(422);
	});

	test.each(['http://127.0.0.1:5678/webhook', 'http://localhost:5678/x', 'http://[::1]:80/'])(
		'may go to %s in a rehearsal',
		(destination) => {
			expect(new SandboxClient().call('POST', 'v3/hooks', { scope: 'store/order/created', destination }).status).toBe(
				200,
			);
		},
	);
});

describe('the admin view', () => {
	test("shows an account's own e-mail addresses and how each of its hooks stands", () => {
		const shop = new SandboxClient();
		const id = hook(shop, 'store/order/created');
		hook(shop, 'store/order/updated', { is_active: false });
		expect(shop.call('PUT', 'v3/hooks/admin', { emails: ['ops@example.com'] })).toMatchObject({
			status: 204,
			text: '',
		});
		const all = { emails: ['ops@example.com'], hooks_list: [{ id, status: 'active' }, { status: 'inactive' }] };
		expect(shop.get('v3/hooks/admin').body).toMatchObject({
			data: { ...all, blocked_domains: [] },
			meta: { pagination: { total: 2, count: 2 } },
		});
		expect(shop.get('v3/hooks/admin?is_active=true').body).toMatchObject({ data: { hooks_list: [{ id }] } });
		shop.token = 'no-scope-token';
		expect(shop.get('v3/hooks/admin').body).toMatchObject({ data: { emails: [], hooks_list: [] } });
	});

	test.each([{ emails: 'ops@example.com' }, { emails: ['nobody'] }, { emails: [1] }, {}])(
		'refuses %j as addresses',
		(body) => {
			expect(new SandboxClient().call('PUT', 'v3/hooks/admin', body)).toMatchObject({
				status: 422,
				body: { errors: { emails: 'error.expected.emails' } },
			});
		},
	);
});

describe('events', () => {
	test('of a capture', () => {
		const shop = new SandboxClient();
		shop.store.addOrder({ id: 118 });
		hook(shop, 'store/order/*');
		shop.capture(118);
		expect(deliver(shop)).toEqual([['store/order/updated', { type: 'order', id: 118 }]]);
		shop.pass(1_000);
		expect(deliver(shop)).toEqual([
			[
				'store/order/transaction/created',
				{
					type: 'transaction',
					order_id: '118',
					transaction_id: expect.any(String),
					transaction_status: 'complete',
					transaction_type: 'capture',
					result: { code: 'captured', message: 'Captured', type: 'success' },
					platform_transaction_id: expect.stringMatching(/^859263\d\d$/),
					provider_transaction_id: expect.any(String),
				},
			],
			['store/order/updated', { type: 'order', id: 118 }],
			['store/order/statusUpdated', { type: 'order', id: 118, status: { previous_status_id: 7, new_status_id: 11 } }],
		]);
	});

	test('of a declined capture say so', () => {
		const shop = new SandboxClient();
		shop.store.addOrder({ id: 118, faults: [{ kind: 'decline' }] });
		hook(shop, 'store/order/transaction/created');
		shop.capture(118);
		shop.pass(1_000);
		expect(deliver(shop)).toEqual([
			[
				'store/order/transaction/created',
				expect.objectContaining({
					transaction_type: 'capture',
					transaction_status: 'failed',
					result: { code: 'transaction_declined', message: 'The transaction was declined.', type: 'error' },
				}),
			],
		]);
	});

	test('of a void, a refund, a shipment, an update and a new order', () => {
		const shop = new SandboxClient({ voidDelayMs: 0 });
		shop.store.addOrder({ id: 118 });
		shop.store.addOrder({ id: 119, state: 'captured' });
		for (const scope of [
			'store/order/transaction/created',
			'store/order/refund/created',
			'store/shipment/created',
			'store/order/created',
			'store/order/archived',
		])
			hook(shop, scope);
		shop.void(118);
		shop.call('POST', 'v3/orders/119/payment_actions/refunds', {
			items: [{ item_type: 'ORDER', item_id: 119, amount: 1 }],
			payments: [{ provider_id: 'braintree', amount: 1 }],
		});
		shop.store.ship(119);
		shop.store.addOrder({ id: 120 });
		shop.call('PUT', 'v2/orders/120', { is_deleted: true });
		const events = deliver(shop);
		expect(events.map(([scope]) => scope)).toEqual([
			'store/order/transaction/created',
			'store/order/refund/created',
			'store/order/transaction/created',
			'store/shipment/created',
			'store/order/created',
			'store/order/archived',
		]);
		expect(events[1]?.[1]).toEqual({ type: 'order', id: 119, refund: { refund_id: 1 } });
		expect(events[3]?.[1]).toEqual({ type: 'shipment', id: 301, orderId: 119 });
	});

	const scopesOf = (settings: StoreOptions, scope: string): string[] => {
		const shop = new SandboxClient({ captureDelayMs: 500, ...settings });
		shop.store.addOrder({ id: 118 });
		hook(shop, scope);
		shop.capture(118);
		const first = deliver(shop);
		shop.pass(500);
		return [...first, ...deliver(shop)].map(([name, data]) =>
			name.includes('transaction') ? `${name}:${String(record(record(data).result).code)}` : name,
		);
	};
	test('that are undecided are switches', () => {
		expect(scopesOf({ hookPaymentFiresOrderUpdated: false }, 'store/order/updated')).toEqual([]);
		expect(scopesOf({ hookWildcardCoversTransactions: false }, 'store/order/*')).not.toContain(
			'store/order/transaction/created:captured',
		);
		expect(scopesOf({ hookWildcardCoversTransactions: false }, 'store/order/transaction/*')).toEqual([
			'store/order/transaction/created:captured',
		]);
		expect(scopesOf({ hookTransactionEvents: 'createdAndUpdated' }, 'store/order/transaction/*')).toEqual([
			'store/order/transaction/created:pending',
			'store/order/transaction/updated:captured',
		]);
		const shop = new SandboxClient({ hookStatusUpdatedHasStatus: false });
		shop.store.addOrder({ id: 118 });
		hook(shop, 'store/order/statusUpdated');
		shop.call('PUT', 'v2/orders/118', { status_id: 9 });
		expect(deliver(shop)).toEqual([['store/order/statusUpdated', { type: 'order', id: 118 }]]);
	});

	test('carry a hash of the payload, or of its data alone', () => {
		const bodyWith = (hookHashCovers: 'payload' | 'data'): Record<string, unknown> => {
			const shop = new SandboxClient({ hookHashCovers });
			hook(shop, 'store/order/created');
			shop.store.addOrder({ id: 118 });
			const [delivery] = shop.store.deliveries.takeDue(shop.now);
			const payload: unknown = JSON.parse(delivery?.body ?? '');
			return record(payload);
		};
		const { hash, ...rest } = bodyWith('payload');
		const sha1 = (value: unknown): string => createHash('sha1').update(JSON.stringify(value)).digest('hex');
		expect(rest).toEqual({
			producer: 'stores/sandbox',
			created_at: 1_772_704_800,
			store_id: '1025646',
			scope: 'store/order/created',
			data: { type: 'order', id: 118 },
		});
		expect(hash).toBe(sha1(rest));
		expect(bodyWith('data').hash).toBe(sha1({ type: 'order', id: 118 }));
	});

	test('may be made up', () => {
		const shop = new SandboxClient();
		hook(shop, 'store/order/message/created');
		shop.store.announce('store/order/message/created', { type: 'order', id: 1 });
		expect(deliver(shop)).toHaveLength(1);
	});
});

describe('deliveries', () => {
	const ready = (settings: StoreOptions = {}): SandboxClient => {
		const shop = new SandboxClient(settings);
		hook(shop, 'store/order/created', { headers: { 'X-Secret': 's' } });
		return shop;
	};

	test('carry the hook’s headers and a signature over the body', () => {
		const shop = ready();
		shop.store.addOrder();
		const [delivery] = shop.store.deliveries.takeDue(shop.now);
		if (!delivery) throw new Error('Nothing to deliver');
		const headers = shop.store.deliveries.headersOf(delivery, shop.now);
		expect(headers).toEqual({
			'content-type': 'application/json',
			'X-Secret': 's',
			...signatureHeaders('sandbox-client-secret', delivery.webhookId, shop.now, delivery.body),
		});
		shop.store.update({ hookSignatures: false });
		expect(Object.keys(shop.store.deliveries.headersOf(delivery, shop.now))).toEqual(['content-type', 'X-Secret']);
	});

	test('sign as the Standard Webhooks specification says', () => {
		const body =
			'{"producer":"stores/abc123","hash":"dd70c0976e06b67aaf671e73f49dcb79230ebf9d","created_at":1561479335,"store_id":"1025646","scope":"store/order/created","data":{"type":"order","id":250}}';
		expect(signatureHeaders('test_client_secret_0123456789abcdef', 'msg_1', 1_561_479_335_000, body)).toEqual({
			'webhook-id': 'msg_1',
			'webhook-timestamp': '1561479335',
			'webhook-signature': 'v1,4Ib/nwmxyT6yIeqcphpilQGzgK1hEcWDIvy1o2ebeM4=',
		});
	});

	test('come twice with the same id, out of order, late, and not before a hook is warm', () => {
		const shop = ready({ hookDuplicates: 1, hookReorder: true, hookDelayMs: 300, hookWarmupMs: 60_000 });
		shop.store.addOrder({ id: 101 });
		shop.pass(60_000);
		shop.store.addOrder({ id: 102 });
		shop.store.addOrder({ id: 103 });
		expect(shop.store.deliveries.takeDue(shop.now)).toEqual([]);
		shop.pass(300);
		const due = shop.store.deliveries.takeDue(shop.now);
		const idOf = (body: string): unknown => {
			const payload: unknown = JSON.parse(body);
			return record(record(payload).data).id;
		};
		expect(due.map(({ body }) => idOf(body))).toEqual([103, 103, 102, 102]);
		expect(new Set(due.map(({ webhookId }) => webhookId)).size).toBe(2);
	});

	test.each([null, 301, 404, 500])(
		'answered %s are tried again after the published times, then the hook is switched off',
		(status) => {
			const shop = ready({ hookTimeScale: 0.001 });
			shop.store.addOrder();
			const tries: number[] = [];
			const begin = shop.now;
			for (let step = 0; step < 200_000 && shop.store.hooks.all()[0]?.isActive; step += 20) {
				if (deliver(shop, status).length > 0) tries.push(shop.now - begin);
				shop.pass(20);
			}
			const expected = RETRY_SECONDS.reduce<number[]>(
				(times, seconds) => [...times, (times.at(-1) ?? 0) + seconds],
				[0],
			);
			expect(tries).toHaveLength(12);
			for (const [index, at] of tries.entries())
				expect(Math.abs(at - (expected[index] ?? 0))).toBeLessThanOrEqual(20 * 12);
			expect(shop.get('v3/hooks').body).toMatchObject({ data: [{ is_active: false }] });
			expect(record(shop.get('v3/hooks/admin').body).data).toMatchObject({ hooks_list: [{ status: 'deactivated' }] });
			shop.store.addOrder();
			expect(deliver(shop)).toEqual([]);
			shop.call('PUT', `v3/hooks/${shop.store.hooks.all()[0]?.id}`, { is_active: true });
			shop.store.addOrder();
			expect(deliver(shop)).toHaveLength(1);
		},
	);

	test('to a hook that is gone are dropped', () => {
		const shop = ready();
		shop.store.addOrder();
		shop.call('DELETE', `v3/hooks/${shop.store.hooks.all()[0]?.id}`);
		expect(deliver(shop)).toEqual([]);
		expect(shop.store.deliveries.recent().map(({ state }) => state)).toEqual(['failed']);
	});

	test('to a domain that fails too often wait three minutes, those to other domains do not', () => {
		const shop = ready({ quota: null });
		hook(shop, 'store/order/created', { destination: 'https://other.example/' });
		const denied = (): unknown => record(record(shop.get('v3/hooks/admin').body).data).blocked_domains;
		shop.store.addOrders(99);
		for (const delivery of shop.store.deliveries.takeDue(shop.now))
			shop.store.deliveries.report(delivery, delivery.url === SINK ? 500 : 200, shop.now);
		expect(denied()).toEqual([]);
		shop.store.addOrder();
		for (const delivery of shop.store.deliveries.takeDue(shop.now))
			shop.store.deliveries.report(delivery, delivery.url === SINK ? 500 : 200, shop.now);
		expect(denied()).toMatchObject([
			{ destination: 'https://n8n.example', time_left: 180, reasons: [{ count: 100, timestamp: 1_772_704_800 }] },
		]);
		shop.pass(60_000);
		expect(denied()).toMatchObject([{ time_left: 120 }]);
		shop.store.addOrder();
		expect(shop.store.deliveries.takeDue(shop.now).map(({ url }) => url)).toEqual(['https://other.example/']);
		shop.pass(120_000);
		expect(denied()).toEqual([]);
		expect(shop.store.deliveries.takeDue(shop.now).some(({ url }) => url === SINK)).toBe(true);
	});

	test('are not made where nobody listens, and are forgotten after a while', () => {
		const shop = new SandboxClient();
		shop.store.addOrder();
		expect(shop.store.deliveries.recent()).toEqual([]);
		hook(shop, 'store/order/created');
		shop.store.addOrders(2_500);
		deliver(shop);
		shop.store.addOrder();
		expect(shop.store.deliveries.recent(10_000).length).toBeLessThanOrEqual(1_001);
	});
});
