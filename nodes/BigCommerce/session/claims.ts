import type { OrderId } from '../model/orderId';

/** A call that was sent, and whose effect may still be to come. */
export interface UnresolvedSend {
	/** What was sent for: a capture that is under way says nothing of a void. */
	action: 'capture' | 'void';
	/** When it was sent, or when its answer was given up; lane clock, milliseconds. */
	at: number;
	/** Whether BigCommerce said 201: then it is certain that an effect comes, even where reads do not show it. */
	isAccepted: boolean;
	/** What tells what came of it from what was on record before. */
	baseline: SendBaseline;
}

/** What was known when a call was sent, and between which times by the server's clock it was. */
export interface SendBaseline {
	/** All that was on record, by ID; null where that was not read. */
	entries: ReadonlySet<number> | null;
	/** Of what was on record, what an earlier execution of this process has seen; perhaps not all. */
	earlier: ReadonlySet<number> | null;
	from: number | null;
	until: number | null;
}

/**
 * What a call came to that a read may still not show: `done`, its effect was seen; `unrecorded`, two looks showed it
 * refused, and nothing is on record.
 */
export type Lag = 'done' | 'unrecorded';

/** What was sent and is not over, and what is known again where it never arrived. */
interface Open extends UnresolvedSend {
	before: UnresolvedSend | Over | null;
}

/** What is over: when that was seen, and why a read that shows the payment as before may lag behind. */
interface Over {
	closedAt: number;
	lag: Lag | null;
}

const REMEMBERED_FOR = 15 * 60_000;

/**
 * What the executions of one process tell each other about a store's orders: who is working on one now, and
 * what was sent lately. Without it, two executions could both read `authorized` and both send, and so could one
 * that is tried again before what it sent shows in reads.
 */
export class Claims {
	private readonly held = new Map<OrderId, Promise<void>>();
	/** The oldest first. */
	private readonly open = new Map<OrderId, Open>();
	/** Thousands are remembered for a while, so each is one number; the first that was over first. */
	private readonly over = new Map<OrderId, number>();
	/** What was on record when an order was seen to be over, by ID; of those where that was read. */
	private readonly entries = new Map<OrderId, readonly number[]>();

	/** Takes the order, or null where another execution works on it. */
	tryClaim(orderId: OrderId): Claim | null {
		if (this.held.has(orderId)) return null;
		let free = () => {};
		this.held.set(orderId, new Promise<void>((resolve) => (free = resolve)));
		return {
			release: () => {
				this.held.delete(orderId);
				free();
			},
		};
	}

	/** Resolves when nobody works on the order any more. */
	async whenFree(orderId: OrderId): Promise<void> {
		await this.held.get(orderId);
	}

	/** Notes that a capture or void was sent, and may still take effect. */
	recordSent(orderId: OrderId, send: UnresolvedSend): void {
		const before = this.last(orderId);
		this.forgetSent(orderId);
		this.open.set(orderId, { ...send, before });
		this.forgetOld(send.at);
	}

	/** Forgets what was sent, or seen to be over, so long ago that it does not matter any more. */
	forgetOld(now: number): void {
		for (const [id, { at }] of this.open) {
			if (now - at <= REMEMBERED_FOR) break;
			this.open.delete(id);
			this.entries.delete(id);
		}
		for (const [id, packed] of this.over) {
			if (now - unpacked(packed).closedAt <= REMEMBERED_FOR) break;
			this.over.delete(id);
			this.entries.delete(id);
		}
	}

	/** Of how many orders it is remembered that something was sent. */
	get size(): number {
		return this.open.size + this.over.size;
	}

	/** Notes that what was just sent is known not to have arrived. What was sent before it stays as it was. */
	recordNotDelivered(orderId: OrderId): void {
		const before = this.open.get(orderId)?.before ?? null;
		this.forgetSent(orderId);
		if (before === null) this.entries.delete(orderId);
		else if ('closedAt' in before) this.over.set(orderId, packed(before));
		else this.open.set(orderId, { ...before, before: null });
	}

	/** Notes that what was sent had its effect or is proved to have none: a later look shows the truth. */
	recordResolved(
		orderId: OrderId,
		now: number,
		lag: Lag | null = null,
		entries: ReadonlySet<number> | null = null,
	): void {
		if (this.last(orderId) === null) return;
		this.forgetSent(orderId);
		this.over.set(orderId, packed({ closedAt: now, lag }));
		if (entries !== null) this.entries.set(orderId, [...entries]);
	}

	/** What was on record of the order when what was sent last was over, by ID; null where that is not known. */
	entriesSeen(orderId: OrderId): ReadonlySet<number> | null {
		const entries = this.entries.get(orderId);
		return entries === undefined ? null : new Set(entries);
	}

	/**
	 * When it was over, where a read that shows the payment as before may lag behind; null where none may, or it is long
	 * ago.
	 */
	readsLagSince(orderId: OrderId, now: number): { at: number; lag: Lag } | null {
		const over = this.overOf(orderId);
		if (over === null || over.lag === null || now - over.closedAt > REMEMBERED_FOR) return null;
		return { at: over.closedAt, lag: over.lag };
	}

	/** What was sent last and may not show in a look yet; null where nothing was, or it is long ago. */
	unresolvedSend(orderId: OrderId, now: number): UnresolvedSend | null {
		const open = this.open.get(orderId);
		return open !== undefined && now - open.at <= REMEMBERED_FOR ? open : null;
	}

	/** When something was last sent, or its end seen: a read from before is out of date. Null where nothing was. */
	lastActivityAt(orderId: OrderId): number | null {
		return this.open.get(orderId)?.at ?? this.overOf(orderId)?.closedAt ?? null;
	}

	/** What was sent last, without what was sent before it. */
	private last(orderId: OrderId): UnresolvedSend | Over | null {
		const open = this.open.get(orderId);
		if (open === undefined) return this.overOf(orderId);
		const { before: _before, ...send } = open;
		return send;
	}

	private overOf(orderId: OrderId): Over | null {
		const found = this.over.get(orderId);
		return found === undefined ? null : unpacked(found);
	}

	/** An order is in one of the two books at most, and what is put there again is the newest. */
	private forgetSent(orderId: OrderId): void {
		this.open.delete(orderId);
		this.over.delete(orderId);
	}
}

const LAGS: ReadonlyArray<Lag | null> = [null, 'done', 'unrecorded'];

/** Up to the next whole millisecond, for a read of the same one may be from before. */
function packed({ closedAt, lag }: Over): number {
	return Math.ceil(closedAt) * LAGS.length + LAGS.indexOf(lag);
}

function unpacked(number: number): Over {
	const closedAt = Math.floor(number / LAGS.length);
	return { closedAt, lag: LAGS[number - closedAt * LAGS.length] ?? null };
}

/** An order taken by one execution. */
export interface Claim {
	release(): void;
}
