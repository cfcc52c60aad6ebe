import { delivered, setUp, until, type TriggerSetup } from './triggerSetup';

let setup: TriggerSetup;
afterEach(async () => await setup.end());

async function act(method: string, path: string, body: Record<string, unknown>): Promise<void> {
	const response = await fetch(`${setup.sandbox.apiUrl}/stores/sandbox/${path}`, {
		method,
		headers: { 'content-type': 'application/json', accept: 'application/json', 'x-auth-token': 'sandbox-token' },
		body: JSON.stringify(body),
	});
	if (!response.ok) throw new Error(await response.text());
}

async function capture(orderId: number, action: 'capture' | 'void' = 'capture'): Promise<void> {
	await act('POST', `v3/orders/${orderId}/payment_actions/${action}`, {});
}

const ENVELOPE = { hash: expect.stringMatching(/^[0-9a-f]{40}$/), createdAt: expect.stringMatching(/^20\d\d-.*Z$/) };

describe.each([
	['each result told once', {}],
	['each result told as created and updated', { hookTransactionEvents: 'createdAndUpdated' as const }],
	['every delivery sent three times', { hookDuplicates: 2 }],
	['deliveries without signature, three times', { hookDuplicates: 2, hookSignatures: false }],
	['the last event first', { hookReorder: true, hookDuplicates: 1 }],
	['hashes over data alone', { hookHashCovers: 'data' as const, hookDuplicates: 1 }],
])('payments, with %s', (_what, settings) => {
	const ALL = { events: ['paymentCaptured', 'paymentCaptureFailed', 'paymentVoided'] };

	test('starts once when a payment is captured, and says nothing while it is pending', async () => {
		setup = await setUp(ALL, { ...settings, captureDelayMs: 150 });
		setup.sandbox.store.addOrder({ id: 118 });
		await setup.host.activate();
		await capture(118);
		expect(setup.host.executions).toEqual([]);
		await until(() => setup.host.executions.length > 0);
		await delivered(setup);
		expect(setup.host.executions).toEqual([
			[
				{
					...ENVELOPE,
					event: 'paymentCaptured',
					orderId: 118,
					scope: expect.stringMatching(/^store\/order\/transaction\/(created|updated)$/),
					transactionId: expect.any(String),
					platformTransactionId: expect.any(String),
					transactionType: 'capture',
					transactionStatus: 'complete',
					result: { code: 'captured', message: 'Captured', type: 'success' },
				},
			],
		]);
	});

	test('starts once when a capture fails', async () => {
		setup = await setUp(ALL, settings);
		setup.sandbox.store.addOrder({ id: 118, faults: [{ kind: 'decline', message: 'Insufficient funds' }] });
		await setup.host.activate();
		await capture(118);
		await delivered(setup);
		expect(setup.host.executions).toEqual([
			[
				expect.objectContaining({
					event: 'paymentCaptureFailed',
					orderId: 118,
					result: expect.objectContaining({ message: 'Insufficient funds' }),
				}),
			],
		]);
	});

	test('starts once when a payment is voided', async () => {
		setup = await setUp(ALL, settings);
		setup.sandbox.store.addOrder({ id: 118 });
		await setup.host.activate();
		await capture(118, 'void');
		await delivered(setup);
		expect(setup.host.executions).toEqual([[expect.objectContaining({ event: 'paymentVoided', orderId: 118 })]]);
	});

	test('tells a failed capture and the good one after it apart', async () => {
		setup = await setUp(ALL, settings);
		setup.sandbox.store.addOrder({ id: 118, faults: [{ kind: 'decline', times: 1 }] });
		await setup.host.activate();
		await capture(118);
		await until(() => setup.sandbox.store.shownStatus(118) === 'authorized');
		await delivered(setup);
		await capture(118);
		await delivered(setup);
		expect(setup.host.executions.flat().map(({ event }) => event)).toEqual(['paymentCaptureFailed', 'paymentCaptured']);
	});

	test('starts once for each of many orders', async () => {
		setup = await setUp(ALL, settings);
		const ids = setup.sandbox.store.addOrders(30).map(({ id }) => id);
		await setup.host.activate();
		await Promise.all(ids.map(async (id) => await capture(id)));
		await delivered(setup);
		expect(
			setup.host.executions
				.flat()
				.map(({ orderId }) => orderId)
				.sort(),
		).toEqual([...ids].sort());
	});
});

