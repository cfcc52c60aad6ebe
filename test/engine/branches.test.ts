import type { RunningSandbox } from '../../sandbox/server';
import { capture, credentialFor, quickSandbox, voidPayments, PATIENT } from './harness';

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
});

afterEach(async () => {
	await sandbox.close();
});

/** IDs of a good order, a declined one, one that is no order, a good one. */
function mixedOrders() {
	const first = sandbox.store.addOrder({ total: '25.00' });
	const declined = sandbox.store.addOrder({ total: '30.00', faults: [{ kind: 'decline' }] });
	const last = sandbox.store.addOrder({ total: '35.00' });
	return { first, declined, last, ids: [first.id, declined.id, '12,13', last.id] };
}

test('error output: each item on its branch, in order, linked to its input', async () => {
	const { first, declined, last, ids } = mixedOrders();
	const { outputs } = await capture(sandbox, ids, { options: PATIENT });
	const [good = [], bad = []] = outputs;
	expect(good.map(({ json, pairedItem }) => [json.orderId, json.outcome, pairedItem])).toEqual([
		[first.id, 'captured', 0],
		[last.id, 'captured', 3],
	]);
	expect(bad.map(({ json, pairedItem }) => [Object.keys(json), pairedItem])).toEqual([
		[['error', 'message', 'details'], 1],
		[['error', 'message', 'details'], 2],
	]);
	expect(bad[0]?.json.details).toMatchObject({
		orderId: declined.id,
		outcome: 'declined',
		moneyMoved: 'no',
		attempts: 1,
	});
	expect(bad[1]?.json).toMatchObject({
		error: expect.stringContaining("'Order ID' of item 2"),
		details: { orderId: null, outcome: 'invalidOrderId', moneyMoved: 'no', attempts: 0 },
	});
});

test('regular output: one item an input, in order, errors among them', async () => {
	const { ids } = mixedOrders();
	const { outputs } = await capture(sandbox, ids, { options: PATIENT }, { onError: 'continueRegularOutput' });
	expect(outputs).toHaveLength(1);
	expect(outputs[0]?.map(({ json, pairedItem }) => ['error' in json, pairedItem])).toEqual([
		[false, 0],
		[true, 1],
		[true, 2],
		[false, 3],
	]);
});

test('stop: all orders are worked through, then one error says what became of them', async () => {
	const { first, last, ids } = mixedOrders();
	const { error, status } = await capture(sandbox, ids, { options: PATIENT }, { onError: 'stopWorkflow' });
	expect(status).toBe('error');
	expect(error?.message).toContain('2 of 4 orders captured, 2 not');
	expect(error?.description).toMatch(/declined/);
	expect(error?.description).toMatch(/Running again is safe/);
	expect([first.id, last.id].map((id) => sandbox.store.truth(id).captures)).toEqual([1, 1]);
});

test('Retry On Fail: the second try sends nothing for what was captured', async () => {
	const { first, declined, last } = mixedOrders();
	const result = await capture(
		sandbox,
		[first.id, declined.id, last.id],
		{ options: PATIENT },
		{ onError: 'stopWorkflow', retryOnFail: true, maxTries: 2, waitBetweenTries: 10 },
	);
	expect(result.status).toBe('error');
	expect([first, last].map(({ id }) => sandbox.store.truth(id).captureRequests)).toEqual([1, 1]);
	// The declined order is authorized again, so a second try may send it again, and did.
	expect(sandbox.store.truth(declined.id)).toMatchObject({ captureRequests: 2, captures: 0 });
});

test('running again: captured, changed false, nothing sent', async () => {
	const order = sandbox.store.addOrder({});
	expect((await capture(sandbox, [order.id])).outputs[0]?.[0]?.json).toMatchObject({
		outcome: 'captured',
		changed: true,
	});
	expect((await capture(sandbox, [order.id])).outputs[0]?.[0]?.json).toMatchObject({
		outcome: 'captured',
		changed: false,
		requestedAt: null,
	});
	expect(sandbox.store.truth(order.id).captureRequests).toBe(1);
});

test('the same order several times: one call, every item answered', async () => {
	const order = sandbox.store.addOrder({});
	const { outputs } = await capture(sandbox, [order.id, `#${order.id}`, String(order.id)]);
	expect(outputs[0]?.map(({ json, pairedItem }) => [json.orderId, json.outcome, pairedItem])).toEqual(
		[0, 1, 2].map((index) => [order.id, 'captured', index]),
	);
	expect(sandbox.store.truth(order.id).captureRequests).toBe(1);
});

