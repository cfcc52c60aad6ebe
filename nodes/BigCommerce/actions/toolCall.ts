import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Whether an AI agent runs the node. n8n says so where the agent calls the tool itself; where the agent has the
 * engine run its tools, only the generated node type's name tells it (n8n-core `workflow-execute.js`).
 */
export function isToolCall(context: IExecuteFunctions): boolean {
	return ('isToolExecution' in context && context.isToolExecution()) || context.getNode().type.endsWith('Tool');
}
