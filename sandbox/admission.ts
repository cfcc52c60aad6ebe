import { type Answer, gateway } from './answers';
import type { StoreRequest } from './protocol';
import { findRoute, type Match } from './routes/router';
import { isAllowed, type TokenGrant } from './scopes';
import type { StoreState } from './state';

export type Found = Extract<Match, { kind: 'found' }>;

/** A request that may be served, or the refusal of the gateway in front of the store. */
export type Admission =
	| { kind: 'admitted'; match: Found; client: TokenGrant }
	| { kind: 'refused'; match: Match; client: TokenGrant | null; answer: Answer };

/**
 * Route, token, store, quota, scope: in this order, because "routes are resolved before auth, the store after
 * auth" (facts §5). A request that is refused by the quota has cost nothing and done nothing.
 */
export function admit(state: StoreState, request: StoreRequest): Admission {
	const match = findRoute(request.method, request.path);
	const refuse = (answer: Answer, client: TokenGrant | null = null): Admission => ({
		kind: 'refused',
		match,
		client,
		answer,
	});
	if (match.kind === 'unknown') return refuse(gateway.noRoute());
	const token = request.headers['x-auth-token'];
	if (token === undefined) return refuse(gateway.noToken());
	if (token.trim() === '') return refuse(gateway.emptyToken());
	const client = Object.hasOwn(state.settings.tokens, token) ? state.settings.tokens[token] : undefined;
	if (!client) return refuse(gateway.badToken());
	if (match.kind === 'wrongMethod') return refuse(gateway.wrongMethod(), client);
	if (match.storeHash !== state.settings.storeHash) return refuse(gateway.wrongStore(), client);
	if (!state.quotaWindow.take(state.now())) return refuse(gateway.throttled(), client);
	const { scopes } = match.route;
	if (!isAllowed(client, typeof scopes === 'function' ? scopes(state.settings) : scopes))
		return refuse(gateway.noScope(), client);
	return { kind: 'admitted', match, client };
}
