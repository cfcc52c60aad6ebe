import type { RunningSandbox } from '../../../sandbox/server';
import type { OrderInput } from '../../../sandbox/store';
import { credentialFor, itemsOf, quickSandbox, run } from '../harness';
import { jsonOf, refund, refundParameters } from './refundRun';

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

function refundBodies() {
	return sandbox.store.log
		.recent()
		.filter(({ endpoint }) => endpoint === 'refundCreate')
		.map(({ body }): { items: Array<Record<string, unknown>>; payments: unknown[] } => JSON.parse(body));
}

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
		expect(refundBodies()[0]?.items.map(({ item_type: type }) => type)).toEqual(['PRODUCT', 'PRODUCT', 'SHIPPING']);
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
		expect(refundBodies()).toEqual([]);
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

describe('exactly once', () => {
	test('a reference that is on the order is not refunded again', async () => {
		const order = sandbox.store.addOrder({ total: '25.00', state: 'captured' });
		const parameters = { refundWhat: 'amount', amount: '5.00', options: { reference: 'RMA-17', reason: 'Damaged' } };
		const first = await refund(sandbox, [order.id], parameters);
		const again = await refund(sandbox, [order.id], parameters);
		expect(jsonOf(first.outputs[0])).toMatchObject([{ changed: true, reference: 'RMA-17' }]);
		expect(jsonOf(again.outputs[0])).toMatchObject([
			{ outcome: 'refunded', changed: false, amount: '5.00', refundId: first.outputs[0]?.[0]?.json.refundId },
		]);
		expect(sandbox.store.truth(order.id)).toMatchObject({ refunds: 1, refunded: 500 });
		expect(refundBodies()[0]?.items).toMatchObject([{ reason: 'Damaged [ref: RMA-17]' }]);
	});

	test('another reference is another refund, and RMA-1 is not RMA-17', async () => {
		const order = sandbox.store.addOrder({ total: '25.00', state: 'captured' });
		for (const reference of ['RMA-17', 'RMA-1'])
			await refund(sandbox, [order.id], { refundWhat: 'amount', amount: '5.00', options: { reference } });
		expect(sandbox.store.truth(order.id)).toMatchObject({ refunds: 2, refunded: 1_000 });
	});

	test('the same reference for another amount is refused', async () => {
		const order = sandbox.store.addOrder({ total: '25.00', state: 'captured' });
		for (const amount of ['5.00', '6.00']) {
			const { outputs } = await refund(sandbox, [order.id], {
				refundWhat: 'amount',
				amount,
				options: { reference: 'RMA-17' },
			});
			if (amount === '6.00')
				expect(jsonOf(outputs[1])).toMatchObject([{ details: { outcome: 'blocked', code: 'referenceUsed' } }]);
		}
		expect(sandbox.store.truth(order.id).refunded).toBe(500);
	});

	test('a refund that was declined may be tried again under its reference', async () => {
		const order = sandbox.store.addOrder({
			total: '25.00',
			state: 'captured',
			faults: [{ kind: 'decline', times: 1 }],
		});
		const parameters = { options: { reference: 'RMA-17' } };
		expect(jsonOf((await refund(sandbox, [order.id], parameters)).outputs[1])).toMatchObject([
			{ details: { outcome: 'declined' } },
		]);
		expect(jsonOf((await refund(sandbox, [order.id], parameters)).outputs[0])).toMatchObject([
			{ outcome: 'refunded', changed: true },
		]);
	});

	test('Retry On Fail does not refund twice what it refunded', async () => {
		const [good, bad] = [
			sandbox.store.addOrder({ total: '25.00', state: 'captured' }),
			sandbox.store.addOrder({ state: 'voided' }),
		];
		await run({
			parameters: refundParameters('create', { refundWhat: 'amount', amount: '5.00' }),
			items: itemsOf(good.id, bad.id),
			credential: credentialFor(sandbox),
			retryOnFail: true,
			maxTries: 3,
			waitBetweenTries: 10,
		});
		expect(sandbox.store.truth(good.id)).toMatchObject({ refunds: 1, refunded: 500 });
	});

	test('several refunds of one order in one run go one after another, in input order', async () => {
		sandbox.store.update({ refundBusyMs: 100, refundBusyStatus: 409 });
		const order = sandbox.store.addOrder({ total: '25.00', state: 'captured' });
		const other = sandbox.store.addOrder({ total: '10.00', state: 'captured' });
		const { outputs } = await refund(sandbox, [order.id, other.id, order.id, order.id], {
			refundWhat: 'amount',
			amount: '10.00',
		});
		expect(jsonOf(outputs[0])).toMatchObject([{ orderId: order.id }, { orderId: other.id }, { orderId: order.id }]);
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2]);
		expect(jsonOf(outputs[1])).toMatchObject([
			{ error: expect.stringContaining('only 5.00 USD'), details: { orderId: order.id } },
		]);
		expect(sandbox.store.truth(order.id)).toMatchObject({ refunds: 2, refunded: 2_000 });
	});

	test('two executions at once make one refund under one reference', async () => {
		const order = sandbox.store.addOrder({ total: '25.00', state: 'captured', faults: [{ kind: 'slow', ms: 200 }] });
		const parameters = { refundWhat: 'amount', amount: '5.00', options: { reference: 'RMA-17' } };
		const runs = await Promise.all([refund(sandbox, [order.id], parameters), refund(sandbox, [order.id], parameters)]);
		expect(runs.flatMap(({ outputs }) => jsonOf(outputs[0]).map(({ changed }) => changed)).sort()).toEqual([
			false,
			true,
		]);
		expect(sandbox.store.truth(order.id).refunds).toBe(1);
	});

	test('after a result nobody could tell, the next try looks before it sends', async () => {
		const order = sandbox.store.addOrder({
			total: '25.00',
			state: 'captured',
			faults: [
				{ kind: 'lateVisibility', ms: 1_200 },
				{ kind: 'lostAnswer', times: 1 },
				{ kind: 'readError', status: 500, on: ['orderRefunds', 'transactions'], after: 1, times: 15 },
			],
		});
		const parameters = {
			refundWhat: 'amount',
			amount: '5.00',
			options: { reference: 'RMA-17', verificationWindow: 0.3 },
		};
		const first = await refund(sandbox, [order.id], parameters);
		expect(jsonOf(first.outputs[1])).toMatchObject([
			{
				details: {
					outcome: 'unknown',
					moneyMoved: 'unknown',
					retriable: true,
					nextStep: expect.stringContaining('[ref: RMA-17]'),
				},
			},
		]);
		sandbox.store.clearFault(order.id, 'readError');
		const second = await refund(sandbox, [order.id], {
			...parameters,
			options: { reference: 'RMA-17', verificationWindow: 2 },
		});
		expect(jsonOf(second.outputs[0])).toMatchObject([{ outcome: 'refunded', changed: false }]);
		expect(sandbox.store.truth(order.id).refunds).toBe(1);
	});
});

