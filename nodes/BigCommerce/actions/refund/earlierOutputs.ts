import type { IExecuteFunctions } from 'n8n-workflow';
import { isObject, type JsonObject } from '../../api/json';

/** The outputs that a refund can have: its own, the summary, and n8n's error output after them. */
const OUTPUTS = [0, 1, 2];

/**
 * The JSON of all items that this node put out in its earlier runs of this execution: the turns of a loop. They are in
 * the execution's own data, so a Wait node that moves the execution to another process loses none of them.
 */
export function earlierOutputs(context: IExecuteFunctions): JsonObject[] {
	const proxy: unknown = context.getWorkflowDataProxy(0);
	if (!isObject(proxy) || typeof proxy.$runIndex !== 'number') return [];
	const { $items: itemsOf, $runIndex: runs } = proxy;
	if (typeof itemsOf !== 'function') return [];
	const outputs: JsonObject[] = [];
	for (let run = 0; run < runs; run++) {
		for (const output of OUTPUTS) {
			const items: unknown = readOutput(() => itemsOf(context.getNode().name, output, run));
			if (!Array.isArray(items)) continue;
			for (const item of items) if (isObject(item) && isObject(item.json)) outputs.push(item.json);
		}
	}
	return outputs;
}

/** n8n throws for an output that the node does not have, or that has no items. */
function readOutput(read: () => unknown): unknown {
	try {
		return read();
	} catch {
		return null;
	}
}
