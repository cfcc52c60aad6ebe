import type { Fault } from '../../sandbox/store';
import { list, record, SandboxClient } from './sandboxClient';

/** What each kind of read shows of the order's payment. */
function seen(shop: SandboxClient): Record<string, unknown> {
	const [listed] = list(shop.get('v2/orders?min_id=118&max_id=118').body).map(record);
	return { single: shop.status(118), list: listed?.payment_status, transactions: shop.journal(118).length };
}

function captured(faults: Fault[]): SandboxClient {
	const shop = new SandboxClient();
	shop.store.addOrder({ id: 118 });
	shop.pass(10_000);
	shop.store.setFault(118, faults);
	shop.capture(118);
	shop.pass(1_000);
	return shop;
}

describe('a stale read', () => {
	const fresh = { single: 'captured', list: 'captured', transactions: 2 };
	const rows: Array<{ fault: Fault; shows: Record<string, unknown> }> = [
		{ fault: { kind: 'staleRead', times: 1 }, shows: { ...fresh, single: 'authorized' } },
		{ fault: { kind: 'staleRead', on: 'orderList', times: 1 }, shows: { ...fresh, list: 'authorized' } },
		{ fault: { kind: 'staleRead', on: 'transactions', times: 1 }, shows: { ...fresh, transactions: 1 } },
		{ fault: { kind: 'staleRead', ms: 500, times: 1 }, shows: { ...fresh, single: 'capture pending' } },
	];
	test.each(rows)('$fault', ({ fault, shows }) => {
		const shop = captured([fault]);
		expect(seen(shop)).toEqual(shows);
		expect(seen(shop)).toEqual(fresh);
	});

	test('may come between two fresh ones', () => {
		const shop = captured([{ kind: 'staleRead', after: 1, times: 1 }]);
		expect([shop.status(118), shop.status(118), shop.status(118)]).toEqual(['captured', 'authorized', 'captured']);
	});

	test('of a list moves the order into the list that it was in', () => {
		const shop = captured([{ kind: 'staleRead', on: 'orderList' }]);
		expect([shop.ids('v2/orders?status_id=7'), shop.ids('v2/orders?status_id=11')]).toEqual([[118], []]);
		shop.store.clearFault(118);
		expect([shop.ids('v2/orders?status_id=7'), shop.ids('v2/orders?status_id=11')]).toEqual([[], [118]]);
	});

	test('of the whole store shows every order as it was', () => {
		const shop = captured([]);
		shop.store.addOrder({ id: 119, state: 'captured' });
		shop.store.setStoreFault({ kind: 'staleRead', on: 'orderList', times: 1 });
		const statuses = (): unknown[] => list(shop.get('v2/orders').body).map((order) => record(order).payment_status);
		expect([statuses(), statuses()]).toEqual([
			['authorized', 'captured'],
			['captured', 'captured'],
		]);
	});

	test('shows the total and the notes of then', () => {
		const shop = new SandboxClient();
		shop.store.addOrder({ id: 118, total: '25.00' });
		shop.pass(10_000);
		shop.store.act(118, { does: 'edit', total: '40.00', staffNotes: 'more' });
		shop.store.setFault(118, { kind: 'staleRead', times: 1 });
		expect(shop.order(118)).toMatchObject({ total_inc_tax: '25.0000', staff_notes: '' });
		expect(shop.order(118)).toMatchObject({ total_inc_tax: '40.0000', staff_notes: 'more' });
	});

	test('of the refunds does not show the newest', () => {
		const shop = new SandboxClient();
		shop.store.addOrder({ id: 118, state: 'captured' });
		shop.pass(10_000);
		shop.store.act(118, { does: 'refund', amount: '5.00' });
		shop.store.setFault(118, { kind: 'staleRead', on: 'orderRefunds', times: 1 });
		const count = (): number => list(record(shop.get('v3/orders/118/payment_actions/refunds').body).data).length;
		expect([count(), count()]).toEqual([0, 1]);
	});
});

test.each([
	{ reads: 'single' as const, shows: { single: 'authorized', list: 'captured', transactions: 2 } },
	{ reads: 'list' as const, shows: { single: 'captured', list: 'authorized', transactions: 2 } },
	{ reads: 'order' as const, shows: { single: 'authorized', list: 'authorized', transactions: 2 } },
	{ reads: 'transactions' as const, shows: { single: 'captured', list: 'captured', transactions: 1 } },
])('a change that $reads reads show late', ({ reads, shows }) => {
	expect(seen(captured([{ kind: 'lateVisibility', ms: 5_000, reads }]))).toEqual(shows);
});

test('the order can be read while its transactions fail, and the other way round', () => {
	const shop = new SandboxClient();
	shop.store.addOrder({ id: 118, faults: [{ kind: 'readError', on: 'orderGet', status: 503 }] });
	const statuses = (): number[] => ['v2/orders/118', 'v3/orders/118/transactions'].map((path) => shop.get(path).status);
	expect(statuses()).toEqual([503, 200]);
	shop.store.setFault(118, { kind: 'transactions503' });
	expect(statuses()).toEqual([200, 503]);
});

