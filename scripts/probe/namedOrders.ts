/**
 * The only way from the probe to a store. Paths are made here, from the orders that were named; nothing can be sent for
 * another one, nothing but reads for one that is not proved to be in test mode, and nothing at all but putting things
 * away once anything shows that the store is not.
 */
import type { Answer, Call, Clock, Connection } from './connection';
import { at, type Journal, listAt, type Look, parsed, readLook, readTransactions, type Transaction } from './reading';
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

export interface MetafieldEntry {
	order: number;
	key: string;
}

const NAMESPACE = 'n8n-nodes-bigcommerce-probe';
const MOST_TRIES = 6;

export class NamedOrders {
	/** Every exchange, oldest first. */
	readonly log: Array<Exchange & { call: Call }> = [];
	private readonly proven = new Set<number>();
	/** Order by ID of the metafield. */
	private readonly madeMetafields = new Map<number, number>();
	private readonly madeHooks = new Set<number>();
	private isLive = false;

	constructor(
		private readonly connection: Connection,
		readonly clock: Clock,
		readonly named: readonly number[],
	) {}

	/** Reads an order and its transactions. @throws {Stopped} unless it is authorized and in test mode */
	async prove(order: number): Promise<{ look: Look; journal: Journal }> {
		const look = await this.look(order);
		const journal = await this.journal(order);
		const mode = modeOf(look.paymentMethod, journal.transactions);
		if (mode.kind !== 'test') throw new Stopped(`An order is not in test mode: ${mode.because}. Nothing was sent.`);
		if (look.paymentStatus !== 'authorized') {
			throw new Stopped(`An order is '${look.paymentStatus}', not 'authorized'. Nothing was sent.`);
		}
		this.proven.add(order);
		return { look, journal };
	}

	async look(order: number): Promise<Look> {
		const { status, body, answeredAt } = await this.of(order, { method: 'GET', path: `v2/orders/${order}` });
		const look = status === 200 ? readLook(body, answeredAt) : null;
		if (look === null) throw new Stopped(`An order could not be read: ${status}, ${whyUnread(status, 'Orders')}.`);
		return look;
	}

	/** One read of an order, sent once whatever it answers. */
	async lookOnce(order: number): Promise<Exchange> {
		if (!this.proven.has(order)) throw new Error(`Order ${order} was not proved to be in test mode`);
		return await this.once({ method: 'GET', path: `v2/orders/${order}` });
	}

	/** @throws {Stopped} when a transaction was not made in test mode */
	async journal(order: number): Promise<Journal> {
		const { status, body } = await this.of(order, { method: 'GET', path: `v3/orders/${order}/transactions` });
		if (status !== 200 && status !== 204) {
			throw new Stopped(`Transactions could not be read: ${status}, ${whyUnread(status, 'Order Transactions')}.`);
		}
		return { status, transactions: this.inTestMode(body) };
	}

	/** The first transaction alone, where the list knows pages. @throws {Stopped} as `journal` does */
	async firstTransaction(order: number): Promise<Exchange> {
		const path = `v3/orders/${order}/transactions`;
		const answer = await this.of(order, { method: 'GET', path, query: { limit: '1' } });
		this.inTestMode(answer.body);
		return answer;
	}

	/** Captures or voids. */
	async act(order: number, action: 'capture' | 'void'): Promise<Exchange> {
		return await this.of(order, { method: 'POST', path: `v3/orders/${order}/payment_actions/${action}`, body: {} });
	}

	async quoteRefund(order: number, amount: number): Promise<Exchange> {
		const body = { items: [orderItem(order, amount)] };
		return await this.of(order, { method: 'POST', path: `v3/orders/${order}/payment_actions/refund_quotes`, body });
	}

	async refund(order: number, amount: number, payments: unknown): Promise<Exchange> {
		const body = { items: [orderItem(order, amount)], payments };
		return await this.of(order, { method: 'POST', path: `v3/orders/${order}/payment_actions/refunds`, body });
	}

	/** The list of all refunds, for this order alone. */
	async refunds(order: number): Promise<Exchange> {
		const query = { 'order_id:in': String(order), limit: '1' };
		return await this.of(order, { method: 'GET', path: 'v3/orders/payment_actions/refunds', query });
	}

	/** The list of orders from this one to this one. */
	async listed(order: number, limit: number): Promise<Exchange> {
		const query = { min_id: String(order), max_id: String(order), limit: String(limit) };
		return await this.of(order, { method: 'GET', path: 'v2/orders', query });
	}

