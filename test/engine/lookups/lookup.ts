import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import type { RunningSandbox } from '../../../sandbox/server';
import { credentialFor, itemsOf, run } from '../harness';

/** Runs an operation that moves no money, once for each ID; order IDs come from the items. */
export async function lookUp(
	sandbox: RunningSandbox,
	resource: string,
	operation: string,
	more: INodeParameters = {},
	{
		ids = [1],
		token,
		onError = 'continueErrorOutput',
		timezone,
	}: { ids?: unknown[]; token?: string; onError?: INode['onError']; timezone?: string } = {},
) {
	const parameters = { resource, operation, orderId: { __rl: true, mode: 'id', value: '={{ $json.id }}' }, ...more };
	const result = await run({
		parameters,
		items: itemsOf(...ids),
		credential: credentialFor(sandbox, token),
		onError,
		timezone,
	});
	const [success = [], error = []] = result.outputs;
	return {
		items: success.map(({ json }) => json),
		errors: error.map(({ json }) => json),
		paired: success.map(({ pairedItem }) => pairedItem),
		failed: result.error,
	};
}

/** Where in the request log each page of a list began. */
export function queriesOf(sandbox: RunningSandbox, endpoint: string): IDataObject[] {
	return sandbox.store.log
		.recent()
		.filter((request) => request.endpoint === endpoint)
		.map(({ query }) => query);
}
