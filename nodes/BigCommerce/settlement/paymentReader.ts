import type { ApiClient } from '../api/client';
import { failureOf, type ApiFailure } from '../api/failure';
import type { LaneAnswer } from '../api/lane';
import { orderPath, readOrder, readOrderPage, type OrderPage, type OrderSnapshot } from '../api/orders';
import { readTransactions, transactionsPath, type Transaction } from '../api/transactions';
import type { OrderId } from './orderId';
import { paymentOfOrder, paymentOfTransactions, type Payment } from './payment';
import { callsOf, isListWorthTrying, isNextPageWorthIt, PAGE_SIZE, planReads, type Window } from './readPlan';

/** What one look at an order showed. */
export type Look =
	| { kind: 'seen'; payment: Payment; order: OrderSnapshot | null; serverTime: number | null }
	/** The list of modified orders does not name it, so nothing happened to it since. */
	| { kind: 'unchanged' }
	| { kind: 'missing'; failure: ApiFailure }
	/** The token may read neither the order nor its transactions. */
	| { kind: 'denied'; failure: ApiFailure }
	| { kind: 'failed'; failure: ApiFailure }
	| { kind: 'throttled'; retryAfterMs: number }
	| { kind: 'cancelled' };

/** Transactions, or why there are none to see. */
export type TransactionsLook = { kind: 'seen'; transactions: Transaction[] } | Exclude<Look, { kind: 'seen' | 'unchanged' }>;

/** Why a look is taken. */
export type Purpose =
	| { name: 'before' }
	/**
	 * `since`: server time, milliseconds since 1970, from which on a change counts.
	 * `mustSee`: orders about which something final will be said, so that "not on the list" is not enough.
	 */
	| { name: 'following'; since: number | null; mustSee: ReadonlySet<OrderId> };

// Most uncaptured orders are Awaiting Payment (help center, "Order Statuses").
const AWAITING_PAYMENT = 7;
const SMALLEST_PAGE = 10;
const PROBES = 3;

/**
 * Looks at the payments of many orders with as few calls as show them all, and learns on the way what the
 * store and the token allow: which scope may read, how long a page may be, whether a payment's change moves
 * the order's modification date (nothing published says so).
 */
export class PaymentReader {
	private ordersAccess: 'untried' | 'allowed' | 'denied' = 'untried';
	private transactionsDenied: ApiFailure | null = null;
	private pageSize = PAGE_SIZE;
	private datesMove: boolean | null = null;
	private readonly statusCounts = new Map<number, number>();

	constructor(private readonly client: ApiClient) {}

	/**
	 * Looks at all `ids`. The answer has an entry for each; rows for others of `also` that came along free are added.
	 */
	async look(ids: OrderId[], purpose: Purpose, also: ReadonlySet<OrderId> = new Set()): Promise<Map<OrderId, Look>> {
		const looks = new Map<OrderId, Look>();
		const wanted = new Set(ids);
		const unseen = () => ids.filter((id) => !looks.has(id));
		const take = (order: OrderSnapshot, serverTime: number | null) => {
			if (!wanted.has(order.id) && !also.has(order.id)) return;
			looks.set(order.id, this.seen(order, serverTime));
		};

		if (this.ordersAccess !== 'denied' && isListWorthTrying(planReads(ids, this.pageSize), this.pageSize)) {
			await this.readLists(purpose, unseen, take, looks);
		}
		const plan = planReads(unseen(), this.pageSize);
		await Promise.all(plan.windows.map(async (window) => await this.readWindow(window, take)));
		// Also whatever a window should have shown and did not: archived orders, for one.
		const common = await this.probe(unseen(), looks);
		await Promise.all(unseen().map(async (id) => looks.set(id, common ?? (await this.readAlone(id)))));
		return looks;
	}

