import type { RunningSandbox } from '../../../sandbox/server';
import { credentialFor, quickSandbox, run } from '../harness';
import { jsonOf, refundParameters } from './refundRun';

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
});

afterEach(async () => await sandbox.close());

/** A refund of 5.00 for each item, whose options come from the item. */
async function refundEach(items: Array<{ id: number; requestTimeout?: number; resultTimeout?: number }>) {
	const result = await run({
		parameters: refundParameters('create', {
			refundWhat: 'amount',
			amount: '5.00',
			options: {
				requestTimeout: '={{ $json.requestTimeout ?? 30 }}',
				resultTimeout: '={{ $json.resultTimeout ?? 1 }}',
				verificationWindow: 1,
			},
		}),
		items: items.map((json) => ({ json })),
		credential: credentialFor(sandbox),
		onError: 'continueErrorOutput',
	});
	return result.outputs.map(jsonOf);
}

test("each item's own 'Request Timeout' holds: one gives up after a second, the other waits for its slow answer", async () => {
	const [hasty, patient] = [1, 2].map(() =>
		sandbox.store.addOrder({
			state: 'captured',
			total: '25.00',
			faults: [{ kind: 'slow', ms: 2_500, on: 'refundCreate' }],
		}),
	);
	const ids = [hasty?.id ?? 0, patient?.id ?? 0] as const;
	const start = Date.now();
	const [success] = await refundEach([
		{ id: ids[0], requestTimeout: 1 },
		{ id: ids[1], requestTimeout: 20 },
	]);
	expect(Date.now() - start).toBeLessThan(15_000);
	expect(success).toMatchObject(ids.map((orderId) => ({ orderId, outcome: 'refunded' })));
	const looks = ids.map(
		(id) =>
			sandbox.store.log.recent().filter(({ endpoint, orderId }) => endpoint === 'orderRefunds' && orderId === id)
				.length,
	);
	// What was not answered in time was looked for.
	expect(looks[0]).toBeGreaterThan(looks[1] ?? 0);
	for (const id of ids) expect(sandbox.store.truth(id)).toMatchObject({ refundRequests: 1, refunds: 1 });
});

test("each item's own 'Result Timeout' holds: one is pending after a second, the other is followed to its end", async () => {
	sandbox.store.update({ refundDelayMs: 3_000 });
	const [hasty, patient] = sandbox.store.addOrders(2, { state: 'captured', total: '25.00' });
	const [success] = await refundEach([
		{ id: hasty?.id ?? 0, resultTimeout: 1 },
		{ id: patient?.id ?? 0, resultTimeout: 20 },
	]);
	expect(success).toMatchObject([
		{ orderId: hasty?.id, outcome: 'pending' },
		{ orderId: patient?.id, outcome: 'refunded' },
	]);
});
