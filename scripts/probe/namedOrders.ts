/**
 * All that the probe can say to a store. Paths are made here, from the orders that were named; `namedCalls.ts` lets
 * nothing else pass.
 */
import type { Clock } from './connection';
import { type Connections, type Exchange, NamedCalls, type Sender } from './namedCalls';
import { at, type Journal, listAt, type Look } from './reading';

export { type Exchange, Stopped } from './namedCalls';

export interface MetafieldEntry {
	order: number;
	key: string;
}

const NAMESPACE = 'n8n-nodes-bigcommerce-probe';

export class NamedOrders {
	private readonly calls: NamedCalls;
	/** By ID of the metafield. */
	private readonly madeMetafields = new Map<number, { order: number; by: Sender }>();
	private readonly madeHooks = new Set<number>();
	/** Staff notes as they were, by order. */
	private readonly notes = new Map<number, string>();
	private readonly changedNotes = new Set<number>();

	constructor(connections: Connections, clock: Clock, named: readonly number[]) {
		this.calls = new NamedCalls(connections, clock, named);
	}

	get clock(): Clock {
		return this.calls.clock;
	}

	get named(): readonly number[] {
		return this.calls.named;
	}

	get log(): NamedCalls['log'] {
		return this.calls.log;
	}

	get hasSecondToken(): boolean {
		return this.calls.hasSecond;
	}

	/** Reads an order and its transactions. @throws {Stopped} unless it is authorized and in test mode */
	async prove(order: number): Promise<{ look: Look; journal: Journal }> {
		const { look, journal, body } = await this.calls.prove(order);
		this.notes.set(order, String(at(body, 'staff_notes') ?? ''));
		return { look, journal };
	}

	/** @throws {Stopped} when there is an order of that number */
	async proveMissing(order: number): Promise<void> {
		await this.calls.proveMissing(order);
	}

	async look(order: number): Promise<Look> {
		return (await this.calls.read(order)).look;
	}

	/** One read of an order, sent once whatever it answers. */
	async lookOnce(order: number): Promise<Exchange> {
		return await this.calls.onceOf(order, { method: 'GET', path: `v2/orders/${order}` });
	}

	/** @throws {Stopped} when a transaction was not made in test mode */
	async journal(order: number): Promise<Journal> {
		return await this.calls.journal(order);
	}

	/** The first transaction alone, where the list knows pages. @throws {Stopped} as `journal` does */
	async firstTransaction(order: number): Promise<Exchange> {
		const path = `v3/orders/${order}/transactions`;
		const answer = await this.calls.of(order, { method: 'GET', path, query: { limit: '1' } });
		this.calls.inTestMode(answer.body);
		return answer;
	}

	/** Captures or voids. */
	async act(order: number, action: 'capture' | 'void'): Promise<Exchange> {
		return await this.post(order, `v3/orders/${order}/payment_actions/${action}`, {});
	}

	async quoteRefund(order: number, amount: number): Promise<Exchange> {
		return await this.post(order, `v3/orders/${order}/payment_actions/refund_quotes`, {
			items: [orderItem(order, amount)],
		});
	}

	async refund(order: number, amount: number, payments: unknown): Promise<Exchange> {
		return await this.post(order, `v3/orders/${order}/payment_actions/refunds`, {
			items: [orderItem(order, amount)],
			payments,
		});
	}

	/** The refunds of one order; with a limit, which is not documented for this list. */
	async refundsOf(order: number, limit?: number): Promise<Exchange> {
		const query: Record<string, string> = limit === undefined ? {} : { limit: String(limit) };
		return await this.calls.of(order, { method: 'GET', path: `v3/orders/${order}/payment_actions/refunds`, query });
	}

	/** The list of all refunds, for this order alone. */
	async refunds(order: number): Promise<Exchange> {
		const query = { 'order_id:in': String(order), limit: '1' };
		return await this.calls.of(order, { method: 'GET', path: 'v3/orders/payment_actions/refunds', query });
	}

	/** The list of orders from this one to this one. */
	async listed(order: number, limit: number): Promise<Exchange> {
		const query = { min_id: String(order), max_id: String(order), limit: String(limit) };
		return await this.calls.of(order, { method: 'GET', path: 'v2/orders', query });
	}