test('two executions at once on the same orders: one call each order', async () => {
	const orders = sandbox.store.addOrders(20, {});
	const ids = orders.map(({ id }) => id);
	const [one, two] = await Promise.all([capture(sandbox, ids), capture(sandbox, ids)]);
	for (const { id } of orders) expect(sandbox.store.truth(id)).toMatchObject({ captureRequests: 1, captures: 1 });
	const changed = [one, two].map(({ outputs }) => outputs[0]?.filter(({ json }) => json.changed === true).length ?? 0);
	expect((changed[0] ?? 0) + (changed[1] ?? 0)).toBe(20);
});

test('wait for result off: accepted is not called captured', async () => {
	const order = sandbox.store.addOrder({});
	const { outputs } = await capture(sandbox, [order.id], { waitForResult: false });
	expect(outputs[0]?.[0]?.json).toMatchObject({ outcome: 'accepted', changed: true, settledAt: null });
});

test('dry run: planned, and nothing sent', async () => {
	const order = sandbox.store.addOrder({});
	const done = sandbox.store.addOrder({ state: 'captured' });
	const { outputs } = await capture(sandbox, [order.id, done.id], { options: { dryRun: true } });
	expect(outputs[0]?.map(({ json }) => json.outcome)).toEqual(['planned', 'captured']);
	expect(sandbox.store.truth(order.id).captureRequests).toBe(0);
});

test('a switch that an expression yields as text is understood, or refused', async () => {
	const orders = sandbox.store.addOrders(2, {});
	const items = [{ json: { id: orders[0]?.id, dry: 'true' } }, { json: { id: orders[1]?.id, dry: 'yes' } }];
	const { outputs } = await capture(sandbox, [], { options: { dryRun: '={{ $json.dry }}' } }, { items });
	expect(outputs[0]?.map(({ json }) => json.outcome)).toEqual(['planned']);
	expect(outputs[1]?.map(({ json }) => json.error)).toEqual([
		expect.stringContaining("'Dry Run' is neither true nor false"),
	]);
	expect(sandbox.store.log.counters.byEndpoint.capture ?? 0).toBe(0);
});

test('already captured may be made to fail', async () => {
	const done = sandbox.store.addOrder({ state: 'captured' });
	const { outputs } = await capture(sandbox, [done.id], { options: { alreadySettled: 'fail' } });
	expect(outputs[1]?.[0]?.json.details).toMatchObject({
		outcome: 'notCapturable',
		code: 'alreadyDone',
		moneyMoved: 'yes',
	});
});

test('simplify off: raw order, transactions and the attempt log', async () => {
	const order = sandbox.store.addOrder({});
	const { outputs } = await capture(sandbox, [order.id], { simplify: false });
	const json = outputs[0]?.[0]?.json;
	expect(json).toMatchObject({ outcome: 'captured', order: { id: order.id, payment_status: 'captured' } });
	expect(json?.transactions).toEqual(
		expect.arrayContaining([expect.objectContaining({ event: 'capture', status: 'ok' })]),
	);
	expect(json?.log).toEqual(expect.arrayContaining([expect.objectContaining({ did: 'capture', saw: 'HTTP 201' })]));
	expect(JSON.stringify(json)).not.toContain('sandbox-token');
});

test("simplify off: the amounts are the transactions' that stand beside them, also where the total was edited", async () => {
	const order = sandbox.store.addOrder({ total: '60.00' });
	sandbox.store.act(order.id, { does: 'edit', total: '20.00' });
	for (const changed of [true, false]) {
		const { outputs } = await capture(sandbox, [order.id], { simplify: false, summary: true });
		expect(outputs[0]?.[0]?.json).toMatchObject({ outcome: 'captured', changed, amount: '60.00', net: '60.00' });
	}
	expect(sandbox.store.ledger.of(order.id).filter(({ kind }) => kind === 'capture')).toMatchObject([{ amount: 6000 }]);
});

test('by outcome: an output for each, the rest on the error output', async () => {
	const { first, declined, last, ids } = mixedOrders();
	const stuck = sandbox.store.addOrder({ faults: [{ kind: 'stuckPending' }] });
	const voided = sandbox.store.addOrder({ state: 'voided' });
	const { outputs } = await capture(sandbox, [...ids, stuck.id, voided.id, 999_999], {
		outputs: 'byOutcome',
		// Of the order that stays pending nothing more can come.
		options: { ...PATIENT, resultTimeout: `={{ $json.id === ${stuck.id} ? 1 : 45 }}` },
	});
	expect(
		outputs.map((output) => output.map(({ json }) => json.orderId ?? (json.details as { outcome: string }).outcome)),
	).toEqual([[first.id, last.id], [stuck.id], [declined.id], [voided.id, 999_999], ['invalidOrderId']]);
	expect(outputs[2]?.[0]?.json).toMatchObject({
		outcome: 'declined',
		reason: expect.any(String),
		nextStep: expect.any(String),
	});
});

