import { createHash } from 'node:crypto';

import { RETRY_SECONDS } from '../../sandbox/hooks/deliveries';
import { signatureHeaders } from '../../sandbox/hooks/payload';
import type { StoreOptions } from '../../sandbox/store';
import { deliver, hook, SINK } from './hookClient';
import { record, SandboxClient } from './sandboxClient';

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