describe('errors', () => {
	test('On Error = Stop works all items, then says which were not refunded', async () => {
		const orders = [
			sandbox.store.addOrder({ state: 'voided' }),
			sandbox.store.addOrder({ total: '5.00', state: 'captured' }),
		];
		const { error } = await refund(
			sandbox,
			orders.map(({ id }) => id),
			{},
			'stopWorkflow',
		);
		expect(error?.message).toBe('1 of 2 refunds made, 1 not');
		expect(error?.description).toContain(`Order ${orders[0]?.id} cannot be refunded`);
		expect(sandbox.store.truth(orders[1]?.id ?? 0).refunds).toBe(1);
	});

	test('a credential that names no store is said for every item', async () => {
		const { outputs } = await run({
			parameters: refundParameters('create'),
			items: itemsOf(1, 2),
			credential: { ...credentialFor(sandbox), storeHash: '' },
			onError: 'continueErrorOutput',
		});
		expect(outputs[0]).toEqual([]);
		expect(jsonOf(outputs[1])).toMatchObject([
			{ details: { code: 'credential' } },
			{ details: { code: 'credential' } },
		]);
	});

	test("Stop ends it long before 'Request Timeout'", async () => {
		const order = sandbox.store.addOrder({ state: 'captured', faults: [{ kind: 'hang' }] });
		let stopped = 0;
		await run({
			parameters: refundParameters('create'),
			items: itemsOf(order.id),
			credential: credentialFor(sandbox),
			onStarted: (stop) =>
				setTimeout(() => {
					stopped = performance.now();
					stop();
				}, 400),
		});
		// Within a second, as test/property shows on virtual time; a busy machine may take longer.
		expect(stopped).toBeGreaterThan(0);
		expect(performance.now() - stopped).toBeLessThan(15_000);
		expect(sandbox.store.truth(order.id).refundRequests).toBeLessThanOrEqual(1);
	});
});

test('Simplify off adds the quote, the refund and what was sent and seen', async () => {
	const order = sandbox.store.addOrder({ total: '25.00', state: 'captured' });
	const { outputs } = await refund(sandbox, [order.id], { simplify: false });
	expect(jsonOf(outputs[0])).toMatchObject([
		{
			outcome: 'refunded',
			quote: { total_refund_amount: 25 },
			refund: { total_amount: 25 },
			log: expect.arrayContaining([expect.objectContaining({ did: 'refund', saw: 'HTTP 201' })]),
		},
	]);
});
