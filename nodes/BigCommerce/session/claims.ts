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

interface Sent extends UnresolvedSend {
	/** When it was seen to have had its effect, or proved to have none; null before. */
	closedAt: number | null;
	/** Why a read that shows the payment as before may lag behind; null where none may. */
	lag: Lag | null;
	/** What was on record when it was seen to be over, by ID; null where that is not known. */
	entries: ReadonlySet<number> | null;
	/** What was sent before it; null where nothing was. */
	before: Sent | null;
}

/** The baseline of what is over, which nobody asks for. */
const NOTHING: SendBaseline = { entries: null, earlier: null, from: null, until: null };

const REMEMBERED_FOR = 15 * 60_000;

/**
 * What the executions of one process tell each other about a store's orders: who is working on one now, and
 * what was sent lately. Without it, two executions could both read `authorized` and both send, and so could one
 * that is tried again before what it sent shows in reads.
 */
export class Claims {
	private readonly held = new Map<OrderId, Promise<void>>();
	private readonly sent = new Map<OrderId, Sent>();

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
		const before = this.sent.get(orderId) ?? null;
		// Put at the end, so that the oldest stay first.
		this.sent.delete(orderId);
		const news = { closedAt: null, lag: null, entries: before?.entries ?? null };
		this.sent.set(orderId, { ...send, ...news, before: before && { ...before, before: null } });
		this.forgetOld(send.at);
	}

	/** Forgets what was sent so long ago that it does not matter any more. */
	forgetOld(now: number): void {
		for (const [id, { at: then }] of this.sent) {
			if (now - then <= REMEMBERED_FOR) break;
			this.sent.delete(id);
		}
	}

	/** Of how many orders it is remembered that something was sent. */
	get size(): number {
		return this.sent.size;
	}

	/** Notes that what was just sent is known not to have arrived. What was sent before it stays as it was. */
	recordNotDelivered(orderId: OrderId): void {
		const before = this.sent.get(orderId)?.before ?? null;
		this.sent.delete(orderId);
		if (before !== null) this.sent.set(orderId, before);
	}

	/** Notes that what was sent had its effect or is proved to have none: a later look shows the truth. */
	recordResolved(
		orderId: OrderId,
		now: number,
		lag: Lag | null = null,
		entries: ReadonlySet<number> | null = null,
	): void {
		const sent = this.sent.get(orderId);
		// Thousands are remembered for a while: what only matters as long as it is open goes.
		if (sent)
			Object.assign(sent, {
				closedAt: now,
				lag,
				entries: entries ?? sent.entries,
				before: null,
				baseline: NOTHING,
			});
	}

	/** What was on record of the order when what was sent last was over, by ID; null where that is not known. */
	entriesSeen(orderId: OrderId): ReadonlySet<number> | null {
		return this.sent.get(orderId)?.entries ?? null;
	}

	/**
	 * When it was over, where a read that shows the payment as before may lag behind; null where none may, or it is long
	 * ago.
	 */
	readsLagSince(orderId: OrderId, now: number): { at: number; lag: Lag } | null {
		const sent = this.sent.get(orderId);
		if (sent === undefined || sent.lag === null || sent.closedAt === null) return null;
		return now - sent.at <= REMEMBERED_FOR ? { at: sent.closedAt, lag: sent.lag } : null;
	}

	/** What was sent last and may not show in a look yet; null where nothing was, or it is long ago. */
	unresolvedSend(orderId: OrderId, now: number): UnresolvedSend | null {
		const sent = this.sent.get(orderId);
		return sent && sent.closedAt === null && now - sent.at <= REMEMBERED_FOR ? sent : null;
	}

	/** When something was last sent, or its end seen: a read from before is out of date. Null where nothing was. */
	lastActivityAt(orderId: OrderId): number | null {
		const sent = this.sent.get(orderId);
		return sent === undefined ? null : (sent.closedAt ?? sent.at);
	}
}

/** An order taken by one execution. */
export interface Claim {
	release(): void;
}
