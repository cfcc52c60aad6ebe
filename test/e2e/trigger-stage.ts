import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Hook } from '../../sandbox/hooks/hook';
import { startSandbox, type RunningSandbox } from '../../sandbox/server';
import type { N8nMajor } from '../../scripts/n8n/install';
import type { Execution } from '../../scripts/n8n/rest';
import { packageName } from '../../scripts/n8n/user-folder';
import { outputOf } from './harness/capture-proof';
import { Instance } from './harness/instance';
import { set, workflow } from './harness/workflow';

export const TRIGGER = 'BigCommerce Trigger';

export interface Flow {
	id: string;
	versionId: string;
}

/** A store that sends every delivery twice, and soon again what was not taken, and a real n8n that listens. */
export class TriggerStage {
	private constructor(
		readonly sandbox: RunningSandbox,
		readonly n8n: Instance,
		private readonly major: N8nMajor,
	) {}

	static async open(name: string, major: N8nMajor = 2): Promise<TriggerStage> {
		const sandbox = await startSandbox({
			orders: [],
			settings: { captureDelayMs: 300, quota: null, hookDuplicates: 1, hookTimeScale: 0.01 },
		});
		const n8n = await Instance.start({ name, sandbox, major }).catch(async (error: unknown) => {
			await sandbox.close();
			throw error;
		});
		return new TriggerStage(sandbox, n8n, major);
	}

	async close(): Promise<void> {
		await this.n8n.stop();
		await this.sandbox.close();
	}

	hooks(): Hook[] {
		return this.sandbox.store.hooks.all();
	}

	/** Trigger → a node that notes what it was started with. */
	async add(parameters: Record<string, unknown>): Promise<Flow> {
		const trigger = {
			name: TRIGGER,
			type: `${packageName}.bigCommerceTrigger`,
			typeVersion: 1,
			webhookId: randomUUID(),
			parameters,
		};
		return await this.n8n.add(
			workflow(
				'Triggered',
				[trigger, set('Went on', { seen: '={{ $json.event }} {{ $json.orderId }}' })],
				[[TRIGGER, 'Went on']],
			),
		);
	}

	/** Activates, and waits until n8n has done it: n8n 2 answers first. */
	async activate(flow: Flow, hooks: number): Promise<void> {
		await this.n8n.rest.activate(flow);
		await until(async () => {
			const { staticData } = await this.n8n.rest.call<{ staticData: unknown }>('GET', `/rest/workflows/${flow.id}`);
			return this.hooks().length === hooks && JSON.stringify(staticData ?? {}).includes('"scopes"');
		});
	}

	async active(parameters: Record<string, unknown>, hooks = 1): Promise<Flow> {
		const flow = await this.add(parameters);
		await this.activate(flow, hooks);
		return flow;
	}

	async deactivate({ id, versionId }: Flow): Promise<void> {
		if (this.major === 1) await this.n8n.rest.call('PATCH', `/rest/workflows/${id}`, { active: false, versionId });
		else await this.n8n.rest.call('POST', `/rest/workflows/${id}/deactivate`, { versionId });
		await until(() => this.hooks().length === 0);
	}

	async api(method: string, path: string, body: Record<string, unknown>): Promise<void> {
		const { status } = await fetch(`${this.sandbox.apiUrl}/stores/sandbox/${path}`, {
			method,
			headers: {
				'x-auth-token': 'sandbox-token',
				accept: 'application/json',
				'content-type': 'application/json',
				// A connection that is kept may be closed by its server in the moment of the next call.
				connection: 'close',
			},
			body: JSON.stringify(body),
		});
		if (status >= 300) throw new Error(`${method} ${path} answered ${status}`);
	}

	async capture(orderId: number): Promise<void> {
		await this.api('POST', `v3/orders/${orderId}/payment_actions/capture`, {});
	}

	/** The executions of a workflow once there are so many, and still so many when everything is delivered. */
	async executions({ id }: Flow, count: number): Promise<Execution[]> {
		await until(async () => (await this.n8n.rest.listExecutions(id)).length >= count);
		await until(() =>
			this.sandbox.store.deliveries.recent().every(({ state }) => state === 'delivered' || state === 'failed'),
		);
		await wait(500);
		const list = await this.n8n.rest.listExecutions(id);
		expect(list).toHaveLength(count);
		return await Promise.all(list.map(async (one) => await this.n8n.rest.finished(one.id)));
	}
}

/** What the node behind the trigger noted, sorted. */
export function seen(runs: Execution[]): unknown[] {
	return runs.flatMap((run) => outputOf(run, 'Went on').map((item) => item.seen)).sort();
}

export async function until(what: () => boolean | Promise<boolean>, within = 30_000): Promise<void> {
	const deadline = Date.now() + within;
	while (!(await what())) {
		if (Date.now() > deadline) throw new Error(`Not within ${within / 1000} s: ${what}`);
		await wait(100);
	}
}
