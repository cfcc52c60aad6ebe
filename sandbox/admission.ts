import { type Answer, empty, gateway } from './answers';
import type { StoreRequest } from './protocol';
import { findRoute, type Match } from './routes/router';
import { isAllowed, type TokenGrant } from './scopes';
import type { StoreState } from './state';

export type Found = Extract<Match, { kind: 'found' }>;

/** A request that may be served, or the refusal of the gateway in front of the store. */
export type Admission =
	/** `busyMs` is how much later the answer comes because of what else is under way. */
	| { kind: 'admitted'; match: Found; client: TokenGrant; busyMs: number }
	/** `isBare`: without rate headers, as when there are too many requests at once. */
	| { kind: 'refused'; match: Match; client: TokenGrant | null; answer: Answer; isBare: boolean };

/**
 * Route, token, store, quota, scope: in this order, because routes are resolved before auth, and the store after it
 * (observed at the gateway). A request that is refused by the quota has cost nothing and done nothing.
 */
export function admit(state: StoreState, request: StoreRequest): Admission {
	const match = findRoute(request.method, request.path);
	const refuse = (answer: Answer, client: TokenGrant | null = null): Admission => ({
		kind: 'refused',
		match,
		client,
		answer,
		isBare: false,
	});
	if (match.kind === 'unknown') return refuse(gateway.noRoute());
	const token = request.headers['x-auth-token'];
	if (token === undefined) return refuse(gateway.noToken());
	if (token.trim() === '') return refuse(gateway.emptyToken());
	const client = Object.hasOwn(state.settings.tokens, token) ? state.settings.tokens[token] : undefined;
	if (!client) return refuse(gateway.badToken());
	if (match.kind === 'wrongMethod') return refuse(gateway.wrongMethod(), client);
	if (match.storeHash !== state.settings.storeHash) return refuse(gateway.wrongStore(), client);
	const busyMs = state.concurrency.enter(state.now());
	if (busyMs === undefined) return { kind: 'refused', match, client, answer: empty(429), isBare: true };
	if (!state.quotaWindow.take(state.now(), client.clientId)) return refuse(gateway.throttled(), client);
	const { scopes } = match.route;
	if (!isAllowed(client, typeof scopes === 'function' ? scopes(state.settings) : scopes))
		return refuse(gateway.noScope(), client);
	return { kind: 'admitted', match, client, busyMs };
}
