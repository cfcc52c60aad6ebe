import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startSandbox, type RunningSandbox } from '../../sandbox/server';
import { root } from '../../scripts/n8n/places';
import type { Execution, WorkflowFile } from '../../scripts/n8n/rest';
import { AppBeside } from './harness/app-beside';
import { exactlyOnce, openClaims, outputOf, proveCaptures } from './harness/capture-proof';
import { QueueModeN8n, type Worker } from './harness/queue';
import { describeWith } from './harness/requirements';
import { capture, code, webhook, workflow } from './harness/workflow';

const ORDERS = Array.from({ length: 500 }, (_, index) => index + 1);
const TOGETHER = 25;
const BATCHES = Array.from({ length: ORDERS.length / TOGETHER }, (_, batch) =>
	ORDERS.slice(batch * TOGETHER, (batch + 1) * TOGETHER),
);
/** Executions that are given the same orders at the same moment. */
const RIVALS = 3;
const WORKERS = ['worker-a', 'worker-b', 'worker-c', 'worker-d'];
const KILL_AFTER = 150;
/** Orders that the killed worker has claimed and not sent. */
const AT_LEAST_UNSENT = 5;
/** What BigCommerce gives a store on its Pro plan. */
const QUOTA = { quota: 450, windowMs: 30_000 };
/** Part of the quota that the other app uses. */
const APP_SHARE = 0.2;
/** The lease of a claim is longer than these; a short one makes the test short, and changes nothing else. */
const CALL = { requestTimeout: 5, verificationWindow: 5 };
const FINISH_EVERY_S = 20;

describeWith(['postgres', 'redis'], 'queue mode with PostgreSQL, Redis, a main process and four workers', () => {
	let sandbox: RunningSandbox;
	let n8n: QueueModeN8n;
	let app: AppBeside;
	const workflows = { queued: '', finisher: '' };

	beforeAll(async () => {
		const settings = { ...QUOTA, captureDelayMs: 500, latencyMs: 20, secondCapture: 'accept201' as const };
		sandbox = await startSandbox({ orders: [], settings });
		for (const id of ORDERS) sandbox.store.addOrder({ id });
		n8n = await QueueModeN8n.start(sandbox, WORKERS);
		workflows.queued = await activate(queued());
		workflows.finisher = await activate(finisher());
	});
	afterAll(async () => {
		await app?.stop();
		await n8n?.stop();
		await sandbox?.close();
	});

	async function activate(file: WorkflowFile): Promise<string> {
		const added = await n8n.main.add(file);
		await n8n.main.rest.activate(added);
		return added.id;
	}

	const captured = (): number => ORDERS.length - proveCaptures(sandbox.store, ORDERS).missing.length;

	async function until(what: string, isSo: () => boolean | Promise<boolean>, timeoutMs: number): Promise<void> {
		const deadline = Date.now() + timeoutMs;
		while (!(await isSo())) {
			if (Date.now() > deadline)
				throw new Error(`${what}: not after ${timeoutMs / 1000} s; ${captured()} are captured`);
			await wait(100);
		}
	}

	async function executions(workflowId: string): Promise<Execution[]> {
		const found = await n8n.main.rest.listExecutions(workflowId);
		return await Promise.all(found.map(async ({ id }) => await n8n.main.rest.execution(id)));
	}

	async function isQuiet(workflowId: string): Promise<boolean> {
		const found = await n8n.main.rest.listExecutions(workflowId);
		return found.length > 0 && found.every(({ status }) => status !== 'new' && status !== 'running');
	}

	/** The worker with the most orders that it has claimed and not sent. */
	function busiest(): { worker: Worker; claimed: number[]; unsent: number[] } {
		const claims = openClaims(sandbox.store);
		const [first] = n8n.workers
			.map((worker) => {
				const own = worker.started();
				const claimed = claims.filter(({ execution }) => own.has(execution)).map(({ orderId }) => orderId);
				return { worker, claimed, unsent: claimed.filter((id) => sandbox.store.truth(id).captureRequests === 0) };
			})
			.sort((a, b) => b.unsent.length - a.unsent.length);
		if (first === undefined) throw new Error('There is no worker');
		return first;
	}

	test('500 orders, each in three executions at the same moment: captured once, though a worker is killed, and an app beside is not in the way', async () => {
		app = new AppBeside(`${sandbox.apiUrl}/stores/sandbox`, QUOTA.windowMs / (QUOTA.quota * APP_SHARE));
		const started = Date.now();
		const seconds = (): string => ((Date.now() - started) / 1000).toFixed(1);
		await Promise.all(
			BATCHES.flatMap((orders) => Array.from({ length: RIVALS }, () => n8n.main.post('queued', { orders }))),
		);
		await until(`${KILL_AFTER} orders captured`, () => captured() >= KILL_AFTER, 120_000);
		await until('a worker about to send what it has claimed', () => busiest().unsent.length >= AT_LEAST_UNSENT, 60_000);
		const killed = busiest();
		await killed.worker.process.kill();
		const atKill = { captured: captured(), open: openClaims(sandbox.store).length };

		await until('no execution under way', () => isQuiet(workflows.queued), 240_000);
		const without = { at: seconds(), captured: captured(), open: openClaims(sandbox.store).length };
		await until('every claim closed', () => openClaims(sandbox.store).length === 0, 240_000);
		const atEnd = seconds();
		const beside = await app.stop();
		const { total, throttled } = sandbox.store.log.counters;
		await until('the schedule is done', () => isQuiet(workflows.finisher), 90_000);

		const queuedRuns = await executions(workflows.queued);
		const finisherRuns = await executions(workflows.finisher);
		const finished = finisherRuns.flatMap((run) => changedIn(run, 'Captured'));
		const own = { calls: total - beside.calls, refused: throttled - beside.refused };
		process.stdout.write(
			[
				`queue: ${ORDERS.length} orders, each in ${RIVALS} of ${queuedRuns.length} executions; ${WORKERS.length} workers, ${spread(n8n, queuedRuns)}`,
				`queue: ${killed.worker.name} killed after ${atKill.captured} captures; ${atKill.open} claims open, ${killed.claimed.length} of them its own, of which it had not sent ${killed.unsent.length}; executions ended ${JSON.stringify(countOf(queuedRuns))}`,
				`queue: ${without.at} s until none of them ran any more: ${without.captured} captured, ${without.open} claims open; ${finished.length} captured by the schedule; ${atEnd} s until every claim was closed`,
				`queue: ${own.calls} own calls, ${(own.calls / ORDERS.length).toFixed(2)} an order, ${own.refused} answered 429; the app beside: ${beside.calls} calls, ${beside.refused} answered 429; quota ${QUOTA.quota} in ${QUOTA.windowMs / 1000} s`,
				'',
			].join('\n'),
		);

		expect(proveCaptures(sandbox.store, ORDERS)).toEqual(exactlyOnce(ORDERS.length));
		// Nobody says twice that he captured an order.
		const changed = [...queuedRuns.flatMap((run) => changedIn(run, 'Capture')), ...finished];
		expect(changed.length).toBe(new Set(changed).size);
		expect(finished.length).toBeGreaterThan(0);
		expect(n8n.workers.map((worker) => worker.started().size > 0)).toEqual(WORKERS.map(() => true));
		expect(own.refused).toBe(0);
		expect(beside.calls).toBeGreaterThan(100);
		expect(beside.refused / beside.calls).toBeLessThanOrEqual(0.02);
	}, 600_000);
});