describe('the other events', () => {
	test('orderCreated', async () => {
		setup = await setUp({ events: ['orderCreated'] });
		await setup.host.activate();
		setup.sandbox.store.addOrder({ id: 118 });
		await delivered(setup);
		expect(setup.host.executions).toEqual([
			[{ ...ENVELOPE, event: 'orderCreated', orderId: 118, scope: 'store/order/created' }],
		]);
	});

	test('orderUpdated, each change of its own', async () => {
		setup = await setUp({ events: ['orderUpdated'] }, { hookDuplicates: 1, hookHashCovers: 'data' });
		setup.sandbox.store.addOrder({ id: 118 });
		await setup.host.activate();
		await act('PUT', 'v2/orders/118', { staff_notes: 'one' });
		await act('PUT', 'v2/orders/118', { staff_notes: 'two' });
		await delivered(setup);
		expect(setup.host.executions.flat()).toEqual([
			expect.objectContaining({ event: 'orderUpdated', orderId: 118, scope: 'store/order/updated' }),
			expect.objectContaining({ event: 'orderUpdated', orderId: 118 }),
		]);
	});

	test('orderStatusUpdated', async () => {
		setup = await setUp({ events: ['orderStatusUpdated'] });
		setup.sandbox.store.addOrder({ id: 118 });
		await setup.host.activate();
		await act('PUT', 'v2/orders/118', { status_id: 2 });
		await delivered(setup);
		expect(setup.host.executions).toEqual([
			[
				{
					...ENVELOPE,
					event: 'orderStatusUpdated',
					orderId: 118,
					scope: 'store/order/statusUpdated',
					previousStatusId: 7,
					newStatusId: 2,
				},
			],
		]);
	});

	test('shipmentCreated', async () => {
		setup = await setUp({ events: ['shipmentCreated'] });
		setup.sandbox.store.addOrder({ id: 118 });
		await setup.host.activate();
		setup.sandbox.store.ship(118);
		await delivered(setup);
		expect(setup.host.executions).toEqual([
			[
				{
					...ENVELOPE,
					event: 'shipmentCreated',
					orderId: 118,
					scope: 'store/shipment/created',
					shipmentId: expect.any(Number),
				},
			],
		]);
		expect(setup.host.executions[0]?.[0]?.shipmentId).not.toBe(118);
	});

	test('refundCreated', async () => {
		setup = await setUp({ events: ['refundCreated'] });
		setup.sandbox.store.addOrder({ id: 118, state: 'captured' });
		await setup.host.activate();
		const quoted = await fetch(`${setup.sandbox.apiUrl}/stores/sandbox/v3/orders/118/payment_actions/refund_quotes`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'x-auth-token': 'sandbox-token' },
			body: JSON.stringify({ items: [{ item_type: 'ORDER', item_id: 118, amount: 5 }] }),
		});
		const quote = await quoted.json();
		const [[method]] = quote.data.refund_methods;
		await act('POST', 'v3/orders/118/payment_actions/refunds', {
			items: [{ item_type: 'ORDER', item_id: 118, amount: 5 }],
			payments: [{ provider_id: method.provider_id, amount: method.amount, offline: false }],
		});
		await delivered(setup);
		expect(setup.host.executions).toEqual([
			[
				{
					...ENVELOPE,
					event: 'refundCreated',
					orderId: 118,
					scope: 'store/order/refund/created',
					refundId: expect.any(Number),
				},
			],
		]);
	});

	test('transactionCreated and transactionUpdated, next to the payment event in one execution', async () => {
		setup = await setUp(
			{ events: ['transactionCreated', 'transactionUpdated', 'paymentCaptured'] },
			{ hookTransactionEvents: 'createdAndUpdated', hookDuplicates: 1 },
		);
		setup.sandbox.store.addOrder({ id: 118 });
		await setup.host.activate();
		await capture(118);
		await delivered(setup);
		expect(
			setup.host.executions.map((items) => items.map(({ event, transactionStatus }) => [event, transactionStatus])),
		).toEqual([
			[['transactionCreated', 'pending']],
			[
				['paymentCaptured', 'complete'],
				['transactionUpdated', 'complete'],
			],
		]);
	});
});

