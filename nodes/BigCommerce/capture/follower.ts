import type { Clock } from '../api/http';
import type { OrderId } from '../model/orderId';
import type { PaymentReader } from '../reading/paymentReader';
import type { ReadFailure, ReadResult } from '../reading/readResult';
import { Alarm } from './alarm';
import { decideAfterRead, outcomeAtDeadline, type End } from './decisions';
import { lookAlongAt, nextLookAt, timeAllowed, untilDeadline, type Watch } from './lookTimes';
import type { OrderState, SeenRead } from './orderState';
import { readMore } from './readMore';
import { ResultTimes } from './resultTimes';

/** To look at an order after it was sent, or in place of sending it. */
export interface Follow {
	do: 'follow';
	reason: Watch['reason'];
	/** Whether this run's own call brought it there. */
	ours: boolean;
	/** Since when, lane clock; now where it is not given. */
	since?: number;
}

/** What following an order leads to. `closed`: it is not looked at any more. */
export type Followed = End | { do: 'sendAgain' } | { do: 'closed' };

/** What the follower works with, and what it asks of the orders that are still to be sent. */
export interface FollowerTools {
	reader: Pick<PaymentReader, 'look' | 'readAlone' | 'transactions'>;
	clock: Clock;
	/** Whether results are looked for one by one, because each failure counts. */
	isHurried: boolean;
	isStillSending(): boolean;
	/** Whether a look costs a call of the quota that a capture could have. */
	isQuotaShort(): boolean;
	/** The lowest ID that the next list shows which is read for orders to be sent; infinity where none is to come. */
	showsNextFrom(): number;
	/** Called with each look that showed an order. */
	onSeen(order: OrderState, read: SeenRead, readAt: number): void;
}

interface Waiting {
	resolve: (followed: Followed) => void;
	reject: (error: unknown) => void;
}

/** A sweep takes along every followed order of this age, in milliseconds, if its row comes free. */
const YOUNGEST_IN_SWEEP = 250;
/** So many looks that the longest pause follows. */
const RELAXED_LOOKS = 20;

/** Follows orders that were, or may have been, accepted, with shared looks, until it is known what became of each. */
export class Follower {
	private readonly followed = new Map<OrderState, Waiting>();
	private readonly alarm: Alarm;
	private readonly results = new ResultTimes();
	private isSweeping = false;
	/** Orders of which it is worked out what a look at them leads to. */
	private readonly taking = new Set<OrderState>();
	private isClosed = false;

	constructor(private readonly tools: FollowerTools) {
		this.alarm = new Alarm(tools.clock);
	}

	/**
	 * Looks at the order, together with others, until there is an end to tell, or it is proved that it may be sent again.
	 */
	async follow(order: OrderState, why: Follow): Promise<Followed> {
		this.watch(order, why);
		if (this.isClosed) return { do: 'closed' };
		return await new Promise<Followed>((resolve, reject) => {
			this.followed.set(order, { resolve, reject });
			this.alarm.ringBefore(this.dueAt(order));
			if (!this.isSweeping) void this.sweepOn();
		});
	}

	/** The last order of a batch was sent, so that its orders are looked at soon. */
	onBatchClosed(): void {
		this.alarm.ring();
	}

	/** Followed orders that are welcome in a list that is read for others, where a look of their own costs a call. */
	welcome(): ReadonlySet<OrderId> {
		if (!this.tools.isQuotaShort()) return NONE;
		const now = this.tools.clock.now();
		return new Set(this.lookedAtBefore(now - YOUNGEST_IN_SWEEP).map(({ orderId }) => orderId));
	}

	/** Takes what a list showed that was read for others. */
	onRead(reads: ReadonlyMap<OrderId, ReadResult>, readAt: number): void {
		const shown = [...this.followed.keys()].filter(({ orderId }) => reads.has(orderId));
		if (shown.length === 0) return;
		this.takeAll(shown, reads, readAt).catch((error: unknown) => this.fail(error));
	}