test('Stop: nothing more is sent', async () => {
	const slow = sandbox.store.addOrders(30, { faults: [{ kind: 'slow', ms: 300, on: 'capture' }] });
	let stop = () => {};
	const running = capture(
		sandbox,
		slow.map(({ id }) => id),
		{ options: { maxConcurrency: 2 } },
		{ onStarted: (cancel) => (stop = cancel) },
	);
	const sent = () => slow.filter(({ id }) => sandbox.store.truth(id).captureRequests > 0).length;
	while (sent() === 0) await new Promise((resolve) => setTimeout(resolve, 10));
	stop();
	const sentBefore = sent();
	const { status } = await running;
	await new Promise((resolve) => setTimeout(resolve, 1500));
	expect(status).toBe('canceled');
	// Two are sent at once, so one more may have been under way.
	expect(sent()).toBeLessThanOrEqual(sentBefore + 1);
});

test('a credential that names no store: every item on the error branch, nothing sent', async () => {
	const { outputs } = await capture(
		sandbox,
		[1, 2],
		{},
		{ credential: { ...credentialFor(sandbox), storeHash: 'https://example.com/x/y' } },
	);
	expect(outputs[0]).toEqual([]);
	expect(outputs[1]?.map(({ json }) => json.error)).toEqual([
		expect.stringContaining("'Store Hash'"),
		expect.stringContaining("'Store Hash'"),
	]);
});

test('an expression that fails: its item on the error branch, the others captured', async () => {
	const order = sandbox.store.addOrder({});
	const { outputs } = await capture(sandbox, [5, String(order.id)], {
		orderId: { __rl: true, mode: 'id', value: '={{ $json.id.toUpperCase() }}' },
	});
	expect(outputs[0]?.map(({ json }) => json.orderId)).toEqual([order.id]);
	expect(outputs[1]?.map(({ pairedItem }) => pairedItem)).toEqual([0]);
});

const BAD_IDS = ['', 0, -1, 1.5, null, '12,13', '../1', { id: 1 }, [1], true, '9007199254740993', '1e3', '0118', 'abc'];

test('order IDs that are none: refused before any call, naming parameter and item', async () => {
	const { outputs } = await capture(sandbox, BAD_IDS);
	expect(outputs[0]).toEqual([]);
	expect(outputs[1]).toHaveLength(BAD_IDS.length);
	outputs[1]?.forEach(({ json }, index) => expect(json.error).toContain(`'Order ID' of item ${index}`));
	expect(sandbox.store.log.counters.total).toBe(0);
});

describe('Only If', () => {
	const guard = async (
		guards: Record<string, string | number | number[]>,
		order: Parameters<typeof sandbox.store.addOrder>[0] = {},
	) => {
		const { id } = sandbox.store.addOrder({ total: '25.00', ageDays: 3, ...order });
		const { outputs } = await capture(sandbox, [id], { guards });
		const blocked = outputs[1]?.[0]?.json;
		if (blocked) expect(sandbox.store.truth(id).captureRequests).toBe(0);
		return blocked ? (blocked.details as { outcome: string }).outcome : outputs[0]?.[0]?.json.outcome;
	};

	test.each<{ name: string; guards: Parameters<typeof guard>[0]; outcome: string }>([
		{ name: 'expected amount', guards: { expectedAmount: '25.00' }, outcome: 'captured' },
		{ name: 'expected amount off', guards: { expectedAmount: '25.01' }, outcome: 'blocked' },
		{ name: 'within tolerance', guards: { expectedAmount: '25.05', amountTolerance: '0.05' }, outcome: 'captured' },
		{ name: 'beyond tolerance', guards: { expectedAmount: '25.06', amountTolerance: '0.05' }, outcome: 'blocked' },
		{ name: 'expected amount that is none', guards: { expectedAmount: 'abc' }, outcome: 'blocked' },
		{ name: 'expected amount empty', guards: { expectedAmount: '' }, outcome: 'blocked' },
		{ name: 'age empty', guards: { maxAgeDays: '' }, outcome: 'blocked' },
		{ name: 'most', guards: { maxAmount: 25 }, outcome: 'captured' },
		{ name: 'too much', guards: { maxAmount: 24.99 }, outcome: 'blocked' },
		{ name: 'currency', guards: { currency: 'usd' }, outcome: 'captured' },
		{ name: 'other currency', guards: { currency: 'EUR' }, outcome: 'blocked' },
		{ name: 'old enough', guards: { minAgeDays: 2 }, outcome: 'captured' },
		{ name: 'too young', guards: { minAgeDays: 4 }, outcome: 'blocked' },
		{ name: 'young enough', guards: { maxAgeDays: 4 }, outcome: 'captured' },
		{ name: 'too old', guards: { maxAgeDays: 2 }, outcome: 'blocked' },
		{ name: 'status', guards: { orderStatusIds: [7, 11] }, outcome: 'captured' },
		{ name: 'other status', guards: { orderStatusIds: [11] }, outcome: 'blocked' },
	])('$name', async ({ guards, outcome }) => {
		expect(await guard(guards)).toBe(outcome);
	});

	test('compares with what was authorized, not with the total', async () => {
		expect(await guard({ expectedAmount: '20.00' }, { storeCredit: '5.00' })).toBe('captured');
	});
});

