import type { RunningSandbox } from '../../../sandbox/server';
import type { OrderInput } from '../../../sandbox/store';
import { quickSandbox } from '../harness';
import { jsonOf, refund, refundBodies } from './refundRun';

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
});

afterEach(async () => await sandbox.close());

const SHIRTS: OrderInput = {
	lines: [
		{ name: 'Shirt', quantity: 3, price: '10.00' },
		{ name: 'Hat', price: '5.00' },
	],
	shippingCost: '4.00',
	taxPercent: 20,
	state: 'captured',
};

describe('what is given back', () => {
	test('everything, line by line, so that tax is worked out', async () => {
		const order = sandbox.store.addOrder(SHIRTS);
		const { outputs } = await refund(sandbox, [order.id]);
		expect(jsonOf(outputs[0])).toEqual([
			{
				orderId: order.id,
				outcome: 'refunded',
				changed: true,
				refundId: expect.any(Number),
				amount: '39.00',
				currency: 'USD',
				providers: 'braintree',
				offline: false,
				reference: expect.stringMatching(/^n8n-[0-9a-f]{16}$/),
				createdAt: expect.stringMatching(/^20.*Z$/),
			},
		]);
		expect(sandbox.store.truth(order.id)).toMatchObject({ refunds: 1, refunded: 3_900, state: 'refunded' });
		expect(refundBodies(sandbox)[0]?.items.map(({ item_type: type }) => type)).toEqual([
			'PRODUCT',
			'PRODUCT',
			'SHIPPING',
		]);
	});

	test('everything that is left after a refund by amount, as one amount', async () => {
		const order = sandbox.store.addOrder(SHIRTS);
		await refund(sandbox, [order.id], { refundWhat: 'amount', amount: '9.00' });
		const { outputs } = await refund(sandbox, [order.id]);
		expect(jsonOf(outputs[0])).toMatchObject([{ outcome: 'refunded', amount: '30.00' }]);
		expect(sandbox.store.truth(order.id)).toMatchObject({ refunds: 2, refunded: 3_900 });
	});

	test('an amount', async () => {
		const order = sandbox.store.addOrder({ total: '25.00', state: 'captured' });
		const { outputs } = await refund(sandbox, [order.id], { refundWhat: 'amount', amount: '0.10' });
		expect(jsonOf(outputs[0])).toMatchObject([{ outcome: 'refunded', amount: '0.10' }]);
		expect(sandbox.store.truth(order.id)).toMatchObject({ refunded: 10, state: 'partiallyRefunded' });
	});

	test('items from fields, and from JSON', async () => {
		const order = sandbox.store.addOrder(SHIRTS);
		const [shirt, hat] = order.lines;
		const items = {
			item: [
				{ type: 'PRODUCT', id: shirt?.id ?? 0, quantity: 2 },
				{ type: 'SHIPPING', id: '', amount: '1.50' },
			],
		};
		const byFields = await refund(sandbox, [order.id], { refundWhat: 'items', items });
		expect(jsonOf(byFields.outputs[0])).toMatchObject([{ outcome: 'refunded', amount: '21.50' }]);
		const byJson = await refund(sandbox, [order.id], {
			refundWhat: 'items',
			specifyItems: 'json',
			itemsJson: JSON.stringify([{ type: 'product', id: hat?.id }]),
		});
		expect(jsonOf(byJson.outputs[0])).toMatchObject([{ outcome: 'refunded', amount: '5.00' }]);
		expect(sandbox.store.truth(order.id)).toMatchObject({ refunds: 2, refunded: 2_650 });
	});

	test.each([
		{ currency: 'JPY', total: '2500', amount: '1000', minor: 1_000 },
		{ currency: 'KWD', total: '25.500', amount: '1.125', minor: 1_125 },
	])('an amount in $currency', async ({ currency, total, amount, minor }) => {
		const order = sandbox.store.addOrder({ total, currency, state: 'captured' });
		const { outputs } = await refund(sandbox, [order.id], { refundWhat: 'amount', amount });
		expect(jsonOf(outputs[0])).toMatchObject([{ outcome: 'refunded', amount, currency }]);
		expect(sandbox.store.truth(order.id).refunded).toBe(minor);
	});
});

