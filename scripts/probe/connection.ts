/** How the probe reaches a store: one call, one answer. What a call may be is decided elsewhere (`namedOrders.ts`). */

export interface Call {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Below the store: `v2/orders/118`. */
	path: string;
	query?: Readonly<Record<string, string>>;
	body?: unknown;
}

export interface Answer {
	status: number;
	/** Names in lower case. */
	headers: Readonly<Record<string, string>>;
	text: string;
}

export interface Connection {
	/** @throws when there is no answer */
	send(call: Call): Promise<Answer>;
}

/** Milliseconds since 1970, and waiting: a test has its own. */
export interface Clock {
	now(): number;
	wait(ms: number): Promise<void>;
}

export interface StoreAccess {
	apiUrl: string;
	storeHash: string;
	accessToken: string;
}

const TIMEOUT_MS = 60_000;

/** Redirects are not followed: the token goes to the API's host alone. */
export function overHttp({ apiUrl, storeHash, accessToken }: StoreAccess): Connection {
	return {
		async send({ method, path, query = {}, body }) {
			const search = new URLSearchParams(query).toString();
			const response = await fetch(`${apiUrl}/stores/${storeHash}/${path}${search === '' ? '' : `?${search}`}`, {
				method,
				redirect: 'manual',
				headers: {
					'x-auth-token': accessToken,
					accept: 'application/json',
					'content-type': 'application/json',
					'user-agent': 'n8n-nodes-bigcommerce-probe',
				},
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
				signal: AbortSignal.timeout(TIMEOUT_MS),
			});
			const headers: Record<string, string> = {};
			response.headers.forEach((value, name) => (headers[name] = value));
			return { status: response.status, headers, text: await response.text() };
		},
	};
}

export const realClock: Clock = {
	now: () => Date.now(),
	wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
