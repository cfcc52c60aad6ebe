import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isObject } from '../api/json';

/**
 * Says so in the output pane where error items went nowhere: with 'On Error' set to the error output, n8n drops them
 * without a word when nothing is connected to it.
 * @param outputs the node's own; n8n's error output comes after them
 */
export function hintAtLostItems(context: IExecuteFunctions, outputs: INodeExecutionData[][]): void {
	const { name, onError } = context.getNode();
	if (onError !== 'continueErrorOutput' || !('addExecutionHints' in context)) return;
	const failed = outputs.flat().filter(({ json }) => 'error' in json).length;
	if (failed === 0 || leadsAnywhere(context, name, outputs.length)) return;
	const items = failed === 1 ? '1 item went' : `${failed} items went`;
	context.addExecutionHints({
		message: `${items} to the error output, and nothing is connected to it: in a workflow that runs by itself nobody would learn of ${failed === 1 ? 'it' : 'them'}. Connect the error output, or set 'On Error' to 'Stop Workflow'.`,
		type: 'warning',
		location: 'outputPane',
	});
}

/** Whether a node is connected to an output; where n8n does not tell, it is taken to be. */
function leadsAnywhere(context: IExecuteFunctions, name: string, output: number): boolean {
	if (!('workflow' in context) || !isObject(context.workflow)) return true;
	const { connectionsBySourceNode } = context.workflow;
	if (!isObject(connectionsBySourceNode)) return true;
	const own = connectionsBySourceNode[name];
	const main = isObject(own) && Array.isArray(own.main) ? own.main : [];
	const links: unknown = main[output];
	return Array.isArray(links) && links.length > 0;
}