describe('how it is given back', () => {
	test('to card and store credit, the way it was paid', async () => {
		const order = sandbox.store.addOrder({ total: '30.00', storeCredit: '10.00', state: 'captured', customerId: 7 });
		const { outputs } = await refund(sandbox, [order.id]);
		expect(jsonOf(outputs[0])).toMatchObject([
			{ outcome: 'refunded', amount: '30.00', providers: 'braintree, storecredit' },
		]);
	});

	test('as store credit', async () => {
		const order = sandbox.store.addOrder({ total: '30.00', state: 'captured', customerId: 7 });
		const { outputs } = await refund(sandbox, [order.id], { refundTo: 'storeCredit' });
		expect(jsonOf(outputs[0])).toMatchObject([{ outcome: 'refunded', providers: 'storecredit' }]);
	});

	test('as store credit to a guest: said before anything moves', async () => {
		const order = sandbox.store.addOrder({ total: '30.00', state: 'captured', customerId: 0 });
		const { outputs } = await refund(sandbox, [order.id], { refundTo: 'storeCredit' });
		expect(jsonOf(outputs[1])).toMatchObject([
			{ error: expect.stringContaining('a guest has none'), details: { code: 'methodNotOffered', moneyMoved: 'no' } },
		]);
		expect(refundBodies(sandbox)).toEqual([]);
	});

	test('by a provider that was named, also one that only records it', async () => {
		const order = sandbox.store.addOrder({ total: '30.00', state: 'captured' });
		const { outputs } = await refund(sandbox, [order.id], { refundTo: 'provider', providerId: 'custom' });
		expect(jsonOf(outputs[0])).toMatchObject([{ outcome: 'refunded', providers: 'custom', offline: true }]);
	});

	test('by an unknown provider: the offers are named', async () => {
		const order = sandbox.store.addOrder({ total: '30.00', state: 'captured', gateway: 'stripe', customerId: 0 });
		const { outputs } = await refund(sandbox, [order.id], { refundTo: 'provider', providerId: 'klarna' });
		expect(jsonOf(outputs[1])).toMatchObject([
			{ error: expect.stringContaining('stripe, custom'), details: { code: 'methodNotOffered' } },
		]);
	});

	test('offline only where it is allowed', async () => {
		const order = sandbox.store.addOrder({ total: '30.00', state: 'captured', gateway: 'cheque' });
		const held = await refund(sandbox, [order.id]);
		expect(jsonOf(held.outputs[1])).toMatchObject([{ details: { outcome: 'notRefundable', code: 'offlineOnly' } }]);
		const recorded = await refund(sandbox, [order.id], { options: { allowOffline: true } });
		expect(jsonOf(recorded.outputs[0])).toMatchObject([{ outcome: 'refunded', offline: true }]);
	});
});

