/**
 * What every call of the probe has to pass: nothing can be sent for an order that was not named, nothing but reads for
 * one that is not proved to be in test mode, and nothing at all but putting things away once anything shows that the
 * store is not.
 */
import type { Answer, Call, Clock, Connection } from './connection';
import { type Journal, type Look, parsed, readLook, readTransactions, type Transaction } from './reading';
import { modeOf } from './testMode';

/** One call and its answer. */
export interface Exchange extends Answer {
	/** The body as JSON; undefined where it is none. */
	body: unknown;
	sentAt: number;
	answeredAt: number;
}

/** Why the probe ended before its last question. Its text is fit for the report: no order, token or name in it. */
export class Stopped extends Error {}

/** Whose token a call is sent with. */
export type Sender = 'first' | 'second';

/** The one way to the store, with one token or with two. */
export interface Connections {
	first: Connection;
	/** Of another API account; null where there is none. */
	second: Connection | null;
}

const MOST_TRIES = 6;

export class NamedCalls {
	/** Every exchange, oldest first. */
	readonly log: Array<Exchange & { call: Call }> = [];
	private readonly proven = new Set<number>();
	/** Named as missing, and found to be. */
	private missing: number | null = null;
	private isLive = false;

	constructor(
		private readonly connections: Connections,
		readonly clock: Clock,
		/** Orders that may be acted upon. */
		readonly named: readonly number[],
	) {}

	get hasSecond(): boolean {
		return this.connections.second !== null;
	}

	/** Reads an order and its transactions. @throws {Stopped} unless it is authorized and in test mode */
	async prove(order: number): Promise<{ look: Look; journal: Journal; body: unknown }> {
		const { look, body } = await this.read(order);
		const journal = await this.journal(order);
		const mode = modeOf(look.paymentMethod, journal.transactions);
		if (mode.kind !== 'test') throw new Stopped(`An order is not in test mode: ${mode.because}. Nothing was sent.`);
		if (look.paymentStatus !== 'authorized') {
			throw new Stopped(`An order is '${look.paymentStatus}', not 'authorized'. Nothing was sent.`);
		}
		this.proven.add(order);
		return { look, journal, body };
	}

	/** @throws {Stopped} when there is an order of that number */
	async proveMissing(order: number): Promise<void> {
		if (this.named.includes(order)) throw new Error(`Order ${order} was named to be acted upon`);
		const { status } = await this.exchange({ method: 'GET', path: `v2/orders/${order}` });
		if (status !== 404) throw new Stopped(`The order named as missing answered ${status}. Nothing was sent.`);
		this.missing = order;
	}

	async read(order: number): Promise<{ look: Look; body: unknown }> {
		const { status, body, answeredAt } = await this.of(order, { method: 'GET', path: `v2/orders/${order}` });
		const look = status === 200 ? readLook(body, answeredAt) : null;
		if (look === null) throw new Stopped(`An order could not be read: ${status}, ${whyUnread(status, 'Orders')}.`);
		return { look, body };
	}

	/** @throws {Stopped} when a transaction was not made in test mode */
	async journal(order: number): Promise<Journal> {
		const { status, body } = await this.of(order, { method: 'GET', path: `v3/orders/${order}/transactions` });
		if (status !== 200 && status !== 204) {
			throw new Stopped(`Transactions could not be read: ${status}, ${whyUnread(status, 'Order Transactions')}.`);
		}
		return { status, transactions: this.inTestMode(body) };
	}

	/** The transactions in a body. @throws {Stopped} when one was not made in test mode */
	inTestMode(body: unknown): Transaction[] {
		const transactions = readTransactions(body);
		if (modeOf('', transactions).kind !== 'live') return transactions;
		this.isLive = true;
		throw new Stopped('A transaction was not made in test mode: the store is live. Nothing more was sent.');
	}

	/** A call for orders that were named. */
	async of(orders: number | readonly number[], call: Call, by: Sender = 'first'): Promise<Exchange> {
		this.check(orders, call);
		return await this.exchange(call, by);
	}

	/** The same, sent once whatever it answers. */
	async onceOf(orders: number | readonly number[], call: Call, by: Sender = 'first'): Promise<Exchange> {
		this.check(orders, call);
		return await this.once(call, by);
	}

	/** A 429 was turned away before anything happened: it is sent again, after the wait that it states. */
	async exchange(call: Call, by: Sender = 'first'): Promise<Exchange> {
		for (let tries = 1; ; tries += 1) {
			const exchange = await this.once(call, by);
			if (exchange.status !== 429 || tries === MOST_TRIES) return exchange;
			await this.clock.wait(statedWait(exchange) ?? 1_000 * 2 ** tries);
		}
	}

	private check(orders: number | readonly number[], { method, path }: Call): void {
		const all = typeof orders === 'number' ? [orders] : orders;
		const others = all.filter((order) => !this.named.includes(order) && order !== this.missing);
		if (others.length > 0) throw new Error(`Order ${others.join(', ')} was not named to the probe`);
		if (this.isLive) throw new Stopped('The store is live. Nothing more was sent.');
		const isProven = (order: number): boolean => this.proven.has(order) || order === this.missing;
		if (method !== 'GET' && (this.proven.size < this.named.length || !all.every(isProven))) {
			throw new Error(`${method} ${path} before its order was proved to be in test mode`);
		}
	}

	private async once(call: Call, by: Sender): Promise<Exchange> {
		const connection = this.connections[by];
		if (connection === null) throw new Error('There is no second token');
		const sentAt = this.clock.now();
		const answer = await connection.send(call).catch((error: unknown) => {
			const why = error instanceof Error ? error.name : 'unknown error';
			throw new Stopped(`A call had no answer (${why}); look at the named orders before asking again.`);
		});
		const exchange = { ...answer, body: parsed(answer.text), sentAt, answeredAt: this.clock.now() };
		this.log.push({ call, ...exchange });
		return exchange;
	}
}

function whyUnread(status: number, scope: string): string {
	if (status === 401) return 'the store does not know the token';
	if (status === 403) return `the token has no ${scope} scope, or the store hash is another one's`;
	return status === 404 ? 'there is no such order' : 'which is no answer to go on with';
}

/** Milliseconds that a refusal asks for: the longer of its two ways to say so. */
function statedWait({ headers }: Answer): number | undefined {
	const seconds = Number(headers['x-retry-after'] ?? Number.NaN);
	const resetMs = Number(headers['x-rate-limit-time-reset-ms'] ?? Number.NaN);
	const waits = [seconds * 1_000, resetMs].filter((ms) => ms > 0 && ms <= 120_000);
	return waits.length > 0 ? Math.max(...waits) : undefined;
}
