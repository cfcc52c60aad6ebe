import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Whether an AI agent runs the node. n8n says so where the agent calls the tool itself; where the agent has the
 * engine run its tools, only the generated node type's name tells it (n8n-core `workflow-execute.js`).
 */
export function isToolCall(context: IExecuteFunctions): boolean {
	return ('isToolExecution' in context && context.isToolExecution()) || context.getNode().type.endsWith('Tool');
}

/**
 * Where an agent's tool call has several items: an agent names one order a call, so that what it asked for can be
 * checked.
 */
export const ONE_ORDER_A_CALL = 'As an AI tool this takes one order a call. Call it once for each order.';
