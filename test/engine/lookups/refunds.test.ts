import type { RunningSandbox } from '../../../sandbox/server';
import { quickSandbox } from '../harness';
import { refund } from '../refund/refundRun';
import { lookUp, queriesOf } from './lookup';

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
});

afterEach(async () => await sandbox.close());

describe('createQuote', () => {
	test('everything left, in ten fields, and no money moves', async () => {
		const order = sandbox.store.addOrder({ total: '24.00', taxPercent: 20, state: 'captured', customerId: 7 });
		const { items } = await lookUp(sandbox, 'refund', 'createQuote', {}, { ids: [order.id] });
		const payment = { amount: '24.00', offline: false, offlineReason: null };
		expect(items).toEqual([
			{
				orderId: order.id,
				amount: '24.00',
				tax: '4.00',
				orderLevelAmount: '0.00',
				adjustment: '0.00',
				rounding: '0.00',
				taxInclusive: true,
				currency: 'USD',
				leftToRefund: '24.00',
				methods: [
					[{ providerId: 'braintree', description: 'Braintree', ...payment }],
					[{ providerId: 'storecredit', description: 'Store Credit', ...payment }],
					[
						{
							providerId: 'custom',
							description: 'Custom',
							...payment,
							offline: true,
							offlineReason: expect.any(String),
						},
					],
				],
			},
		]);
		expect(sandbox.store.truth(order.id)).toMatchObject({ refundRequests: 0, refunds: 0 });
	});

	test.each([
		{
			name: 'an amount',
			parameters: { refundWhat: 'amount', amount: '5.00' },
			expected: { amount: '5.00', orderLevelAmount: '5.00' },
		},
		{
			name: 'items',
			parameters: { refundWhat: 'items', specifyItems: 'json', itemsJson: '[{"type":"ORDER","amount":"2.50"}]' },
			expected: { amount: '2.50' },
		},
	])('$name', async ({ parameters, expected }) => {
		const order = sandbox.store.addOrder({ total: '24.00', state: 'captured' });
		expect((await lookUp(sandbox, 'refund', 'createQuote', parameters, { ids: [order.id] })).items).toMatchObject([
			expected,
		]);
	});

	test.each([
		{
			name: 'more than is left',
			parameters: { refundWhat: 'amount', amount: '25.00' },
			state: 'captured',
			code: 'invalidAmount',
		},
		{ name: 'nothing left', parameters: {}, state: 'refunded', code: 'nothingLeft' },
		{ name: 'not captured', parameters: {}, state: 'authorized', code: 'wrongState' },
	] as const)('$name', async ({ parameters, state, code }) => {
		const order = sandbox.store.addOrder({ total: '24.00', state });
		expect((await lookUp(sandbox, 'refund', 'createQuote', parameters, { ids: [order.id] })).errors).toMatchObject([
			{ details: { outcome: 'notRefundable', code } },
		]);
	});

	test('is asked for again where the server fails, since it moves no money', async () => {
		const order = sandbox.store.addOrder({
			state: 'captured',
			faults: [{ kind: 'serverError', status: 502, on: 'refundQuote', times: 1 }],
		});
		expect((await lookUp(sandbox, 'refund', 'createQuote', {}, { ids: [order.id] })).items).toHaveLength(1);
	});
});

