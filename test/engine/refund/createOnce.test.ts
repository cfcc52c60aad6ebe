import type { RunningSandbox } from '../../../sandbox/server';
import { credentialFor, itemsOf, quickSandbox, run } from '../harness';
import { jsonOf, refund, refundBodies, refundParameters } from './refundRun';

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
});

afterEach(async () => await sandbox.close());

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
		expect(refundBodies(sandbox)[0]?.items).toMatchObject([{ reason: 'Damaged [ref: RMA-17]' }]);
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