describe('pages', () => {
	const refunded = (settings: object): SandboxClient => {
		const shop = new SandboxClient({ quota: null, ...settings });
		shop.store.addOrder({ id: 118, state: 'captured', total: '100.00' });
		for (let n = 0; n < 60; n++) shop.store.act(118, { does: 'refund', amount: '1.00' });
		return shop;
	};
	const counts = (shop: SandboxClient, query: string): number[] =>
		[`v3/orders/118/payment_actions/refunds${query}`, `v3/orders/118/transactions${query}`].map(
			(path) => list(record(shop.get(path).body).data).length,
		);

	test.each([
		{ undocumentedPaging: 'whole' as const, first: [60, 62], second: [60, 62] },
		{ undocumentedPaging: 'first50' as const, first: [50, 50], second: [50, 50] },
		{ undocumentedPaging: 'pages' as const, first: [50, 50], second: [10, 12] },
	])('of lists that publish none: $undocumentedPaging', ({ undocumentedPaging, first, second }) => {
		const shop = refunded({ undocumentedPaging });
		expect([counts(shop, ''), counts(shop, '?page=2')]).toEqual([first, second]);
	});

	test('may be shorter than was asked', () => {
		const shop = new SandboxClient({ pageCap: 2 });
		shop.store.addOrders(5);
		expect([shop.ids('v2/orders?limit=250'), shop.ids('v2/orders?limit=250&page=3')]).toEqual([[101, 102], [105]]);
		shop.store.addOrders(3, { state: 'partiallyRefunded' });
		const { body } = shop.get('v3/orders/payment_actions/refunds?limit=250');
		expect(record(record(body).meta).pagination).toMatchObject({ total: 3, count: 2, per_page: 2, total_pages: 2 });
	});

	test('may have fewer rows than the total they name', () => {
		const shop = new SandboxClient();
		shop.store.addOrders(3, { state: 'partiallyRefunded' });
		shop.store.setStoreFault({ kind: 'shortList', rows: 2, times: 1 });
		const { body } = shop.get('v3/orders/payment_actions/refunds');
		expect([list(record(body).data).length, record(record(record(body).meta).pagination).total]).toEqual([1, 3]);
	});

	test('may have a row that cannot be read', () => {
		const shop = new SandboxClient();
		shop.store.addOrder({ id: 118, faults: [{ kind: 'unreadableRow', on: 'orderList' }] });
		expect(list(shop.get('v2/orders').body)).toEqual([expect.objectContaining({ id: 118, payment_status: null })]);
		expect(shop.status(118)).toBe('authorized');
	});
});

test('the links of an order lead somewhere', () => {
	const shop = new SandboxClient();
	shop.store.addOrder({ id: 118 });
	const order = shop.order(118);
	for (const name of ['products', 'shipping_addresses', 'coupons', 'fees']) {
		const { url, resource } = record(order[name]);
		expect(String(url).endsWith(`/v2${String(resource)}`)).toBe(true);
		expect([name, shop.get(`v2${String(resource)}`).status]).toEqual([name, name === 'coupons' ? 204 : 200]);
	}
});

test('external_merchant_id can be set once', () => {
	const shop = new SandboxClient();
	shop.store.addOrder({ id: 118 });
	const set = (value: string) => shop.call('PUT', 'v2/orders/118', { external_merchant_id: value });
	expect([set('page-1').status, shop.order(118).external_merchant_id]).toEqual([200, 'page-1']);
	expect(set('page-2')).toMatchObject({ status: 400, body: [{ status: 400, message: expect.any(String) }] });
});

describe('how much at once', () => {
	test('a quota is one for all, or one for each account', () => {
		const left = (pool: 'shared' | 'byClient'): unknown => {
			const shop = new SandboxClient({ quota: 10, quotaPool: pool, otherAppsPerWindow: 3 });
			for (let n = 0; n < 4; n++) shop.get('v3/hooks');
			shop.token = 'orders-only-token';
			return shop.get('v3/hooks').headers['x-rate-limit-requests-left'];
		};
		expect([left('shared'), left('byClient')]).toEqual(['5', '9']);
	});

	test('an adaptive limit refuses what is above it with a bare 429, and moves', () => {
		const shop = new SandboxClient({ quota: null, concurrency: 'adaptive', concurrencyMin: 3, concurrencyMax: 40 });
		const burst = (size: number) => Array.from({ length: size }, () => shop.get('v3/hooks'));
		const refused = burst(80).filter(({ status }) => status === 429);
		expect(refused.length).toBeGreaterThan(30);
		expect(refused[0]).toMatchObject({ text: '' });
		expect(Object.keys(refused[0]?.headers ?? {}).filter((name) => name.startsWith('x-rate'))).toEqual([]);
		const limits = new Set<number>();
		for (let step = 0; step < 600; step++) {
			shop.pass(200);
			burst(Math.max(1, shop.store.concurrencyState().limit - 1));
			limits.add(shop.store.concurrencyState().limit);
		}
		expect(Math.min(...limits)).toBeLessThan(10);
		expect(Math.max(...limits)).toBeGreaterThan(30);
		expect(shop.store.concurrencyState().meanLimit).toBeGreaterThan(3);
	});
});