describe('bad input ends before any money moves', () => {
	test.each([
		{ name: 'more than is left', amount: '25.01', currency: 'USD', sentence: 'only 25.00 USD' },
		{ name: 'zero', amount: '0.00', currency: 'USD', sentence: 'is 0' },
		{ name: 'negative', amount: '-1', currency: 'USD', sentence: 'negative' },
		{ name: 'three decimals for USD', amount: '1.005', currency: 'USD', sentence: 'more decimals than USD' },
		{ name: 'decimals for JPY', amount: '1.5', currency: 'JPY', sentence: 'no decimals' },
		{ name: 'empty', amount: '={{ "" }}', currency: 'USD', sentence: 'not an amount' },
		{ name: 'text', amount: 'ten', currency: 'USD', sentence: 'not an amount' },
	])('$name', async ({ amount, currency, sentence }) => {
		const order = sandbox.store.addOrder({ total: currency === 'JPY' ? '25' : '25.00', currency, state: 'captured' });
		const { outputs } = await refund(sandbox, [order.id], { refundWhat: 'amount', amount });
		expect(jsonOf(outputs[1])).toMatchObject([
			{
				error: expect.stringContaining(sentence),
				details: { outcome: 'notRefundable', code: 'invalidAmount', moneyMoved: 'no' },
			},
		]);
		expect(sandbox.store.truth(order.id).refundRequests).toBe(0);
	});

	test.each([
		{ name: 'an item of another order', list: [{ type: 'PRODUCT', id: 999, quantity: 1 }], sentence: 'not in order' },
		{ name: 'more than was sold', list: [{ type: 'PRODUCT', id: -1, quantity: 4 }], sentence: '3 of 3 are left' },
		{
			name: 'half a product',
			list: [{ type: 'PRODUCT', id: -1, quantity: 0.5 }],
			sentence: "'Quantity' is not a whole number",
		},
		{ name: 'shipping without an amount', list: [{ type: 'SHIPPING' }], sentence: 'not an amount' },
		{ name: 'no item', list: [], sentence: "'Items' is empty" },
	])('$name', async ({ list, sentence }) => {
		const order = sandbox.store.addOrder(SHIRTS);
		const itemsJson = JSON.stringify(
			list.map((item) => ('id' in item && item.id === -1 ? { ...item, id: order.lines[0]?.id } : item)),
		);
		const { outputs } = await refund(sandbox, [order.id], { refundWhat: 'items', specifyItems: 'json', itemsJson });
		expect(jsonOf(outputs[1])).toMatchObject([
			{ error: expect.stringContaining(sentence), details: { code: 'invalidItems' } },
		]);
		expect(sandbox.store.truth(order.id).refundRequests).toBe(0);
	});

	test.each(['null', 'undefined', "''"])(
		'a quantity whose expression yields %s gives nothing back',
		async (nothing) => {
			const order = sandbox.store.addOrder(SHIRTS);
			const item = [{ type: 'PRODUCT', id: order.lines[0]?.id ?? 0, quantity: `={{ ${nothing} }}` }];
			const { outputs } = await refund(sandbox, [order.id], { refundWhat: 'items', items: { item } });
			expect(jsonOf(outputs[1])).toMatchObject([
				{ error: expect.stringContaining("'Quantity' of an item is empty"), details: { moneyMoved: 'no' } },
			]);
			expect(sandbox.store.truth(order.id).refundRequests).toBe(0);
		},
	);

	test.each([
		{
			name: 'no order ID',
			parameters: { orderId: { __rl: true, mode: 'id', value: '../1' } },
			outcome: 'invalidOrderId',
		},
		{
			name: 'JSON that is none',
			parameters: { refundWhat: 'items', specifyItems: 'json', itemsJson: '{' },
			outcome: 'blocked',
		},
		{ name: 'no provider', parameters: { refundTo: 'provider', providerId: '={{ "" }}' }, outcome: 'blocked' },
		{ name: 'a reference with brackets', parameters: { options: { reference: 'a]b' } }, outcome: 'blocked' },
		{
			name: 'an expression that fails',
			parameters: { amount: '={{ $("Nowhere").item.json.amount }}', refundWhat: 'amount' },
			outcome: 'blocked',
		},
	])('$name', async ({ parameters, outcome }) => {
		const order = sandbox.store.addOrder({ state: 'captured' });
		const { outputs } = await refund(sandbox, [order.id], parameters);
		expect(jsonOf(outputs[1])).toMatchObject([{ details: { outcome } }]);
		expect(sandbox.store.log.recent()).toEqual([]);
	});

	test("'Only If' holds it back", async () => {
		const order = sandbox.store.addOrder({ total: '25.00', state: 'captured' });
		const { outputs } = await refund(sandbox, [order.id], { guards: { maxAmount: '20' } });
		expect(jsonOf(outputs[1])).toMatchObject([{ details: { outcome: 'blocked', code: 'guard' } }]);
		expect(sandbox.store.truth(order.id).refundRequests).toBe(0);
	});

	test('a dry run only reads and quotes', async () => {
		const order = sandbox.store.addOrder({ total: '25.00', state: 'captured' });
		const { outputs } = await refund(sandbox, [order.id], { options: { dryRun: true } });
		expect(jsonOf(outputs[0])).toMatchObject([{ outcome: 'planned', changed: false, amount: '25.00' }]);
		expect(sandbox.store.truth(order.id).refundRequests).toBe(0);
	});
});