	/** How many orders are on a page of all orders; no more of them is kept. null where it was refused. */
	async countOnPage(page: number): Promise<number | null> {
		const query = { limit: '250', page: String(page) };
		const { status, body } = await this.calls.of([], { method: 'GET', path: 'v2/orders', query });
		const kept = this.log.at(-1);
		if (kept) Object.assign(kept, { text: '', body: undefined });
		if (status === 204) return 0;
		return status === 200 && Array.isArray(body) ? body.length : null;
	}

	/** Writes into the staff notes what is not there yet, so that the order is told as updated. */
	async note(order: number, text: string): Promise<Exchange> {
		this.changedNotes.add(order);
		return await this.put(order, { staff_notes: `${this.notes.get(order) ?? ''}\n${text}`.trim() });
	}

	async setStatus(order: number, statusId: number): Promise<Exchange> {
		return await this.put(order, { status_id: statusId });
	}

	/** What a second API account may read of an order, each asked once. */
	async asSecond(order: number, what: 'order' | 'transactions'): Promise<Exchange> {
		const path = what === 'order' ? `v2/orders/${order}` : `v3/orders/${order}/transactions`;
		const answer = await this.calls.onceOf(order, { method: 'GET', path }, 'second');
		if (what === 'transactions') this.calls.inTestMode(answer.body);
		return answer;
	}

	async createMetafield({ order, key }: MetafieldEntry, by: Sender = 'first'): Promise<Exchange> {
		const path = `v3/orders/${order}/metafields`;
		const made = await this.calls.of(order, { method: 'POST', path, body: field(key) }, by);
		this.noteMade(at(made.body, 'data'), [order], by);
		return made;
	}

	async createMetafields(entries: readonly MetafieldEntry[]): Promise<Exchange> {
		const body = entries.map(({ order, key }) => ({ resource_id: order, ...field(key) }));
		const orders = entries.map(({ order }) => order);
		const made = await this.calls.of(orders, { method: 'POST', path: 'v3/orders/metafields', body });
		for (const one of listAt(made.body, 'data')) this.noteMade(one, orders, 'first');
		return made;
	}

	/** The probe's own metafields, of all orders or with a filter to some. */
	async metafields(orders?: readonly number[]): Promise<Exchange> {
		const query: Record<string, string> = { namespace: NAMESPACE, limit: '250' };
		if (orders !== undefined) query['resource_id:in'] = orders.join(',');
		return await this.calls.of(orders ?? [], { method: 'GET', path: 'v3/orders/metafields', query });
	}

	async createHook(scope: string, destination: string): Promise<Exchange> {
		const made = await this.post([], 'v3/hooks', { scope, destination, is_active: true });
		const id = at(made.body, 'data', 'id');
		if (typeof id === 'number') this.madeHooks.add(id);
		return made;
	}

	/** Staff notes as they were. */
	async restoreNotes(): Promise<void> {
		for (const order of this.changedNotes) await this.put(order, { staff_notes: this.notes.get(order) ?? '' });
		this.changedNotes.clear();
	}

	/** Removes the hooks and metafields that the probe made. The one thing that is done in a live store as well. */
	async putAway(): Promise<void> {
		for (const id of this.madeHooks) await this.calls.exchange({ method: 'DELETE', path: `v3/hooks/${id}` });
		for (const [id, { order, by }] of this.madeMetafields) {
			await this.calls.exchange({ method: 'DELETE', path: `v3/orders/${order}/metafields/${id}` }, by);
		}
		this.madeHooks.clear();
		this.madeMetafields.clear();
	}

	private noteMade(metafield: unknown, orders: readonly number[], by: Sender): void {
		const [id, order] = [at(metafield, 'id'), at(metafield, 'resource_id') ?? orders[0]];
		if (typeof id === 'number' && typeof order === 'number') this.madeMetafields.set(id, { order, by });
	}

	private async post(orders: number | readonly number[], path: string, body: unknown): Promise<Exchange> {
		return await this.calls.of(orders, { method: 'POST', path, body });
	}

	private async put(order: number, body: unknown): Promise<Exchange> {
		return await this.calls.of(order, { method: 'PUT', path: `v2/orders/${order}`, body });
	}
}

function orderItem(order: number, amount: number): Record<string, unknown> {
	return { item_type: 'ORDER', item_id: order, amount, reason: 'Probe in test mode' };
}

function field(key: string): Record<string, string> {
	return { permission_set: 'app_only', namespace: NAMESPACE, key, value: 'probe' };
}