	/** Looks at nothing more; whoever waits learns it at once. */
	close(): void {
		this.isClosed = true;
		for (const order of [...this.followed.keys()]) this.settle(order, { do: 'closed' });
	}

	private watch(order: OrderState, { reason, ours, since }: Follow): void {
		const now = this.tools.clock.now();
		const { attempts, wasAmbiguous } = order;
		order.watch = { reason, since: since ?? now, ours, attempts, wasAmbiguous };
		order.looks = 0;
		order.lastLook = now;
		if (order.batch !== null && reason === 'following') order.batch.firstSentAt ??= now;
	}

	private settle(order: OrderState, followed: Followed): void {
		const waiting = this.followed.get(order);
		this.followed.delete(order);
		if (this.followed.size === 0) this.alarm.ring();
		waiting?.resolve(followed);
	}

	/** Sweeps as long as there is anybody to follow. */
	private async sweepOn(): Promise<void> {
		this.isSweeping = true;
		try {
			while (this.followed.size > 0) {
				const now = this.tools.clock.now();
				let next = Number.POSITIVE_INFINITY;
				const due: OrderState[] = [];
				for (const order of this.followed.keys()) {
					// What a list for others has shown of it is still worked out, and that may wait for the quota.
					if (this.taking.has(order)) continue;
					const at = this.dueAt(order);
					if (at <= now) due.push(order);
					else next = Math.min(next, at);
				}
				if (due.length > 0) await this.sweep(due);
				else await this.alarm.sleepUntil(next);
			}
		} catch (error) {
			this.fail(error);
		}
		this.isSweeping = false;
	}

	private fail(error: unknown): void {
		for (const { reject } of this.followed.values()) reject(error);
		this.followed.clear();
		this.alarm.ring();
	}

	private dueAt(order: OrderState): number {
		const { watch, batch, looks, lastLook, options } = order;
		const { isHurried, isStillSending, isQuotaShort, showsNextFrom } = this.tools;
		if (watch === null) return Number.POSITIVE_INFINITY;
		if (watch.reason !== 'following' || batch === null || isHurried) {
			return nextLookAt(watch, looks, lastLook, false, options);
		}
		// Counted from when the batch's last order was sent, so that one look shows them all; while the run still sends
		// others within a quota, nobody waits for these results, and a look costs a call that a capture could have.
		const { open, closedAt } = batch;
		if (isQuotaShort() && isStillSending() && order.orderId >= showsNextFrom())
			return lookAlongAt(watch, lastLook, options);
		if (closedAt === null || isQuotaShort()) {
			const since = Math.max(lastLook, closedAt ?? lastLook);
			return nextLookAt(watch, isStillSending() ? RELAXED_LOOKS : looks, since, open > 0, options);
		}
		// Also where a look at others has shown some of them since: by themselves, these would cost a call.
		const lookedAt = Math.min(lastLook, batch.lookedAt ?? lastLook);
		const times = { firstSentAt: batch.firstSentAt ?? closedAt, closedAt, lastLook: lookedAt };
		// What is followed only since its batch was sent is a batch of its own.
		const own = { firstSentAt: watch.since, closedAt: watch.since, lastLook };
		const next = this.results.nextLookAt(watch.since > closedAt ? own : times, isStillSending());
		return untilDeadline(next, watch, lastLook, options);
	}

	/** One look at all orders that are due, and at others that may have news, where their rows come along. */
	private async sweep(due: OrderState[]): Promise<void> {
		const now = this.tools.clock.now();
		const others = this.lookedAtBefore(now - YOUNGEST_IN_SWEEP);
		for (const { batch } of due) if (batch !== null && batch.closedAt !== null) batch.lookedAt = now;
		const mustSee = new Set(due.filter((order) => this.isTimeUp(order, now)).map(({ orderId }) => orderId));
		const reads = await this.tools.reader.look(
			due.map(({ orderId }) => orderId),
			{ name: 'following', since: earliest(due), mustSee },
			new Set(others.map(({ orderId }) => orderId)),
		);
		await this.takeAll(new Set([...due, ...others]), reads, now);
	}

