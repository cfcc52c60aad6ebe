import { setTimeout as wait } from 'node:timers/promises';
import { startSandbox, type RunningSandbox } from '../../sandbox/server';
import { exactlyOnce, proveCaptures } from './harness/capture-proof';
import { QueueModeN8n } from './harness/queue';
import { describeWith } from './harness/requirements';
import { capture, code, webhook, workflow } from './harness/workflow';

const ORDERS = Array.from({ length: 500 }, (_, index) => index + 1);
const TOGETHER = 25;
const SAME = Array.from({ length: 20 }, (_, index) => 1_001 + index);
const QUOTA = { quota: 150, windowMs: 10_000 };
/**
 * Percent of the quota left to others, as docs/scaling.md advises for several workers: each has a lane of its
 * own and learns of another's requests only when their answers come back, from the quota headers.
 */
const RESERVE = 25;

describeWith(['postgres', 'redis'], 'queue mode with PostgreSQL, Redis, a main process and two workers', () => {
	let sandbox: RunningSandbox;
	let n8n: QueueModeN8n;
	let workflowId: string;

	beforeAll(async () => {
		sandbox = await startSandbox({ orders: [], settings: { ...QUOTA, captureDelayMs: 500, latencyMs: 20 } });
		for (const id of [...ORDERS, ...SAME]) sandbox.store.addOrder({ id });
		n8n = await QueueModeN8n.start(sandbox, ['worker-a', 'worker-b']);
		const fromBody = code('Orders', 'return $input.first().json.body.orders.map((id) => ({ json: { id } }));');
		const added = await n8n.main.add(
			workflow(
				'Queued captures',
				[
					{
						...webhook('queued'),
						parameters: { path: 'queued', httpMethod: 'POST', responseMode: 'onReceived', options: {} },
					},
					fromBody,
					capture('Capture', { parameters: { options: { resultTimeout: 300, quotaReserve: RESERVE } } }),
				],
				[
					['Webhook', 'Orders'],
					['Orders', 'Capture'],
				],
			),
		);
		workflowId = added.id;
		await n8n.main.rest.activate(added);
	});
	afterAll(async () => {
		await n8n?.stop();
		await sandbox?.close();
	});

	const captured = (orders: number[]): number => orders.length - proveCaptures(sandbox.store, orders).missing.length;

	async function send(orders: number[]): Promise<void> {
		await n8n.main.post('queued', { orders });
	}

	/** Waits until no execution is under way. Returns how many ended in which way. */
	async function settled(timeoutMs: number): Promise<Record<string, number>> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const executions = await n8n.main.rest.listExecutions(workflowId);
			const counts: Record<string, number> = {};
			for (const { status } of executions) counts[status] = (counts[status] ?? 0) + 1;
			if (executions.length > 0 && !('new' in counts) && !('running' in counts)) return counts;
			if (Date.now() > deadline) return counts;
			await wait(1_000);
		}
	}

	test('captures 500 orders of parallel executions exactly once, though a worker is killed in the middle', async () => {
		const started = Date.now();
		const batches = Array.from({ length: ORDERS.length / TOGETHER }, (_, batch) =>
			ORDERS.slice(batch * TOGETHER, (batch + 1) * TOGETHER),
		);
		await send(batches[0] ?? []);
		await Promise.all(batches.slice(1).map(send));

		while (captured(ORDERS) < 150) {
			if (Date.now() - started > 120_000)
				throw new Error(`Only ${captured(ORDERS)} orders were captured in two minutes`);
			await wait(50);
		}
		const atKill = captured(ORDERS);
		const [killed, other] = n8n.workers;
		await killed?.process.kill();
		await n8n.addWorker('worker-c');

		const ended = await settled(240_000);
		const tookMs = Date.now() - started;
		const beforeRepeat = captured(ORDERS);
		const { total, throttled } = sandbox.store.log.counters;

		// Whatever the killed worker left undone is done by sending everything again: that is the rule for users.
		for (const batch of batches) await send(batch);
		const repeated = await settled(240_000);

		expect(proveCaptures(sandbox.store, ORDERS)).toEqual(exactlyOnce(ORDERS.length));
		expect(killed?.started()).toBeGreaterThan(0);
		expect(other?.started()).toBeGreaterThan(0);
		process.stdout.write(
			[
				`queue: ${ORDERS.length} orders in ${batches.length} executions, two workers; worker-a killed after ${atKill} captures, worker-c started`,
				`queue: ${(tookMs / 1000).toFixed(1)} s until nothing ran any more (${JSON.stringify(ended)}), ${beforeRepeat} captured by then; all ${ORDERS.length} after sending everything again (${JSON.stringify(repeated)})`,
				`queue: ${total} requests in the first round, ${throttled} answered 429; quota ${QUOTA.quota} in ${QUOTA.windowMs / 1000} s`,
				`queue: executions taken on: ${n8n.workers.map(({ name, started: count }) => `${name} ${count()}`).join(', ')}`,
				'',
			].join('\n'),
		);
		expect(throttled / total).toBeLessThan(0.02);
	});

	test('captures an order once when several executions are given it at the same time', async () => {
		await Promise.all(Array.from({ length: 6 }, () => send(SAME)));
		await settled(120_000);
		expect(proveCaptures(sandbox.store, SAME)).toEqual(exactlyOnce(SAME.length));
	});
});