	async createMetafield({ order, key }: MetafieldEntry): Promise<Exchange> {
		const made = await this.of(order, { method: 'POST', path: `v3/orders/${order}/metafields`, body: field(key) });
		this.noteMade(at(made.body, 'data'), [order]);
		return made;
	}

	async createMetafields(entries: readonly MetafieldEntry[]): Promise<Exchange> {
		const body = entries.map(({ order, key }) => ({ resource_id: order, ...field(key) }));
		const orders = entries.map(({ order }) => order);
		const made = await this.of(orders, { method: 'POST', path: 'v3/orders/metafields', body });
		for (const one of listAt(made.body, 'data')) this.noteMade(one, orders);
		return made;
	}

	/** The probe's own metafields, of all orders or with a filter to some. */
	async metafields(orders?: readonly number[]): Promise<Exchange> {
		const query: Record<string, string> = { namespace: NAMESPACE, limit: '250' };
		if (orders !== undefined) query['resource_id:in'] = orders.join(',');
		return await this.of(orders ?? [], { method: 'GET', path: 'v3/orders/metafields', query });
	}

	async createHook(scope: string, destination: string): Promise<Exchange> {
		const made = await this.of([], { method: 'POST', path: 'v3/hooks', body: { scope, destination, is_active: true } });
		const id = at(made.body, 'data', 'id');
		if (typeof id === 'number') this.madeHooks.add(id);
		return made;
	}

	/** Removes the hooks and metafields that the probe made. The one thing that is done in a live store as well. */
	async putAway(): Promise<void> {
		for (const id of this.madeHooks) await this.exchange({ method: 'DELETE', path: `v3/hooks/${id}` });
		for (const [id, order] of this.madeMetafields) {
			await this.exchange({ method: 'DELETE', path: `v3/orders/${order}/metafields/${id}` });
		}
		this.madeHooks.clear();
		this.madeMetafields.clear();
	}

	private inTestMode(body: unknown): Transaction[] {
		const transactions = readTransactions(body);
		if (modeOf('', transactions).kind !== 'live') return transactions;
		this.isLive = true;
		throw new Stopped('A transaction was not made in test mode: the store is live. Nothing more was sent.');
	}

	private noteMade(metafield: unknown, orders: readonly number[]): void {
		const [id, order] = [at(metafield, 'id'), at(metafield, 'resource_id') ?? orders[0]];
		if (typeof id === 'number' && typeof order === 'number') this.madeMetafields.set(id, order);
	}

	private async of(orders: number | readonly number[], call: Call): Promise<Exchange> {
		const all = typeof orders === 'number' ? [orders] : orders;
		const others = all.filter((order) => !this.named.includes(order));
		if (others.length > 0) throw new Error(`Order ${others.join(', ')} was not named to the probe`);
		if (this.isLive) throw new Stopped('The store is live. Nothing more was sent.');
		if (call.method !== 'GET' && (this.proven.size === 0 || !all.every((order) => this.proven.has(order)))) {
			throw new Error(`${call.method} ${call.path} before its order was proved to be in test mode`);
		}
		return await this.exchange(call);
	}

	/** A 429 was turned away before anything happened: it is sent again, after the wait that it states. */
	private async exchange(call: Call): Promise<Exchange> {
		for (let tries = 1; ; tries += 1) {
			const exchange = await this.once(call);
			if (exchange.status !== 429 || tries === MOST_TRIES) return exchange;
			await this.clock.wait(statedWait(exchange) ?? 1_000 * 2 ** tries);
		}
	}

	private async once(call: Call): Promise<Exchange> {
		const sentAt = this.clock.now();
		const answer = await this.connection.send(call).catch((error: unknown) => {
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

function orderItem(order: number, amount: number): Record<string, unknown> {
	return { item_type: 'ORDER', item_id: order, amount, reason: 'Probe in test mode' };
}

function field(key: string): Record<string, string> {
	return { permission_set: 'app_only', namespace: NAMESPACE, key, value: 'probe' };
}

/** Milliseconds that a refusal asks for: the longer of its two ways to say so. */
function statedWait({ headers }: Answer): number | undefined {
	const seconds = Number(headers['x-retry-after'] ?? Number.NaN);
	const resetMs = Number(headers['x-rate-limit-time-reset-ms'] ?? Number.NaN);
	const waits = [seconds * 1_000, resetMs].filter((ms) => ms > 0 && ms <= 120_000);
	return waits.length > 0 ? Math.max(...waits) : undefined;
}