describe('get', () => {
	test('a refund, in ten fields', async () => {
		const order = sandbox.store.addOrder({ total: '30.00', state: 'partiallyRefunded' });
		const { items } = await lookUp(sandbox, 'refund', 'get', { refundId: String(order.refunds[0]?.id) });
		expect(items).toEqual([
			{
				refundId: order.refunds[0]?.id,
				orderId: order.id,
				state: 'refunded',
				amount: '15.00',
				tax: '0.00',
				currency: 'USD',
				providers: 'braintree',
				declinedMessage: null,
				reason: '',
				createdAt: expect.stringMatching(/^20.*Z$/),
			},
		]);
	});

	test("a card refund that its provider made is 'refunded', though the read of one refund names no transaction", async () => {
		const order = sandbox.store.addOrder({ total: '30.00', state: 'partiallyRefunded' });
		const refundId = String(order.refunds[0]?.id);
		expect((await lookUp(sandbox, 'refund', 'get', { refundId })).items).toMatchObject([{ state: 'refunded' }]);
		const readsOfList = queriesOf(sandbox, 'orderRefunds').length;
		expect(readsOfList).toBeGreaterThan(0);
		const raw = await lookUp(sandbox, 'refund', 'get', { refundId, simplify: false });
		expect(JSON.stringify(raw.items)).not.toContain('transaction_id');
		expect(queriesOf(sandbox, 'orderRefunds')).toHaveLength(readsOfList);
	});

	test("a card refund that its provider has not answered is 'pending'", async () => {
		const order = sandbox.store.addOrder({ total: '30.00', state: 'captured', faults: [{ kind: 'stuckPending' }] });
		await refund(sandbox, [order.id], { options: { resultTimeout: 0 } });
		const refundId = String(order.refunds[0]?.id);
		expect((await lookUp(sandbox, 'refund', 'get', { refundId })).items).toMatchObject([{ state: 'pending' }]);
	});

	test("store credit never has a transaction, is 'refunded', and costs no further call", async () => {
		const order = sandbox.store.addOrder({ total: '30.00', state: 'captured', customerId: 7 });
		await refund(sandbox, [order.id], { refundTo: 'storeCredit' });
		const before = queriesOf(sandbox, 'orderRefunds').length;
		const refundId = String(order.refunds[0]?.id);
		expect((await lookUp(sandbox, 'refund', 'get', { refundId })).items).toMatchObject([{ state: 'refunded' }]);
		expect(queriesOf(sandbox, 'orderRefunds')).toHaveLength(before);
	});

	test('without the Orders scope there is no currency, and the amount is as written', async () => {
		const order = sandbox.store.addOrder({ total: '30.00', state: 'partiallyRefunded' });
		const { items } = await lookUp(
			sandbox,
			'refund',
			'get',
			{ refundId: String(order.refunds[0]?.id) },
			{ token: 'transactions-only-token' },
		);
		expect(items).toMatchObject([{ amount: '15', currency: null }]);
	});

	test.each([
		['999', 'notFound'],
		['0', 'blocked'],
		['1/../2', 'blocked'],
	])('%s', async (refundId, outcome) => {
		expect((await lookUp(sandbox, 'refund', 'get', { refundId })).errors).toMatchObject([{ details: { outcome } }]);
	});
});

describe('getMany', () => {
	test('of one order', async () => {
		const [one] = sandbox.store.addOrders(2, { state: 'partiallyRefunded' });
		expect((await lookUp(sandbox, 'refund', 'getMany', {}, { ids: [one?.id] })).items).toMatchObject([
			{ orderId: one?.id },
		]);
	});

	test('of an order that has none', async () => {
		const order = sandbox.store.addOrder({ state: 'captured' });
		expect(await lookUp(sandbox, 'refund', 'getMany', {}, { ids: [order.id] })).toMatchObject({
			items: [],
			errors: [],
		});
	});

	test.each(['pagination', 'empty'] as const)(
		'of all orders, page by page, with meta: %s',
		async (refundListMeta) => {
			sandbox.store.update({ refundListMeta });
			sandbox.store.addOrders(510, (index) => ({
				total: index === 3 ? '300' : '30.00',
				currency: index === 3 ? 'JPY' : 'USD',
				state: 'partiallyRefunded',
			}));
			const all = await lookUp(sandbox, 'refund', 'getMany', { refundsOf: 'all', returnAll: true });
			expect(new Set(all.items.map(({ refundId }) => refundId)).size).toBe(510);
			expect(all.items[3]).toMatchObject({ amount: '150', currency: 'JPY' });
			expect(queriesOf(sandbox, 'refundList')).toHaveLength(3);
			expect(queriesOf(sandbox, 'orderList').length).toBeLessThanOrEqual(6);
			expect((await lookUp(sandbox, 'refund', 'getMany', { refundsOf: 'all', limit: 7 })).items).toHaveLength(7);
		},
		20_000,
	);

	test.each([
		{ name: 'orders', filters: (orders: number[]) => ({ orderIds: `#${orders[0]}, ${orders[2]}` }), expected: [0, 2] },
		{
			name: 'created',
			filters: () => ({ createdAfter: new Date(Date.now() - 36 * 3_600_000).toISOString() }),
			expected: [2],
		},
		{
			name: 'created before',
			filters: () => ({ createdBefore: new Date(Date.now() - 36 * 3_600_000).toISOString() }),
			expected: [0, 1],
		},
	] as const)('by $name', async ({ filters, expected }) => {
		const orders = [5, 3, 1].map((ageDays) => sandbox.store.addOrder({ state: 'refunded', ageDays }).id);
		const { items } = await lookUp(sandbox, 'refund', 'getMany', { refundsOf: 'all', filters: filters(orders) });
		expect(items.map(({ orderId }) => orderId)).toEqual(expected.map((index) => orders[index]));
	});

	test('IDs that are none', async () => {
		expect(
			(await lookUp(sandbox, 'refund', 'getMany', { refundsOf: 'all', filters: { orderIds: '1;2' } })).errors,
		).toMatchObject([{ details: { outcome: 'blocked' } }]);
	});
});
