import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { RunningSandbox } from '../../../sandbox/server';
import { credentialFor, itemsOf, run } from '../harness';

/** Parameters of a refund operation whose order IDs come from the items. */
export function refundParameters(operation: string, more: INodeParameters = {}): INodeParameters {
	return { resource: 'refund', operation, orderId: { __rl: true, mode: 'id', value: '={{ $json.id }}' }, ...more };
}

/** Runs a refund of each order, with windows short enough for a test. */
export async function refund(
	sandbox: RunningSandbox,
	ids: unknown[],
	more: INodeParameters = {},
	onError: INode['onError'] = 'continueErrorOutput',
) {
	const { options, ...rest } = more;
	const given = typeof options === 'object' && options !== null ? options : {};
	const parameters = refundParameters('create', {
		...rest,
		options: { verificationWindow: 1, resultTimeout: 1, ...given },
	});
	return await run({ parameters, items: itemsOf(...ids), credential: credentialFor(sandbox), onError });
}

/** The JSON of the items on an output. */
export function jsonOf(items: INodeExecutionData[] | undefined) {
	return (items ?? []).map(({ json }) => json);
}

/** What was sent to be refunded, in order. */
export function refundBodies(sandbox: RunningSandbox) {
	return sandbox.store.log
		.recent()
		.filter(({ endpoint }) => endpoint === 'refundCreate')
		.map(({ body }): { items: Array<Record<string, unknown>>; payments: unknown[] } => JSON.parse(body));
}
