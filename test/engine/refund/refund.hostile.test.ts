import type { RunningSandbox } from '../../../sandbox/server';
import type { Fault } from '../../../sandbox/store';
import { callTool } from '../tool/agent';
import { credentialFor, itemsOf, quickSandbox, run } from '../harness';
import { jsonOf, refund, refundParameters } from './refundRun';

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
});

afterEach(async () => await sandbox.close());

/** Made, the answer lost, and the order's refunds cannot be read for a while. */
const UNPROVED: Fault[] = [
	{ kind: 'lostAnswer', times: 1 },
	{ kind: 'readError', status: 500, on: ['orderRefunds'], since: 'accepted', times: 9 },
];
const FIVE = { refundWhat: 'amount', amount: '5.00' };
const SHORT = { verificationWindow: 1, resultTimeout: 1 };

/** Runs refunds of 5.00 whose error output leads back to the node, and says what each turn put out. */
async function loop(ids: number[], token = 'sandbox-token') {
	const result = await run({
		parameters: refundParameters('create', {
			...FIVE,
			orderId: { __rl: true, mode: 'id', value: '={{ $json.id ?? $json.details.orderId }}' },
			options: SHORT,
		}),
		items: itemsOf(...ids),
		credential: credentialFor(sandbox, token),
		onError: 'continueErrorOutput',
		loopsBack: true,
	});
	const turns = result.run.data.resultData.runData.BigCommerce ?? [];
	return turns.map(({ data }) => (data?.main ?? []).map((items) => jsonOf(items ?? [])));
}

test('a loop from the error output back to the node finds the refund that it could not prove, and makes no other', async () => {
	const order = sandbox.store.addOrder({ total: '25.00', state: 'captured', faults: UNPROVED });
	const turns = await loop([order.id]);
	expect(turns[0]?.[1]).toMatchObject([
		{
			details: {
				outcome: 'unknown',
				retriable: false,
				moneyMoved: 'unknown',
				reference: expect.stringMatching(/^n8n-/),
			},
		},
	]);
	expect(turns.at(-1)?.[0]).toMatchObject([{ outcome: 'refunded', changed: false, amount: '5.00' }]);
	expect(sandbox.store.truth(order.id)).toMatchObject({ refunds: 1, refunded: 500 });
});

test('a try that follows gives a refund in doubt its own time to show, and makes no other', async () => {
	const order = sandbox.store.addOrder({
		total: '25.00',
		state: 'captured',
		// It shows when the first turn has long ended, and its transactions are not for this token.
		faults: [
			{ kind: 'lostAnswer', times: 1 },
			{ kind: 'lateVisibility', ms: 1_800 },
		],
	});
	const turns = await loop([order.id], 'orders-only-token');
	expect(turns[0]?.[1]).toMatchObject([{ details: { outcome: 'unknown' } }]);
	expect(turns.at(-1)?.[0]).toMatchObject([{ outcome: 'refunded', changed: false, amount: '5.00' }]);
	expect(sandbox.store.truth(order.id)).toMatchObject({ refundRequests: 1, refunds: 1, refunded: 500 });
});

test('a refund in doubt is not made again while the transactions, which may show it, cannot be read', async () => {
	const order = sandbox.store.addOrder({
		total: '25.00',
		state: 'captured',
		faults: [{ kind: 'lostAnswer', times: 1 }, { kind: 'lateVisibility', ms: 60_000 }, { kind: 'transactions503' }],
	});
	const options = { reference: 'RMA-18', ...SHORT };
	for (let tries = 1; tries <= 2; tries++) {
		const { outputs } = await refund(sandbox, [order.id], { ...FIVE, options });
		expect(jsonOf(outputs[1])).toMatchObject([{ details: { outcome: 'unknown', moneyMoved: 'unknown' } }]);
	}
	expect(sandbox.store.truth(order.id)).toMatchObject({ refundRequests: 1, refunds: 1, refunded: 500 });
});

test('two equal refunds of one run stay two, also when the second comes back by a loop', async () => {
	const order = sandbox.store.addOrder({
		total: '25.00',
		state: 'captured',
		faults: [
			{ kind: 'lostAnswer', after: 1, times: 1 },
			{ kind: 'readError', status: 500, on: ['orderRefunds'], after: 2, times: 9 },
		],
	});
	const turns = await loop([order.id, order.id]);
	expect(turns.length).toBeGreaterThan(1);
	expect(sandbox.store.truth(order.id)).toMatchObject({ refunds: 2, refunded: 1_000 });
});

test('an agent that asks in another notation means the same refund', async () => {
	const order = sandbox.store.addOrder({ total: '25.00', state: 'captured' });
	const parameters = {
		resource: 'refund',
		operation: 'create',
		orderId: { __rl: true, mode: 'id', value: "={{ $fromAI('orderId') }}" },
		refundWhat: 'amount',
		amount: "={{ $fromAI('amount') }}",
	};
	const calls = ['5.00', '5', '5.0', ' 5.00 '].map((amount) => ({ orderId: String(order.id), amount }));
	await callTool(sandbox, parameters, calls);
	expect(sandbox.store.truth(order.id)).toMatchObject({ refunds: 1, refunded: 500 });
});

test('a refund whose call got lost is in doubt, is not sent again, and may be tried again only under a reference of the user', async () => {
	const order = sandbox.store.addOrder({ total: '25.00', state: 'captured', faults: [{ kind: 'reset', times: 1 }] });
	const { outputs } = await refund(sandbox, [order.id], { ...FIVE, options: { reference: 'RMA-17', ...SHORT } });
	expect(jsonOf(outputs[1])).toMatchObject([{ details: { outcome: 'unknown', retriable: true, reference: 'RMA-17' } }]);
	const posts = sandbox.store.log.recent().filter(({ endpoint }) => endpoint === 'refundCreate');
	expect(posts).toHaveLength(1);
	const again = await refund(sandbox, [order.id], { ...FIVE, options: { reference: 'RMA-17', ...SHORT } });
	expect(jsonOf(again.outputs[0])).toMatchObject([{ outcome: 'refunded', changed: true }]);
	expect(sandbox.store.truth(order.id)).toMatchObject({ refunds: 1, refunded: 500 });
});

