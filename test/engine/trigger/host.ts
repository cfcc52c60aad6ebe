import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeTypes,
	type IWebhookData,
	type IWorkflowExecuteAdditionalData,
	type WorkflowActivateMode,
} from 'n8n-workflow';
import { BigCommerceApi } from '../../../credentials/BigCommerceApi.credentials';
import { BigCommerceTrigger } from '../../../nodes/BigCommerce/BigCommerceTrigger.node';
import { OneCredential } from '../../../scripts/engine/credentials';
// Sets what n8n-core reads when it is loaded.
import '../../../scripts/engine/engine';

const TYPE = 'n8n-nodes-bigcommerce.bigCommerceTrigger';

/** What came back from a delivery. */
export interface Reply {
	status: number;
	body: string;
}

/**
 * n8n as far as a trigger sees it: its own hook and webhook contexts from n8n-core behind a real HTTP port, static
 * data that is loaded for each delivery and saved after it (n8n `webhooks/live-webhooks.js`), and the answer given
 * when the execution has been started (`webhooks/webhook-helpers.js`, `onReceived`).
 */
export class TriggerHost {
	/** Items of each execution that was started, in order. */
	readonly executions: IDataObject[][] = [];
	/** Errors of deliveries, which n8n keeps as failed executions. */
	readonly failures: string[] = [];
	/** What n8n has stored with the workflow. */
	staticData: IDataObject = {};
	/** Makes n8n fail to start this many executions. */
	failingStarts = 0;
	/** Whether the trigger is being tried in the editor. */
	isTest = false;
	readonly node: INode;
	private server: Server | undefined;
	private readonly type = new BigCommerceTrigger();
	private baseUrl = '';

	constructor(
		parameters: INodeParameters,
		public credential: ICredentialDataDecryptedObject,
	) {
		this.node = {
			id: randomUUID(),
			name: 'BigCommerce Trigger',
			type: TYPE,
			typeVersion: 1,
			position: [0, 0],
			parameters,
			webhookId: randomUUID(),
			credentials: { bigCommerceApi: { id: '1', name: 'BigCommerce' } },
		};
	}

	/** Opens the port. An own `baseUrl` is what n8n believes its address to be. */
	async open(baseUrl?: string): Promise<this> {
		const server = createServer((request, response) => void this.serve(request, new Answer(response)));
		this.server = server;
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		this.baseUrl = baseUrl ?? `http://127.0.0.1:${port}`;
		return this;
	}

	/** Another address from now on, as after a change of WEBHOOK_URL. */
	moveTo(baseUrl: string): void {
		this.baseUrl = baseUrl;
	}

	async close(): Promise<void> {
		this.server?.closeAllConnections();
		await new Promise((resolve) => this.server?.close(resolve));
	}

	get destination(): string {
		return `${this.baseUrl}/${this.isTest ? 'webhook-test' : 'webhook'}/${this.node.webhookId}/webhook`;
	}

	/** Activates the workflow as n8n does: create only where the hooks are not in place. */
	async activate(mode: WorkflowActivateMode = 'activate'): Promise<void> {
		const workflow = this.workflow();
		const { checkExists, create } = this.type.webhookMethods.default;
		const context = await this.hookContext(workflow, mode);
		if (!(await checkExists.call(context))) await create.call(context);
		this.save(workflow);
	}

	async isInPlace(): Promise<boolean> {
		const workflow = this.workflow();
		return await this.type.webhookMethods.default.checkExists.call(await this.hookContext(workflow, 'activate'));
	}

	async deactivate(): Promise<void> {
		const workflow = this.workflow();
		await this.type.webhookMethods.default.delete.call(await this.hookContext(workflow, 'update'));
		this.save(workflow);
	}