function queued(): WorkflowFile {
	return workflow(
		'Queued captures',
		[
			{
				...webhook('queued'),
				parameters: { path: 'queued', httpMethod: 'POST', responseMode: 'onReceived', options: {} },
			},
			code('Orders', 'return $input.first().json.body.orders.map((id) => ({ json: { id } }));'),
			capture('Capture', { parameters: { options: { claimOrders: 'inStore', ...CALL } } }),
		],
		[
			['Webhook', 'Orders'],
			['Orders', 'Capture'],
		],
	);
}

/** The example, in a hurry. */
function finisher(): WorkflowFile {
	const file = JSON.parse(
		readFileSync(path.join(root, 'examples', '17-what-a-worker-left.json'), 'utf8'),
	) as WorkflowFile;
	const changes: Record<string, Record<string, unknown>> = {
		'Every ten minutes': { rule: { interval: [{ field: 'seconds', secondsInterval: FINISH_EVERY_S }] } },
		'Capture payment': { options: { claimOrders: 'inStore', ...CALL } },
	};
	const nodes = file.nodes.map((node) => ({ ...node, parameters: { ...node.parameters, ...changes[node.name] } }));
	return { ...file, nodes };
}

/** Orders of which an execution says that it captured them. */
function changedIn(execution: Execution, node: string): unknown[] {
	return outputOf(execution, node)
		.filter(({ changed }) => changed === true)
		.map(({ orderId }) => orderId);
}

function countOf(executions: Execution[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { status } of executions) counts[status] = (counts[status] ?? 0) + 1;
	return counts;
}

/** On how many workers the executions with the same orders were, as far as they came to their end. */
function spread({ workers }: QueueModeN8n, executions: Execution[]): string {
	const started = workers.map((worker) => worker.started());
	const workersOf = new Map<unknown, Set<number>>();
	for (const execution of executions) {
		const first = outputOf(execution, 'Orders')[0]?.id;
		if (first === undefined) continue;
		const on = workersOf.get(first) ?? new Set();
		workersOf.set(first, on.add(started.findIndex((own) => own.has(execution.id))));
	}
	const several = [...workersOf.values()].filter((on) => on.size > 1).length;
	return `${several} of ${workersOf.size} batches on more than one worker`;
}