	private lookedAtBefore(time: number): OrderState[] {
		return [...this.followed.keys()].filter(({ lastLook }) => lastLook <= time);
	}

	/** Takes a look at several orders, begun at `now`. What began before an order's newest look says nothing new. */
	private async takeAll(
		orders: Iterable<OrderState>,
		reads: ReadonlyMap<OrderId, ReadResult>,
		now: number,
	): Promise<void> {
		await Promise.all(
			[...orders].map(async (order) => {
				const read = reads.get(order.orderId);
				if (read === undefined || !this.followed.has(order) || this.taking.has(order) || now < order.lastLook) return;
				this.taking.add(order);
				try {
					const followed = await this.take(order, read, now);
					if (followed !== null) this.settle(order, followed);
				} finally {
					this.taking.delete(order);
					this.alarm.ring();
				}
			}),
		);
	}

	private isTimeUp({ watch, options }: OrderState, now: number): boolean {
		return watch !== null && now >= watch.since + timeAllowed(watch, options);
	}

	/** What a look at an order leads to; null where it is looked at again. */
	private async take(order: OrderState, read: ReadResult, now: number): Promise<Followed | null> {
		const { clock } = this.tools;
		const { watch } = order;
		if (watch === null) return null;
		const pendingFor = order.lastLook - watch.since;
		order.looks++;
		order.lastLook = now;
		if (read.kind !== 'seen') return this.unseen(order, watch, read, now);
		order.observe(read, now, clock.wallTime());
		this.tools.onSeen(order, read, now);
		const followed = await this.decide(order, watch, now);
		if (watch.reason !== 'following') return followed;
		if (followed?.do === 'end') this.results.noteResult(pendingFor);
		else this.results.notePending(now - watch.since);
		return followed;
	}

	private async decide(order: OrderState, watch: Watch, now: number): Promise<Followed | null> {
		const { clock } = this.tools;
		const { options } = order;
		for (;;) {
			const decision = decideAfterRead(watch, order.model, options, now);
			switch (decision.do) {
				case 'readOrder': {
					now = clock.now();
					const failure = await readMore(decision, order, this.tools);
					if (failure !== null) return this.unseen(order, watch, failure, now);
					break;
				}
				case 'readTransactions':
					await readMore(decision, order, this.tools);
					break;
				case 'follow':
					this.watch(order, { do: 'follow', reason: 'following', ours: watch.ours });
					return null;
				case 'sendAgain':
					order.basedOn();
					return decision;
				case 'lookAgain':
					return null;
				case 'end':
					return decision;
			}
		}
	}

	/** What a look that showed nothing leads to. */
	private unseen(order: OrderState, watch: Watch, read: ReadFailure | { kind: 'unchanged' }, now: number): End | null {
		const { clock } = this.tools;
		const { options } = order;
		if (read.kind === 'unchanged') return null;
		if (read.kind !== 'cancelled' && read.kind !== 'throttled') {
			order.failure ??= read.failure;
			order.note('read', read.failure.code, clock.wallTime());
		}
		// The call was refused as for an order that is not there, and it is not.
		if (read.kind === 'missing' && watch.reason === 'refused' && !watch.wasAmbiguous) return NOT_FOUND;
		// An order in doubt gets as long again for its reads to come back, before it is said that nobody can tell.
		const allowed = timeAllowed(watch, options) * (watch.reason === 'ambiguous' ? 2 : 1);
		return now >= watch.since + allowed ? outcomeAtDeadline(watch, order.model, options) : null;
	}
}

const NONE: ReadonlySet<OrderId> = new Set();

const NOT_FOUND: End = { do: 'end', outcome: 'notFound', code: 'orderNotFound', changed: false };

/** The server time from which on the orders' payments may have changed; null where it is not known for all. */
function earliest(orders: OrderState[]): number | null {
	let time = Number.POSITIVE_INFINITY;
	for (const { serverTime } of orders) {
		if (serverTime === null) return null;
		time = Math.min(time, serverTime);
	}
	return time;
}