test('max orders and stop after failures hold back what is beyond', async () => {
	const orders = sandbox.store.addOrders(5, {});
	const { outputs } = await capture(
		sandbox,
		orders.map(({ id }) => id),
		{ options: { maxOrders: 2 } },
	);
	expect([outputs[0]?.length, outputs[1]?.length]).toEqual([2, 3]);

	const declined = sandbox.store.addOrders(6, { faults: [{ kind: 'decline' }] });
	await capture(
		sandbox,
		declined.map(({ id }) => id),
		{ options: { ...PATIENT, stopAfterFailures: 2 } },
	);
	expect(declined.filter(({ id }) => sandbox.store.truth(id).captureRequests > 0)).toHaveLength(2);
});

test('status and note are set once it is proved; a failure to set them never hides that the money moved', async () => {
	const order = sandbox.store.addOrder({ staffNotes: 'call first' });
	const declined = sandbox.store.addOrder({ faults: [{ kind: 'decline' }] });
	const unset = sandbox.store.addOrder({
		faults: [{ kind: 'serverError', status: 500, accepted: false, on: 'orderUpdate' }],
	});
	const { outputs } = await capture(sandbox, [order.id, declined.id, unset.id], {
		options: { ...PATIENT, statusOnSuccess: 9, statusOnFailure: 1, staffNote: 'captured by the ERP' },
	});
	expect(sandbox.store.orders.get(order.id)).toMatchObject({
		statusId: 9,
		staffNotes: 'call first\ncaptured by the ERP',
	});
	expect(sandbox.store.orders.get(declined.id)).toMatchObject({ statusId: 1 });
	expect(outputs[0]?.[1]?.json).toMatchObject({
		orderId: unset.id,
		outcome: 'captured',
		warning: expect.stringContaining('may not have been set'),
	});
});

test("a 'Staff Note' of two lines that the control panel saved with other line ends is not added again", async () => {
	const order = sandbox.store.addOrder({ staffNotes: 'Call first\r\nCaptured\r\nby the ERP' });
	await capture(sandbox, [order.id], { options: { ...PATIENT, staffNote: 'Captured\nby the ERP' } });
	expect(sandbox.store.truth(order.id)).toMatchObject({ captures: 1 });
	expect(order.staffNotes).toBe('Call first\r\nCaptured\r\nby the ERP');
});

test('void: on the same engine, with its own words', async () => {
	const order = sandbox.store.addOrder({});
	const captured = sandbox.store.addOrder({ state: 'captured' });
	const { outputs } = await voidPayments(sandbox, [order.id, captured.id], { options: PATIENT });
	expect(outputs[0]?.[0]?.json).toMatchObject({
		orderId: order.id,
		outcome: 'voided',
		changed: true,
		paymentStatus: 'void',
	});
	expect(outputs[1]?.[0]?.json.details).toMatchObject({ orderId: captured.id, outcome: 'notVoidable' });
	expect(sandbox.store.truth(order.id).voids).toBe(1);
});

test('numbers out of range are brought into it, and said', async () => {
	const order = sandbox.store.addOrder({});
	const { outputs, task } = await capture(sandbox, [order.id], {
		options: { maxConcurrency: 1_000_000_000, quotaReserve: -5 },
	});
	expect(outputs[0]?.[0]?.json.outcome).toBe('captured');
	expect(JSON.stringify(task?.hints ?? [])).toContain("'Max Concurrency' 1000000000 is outside 1–50; 50 was used.");
});

test("another store's URL is not this store's order", async () => {
	const order = sandbox.store.addOrder({});
	const url = (store: string) => `https://store-${store}.mybigcommerce.com/manage/orders/${order.id}`;
	const byUrl = { orderId: { __rl: true, mode: 'url', value: '={{ $json.id }}' } };
	const { outputs } = await capture(sandbox, [url('other'), url('sandbox')], byUrl);
	expect(outputs[1]?.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
		[expect.stringContaining('the URL is of the store other'), 0],
	]);
	expect(outputs[0]?.map(({ json }) => [json.orderId, json.outcome])).toEqual([[order.id, 'captured']]);
});