describe('status filters', () => {
	const CASES: Array<[Record<string, unknown>, Array<[number, number]>]> = [
		[
			{},
			[
				[7, 11],
				[11, 9],
				[9, 2],
			],
		],
		[{ toStatus: [2] }, [[9, 2]]],
		[
			{ toStatus: ['11', 9] },
			[
				[7, 11],
				[11, 9],
			],
		],
		[{ fromStatus: [11] }, [[11, 9]]],
		[{ fromStatus: [7], toStatus: [2] }, []],
		[{ toStatus: 2 }, [[9, 2]]],
	];

	test.each(CASES)('%j', async (filter, expected) => {
		setup = await setUp({ events: ['orderStatusUpdated'], ...filter } as never);
		setup.sandbox.store.addOrder({ id: 118 });
		await setup.host.activate();
		for (const status of [11, 9, 2]) {
			await act('PUT', 'v2/orders/118', { status_id: status });
			await delivered(setup);
		}
		expect(
			setup.host.executions.flat().map(({ previousStatusId, newStatusId }) => [previousStatusId, newStatusId]),
		).toEqual(expected);
	});

	test('reads the order where the event does not say the status', async () => {
		setup = await setUp({ events: ['orderStatusUpdated'], toStatus: [2] }, { hookStatusUpdatedHasStatus: false });
		setup.sandbox.store.addOrder({ id: 118 });
		await setup.host.activate();
		for (const status of [11, 2]) {
			await act('PUT', 'v2/orders/118', { status_id: status });
			await delivered(setup);
			await until(
				() =>
					setup.sandbox.store.log.recent().filter(({ path }) => path.endsWith('/orders/118')).length >=
					(status === 11 ? 2 : 4),
			);
		}
		await until(() => setup.host.executions.length > 0);
		expect(setup.host.executions).toEqual([
			[expect.objectContaining({ event: 'orderStatusUpdated', previousStatusId: null, newStatusId: 2 })],
		]);
	});

	test('becomes a failed execution where neither the event nor the order can say', async () => {
		setup = await setUp({ events: ['orderStatusUpdated'], toStatus: [2] }, { hookStatusUpdatedHasStatus: false });
		setup.sandbox.store.addOrder({ id: 118 });
		await setup.host.activate();
		setup.sandbox.store.setStoreFault({ kind: 'readError', status: 404, on: 'orderGet' });
		await act('PUT', 'v2/orders/118', { status_id: 2 });
		await until(() => setup.host.failures.length > 0);
		expect(setup.host.failures).toEqual([expect.stringMatching(/^Order 118: its new status cannot be told.*HTTP 404/)]);
		expect(setup.host.executions).toEqual([]);
	});
});

describe('includeOrder', () => {
	test('adds the order as it is', async () => {
		setup = await setUp({ events: ['paymentCaptured'], includeOrder: true });
		setup.sandbox.store.addOrder({ id: 118, total: '25.00' });
		await setup.host.activate();
		await capture(118);
		await until(() => setup.host.executions.length > 0);
		expect(setup.host.executions).toEqual([
			[
				expect.objectContaining({
					event: 'paymentCaptured',
					orderId: 118,
					order: expect.objectContaining({ id: 118, payment_status: 'captured' }),
				}),
			],
		]);
	});

	test('answers before it reads, however long that takes', async () => {
		setup = await setUp({ events: ['paymentCaptured'], includeOrder: true });
		setup.sandbox.store.addOrder({ id: 118 });
		await setup.host.activate();
		setup.sandbox.store.setStoreFault({ kind: 'slow', ms: 700, on: 'orderGet' });
		await capture(118);
		await delivered(setup);
		expect(setup.host.executions).toEqual([]);
		await until(() => setup.host.executions.length > 0);
		expect(setup.host.executions[0]?.[0]).toHaveProperty('order.id', 118);
	});

	test('starts the workflow without the order where it cannot be read, and says why', async () => {
		setup = await setUp({ events: ['paymentCaptured'], includeOrder: true });
		setup.sandbox.store.addOrder({ id: 118 });
		Object.assign(setup.host.credential, { accessToken: 'transactions-only-token' });
		await setup.host.activate();
		await capture(118);
		await until(() => setup.host.executions.length > 0);
		expect(setup.host.executions).toEqual([
			[
				expect.objectContaining({
					event: 'paymentCaptured',
					order: null,
					orderReason: expect.stringContaining('Orders: read-only'),
				}),
			],
		]);
	});
});
