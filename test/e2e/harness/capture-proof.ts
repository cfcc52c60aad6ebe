/** What the sandbox's own books say, whatever the node or n8n reported. */
import type { SandboxStore } from '../../../sandbox/store';
import type { Execution, Item } from '../../../scripts/n8n/rest';

export interface Proof {
	/** Orders whose money was taken exactly once. */
	once: number;
	/** Orders whose money was taken more than once. */
	twice: number[];
	/** Orders not captured. */
	missing: number[];
	/** Orders for which the store accepted more than one capture request. */
	acceptedTwice: number[];
}

export function proveCaptures(store: SandboxStore, orderIds: number[]): Proof {
	const truths = orderIds.map((orderId) => store.truth(orderId));
	const idsWhere = (test: (truth: (typeof truths)[number]) => boolean): number[] =>
		truths.filter(test).map(({ orderId }) => orderId);
	return {
		once: truths.filter(({ captures }) => captures === 1).length,
		twice: idsWhere(({ captures }) => captures > 1),
		missing: idsWhere(({ captures }) => captures === 0),
		acceptedTwice: idsWhere(({ captureRequestsAccepted }) => captureRequestsAccepted > 1),
	};
}

/** The proof of a run in which nothing was lost and nothing taken twice. */
export const exactlyOnce = (orders: number): Proof => ({ once: orders, twice: [], missing: [], acceptedTwice: [] });

/** Claims in the store that nobody has closed, and which execution made each. */
export function openClaims(store: SandboxStore): Array<{ orderId: number; execution: string }> {
	return [...store.metafields.asOf(Date.now())]
		.filter(({ namespace, value }) => namespace === 'n8n-nodes-bigcommerce' && value.includes('"state":"open"'))
		.map(({ orderId, value }) => ({ orderId, execution: /"execution":"(\d+)"/.exec(value)?.[1] ?? '' }));
}

/** The items a node put out on one output, of its last run. */
export function outputOf(execution: Execution, node: string, output = 0): Array<Item['json']> {
	return (execution.runs[node]?.at(-1)?.data?.main[output] ?? []).map(({ json }) => json);
}

/** Order and outcome of each item of an error branch. */
export function outcomesOf(items: Array<Item['json']>): Array<{ orderId: unknown; outcome: unknown }> {
	return items.map(({ details }) => {
		const { orderId, outcome } = details as Record<string, unknown>;
		return { orderId, outcome };
	});
}
