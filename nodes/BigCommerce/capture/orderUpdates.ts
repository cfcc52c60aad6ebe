import { ApiError } from '../api/apiError';
import type { ApiClient } from '../api/client';
import type { Clock } from '../api/http';
import type { OrderSnapshot } from '../api/orders';
import { changeOrder } from '../api/orderUpdate';
import type { OrderId } from '../model/orderId';
import type { PaymentReader } from '../reading/paymentReader';
import type { OrderTurns } from '../session/orderTurns';
import { changesFor, mayGoBy, mayWish, wishesOf, type OrderWishes } from './afterwards';
import type { Gate } from './gate';
import type { OrderState, SeenRead, ShownOrder } from './orderState';
import { Semaphore } from './semaphore';

/** An order is not changed upon a read older than this, in milliseconds: people work on orders too. */
const MAX_SHOWN_AGE_MS = 2_000;

/** Of so many orders each is read alone: that costs little, and no list is as sure to show them as they are. */
const FEW = 10;

/** What the updates are made with. */
export interface OrderUpdateTools {
	client: ApiClient;
	clock: Clock;
	reader: PaymentReader;
	turns: OrderTurns;
	untilClosed: Gate;
	maxConcurrency: number;
	/** How many orders the run is for. */
	orders: number;
}

/**
 * Sets the status and the staff note of orders as they are settled, with one call for both. Each is written upon a
 * read of that moment: the sweep that showed its result, or else one that shows the several orders written next.
 */
export class OrderUpdates {
	private readonly writers: Semaphore;
	/** Orders that are to be written and are not yet, those next in turn first. */
	private readonly pending = new Map<OrderId, OrderState>();
	private reading: Promise<void> | null = null;
	/** The order that was written last: a list that shows its change is of this moment. */
	private lastWritten: OrderId | null = null;
	/** Whether the newest list that was read here may show its orders as they were, so that each is read alone. */
	private isListBehind = false;
	private readonly areFew: boolean;

	constructor(private readonly tools: OrderUpdateTools) {
		this.writers = new Semaphore(tools.maxConcurrency);
		this.areFew = tools.orders <= FEW;
	}

	/**
	 * Does what the order's items want done, now that it is settled. What could not be done is a warning in its
	 * settlement.
	 */
	async update(order: OrderState): Promise<void> {
		const wishes = wishesOf(order);
		if (wishes === null) return;
		this.pending.set(order.orderId, order);
		const isMine = await this.writers.acquire();
		try {
			const changed = isMine ? await this.tools.untilClosed.orClosed(this.write(order, wishes)) : null;
			if (changed === null) warn(order, wishes, 'the execution was stopped');
			else if (order.settlement?.payment)
				order.settlement.payment = { ...order.settlement.payment, orderStatusId: changed.statusId };
		} catch (error) {
			warn(order, wishes, reasonOf(error));
		} finally {
			this.pending.delete(order.orderId);
			order.shown = null;
			if (isMine) this.writers.release();
		}
	}

	/** Takes down what a read showed of an order, as far as it is needed here. */
	observe(order: OrderState, { order: found, isSingle, isCurrent }: SeenRead, readAt: number): void {
		if (found !== null && order.requests.some(({ options }) => mayWish(options.afterwards)))
			order.shown = { order: withoutRest(found), readAt, isCurrent: isSingle || (isCurrent && !this.areFew) };
	}

	/** Writes nothing more. */
	close(): void {
		this.writers.close();
	}

	private async write(order: OrderState, wishes: OrderWishes): Promise<OrderSnapshot | null> {
		const { client, clock, turns } = this.tools;
		const { settlement, orderId } = order;
		if (settlement === null) return null;
		const changes = (found: OrderSnapshot) => changesFor(wishes, settlement, found);
		// A read that is under way may have begun before this order was among those to be written.
		for (let tries = 0; tries < 2 && this.mayListTell(order); tries++) await this.readNext();
		const isFirst = turns.isFree(orderId);
		const changed = await turns.inTurn(orderId, async () => {
			const { shown } = order;
			// Whoever had the turn before has changed it since.
			const known = isFirst && shown !== null && mayGoBy(shown, settlement, wishes) ? shown : null;
			return await changeOrder(
				client,
				clock,
				orderId,
				changes,
				known === null ? undefined : { order: known.order, isFresh: () => this.isFresh(known) },
			);
		});
		this.lastWritten = orderId;
		this.isListBehind = false;
		return changed;
	}

	/** Whether a list that is read now may show the order as it is. */
	private mayListTell({ shown }: OrderState): boolean {
		return !this.areFew && !this.isListBehind && !this.isFresh(shown);
	}

	private isFresh(shown: ShownOrder | null): boolean {
		return shown !== null && this.tools.clock.now() - shown.readAt <= MAX_SHOWN_AGE_MS;
	}

	/** One read of the orders that are written next, and of those after them whose rows come along. */
	private async readNext(): Promise<void> {
		this.reading ??= this.readPending().finally(() => (this.reading = null));
		await this.reading;
	}

	private async readPending(): Promise<void> {
		const { reader, clock, maxConcurrency } = this.tools;
		const stale = [...this.pending.values()].filter(({ shown }) => !this.isFresh(shown));
		const next = stale.slice(0, maxConcurrency).map(({ orderId }) => orderId);
		const readAt = clock.now();
		const reads = await reader.look(
			next,
			{ name: 'following', since: null, mustSee: new Set(next) },
			new Set([...stale.map(({ orderId }) => orderId), ...(this.lastWritten === null ? [] : [this.lastWritten])]),
		);
		for (const [orderId, read] of reads) {
			const order = this.pending.get(orderId);
			if (read.kind !== 'seen') continue;
			this.isListBehind ||= !read.isCurrent;
			if (order !== undefined) this.observe(order, read, readAt);
		}
	}
}

/** Of the order as BigCommerce sent it only what is changed here is kept. */
function withoutRest(order: OrderSnapshot): OrderSnapshot {
	const { id, status_id, staff_notes, payment_status } = order.raw;
	return { ...order, raw: { id, status_id, staff_notes, payment_status } };
}

function warn({ settlement }: OrderState, { statusId, notes }: OrderWishes, reason: string): void {
	if (settlement === null) return;
	const what = [statusId === null ? null : 'status', notes.length === 0 ? null : 'staff note'].filter(
		(part) => part !== null,
	);
	settlement.warning = `The payment is as said, but the order's ${what.join(' and ')} may not have been set (${reason}).`;
}

function reasonOf(error: unknown): string {
	if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
	const { status, code, reason } = error.failure;
	return [status === null ? code : `HTTP ${status}`, reason].filter((part) => part !== null).join(': ');
}
