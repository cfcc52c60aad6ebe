import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from '../../sandbox/faults';
import { startSandbox, type RunningSandbox } from '../../sandbox/server';
import { exactlyOnce, outputOf, proveCaptures } from './harness/capture-proof';
import { Instance } from './harness/instance';
import { capture, manualTrigger, orders, workflow } from './harness/workflow';

const ORDERS = Array.from({ length: 60 }, (_, index) => index + 1);
const KILLS = 6;
const seed = Number(process.env.E2E_SEED ?? Date.now() % 1_000_000);

/** A generator that can be seeded (mulberry32), so that a failure can be run again: E2E_SEED=… */
function randomFrom(state: number): () => number {
	let a = state;
	return () => {
		a = (a + 0x6d2b79f5) | 0;
		let t = Math.imul(a ^ (a >>> 15), 1 | a);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** Every fifth order is awkward as well: whoever is killed then leaves the least certain traces. */
const AWKWARD: Fault[][] = [
	[{ kind: 'lostAnswer', times: 1 }],
	[{ kind: 'serverError', status: 502, accepted: true, times: 1 }],
	[{ kind: 'reset', times: 1 }],
	[{ kind: 'lateVisibility', ms: 1_000 }],
];

describe(`a single n8n killed with SIGKILL at random points (E2E_SEED=${seed})`, () => {
	const random = randomFrom(seed);
	let sandbox: RunningSandbox;
	let n8n: Instance;

	beforeAll(async () => {
		sandbox = await startSandbox({ orders: [], settings: { captureDelayMs: 1_500, latencyMs: 40, quota: null } });
		for (const id of ORDERS)
			sandbox.store.addOrder({ id, faults: id % 5 === 0 ? AWKWARD[(id / 5) % AWKWARD.length] : [] });
		n8n = await Instance.start({ name: 'crash', sandbox });
	});
	afterAll(async () => {
		await n8n?.stop();
		await sandbox?.close();
	});

	const capturedSoFar = (): number => ORDERS.length - proveCaptures(sandbox.store, ORDERS).missing.length;

	test(`captures every order exactly once over ${KILLS} crashes and a last run`, async () => {
		const slowly = capture('Capture', { parameters: { options: { maxConcurrency: 2 } } });
		const { id } = await n8n.add(
			workflow(
				'Crashes',
				[manualTrigger(), orders(ORDERS), slowly],
				[
					['Start', 'Orders'],
					['Orders', 'Capture'],
				],
			),
		);

		const progress: number[] = [];
		for (let kill = 0; kill < KILLS; kill++) {
			const before = sandbox.store.log.counters.total;
			await n8n.rest.run(id, 'Start');
			// The point is drawn from the first request on: in the reads, between a POST and its answer, or while following.
			while (sandbox.store.log.counters.total === before) await wait(5);
			await wait(random() * 1_200);
			await n8n.kill();
			progress.push(capturedSoFar());
			await n8n.restart();
		}
		// At least one of the crashes must have come before the work was done, or nothing was shown.
		expect(progress[0]).toBeLessThan(ORDERS.length);

		const run = await n8n.rest.runToEnd(id, 'Start');
		expect(run.status).toBe('success');
		expect(outputOf(run, 'Capture').map(({ orderId, outcome }) => [orderId, outcome])).toEqual(
			ORDERS.map((orderId) => [orderId, 'captured']),
		);
		expect(proveCaptures(sandbox.store, ORDERS)).toEqual(exactlyOnce(ORDERS.length));
		process.stdout.write(
			`crash: ${ORDERS.length} orders, captured at each of the ${KILLS} kills: ${progress.join(', ')}; at the end each exactly once (seed ${seed})\n`,
		);
	});
});
