import { adjustLimit, FIRST_CONCURRENCY, MOST_AT_ONCE, withinConcurrency, type Concurrency } from './concurrency';
import type { Clock, HttpAnswer } from './http';
import { afterAnswer, mayStartAt, UNKNOWN_QUOTA, type QuotaState } from './quota';

/** An answer of the lane: that of the call, or `throttled`: the quota never freed up, and nothing was sent. */
export type LaneAnswer = HttpAnswer | { kind: 'throttled'; retryAfterMs: number };

/** What one execution asks of the lane. */
export interface LaneOptions {
	/** Requests at once, 1–50. */
	maxConcurrency: number;
	/** Percent of the quota left to the store's other apps, 0–90. */
	quotaReserve: number;
	/** How long 429s in a row are waited out, in milliseconds from the first. */
	maxThrottleWaitMs: number;
	signal?: AbortSignal;
}

/** What an execution has used so far. */
export interface LaneUse {
	calls: number;
	throttledCount: number;
	waitedMs: number;
}

interface Waiting {
	send: () => Promise<HttpAnswer>;
	/** Asked when the turn has come; where not, the call is dropped as `cancelled`. */
	precondition: () => boolean;
	settle: (answer: LaneAnswer) => void;
}

/** One execution's place in the lane. */
export class LaneHandle {
	readonly use: LaneUse = { calls: 0, throttledCount: 0, waitedMs: 0 };
	readonly queue: Waiting[] = [];
	readonly joinedAt: number;
	readonly maxConcurrency: number;
	inFlight = 0;
	blockedSince: number | null = null;
	private hasLeft = false;
	private readonly onAbort = () => this.cancelQueue();

	constructor(
		private readonly lane: Lane,
		readonly terms: LaneOptions,
		now: number,
	) {
		this.joinedAt = now;
		this.maxConcurrency = withinConcurrency(terms.maxConcurrency);
		terms.signal?.addEventListener('abort', this.onAbort);
	}

	/**
	 * Sends one call when its turn comes. A 429 was refused before anything happened, so it is sent again after the wait.
	 * @param precondition asked when the turn has come, which may be minutes later; where not, nothing is sent and the answer is `cancelled`
	 */
	async send(call: () => Promise<HttpAnswer>, precondition: () => boolean = () => true): Promise<LaneAnswer> {
		if (this.terms.signal?.aborted || this.hasLeft) return { kind: 'cancelled' };
		return await new Promise<LaneAnswer>((settle) => {
			this.queue.push({ send: call, precondition, settle });
			this.lane.dispatch();
		});
	}

	/** Gives the place up. */
	leave(): void {
		this.hasLeft = true;
		this.terms.signal?.removeEventListener('abort', this.onAbort);
		this.cancelQueue();
		this.lane.remove(this);
	}

	private cancelQueue(): void {
		for (const waiting of this.queue.splice(0)) waiting.settle({ kind: 'cancelled' });
		this.lane.dispatch();
	}
}

/**
 * The one way to a store: paces all calls of all executions in this process by the store's own quota.
 * Executions take turns, so that a long one does not starve a short one.
 */
export class Lane {
	private quota: QuotaState = UNKNOWN_QUOTA;
	private concurrency: Concurrency = FIRST_CONCURRENCY;
	private runs: LaneHandle[] = [];
	private inFlight = 0;
	/** When the first of the present 429s came; null where the last answer was none. */
	private refusedSince: number | null = null;
	private timer: { until: number; cancel: AbortController } | null = null;

	constructor(private readonly clock: Clock) {}

	/** Opens a place for one execution; `leave()` must follow. */
	join(terms: LaneOptions): LaneHandle {
		const run = new LaneHandle(this, terms, this.clock.now());
		this.runs.push(run);
		return run;
	}

	remove(run: LaneHandle): void {
		this.runs = this.runs.filter((other) => other !== run);
		this.dispatch();
	}

