import { setTimeout as wait } from 'node:timers/promises';
import { startSandbox, type RunningSandbox } from '../../sandbox/server';
import { exactlyOnce, outputOf, proveCaptures } from './harness/capture-proof';
import { Instance } from './harness/instance';
import { capture, manualTrigger, orders, workflow } from './harness/workflow';

const COUNT = 30;

/** n8n keeps no output of a node that was stopped, so what happened is read from the store, and from the next run. */
describe('a run that is ended in the middle', () => {
	let sandbox: RunningSandbox;
	let n8n: Instance;
	/** New ones for each test: n8n remembers for a while what it has sent for an order. */
	let orderIds: number[] = [];

	beforeAll(async () => {
		sandbox = await startSandbox({ orders: [], settings: { captureDelayMs: 300, quota: null } });
		n8n = await Instance.start({ name: 'stop', sandbox });
	});
	beforeEach(() => {
		sandbox.store.reset();
		const first = (orderIds.at(-1) ?? 0) + 1;
		orderIds = Array.from({ length: COUNT }, (_, index) => first + index);
		for (const id of orderIds) sandbox.store.addOrder({ id });
		// One order at a time, half a second each: fifteen seconds if nobody stops it.
		sandbox.store.storeFaults.add({ kind: 'slow', ms: 500, on: 'capture' });
	});
	afterAll(async () => {
		await n8n?.stop();
		await sandbox?.close();
	});

	const sent = (): number => sandbox.store.log.counters.byEndpoint.capture ?? 0;

	async function untilSent(count: number): Promise<void> {
		const deadline = Date.now() + 20_000;
		while (sent() < count) {
			if (Date.now() > deadline) throw new Error(`Only ${sent()} captures were sent`);
			await wait(20);
		}
	}

	const slowly = capture('Capture', { parameters: { options: { maxConcurrency: 1 } } });

	async function add(settings: Record<string, unknown> = {}): Promise<string> {
		const { id } = await n8n.add(
			workflow(
				'Ended in the middle',
				[manualTrigger(), orders(orderIds), slowly],
				[
					['Start', 'Orders'],
					['Orders', 'Capture'],
				],
				settings,
			),
		);
		return id;
	}

	async function expectNothingMoreIsSent(): Promise<void> {
		await wait(1_000);
		const afterASecond = sent();
		expect(afterASecond).toBeLessThan(COUNT);
		await wait(3_000);
		expect(sent()).toBe(afterASecond);
	}

	async function expectTheNextRunToFinishTheRest(workflowId: string): Promise<void> {
		sandbox.store.storeFaults.clear();
		const capturedBefore = COUNT - proveCaptures(sandbox.store, orderIds).missing.length;
		expect(capturedBefore).toBeGreaterThan(0);
		const run = await n8n.rest.runToEnd(workflowId, 'Start');
		expect(run.status).toBe('success');
		const items = outputOf(run, 'Capture');
		expect(items.filter(({ outcome, changed }) => outcome === 'captured' && changed === false)).toHaveLength(
			capturedBefore,
		);
		expect(items.filter(({ outcome, changed }) => outcome === 'captured' && changed === true)).toHaveLength(
			COUNT - capturedBefore,
		);
		expect(proveCaptures(sandbox.store, orderIds)).toEqual(exactlyOnce(COUNT));
	}

	test('Stop is obeyed within a second, and the next run captures the rest', async () => {
		const workflowId = await add();
		const executionId = await n8n.rest.run(workflowId, 'Start');
		await untilSent(5);
		await n8n.rest.stop(executionId);
		await expectNothingMoreIsSent();
		expect((await n8n.rest.finished(executionId)).status).toBe('canceled');
		await expectTheNextRunToFinishTheRest(workflowId);
	});

	test('the workflow timeout ends it the same way', async () => {
		const workflowId = await add({ executionTimeout: 3 });
		const executionId = await n8n.rest.run(workflowId, 'Start');
		const ended = await n8n.rest.finished(executionId, 30_000);
		expect(['canceled', 'error']).toContain(ended.status);
		await expectNothingMoreIsSent();
		// The rest is captured by a workflow without a timeout, which would end this one too on a busy machine.
		await expectTheNextRunToFinishTheRest(await add());
	});
});
