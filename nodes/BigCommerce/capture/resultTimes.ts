import { FIRST_LOOK_MS, MAX_PAUSE_MS } from './lookTimes';

/** From the gateway's result to the look that shows it, at most, where no quota is short: for 95 % of them 1.5 s. */
const LAG_MS = 1_520;
/** A result that takes long may be seen this much later, as a part of what it took. */
const LATE_SHARE = 1 / 4;

/** When a batch's orders were sent, and looked at last; lane clock. */
export interface BatchTimes {
	firstSentAt: number;
	closedAt: number;
	lastLook: number;
}

/** When the gateway's results come, learned from those of the run's earlier orders: looks before them show nothing. */
export class ResultTimes {
	/** So long no result came; null until one did. */
	private quiet: number | null = null;
	/** So long a result was seen to take. */
	private longest = 0;

	/** An order was seen without its result so long after it was sent. */
	notePending(since: number): void {
		this.longest = Math.max(this.longest, since);
	}

	/**
	 * A result was seen.
	 * @param pendingFor how long after it was sent the order had last been seen without one
	 */
	noteResult(pendingFor: number): void {
		this.quiet = Math.min(this.quiet ?? Number.POSITIVE_INFINITY, pendingFor);
	}

	/**
	 * When to look at a batch next that is sent; while there was no result at all, each time after twice the time. Before
	 * the first result could be late, a look is for the end of the run alone.
	 */
	nextLookAt({ firstSentAt, closedAt, lastLook }: BatchTimes, isStillSending: boolean): number {
		const isFirst = lastLook <= closedAt;
		if (this.quiet === null) {
			// Those of another batch had none yet after so long.
			const early = Math.max(2 * this.longest, isStillSending ? LAG_MS : 0);
			const first = Math.max(FIRST_LOOK_MS, firstSentAt + early - closedAt);
			const pause = isFirst ? first : Math.max(FIRST_LOOK_MS, lastLook - closedAt);
			return Math.max(lastLook, closedAt) + Math.min(MAX_PAUSE_MS, pause);
		}
		// By then all of them have theirs, where none takes longer than those before.
		const all = closedAt + this.longest + FIRST_LOOK_MS;
		if (isFirst) return Math.max(closedAt + FIRST_LOOK_MS, Math.min(all, firstSentAt + this.quiet + LAG_MS));
		return lastLook + Math.min(MAX_PAUSE_MS, Math.max(LAG_MS, LATE_SHARE * (lastLook - closedAt)));
	}
}
