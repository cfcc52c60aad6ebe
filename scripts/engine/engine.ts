import 'reflect-metadata';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	Workflow,
	type IConnections,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type ITaskData,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { OneCredential } from './credentials';

// n8n-core writes its settings where these point, and would otherwise use the user's own n8n folder.
process.env.N8N_USER_FOLDER ??= mkdtempSync(path.join(tmpdir(), 'n8n-engine-'));
process.env.N8N_ENCRYPTION_KEY ??= 'only-for-runs-in-process';
process.env.N8N_LOG_LEVEL ??= 'silent';

/** The node types and the credential type that runs use. */
export interface Package {
	nodes: Record<string, INodeType>;
	credential: ICredentialType;
}

export const START = 'engine.start';
export const NODE_TYPE = 'n8n-nodes-bigcommerce.bigCommerce';

/** Loads the built package the way n8n does. */
export async function loadBuiltPackage(root: string): Promise<Package> {
	const { PackageDirectoryLoader } = await import('n8n-core');
	const loader = new PackageDirectoryLoader(root);
	await loader.loadAll();
	const node = loader.getNode('bigCommerce').type;
	if (!('execute' in node)) throw new Error('the built package has no node BigCommerce');
	return { nodes: { [NODE_TYPE]: node }, credential: loader.getCredential('bigCommerceApi').type };
}

/** One run of a node in a workflow: Start → node. */
export interface NodeRun {
	parameters: INodeParameters;
	items: INodeExecutionData[];
	credential: ICredentialDataDecryptedObject;
	onError?: INode['onError'];
	retryOnFail?: boolean;
	maxTries?: number;
	waitBetweenTries?: number;
	mode?: WorkflowExecuteMode;
	/** The workflow's time zone (IANA); the engine's own default without it. */
	timezone?: string;
	/** Called with a function that stops the execution, as the Stop button does. */
	onStarted?(stop: () => void): void;
	type?: string;
	/** Leads the error output back to the node, as a retry loop does. */
	loopsBack?: boolean;
	/** Leads the error output on, to a node that does nothing. */
	leadsOn?: boolean;
}

/** What a run left behind. */
export interface NodeRunResult {
	/** Items by output; n8n's error output comes last. */
	outputs: INodeExecutionData[][];
	/** The error that stopped the workflow, if one did. */
	error: { message: string; description?: string | null } | null;
	status: IRun['status'];
	/** How often the node was executed. */
	task: ITaskData | undefined;
	run: IRun;
}

/** Runs one node through n8n's own engine, with real HTTP. */
export async function runNode(pack: Package, options: NodeRun): Promise<NodeRunResult> {
	const { ExecutionLifecycleHooks, WorkflowExecute } = await import('n8n-core');
	const start = nodeOf('Start', START, {});
	const end = nodeOf('End', START, {});
	const node: INode = {
		...nodeOf('BigCommerce', options.type ?? NODE_TYPE, options.parameters),
		credentials: { bigCommerceApi: { id: '1', name: 'BigCommerce' } },
		onError: options.onError,
		retryOnFail: options.retryOnFail,
		maxTries: options.maxTries,
		waitBetweenTries: options.waitBetweenTries,
	};
	const toNode = [{ node: 'BigCommerce', type: NodeConnectionTypes.Main, index: 0 }];
	const toEnd = [{ node: 'End', type: NodeConnectionTypes.Main, index: 0 }];
	const connections: IConnections = {
		Start: { main: [toNode] },
		...(options.loopsBack === true ? { BigCommerce: { main: [[], toNode] } } : {}),
		...(options.leadsOn === true ? { BigCommerce: { main: [[], toEnd] } } : {}),
	};
	const workflow = new Workflow({
		id: '1',
		name: 'Run',
		nodes: [start, node, end],
		connections,
		active: false,
		nodeTypes: typesOf(pack),
		settings: options.timezone === undefined ? {} : { timezone: options.timezone },
	});
	const mode = options.mode ?? 'manual';
	const additionalData = {
		credentialsHelper: new OneCredential(pack.credential, options.credential),
		hooks: new ExecutionLifecycleHooks(mode, '1', { ...workflowBase(), nodes: [start, node], connections }),
		executionId: '1',
		variables: {},
		currentNodeExecutionIndex: 0,
		...LOCAL_URLS,
	} as unknown as IWorkflowExecuteAdditionalData;
	const runData = createRunExecutionData({
		executionData: {
			contextData: {},
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
			nodeExecutionStack: [{ node: start, data: { main: [options.items] }, source: null }],
		},
	});
	const promise = new WorkflowExecute(additionalData, mode, runData).processRunExecutionData(workflow);
	options.onStarted?.(() => promise.cancel());
	const run = await promise;
	const tasks = run.data.resultData.runData.BigCommerce ?? [];
	const task = tasks[tasks.length - 1];
	const error = run.data.resultData.error ?? null;
	return {
		outputs: (task?.data?.main ?? []).map((items) => items ?? []),
		error:
			error === null
				? null
				: { message: error.message, description: 'description' in error ? error.description : null },
		status: run.status,
		task,
		run,
	};
}

// The error output needs valid addresses, though nothing is listening there.
const LOCAL_URLS = {
	webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
	formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
	instanceBaseUrl: 'http://127.0.0.1/',
	restApiUrl: 'http://127.0.0.1/rest',
};

function workflowBase() {
	const now = new Date();
	return {
		id: '1',
		name: 'Run',
		active: false,
		isArchived: false,
		activeVersionId: null,
		createdAt: now,
		updatedAt: now,
	};
}

function nodeOf(name: string, type: string, parameters: INodeParameters): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters };
}

function typesOf(pack: Package): INodeTypes {
	const start: INodeType = {
		description: {
			displayName: 'Start',
			name: 'start',
			group: ['input'],
			version: 1,
			description: 'Hands on what the run was given',
			defaults: { name: 'Start' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		async execute() {
			return [this.getInputData()];
		},
	};
	const known: Record<string, INodeType> = { ...pack.nodes, [START]: start };
	const find = (type: string): INodeType => {
		const found = known[type];
		if (found === undefined) throw new Error(`There is no node type ${type}`);
		return found;
	};
	return { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) };
}
