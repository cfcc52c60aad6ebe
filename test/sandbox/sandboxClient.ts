import { SandboxStore, type StoreOptions, type StoreReply } from '../../sandbox/store';

export interface Seen {
	status: number;
	headers: Record<string, string>;
	text: string;
	/** The body read as JSON; null when there is none or it is something else. */
	body: unknown;
	delayMs: number;
}

/** A store on a clock that only moves when told to, and a caller that holds all scopes. */
export class SandboxClient {
	now = Date.parse('2026-03-05T10:00:00Z');
	readonly store: SandboxStore;
	token = 'sandbox-token';

	constructor(settings: StoreOptions = {}) {
		let seed = 1;
		const random = (): number => {
			seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
			return seed / 2_147_483_648;
		};
		this.store = new SandboxStore({ now: () => this.now, random, ...settings });
	}

	/** `path` starts at `v2/` or `v3/` and may have a query. */
	reply(method: string, path: string, body: unknown = undefined): StoreReply {
		const [route = '', search = ''] = path.split('?');
		return this.store.handle({
			method,
			path: `/stores/sandbox/${route}`,
			query: Object.fromEntries(new URLSearchParams(search)),
			headers: { 'x-auth-token': this.token, accept: 'application/json' },
			body: typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body),
		});
	}

	/** @throws when there is no answer */
	call(method: string, path: string, body?: unknown): Seen {
		const reply = this.reply(method, path, body);
		if (reply.kind !== 'answer') throw new Error(`${method} ${path} ended with ${reply.kind}`);
		const { status, headers, body: text, delayMs } = reply;
		return { status, headers, text, body: readJson(text), delayMs };
	}

	get(path: string): Seen {
		return this.call('GET', path);
	}

	capture(orderId: number): Seen {
		return this.call('POST', `v3/orders/${orderId}/payment_actions/capture`, {});
	}

	void(orderId: number): Seen {
		return this.call('POST', `v3/orders/${orderId}/payment_actions/void`, {});
	}

	order(orderId: number): Record<string, unknown> {
		return record(this.get(`v2/orders/${orderId}`).body);
	}

	status(orderId: number): unknown {
		return this.order(orderId).payment_status;
	}

	/** Events and statuses of the order's transactions, `capture:ok`. */
	journal(orderId: number): string[] {
		const { status, body } = this.get(`v3/orders/${orderId}/transactions`);
		if (status === 204) return [];
		return list(record(body).data).map((entry) => `${String(record(entry).event)}:${String(record(entry).status)}`);
	}

	ids(path: string): number[] {
		const { body } = this.get(path);
		return list(body).map((order) => Number(record(order).id));
	}

	pass(ms: number): void {
		this.now += ms;
	}
}

export function record(value: unknown): Record<string, unknown> {
	if (typeof value !== 'object' || value === null || Array.isArray(value))
		throw new Error(`Not an object: ${String(value)}`);
	return Object.fromEntries(Object.entries(value));
}

/** An array; nothing counts as an empty one. */
export function list(value: unknown): unknown[] {
	if (value === null || value === undefined) return [];
	if (!Array.isArray(value)) throw new Error(`Not an array: ${JSON.stringify(value)}`);
	return value;
}

function readJson(text: string): unknown {
	try {
		const value: unknown = JSON.parse(text);
		return value;
	} catch {
		return null;
	}
}
