import type { SandboxStore, StoreRequest } from '../../../sandbox/store';
import type { Exchange } from './api';

/**
 * Notes down every answered call of a store from now on. Cut connections and calls left hanging have no answer to
 * check.
 */
export function record(store: SandboxStore): Exchange[] {
	const exchanges: Exchange[] = [];
	const handle = store.handle.bind(store);
	store.handle = (request) => {
		const reply = handle(request);
		if (reply.kind === 'answer') {
			const { status, headers, body } = reply;
			exchanges.push({ request: { ...request }, answer: { status, headers: { ...headers }, body } });
		}
		return reply;
	};
	return exchanges;
}

/** A call as a well-behaved client sends it, straight into the store. */
export function call(
	store: SandboxStore,
	method: string,
	pathAndQuery: string,
	body?: unknown,
	more: Partial<StoreRequest> = {},
): void {
	const [path = '', search = ''] = pathAndQuery.split('?');
	store.handle({
		method,
		path: `/stores/sandbox${path}`,
		query: Object.fromEntries(new URLSearchParams(search)),
		headers: {
			'x-auth-token': 'sandbox-token',
			accept: 'application/json',
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
		},
		body: body === undefined ? '' : JSON.stringify(body),
		...more,
	});
}