	/**
	 * Reads orders one by one until one can be read. Returns what holds for all the others too: the token, the
	 * quota, a Stop, or a server that failed three times over, which 250 more calls would not help.
	 */
	private async probe(ids: OrderId[], looks: Map<OrderId, Look>): Promise<Look | null> {
		let last: Look | null = null;
		for (const id of ids.slice(0, PROBES)) {
			last = await this.readAlone(id);
			looks.set(id, last);
			if (isSameForAll(last)) return last;
			if (last.kind !== 'failed') return null;
		}
		return ids.length > PROBES ? last : null;
	}

	/** The order's transactions. */
	async transactions(orderId: OrderId): Promise<TransactionsLook> {
		if (this.transactionsDenied) return { kind: 'denied', failure: this.transactionsDenied };
		const answer = await this.client.get(transactionsPath(orderId));
		if (answer.kind === 'throttled' || answer.kind === 'cancelled') return answer;
		const failure = failureOf(answer);
		if (answer.kind !== 'answered') return { kind: 'failed', failure };
		if (answer.status === 401 || answer.status === 403) {
			this.transactionsDenied = failure;
			return { kind: 'denied', failure };
		}
		if (answer.status === 404) return { kind: 'missing', failure };
		const transactions = isGood(answer.status) ? readTransactions(answer.status, answer.body) : null;
		if (transactions === null) return { kind: 'failed', failure: unreadable(failure) };
		return { kind: 'seen', transactions };
	}

	/** Reads one order by itself, and its transactions where the token may not read orders. */
	async readAlone(orderId: OrderId): Promise<Look> {
		if (this.ordersAccess === 'denied') return await this.lookAtTransactions(orderId, null);
		const answer = await this.client.get(orderPath(orderId));
		if (answer.kind === 'throttled' || answer.kind === 'cancelled') return answer;
		const failure = failureOf(answer);
		if (answer.kind !== 'answered') return { kind: 'failed', failure };
		if (answer.status === 401) return { kind: 'denied', failure };
		if (answer.status === 403) {
			if (this.ordersAccess === 'untried') this.ordersAccess = 'denied';
			return await this.lookAtTransactions(orderId, failure);
		}
		if (answer.status === 404) return { kind: 'missing', failure };
		const order = answer.status === 200 ? readOrder(answer.body) : null;
		if (order === null || order.id !== orderId) return { kind: 'failed', failure: unreadable(failure) };
		this.ordersAccess = 'allowed';
		return this.seen(order, serverTimeOf(answer));
	}

	private async lookAtTransactions(orderId: OrderId, denied: ApiFailure | null): Promise<Look> {
		const look = await this.transactions(orderId);
		if (look.kind === 'denied' && denied) return { kind: 'denied', failure: denied };
		if (look.kind !== 'seen') return look;
		return { kind: 'seen', payment: paymentOfTransactions(look.transactions), order: null, serverTime: null };
	}

	private seen(order: OrderSnapshot, serverTime: number | null): Look {
		const payment = paymentOfOrder(order);
		if (payment.state === 'authorized' && order.statusId !== null) {
			this.statusCounts.set(order.statusId, (this.statusCounts.get(order.statusId) ?? 0) + 1);
		}
		return { kind: 'seen', payment, order, serverTime };
	}

	private async readWindow({ minId, maxId }: Window, take: Taker): Promise<void> {
		if (this.ordersAccess === 'denied') return;
		await this.readPage({ min_id: minId, max_id: maxId }, take);
	}

