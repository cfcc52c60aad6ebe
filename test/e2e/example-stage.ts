import { setTimeout as wait } from 'node:timers/promises';
import { seedStore } from '../../sandbox/seed';
import { startSandbox, type RunningSandbox } from '../../sandbox/server';
import type { Execution, WorkflowFile } from '../../scripts/n8n/rest';
import { readExample } from './harness/examples';
import { Instance } from './harness/instance';

/** A connection that is kept may be closed by its server in the moment of the next call. */
export const CLOSE = { connection: 'close' };

/** How an execution is started: by hand, or in production. */
export const MODES = ['manual', 'trigger'] as const;

/** A real n8n that runs the examples against the sandbox's seeded store. */
export class ExampleStage {
	private constructor(
		readonly sandbox: RunningSandbox,
		readonly n8n: Instance,
	) {}

	static async open(name: string): Promise<ExampleStage> {
		// n8n 2 needs a moment after activation until a webhook answers, so deliveries are tried again soon.
		const sandbox = await startSandbox({
			settings: { captureDelayMs: 700, voidDelayMs: 300, quota: null, hookTimeScale: 0.01 },
		});
		return new ExampleStage(sandbox, await Instance.start({ name, sandbox }));
	}

	/** The store as its seed has it. */
	reset(): void {
		this.sandbox.store.reset();
		seedStore(this.sandbox.store);
	}

	async close(): Promise<void> {
		await this.n8n.stop();
		await this.sandbox.close();
	}

	/** Imports an example. */
	async example(
		file: string,
		change: (workflow: WorkflowFile) => WorkflowFile = (workflow) => workflow,
	): Promise<{ id: string; versionId: string }> {
		return await this.n8n.add(change(readExample(file)));
	}

	/**
	 * An example about other orders, whose waits are over in a moment. The node remembers what it sent for an order and
	 * never saw the end of, which a store that is reset between tests would contradict.
	 */
	async impatient(file: string, orderIds: number[]): Promise<{ id: string; versionId: string }> {
		const assignment = { id: '1', name: 'orderId', type: 'array', value: JSON.stringify(orderIds) };
		return await this.example(file, (workflow) => ({
			...workflow,
			nodes: workflow.nodes.map((node) => {
				if (node.type === 'n8n-nodes-base.wait') return { ...node, parameters: { amount: 0.3, unit: 'seconds' } };
				return node.name === 'Orders'
					? { ...node, parameters: { ...node.parameters, assignments: { assignments: [assignment] } } }
					: node;
			}),
		}));
	}

	/** Imports an example, and has it listen, with its hooks in place, while `work` goes on. */
	async active<T>(file: string, hooks: number, work: (workflow: { id: string }) => Promise<T>): Promise<T> {
		const workflow = await this.example(file);
		await this.n8n.rest.activate(workflow);
		// n8n 2 subscribes after it has answered.
		for (let attempt = 0; this.sandbox.store.hooks.all().length < hooks && attempt < 50; attempt++) await wait(200);
		try {
			return await work(workflow);
		} finally {
			await this.n8n.rest.call('POST', `/rest/workflows/${workflow.id}/deactivate`, { versionId: workflow.versionId });
		}
	}

	/**
	 * Starts an example by hand, or in production by its schedule, which comes due in a moment.
	 * @returns the execution
	 */
	async start(
		mode: (typeof MODES)[number],
		file: string,
		trigger: string,
		change: (workflow: WorkflowFile) => WorkflowFile = (workflow) => workflow,
	): Promise<string> {
		if (mode === 'manual') return await this.n8n.rest.run((await this.example(file, change)).id, trigger);
		const schedule = { rule: { interval: [{ field: 'seconds', secondsInterval: 2 }] } };
		const workflow = await this.example(file, (given) => ({
			...change(given),
			nodes: change(given).nodes.map((node) =>
				node.name === trigger
					? { ...node, type: 'n8n-nodes-base.scheduleTrigger', typeVersion: 1.2, parameters: schedule }
					: node,
			),
		}));
		await this.n8n.rest.activate(workflow);
		try {
			for (let attempt = 0; attempt < 100; attempt++) {
				const [first] = await this.n8n.rest.listExecutions(workflow.id);
				if (first !== undefined) {
					expect(first.mode).toBe('trigger');
					return first.id;
				}
				await wait(200);
			}
			throw new Error(`The schedule of ${file} started nothing`);
		} finally {
			await this.n8n.rest.call('POST', `/rest/workflows/${workflow.id}/deactivate`, { versionId: workflow.versionId });
		}
	}

	/** The executions of a workflow, once there are so many and all are at their end. */
	async executions(workflow: { id: string }, count: number): Promise<Execution[]> {
		const deadline = Date.now() + 30_000;
		for (;;) {
			const list = await this.n8n.rest.listExecutions(workflow.id);
			if (list.length >= count) return await Promise.all(list.map(async ({ id }) => await this.n8n.rest.finished(id)));
			if (Date.now() > deadline) throw new Error(`${list.length} of ${count} executions after 30 s`);
			await wait(200);
		}
	}

	/** Sends a form of n8n's, field by field. */
	async submit(url: string, fields: Array<string | File>): Promise<void> {
		const form = new FormData();
		fields.forEach((value, index) => form.append(`field-${index}`, value));
		for (let attempt = 0; ; attempt++) {
			const { status } = await fetch(url, { method: 'POST', body: form, headers: CLOSE });
			if (status === 200) return;
			if (status !== 404 || attempt === 50) throw new Error(`The form answered ${status}`);
			await wait(200);
		}
	}
}
