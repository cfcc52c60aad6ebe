/** Workflows written as code: nodes by name, and who feeds whom. */
import { randomUUID } from 'node:crypto';
import type { WorkflowFile, WorkflowNode } from '../../../scripts/n8n/rest';
import { packageName } from '../../../scripts/n8n/user-folder';

export type Step = Omit<WorkflowNode, 'id' | 'position'> & { position?: [number, number] };

/** `[from, to]`, or `[from, to, output, input]`. */
export type Link = [from: string, to: string, output?: number, input?: number];

export function workflow(
	name: string,
	steps: Step[],
	links: Link[],
	settings: Record<string, unknown> = {},
): WorkflowFile {
	const nodes = steps.map((step, index): WorkflowNode => ({
		id: randomUUID(),
		...step,
		position: step.position ?? [index * 220, 0],
	}));
	const connections: Record<string, { main: Array<Array<{ node: string; type: 'main'; index: number }>> }> = {};
	for (const [from, to, output = 0, input = 0] of links) {
		const { main } = (connections[from] ??= { main: [] });
		while (main.length <= output) main.push([]);
		main[output]?.push({ node: to, type: 'main', index: input });
	}
	return { name, nodes, connections, settings };
}

export const manualTrigger = (name = 'Start'): Step => ({
	name,
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	parameters: {},
});

export const webhook = (path: string, name = 'Webhook'): Step => ({
	name,
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	webhookId: randomUUID(),
	parameters: { path, httpMethod: 'POST', responseMode: 'lastNode', responseData: 'allEntries', options: {} },
});

export const subWorkflowTrigger = (name = 'When called'): Step => ({
	name,
	type: 'n8n-nodes-base.executeWorkflowTrigger',
	typeVersion: 1.1,
	parameters: { inputSource: 'passthrough' },
});

export const code = (name: string, jsCode: string): Step => ({
	name,
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: { jsCode },
});

/** One item an order, with a reference of its own, as an ERP would hand them over. */
export const orders = (orderIds: number[], name = 'Orders'): Step =>
	code(name, `return ${JSON.stringify(orderIds)}.map((id) => ({ json: { id, erpRef: 'ERP-' + id } }));`);

/** Adds fields computed by expressions. */
export const set = (name: string, fields: Record<string, string>): Step => ({
	name,
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: {
		assignments: {
			assignments: Object.entries(fields).map(([field, value]) => ({
				id: randomUUID(),
				name: field,
				value,
				type: 'string',
			})),
		},
		includeOtherFields: true,
		options: {},
	},
});

export interface CaptureSettings {
	orderId?: string;
	parameters?: Record<string, unknown>;
	/** What is on the node's Settings tab. */
	onError?: WorkflowNode['onError'];
	retry?: Pick<WorkflowNode, 'retryOnFail' | 'maxTries' | 'waitBetweenTries'>;
}

export function capture(
	name = 'Capture',
	{ orderId = '={{ $json.id }}', onError = 'continueErrorOutput', parameters = {}, retry = {} }: CaptureSettings = {},
): Step {
	return {
		name,
		type: `${packageName}.bigCommerce`,
		typeVersion: 1,
		onError,
		parameters: {
			resource: 'payment',
			operation: 'capture',
			orderId: { __rl: true, mode: 'id', value: orderId },
			...parameters,
		},
		...retry,
	};
}