	/** Starts whatever may start now, and sets the alarm for the rest. */
	dispatch(): void {
		let wakeAt = Number.POSITIVE_INFINITY;
		let passed = 0;
		while (passed < this.runs.length) {
			const run = this.runs.shift();
			if (run === undefined) break;
			this.runs.push(run);
			const startAt = this.startTime(run);
			if (startAt === null) {
				this.start(run);
				passed = 0;
			} else {
				wakeAt = Math.min(wakeAt, startAt);
				passed++;
			}
		}
		this.setAlarm(wakeAt);
	}

	/** When the next call of `run` may start: null for now, infinity where an answer or a new call must come first. */
	private startTime(run: LaneHandle): number | null {
		if (run.queue.length === 0 || run.inFlight >= run.maxConcurrency) return Number.POSITIVE_INFINITY;
		if (this.inFlight >= Math.min(MOST_AT_ONCE, Math.floor(this.concurrency.limit))) return Number.POSITIVE_INFINITY;
		const now = this.clock.now();
		const startAt = mayStartAt(this.quota, this.inFlight, run.terms.quotaReserve, now);
		if (startAt === null) return null;
		if (this.hasWaitedTooLong(run)) {
			run.blockedSince = null;
			for (const waiting of run.queue.splice(0)) waiting.settle({ kind: 'throttled', retryAfterMs: startAt - now });
			return Number.POSITIVE_INFINITY;
		}
		run.blockedSince ??= now;
		return startAt;
	}

	/** Waiting for the next window is pacing; only 429s use up patience. */
	private hasWaitedTooLong(run: LaneHandle): boolean {
		const { pausedUntil } = this.quota;
		if (this.refusedSince === null || pausedUntil <= this.clock.now()) return false;
		return pausedUntil - Math.max(run.joinedAt, this.refusedSince) > run.terms.maxThrottleWaitMs;
	}

	private start(run: LaneHandle): void {
		const sentAt = this.clock.now();
		if (run.blockedSince !== null) run.use.waitedMs += sentAt - run.blockedSince;
		run.blockedSince = null;
		const waiting = run.queue.shift();
		if (waiting === undefined) return;
		if (!waiting.precondition()) return waiting.settle({ kind: 'cancelled' });
		run.use.calls++;
		run.inFlight++;
		this.inFlight++;
		const settled = (answer: HttpAnswer) => {
			run.inFlight--;
			this.inFlight--;
			this.take(run, waiting, answer, sentAt);
			this.dispatch();
		};
		// A call must not throw; one that does may have arrived, and its place must come free all the same.
		void waiting
			.send()
			.then(settled, (error: unknown) => settled({ kind: 'unclear', code: 'thrown', message: String(error) }));
	}

	private take(run: LaneHandle, waiting: Waiting, answer: HttpAnswer, sentAt: number): void {
		const now = this.clock.now();
		if (answer.kind !== 'answered') return waiting.settle(answer);
		const { status, headers } = answer;
		this.quota = afterAnswer(this.quota, { status, headers, sentAt, receivedAt: now, random: this.clock.random() });
		this.concurrency = adjustLimit(this.concurrency, status, sentAt, now);
		if (status !== 429) {
			this.refusedSince = null;
			return waiting.settle(answer);
		}
		this.refusedSince ??= now;
		run.use.throttledCount++;
		if (run.terms.signal?.aborted) return waiting.settle({ kind: 'cancelled' });
		run.queue.unshift(waiting);
	}

	private setAlarm(until: number): void {
		if (this.timer?.until === until) return;
		this.timer?.cancel.abort();
		this.timer = null;
		if (until === Number.POSITIVE_INFINITY) return;
		const timer = { until, cancel: new AbortController() };
		this.timer = timer;
		void this.clock.sleep(until - this.clock.now(), timer.cancel.signal).then(() => {
			if (this.timer !== timer) return;
			this.timer = null;
			this.dispatch();
		});
	}
}