	/** Sends a delivery by hand. */
	async deliver(body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}): Promise<Reply> {
		const url = this.destination.replace(this.baseUrl, this.localUrl);
		const response = await fetch(url, {
			method: 'POST',
			body,
			headers: { 'content-type': 'application/json', ...headers },
		});
		return { status: response.status, body: await response.text() };
	}

	/** The secret as n8n stores it. */
	get secret(): string {
		const data = this.staticData[`node:${this.node.name}`];
		return typeof data === 'object' && data !== null && 'secret' in data ? String(data.secret) : '';
	}

	private get localUrl(): string {
		const { port } = this.server?.address() as AddressInfo;
		return `http://127.0.0.1:${port}`;
	}

	private async serve(request: IncomingMessage, response: Answer): Promise<void> {
		const { WebhookContext } = await import('n8n-core');
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const workflow = this.workflow();
		const httpRequest = { headers: request.headers, rawBody: Buffer.concat(chunks), body: {}, params: {}, query: {} };
		const additionalData = {
			...this.additionalData(),
			httpRequest,
			httpResponse: response,
		} as unknown as IWorkflowExecuteAdditionalData;
		const mode = this.isTest ? 'manual' : 'webhook';
		const context = new WebhookContext(
			workflow,
			this.node,
			additionalData,
			mode,
			this.webhookData(additionalData),
			[],
			null,
		);
		try {
			const { workflowData, noWebhookResponse } = await this.type.webhook.call(context);
			if (workflowData !== undefined) this.start(workflowData);
			this.save(workflow);
			if (noWebhookResponse !== true) response.status(200).json({ message: 'Workflow was started' });
		} catch (error) {
			this.failures.push(error instanceof Error ? error.message : String(error));
			if (!response.headersSent) response.status(500).json({ message: 'There was a problem executing the workflow' });
		}
	}

	private start(data: INodeExecutionData[][]): void {
		if (this.failingStarts > 0) {
			this.failingStarts--;
			throw new Error('the execution could not be started');
		}
		this.executions.push((data[0] ?? []).map(({ json }) => json));
	}

	private workflow(): Workflow {
		return new Workflow({
			id: this.node.id,
			name: 'Triggered',
			nodes: [this.node],
			connections: {},
			active: true,
			nodeTypes: this.types(),
			staticData: JSON.parse(JSON.stringify(this.staticData)),
		});
	}

	private save(workflow: Workflow): void {
		if (workflow.staticData.__dataChanged === true) this.staticData = JSON.parse(JSON.stringify(workflow.staticData));
	}

	private types(): INodeTypes {
		const find = () => this.type;
		return { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) };
	}

	private additionalData(): IWorkflowExecuteAdditionalData {
		return {
			credentialsHelper: new OneCredential(new BigCommerceApi(), this.credential),
			webhookBaseUrl: `${this.baseUrl}/webhook`,
			webhookTestBaseUrl: `${this.baseUrl}/webhook-test`,
			instanceBaseUrl: this.baseUrl,
			restApiUrl: `${this.baseUrl}/rest`,
			variables: {},
		} as unknown as IWorkflowExecuteAdditionalData;
	}

	private async hookContext(workflow: Workflow, activation: WorkflowActivateMode) {
		const { HookContext } = await import('n8n-core');
		const additionalData = this.additionalData();
		return new HookContext(
			workflow,
			this.node,
			additionalData,
			'trigger',
			activation,
			this.webhookData(additionalData),
		);
	}

	private webhookData(workflowExecuteAdditionalData: IWorkflowExecuteAdditionalData): IWebhookData {
		const [webhookDescription] = this.type.description.webhooks ?? [];
		if (webhookDescription === undefined) throw new Error('the trigger has no webhook');
		const { name: node, webhookId } = this.node;
		return {
			httpMethod: 'POST',
			node,
			path: `${webhookId}/webhook`,
			webhookDescription,
			workflowId: this.node.id,
			workflowExecuteAdditionalData,
			isTest: this.isTest,
		};
	}
}

/** Express's response, as far as a trigger uses it. */
class Answer {
	constructor(private readonly response: ServerResponse) {}

	get statusCode(): number {
		return this.response.statusCode;
	}

	get headersSent(): boolean {
		return this.response.headersSent;
	}

	status(code: number): this {
		this.response.statusCode = code;
		return this;
	}

	json(body: object): this {
		this.response.setHeader('content-type', 'application/json');
		this.response.end(JSON.stringify(body));
		return this;
	}

	end(): this {
		this.response.end();
		return this;
	}

	once(event: 'finish', listener: () => void): this {
		this.response.once(event, listener);
		return this;
	}
}