test('a refund that somebody makes in the control panel while ours is in doubt is not claimed as ours', async () => {
	const order = sandbox.store.addOrder({
		total: '25.00',
		state: 'captured',
		faults: [
			{ kind: 'reset', times: 1 },
			{
				kind: 'actor',
				who: 'staff',
				does: 'refund',
				amount: '5.00',
				on: 'refundCreate',
				when: 'afterAction',
				times: 1,
			},
		],
	});
	const { outputs } = await refund(sandbox, [order.id], FIVE);
	expect(outputs[0]).toEqual([]);
	expect(jsonOf(outputs[1])).toMatchObject([{ details: { outcome: 'unknown', moneyMoved: 'unknown' } }]);
	expect(sandbox.store.truth(order.id)).toMatchObject({ refunds: 1, refundRequestsAccepted: 1 });
});

test.each([
	{ name: 'other items', first: FIVE, second: { refundWhat: 'amount', amount: '6.00' } },
	{ name: 'less than everything left', first: FIVE, second: { refundWhat: 'everything' } },
])('a reference that stands for $name is refused', async ({ first, second }) => {
	const order = sandbox.store.addOrder({ total: '25.00', state: 'captured' });
	await refund(sandbox, [order.id], { ...first, options: { reference: 'RMA-17' } });
	const { outputs } = await refund(sandbox, [order.id], { ...second, options: { reference: 'RMA-17' } });
	expect(jsonOf(outputs[1])).toMatchObject([
		{ details: { outcome: 'blocked', code: 'referenceUsed', reference: 'RMA-17' } },
	]);
	expect(sandbox.store.truth(order.id)).toMatchObject({ refunds: 1, refunded: 500 });
});

describe('what was not shipped', () => {
	const addOrder = (shipped: number) => {
		const order = sandbox.store.addOrder({
			lines: [{ name: 'Shirt', quantity: 3, price: '10.00' }],
			shippingCost: '4.00',
			state: 'captured',
		});
		const [line] = order.lines;
		if (line !== undefined) line.quantityShipped = shipped;
		return order;
	};

	test.each([
		{ shippingCost: 'keep', amount: '10.00' },
		{ shippingCost: 'refund', amount: '14.00' },
	])('is given back once, shipping: $shippingCost', async ({ shippingCost, amount }) => {
		const order = addOrder(2);
		const parameters = { refundWhat: 'notShipped', shippingCost };
		expect(jsonOf((await refund(sandbox, [order.id], parameters)).outputs[0])).toMatchObject([
			{ outcome: 'refunded', amount },
		]);
		const again = await refund(sandbox, [order.id], { ...parameters, options: { reference: 'RMA-18' } });
		expect(jsonOf(again.outputs[1])).toMatchObject([{ details: { outcome: 'blocked', code: 'everythingShipped' } }]);
		expect(sandbox.store.truth(order.id).refunded).toBe(Number(amount) * 100);
	});

	test('is nothing where everything was shipped', async () => {
		const order = addOrder(3);
		const { outputs } = await refund(sandbox, [order.id], { refundWhat: 'notShipped', shippingCost: 'refund' });
		expect(jsonOf(outputs[1])).toMatchObject([{ details: { code: 'everythingShipped', moneyMoved: 'no' } }]);
		expect(sandbox.store.truth(order.id).refundRequests).toBe(0);
	});
});

test('a refund that never has a transaction comes to an end, by the status of its order', async () => {
	const order = sandbox.store.addOrder({ total: '25.00', state: 'captured', faults: [{ kind: 'stuckPending' }] });
	const first = await refund(sandbox, [order.id], { options: { reference: 'RMA-17', ...SHORT } });
	expect(jsonOf(first.outputs[0])).toMatchObject([{ outcome: 'pending', changed: true }]);
	const made = sandbox.store.orders.get(order.id);
	if (made !== undefined) made.state = 'refunded';
	const again = await refund(sandbox, [order.id], { options: { reference: 'RMA-17', ...SHORT } });
	expect(jsonOf(again.outputs[0])).toMatchObject([{ outcome: 'refunded', changed: false }]);
});

test('an order URL of another store is refused, also for a quote', async () => {
	const url = 'https://store-another1.mybigcommerce.com/manage/orders/100';
	for (const operation of ['create', 'createQuote']) {
		const { outputs } = await run({
			parameters: refundParameters(operation, { orderId: { __rl: true, mode: 'url', value: url } }),
			items: itemsOf(1),
			credential: credentialFor(sandbox),
			onError: 'continueErrorOutput',
		});
		expect(jsonOf(outputs[1])).toMatchObject([{ details: { outcome: 'invalidOrderId' } }]);
	}
	expect(sandbox.store.log.recent()).toEqual([]);
});

test('On Error = Stop shows what BigCommerce said as text, whatever it looks like, a line for each refund', async () => {
	const orders = sandbox.store.addOrders(2, { state: 'voided' });
	const { error } = await refund(
		sandbox,
		orders.map(({ id }) => id),
		{ options: { reference: 'RMA-17' } },
		'stopWorkflow',
	);
	expect(error?.message).toBe('0 of 2 refunds made, 2 not');
	expect(error?.description?.split('<br>')).toHaveLength(3);
	expect(error?.description).not.toMatch(/\n|<(?!br>)/);
});
