/** OAuth scopes and the tokens that carry them (docs/bigcommerce-api.md, Scopes). */

export const SCOPES = [
	'store_v2_orders',
	'store_v2_orders_read_only',
	'store_v2_transactions',
	'store_v2_transactions_read_only',
	'store_v2_information',
	'store_v2_information_read_only',
] as const;

export type Scope = (typeof SCOPES)[number];

/**
 * What one access token may do. Tokens of one `clientId` see each other's hooks, others do not
 * (docs/bigcommerce-api.md, Webhooks: own hooks only).
 */
export interface TokenGrant {
	clientId: string;
	scopes: Scope[];
}

/**
 * Any one of these is enough for an endpoint; an empty list means that every valid token will do, null that none does.
 */
export const NEEDS = {
	writeOrderOrTransaction: ['store_v2_orders', 'store_v2_transactions'],
	readOrderOrTransaction: [
		'store_v2_orders',
		'store_v2_orders_read_only',
		'store_v2_transactions',
		'store_v2_transactions_read_only',
	],
	readTransaction: ['store_v2_transactions', 'store_v2_transactions_read_only'],
	readOrder: ['store_v2_orders', 'store_v2_orders_read_only'],
	writeOrder: ['store_v2_orders'],
	nothing: [],
} satisfies Record<string, Scope[]>;

export function isAllowed(grant: TokenGrant, anyOf: readonly Scope[] | null): boolean {
	if (anyOf === null) return false;
	return anyOf.length === 0 || anyOf.some((scope) => grant.scopes.includes(scope));
}

/** The tokens of a fresh sandbox, one for each way an API account may be set up. */
export const DEFAULT_TOKENS: Readonly<Record<string, TokenGrant>> = {
	'sandbox-token': { clientId: 'sandbox-client', scopes: [...SCOPES] },
	'orders-only-token': { clientId: 'orders-only-client', scopes: ['store_v2_orders'] },
	'transactions-only-token': { clientId: 'transactions-only-client', scopes: ['store_v2_transactions'] },
	'orders-read-only-token': { clientId: 'orders-read-only-client', scopes: ['store_v2_orders_read_only'] },
	'transactions-read-only-token': {
		clientId: 'transactions-read-only-client',
		scopes: ['store_v2_transactions_read_only'],
	},
	'no-scope-token': { clientId: 'no-scope-client', scopes: [] },
};
