import 'reflect-metadata';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	Workflow,
	type IDataObject,
	type INode,
	type INodeParameters,
	type INodeType,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { BigCommerceApi } from '../../../credentials/BigCommerceApi.credentials';
import { BigCommerce } from '../../../nodes/BigCommerce/BigCommerce.node';
import type { RunningSandbox } from '../../../sandbox/server';
import { OneCredential } from '../../../scripts/engine/credentials';
import { credentialFor } from '../harness';

const AGENT = 'test.agent';
/** What n8n calls the tool that it makes of the node. */
export const TOOL = 'n8n-nodes-bigcommerce.bigCommerceTool';

interface Tool {
	description: string;
	invoke(args: IDataObject): Promise<unknown>;
}

/** Stands in for an AI agent: calls its one tool with each of these arguments, one call after another. */
function agentCalling(calls: IDataObject[], answers: IDataObject[], seen: { description: string }): INodeType {
	return {
		description: {
			displayName: 'Agent',
			name: 'agent',
			group: ['transform'],
			version: 1,
			description: 'Calls its tool',
			defaults: { name: 'Agent' },
			inputs: [NodeConnectionTypes.Main, NodeConnectionTypes.AiTool],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		async execute() {
			const tools = await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0);
			const [tool] = Array.isArray(tools) ? tools.filter(isTool) : [];
			if (tool === undefined) throw new Error('the agent has no tool');
			seen.description = tool.description;
			for (const args of calls) answers.push(await answerTo(tool, args));
			return [[{ json: {} }]];
		},
	};
}

/** The node as n8n offers it to agents: the same, with a tool for its output. */
function bigCommerceTool(): INodeType {
	const node = new BigCommerce();
	node.description = {
		...node.description,
		name: 'bigCommerceTool',
		inputs: [],
		outputs: [NodeConnectionTypes.AiTool],
	};
	return node;
}

/** What each call of the tool answered to the agent. */
export async function callTool(sandbox: RunningSandbox, parameters: INodeParameters, calls: IDataObject[]) {
	const answers: IDataObject[] = [];
	const seen = { description: '' };
	const types: Record<string, INodeType> = { [AGENT]: agentCalling(calls, answers, seen), [TOOL]: bigCommerceTool() };
	const find = (type: string): INodeType => {
		const found = types[type];
		if (found === undefined) throw new Error(`There is no node type ${type}`);
		return found;
	};
	const agent = nodeOf('Agent', AGENT, {});
	const tool: INode = {
		...nodeOf('BigCommerce', TOOL, parameters),
		credentials: { bigCommerceApi: { id: '1', name: 'BigCommerce' } },
	};
	const nodes = [agent, tool];
	const connections = { BigCommerce: { ai_tool: [[{ node: 'Agent', type: NodeConnectionTypes.AiTool, index: 0 }]] } };
	const nodeTypes = { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) };
	const workflow = new Workflow({ id: '1', name: 'Agent', nodes, connections, active: false, nodeTypes });
	const now = new Date();
	const base = {
		id: '1',
		name: 'Agent',
		active: false,
		isArchived: false,
		activeVersionId: null,
		createdAt: now,
		updatedAt: now,
		nodes,
		connections,
	};
	const additionalData = {
		credentialsHelper: new OneCredential(new BigCommerceApi(), credentialFor(sandbox)),
		hooks: new ExecutionLifecycleHooks('manual', '1', base),
		executionId: '1',
		variables: {},
		currentNodeExecutionIndex: 0,
		webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
		formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
		instanceBaseUrl: 'http://127.0.0.1/',
		restApiUrl: 'http://127.0.0.1/rest',
	} as unknown as IWorkflowExecuteAdditionalData;
	const runData = createRunExecutionData({
		executionData: {
			contextData: {},
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
			nodeExecutionStack: [{ node: agent, data: { main: [[{ json: {} }]] }, source: null }],
		},
	});
	const run = await new WorkflowExecute(additionalData, 'manual', runData).processRunExecutionData(workflow);
	return { answers, description: seen.description, error: run.data.resultData.error ?? null };
}

function nodeOf(name: string, type: string, parameters: INodeParameters): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters };
}

function isTool(value: unknown): value is Tool {
	return typeof value === 'object' && value !== null && 'invoke' in value && typeof value.invoke === 'function';
}

/** What an agent learns of a call: what the tool answered, or that its arguments are none. */
async function answerTo(tool: Tool, args: IDataObject): Promise<IDataObject> {
	try {
		return answerOf(await tool.invoke(args));
	} catch (error) {
		return { refused: error instanceof Error ? error.message : String(error) };
	}
}

/** n8n hands an agent the items of the first output as text. */
function answerOf(text: unknown): IDataObject {
	const list: unknown = typeof text === 'string' && text.startsWith('[') ? JSON.parse(text) : text;
	return { items: Array.isArray(list) ? list : [String(list)] };
}