	/** One list over all the IDs, page by page by ID, so that orders which leave or join it meanwhile shift nothing. */
	private async readLists(
		purpose: Purpose,
		unseen: () => OrderId[],
		take: Taker,
		looks: Map<OrderId, Look>,
	): Promise<void> {
		if (purpose.name === 'following' && (purpose.since === null || this.datesMove === false)) return;
		const filter: Record<string, string | number> =
			purpose.name === 'before' ? { status_id: this.commonStatus() } : { min_date_modified: isoDate(purpose.since) };
		const takeAndLearn: Taker = (order, serverTime) => {
			take(order, serverTime);
			// A payment that is not `authorized` any more, on a list of what changed: its change moved the date.
			if (purpose.name === 'following' && paymentOfOrder(order).state !== 'authorized') this.datesMove ??= true;
		};
		const sorted = unseen().sort((a, b) => a - b);
		const maxId = sorted[sorted.length - 1];
		let from = sorted[0];
		let ended = false;
		while (from !== undefined && maxId !== undefined && from <= maxId) {
			const before = callsOf(planReads(unseen(), this.pageSize));
			const limit = this.pageSize;
			const page = await this.readPage({ ...filter, min_id: from, max_id: maxId }, takeAndLearn);
			if (page === null) return;
			ended = page.rows < limit;
			const last = page.orders[page.orders.length - 1];
			const after = callsOf(planReads(unseen(), this.pageSize));
			if (ended || last === undefined || !isNextPageWorthIt(before, after)) break;
			from = unseen().filter((id) => id > last.id).sort((a, b) => a - b)[0];
		}
		if (purpose.name === 'following' && ended) await this.markUnchanged(unseen(), purpose.mustSee, looks);
	}

	/**
	 * The list of modified orders is complete, and these are not on it. Before that is believed, one of them is
	 * read alone: if its payment has moved all the same, dates do not move here, and this list is not asked again.
	 */
	private async markUnchanged(ids: OrderId[], mustSee: ReadonlySet<OrderId>, looks: Map<OrderId, Look>): Promise<void> {
		const absent = ids.filter((id) => !mustSee.has(id));
		const [sample] = absent;
		if (sample !== undefined && this.datesMove === null) {
			const look = await this.readAlone(sample);
			looks.set(sample, look);
			if (look.kind !== 'seen') return;
			if (look.payment.state !== 'authorized') {
				this.datesMove = false;
				return;
			}
		}
		for (const id of absent) if (!looks.has(id)) looks.set(id, { kind: 'unchanged' });
	}

	/** One page of the order list, or null where it cannot be had; then the orders are read another way. */
	private async readPage(query: Record<string, string | number>, take: Taker): Promise<OrderPage | null> {
		const answer = await this.client.get('/v2/orders', { ...query, sort: 'id:asc', limit: this.pageSize });
		if (answer.kind !== 'answered') return null;
		if (answer.status === 413 && this.pageSize > SMALLEST_PAGE) {
			this.pageSize = Math.max(SMALLEST_PAGE, Math.floor(this.pageSize / 2));
			return null;
		}
		if (answer.status === 403 && this.ordersAccess === 'untried') this.ordersAccess = 'denied';
		const page = isGood(answer.status) ? readOrderPage(answer.status, answer.body) : null;
		if (page === null) return null;
		this.ordersAccess = 'allowed';
		const serverTime = serverTimeOf(answer);
		for (const order of page.orders) take(order, serverTime);
		return page;
	}

	/** The order status that most authorized orders of this run had; Awaiting Payment until one was seen. */
	private commonStatus(): number {
		const [common] = [...this.statusCounts].sort(([, a], [, b]) => b - a);
		return common?.[0] ?? AWAITING_PAYMENT;
	}
}

type Taker = (order: OrderSnapshot, serverTime: number | null) => void;

function isGood(status: number): boolean {
	return status >= 200 && status < 300;
}

/** A look that would end the same for every other order. */
function isSameForAll(look: Look): boolean {
	return (look.kind === 'denied' && look.failure.status === 401) || look.kind === 'throttled' || look.kind === 'cancelled';
}

function unreadable(failure: ApiFailure): ApiFailure {
	const isRefusal = failure.status === null || failure.status >= 300;
	return isRefusal ? failure : { ...failure, code: 'unreadable' };
}

/** The server's clock, from the `Date` header (whole seconds), in milliseconds since 1970. */
function serverTimeOf(answer: LaneAnswer): number | null {
	if (answer.kind !== 'answered') return null;
	const time = Date.parse(answer.headers.date ?? '');
	return Number.isNaN(time) ? null : time;
}

function isoDate(time: number | null): string {
	return new Date(time ?? 0).toISOString().replace('Z', '+00:00');
}
