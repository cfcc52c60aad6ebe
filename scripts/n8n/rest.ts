/** The part of n8n's internal REST API that a person's clicks in the editor use. */
import { setTimeout as wait } from 'node:timers/promises';
import { parseFlatted } from './flatted';
import type { N8nMajor } from './install';

export interface Owner {
	email: string;
	password: string;
	firstName: string;
	lastName: string;
}

export interface WorkflowNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
	onError?: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	retryOnFail?: boolean;
	maxTries?: number;
	/** Milliseconds. */
	waitBetweenTries?: number;
	webhookId?: string;
}

export interface WorkflowFile {
	id?: string;
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
	/** What nodes put out in manual runs without being run. */
	pinData?: Record<string, Item[]>;
}

export interface Item {
	json: Record<string, unknown>;
	pairedItem?: unknown;
}

export interface NodeRun {
	executionStatus?: string;
	/** Milliseconds since 1970, and how long it took. */
	startTime?: number;
	executionTime?: number;
	error?: { message?: string; description?: string };
	data?: { main: Array<Item[] | null> };
}

export interface Execution {
	id: string;
	status: string;
	mode: string;
	/** What each node put out, run by run. */
	runs: Record<string, NodeRun[]>;
	error?: { message?: string; description?: string };
}

const FINISHED = new Set(['success', 'error', 'canceled', 'crashed']);

export class N8nRest {
	private cookie = '';

	private constructor(
		readonly url: string,
		private readonly major: N8nMajor,
	) {}

	/** Signs in, after setting the owner up where n8n is new. */
	static async signIn(url: string, owner: Owner, major: N8nMajor = 2): Promise<N8nRest> {
		const rest = new N8nRest(url, major);
		const settings = await rest.call<{ userManagement: { showSetupOnFirstLoad: boolean } }>('GET', '/rest/settings');
		if (settings.userManagement.showSetupOnFirstLoad) await rest.call('POST', '/rest/owner/setup', owner);
		else await rest.call('POST', '/rest/login', { emailOrLdapLoginId: owner.email, password: owner.password });
		return rest;
	}

	async call<T>(method: string, path: string, body?: unknown): Promise<T> {
		return ((await this.callRaw(method, path, body)) as { data: T }).data;
	}

	/** For what n8n serves without its usual `{ data }` around it. */
	async callRaw(method: string, path: string, body?: unknown): Promise<unknown> {
		const send = async () => await this.send(method, path, body);
		// A connection that breaks is no answer; what only reads is asked once more.
		const answer = await send().catch(async (error: unknown) => {
			if (method !== 'GET' || !(error instanceof TypeError)) throw error;
			return await send();
		});
		const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('n8n-auth='));
		if (cookie !== undefined) this.cookie = cookie.split(';')[0] ?? '';
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text.slice(0, 600)}`);
		return JSON.parse(text);
	}

	private async send(method: string, path: string, body: unknown): Promise<Response> {
		return await fetch(this.url + path, {
			method,
			headers: {
				accept: 'application/json',
				// A connection that is kept may be closed by its server in the moment of the next call.
				connection: 'close',
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
				...(this.cookie ? { cookie: this.cookie } : {}),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
			signal: AbortSignal.timeout(60_000),
		});
	}

	createCredential(name: string, type: string, data: Record<string, unknown>): Promise<{ id: string; name: string }> {
		return this.call('POST', '/rest/credentials', { name, type, data });
	}

	listCredentials(): Promise<Array<{ id: string; name: string; type: string }>> {
		return this.call('GET', '/rest/credentials');
	}

	/** What the "Test" of a credential's form says. */
	testCredential(credential: {
		id: string;
		name: string;
		type: string;
		data: Record<string, unknown>;
	}): Promise<{ status: string; message: string }> {
		return this.call('POST', '/rest/credentials/test', { credentials: credential });
	}

	createWorkflow({
		name,
		nodes,
		connections,
		settings = {},
		pinData = {},
	}: WorkflowFile): Promise<{ id: string; versionId: string }> {
		return this.call('POST', '/rest/workflows', {
			name,
			nodes,
			connections,
			settings: { executionOrder: 'v1', ...settings },
			pinData,
			active: false,
		});
	}

	listWorkflows(): Promise<Array<{ id: string; name: string }>> {
		return this.call('GET', '/rest/workflows');
	}

	async activate({ id, versionId }: { id: string; versionId: string }): Promise<void> {
		if (this.major === 1) await this.call('PATCH', `/rest/workflows/${id}`, { active: true, versionId });
		else await this.call('POST', `/rest/workflows/${id}/activate`, { versionId });
	}

	/** Starts a manual run from the named trigger. Returns the execution's id. */
	async run(workflowId: string, triggerName: string): Promise<string> {
		// n8n 1 runs the workflow it is sent, n8n 2 the one it has.
		const workflowData =
			this.major === 1 ? { workflowData: await this.call('GET', `/rest/workflows/${workflowId}`) } : {};
		const { executionId } = await this.call<{ executionId: string }>('POST', `/rest/workflows/${workflowId}/run`, {
			...workflowData,
			triggerToStartFrom: { name: triggerName },
		});
		return executionId;
	}

	async stop(executionId: string): Promise<void> {
		await this.call('POST', `/rest/executions/${executionId}/stop`);
	}

	async execution(id: string): Promise<Execution> {
		const { status, mode, data } = await this.call<{ status: string; mode: string; data?: string }>(
			'GET',
			`/rest/executions/${id}`,
		);
		// A run that has only just begun has no data yet.
		const stored = ((data ? parseFlatted(data) : undefined) ?? {}) as {
			resultData?: { runData?: Record<string, NodeRun[]>; error?: Execution['error'] };
		};
		return { id, status, mode, runs: stored.resultData?.runData ?? {}, error: stored.resultData?.error };
	}

	async finished(id: string, timeoutMs = 120_000): Promise<Execution> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const execution = await this.execution(id);
			if (FINISHED.has(execution.status)) return execution;
			if (Date.now() > deadline)
				throw new Error(`Execution ${id} is still ${execution.status} after ${timeoutMs / 1000} s`);
			await wait(200);
		}
	}

	async runToEnd(workflowId: string, triggerName: string, timeoutMs?: number): Promise<Execution> {
		return this.finished(await this.run(workflowId, triggerName), timeoutMs);
	}

	/** Newest first. */
	async listExecutions(workflowId: string, limit = 100): Promise<Array<{ id: string; status: string; mode: string }>> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.call<{ results: Array<{ id: string; status: string; mode: string }> }>(
			'GET',
			`/rest/executions?filter=${filter}&limit=${limit}`,
		);
		return results;
	}
}
