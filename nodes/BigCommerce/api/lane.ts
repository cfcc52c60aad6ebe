import { adjustLimit, FIRST_CONCURRENCY, MOST_AT_ONCE, withinConcurrency, type Concurrency } from './concurrency';
import { deliveryOfRead } from './delivery';
import type { Clock, HttpAnswer } from './http';
import {
	afterAnswer,
	isHeldByOthers,
	knownQuota,
	mayStartAt,
	notBefore,
	UNKNOWN_QUOTA,
	type QuotaAnswer,
	type QuotaState,
} from './quota';
import { callsUntil, timeUntilCalls } from './quotaForecast';
import { afterReading, afterSending, NOBODY_ELSE, type QuotaShare } from './quotaShare';
import { mayResend } from './resend';

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
	/** Told when calls are given up as `throttled`, with how long the wait would have been. */
	onThrottled?: (waitMs: number) => void;
}

/** What an execution has used so far. */
export interface LaneUse {
	calls: number;
	throttledCount: number;
	waitedMs: number;
	/** How much of `waitedMs` there would have been no need for, had nobody else used the quota. */
	waitedForOthersMs: number;
	/** Calls that others made of the same quota meanwhile, as far as its headers show. */
	othersCalls: number;
}

/** The end of a window this near is waited for: that is pacing. */
const PACING_WAIT = 60_000;

interface Waiting {
	send: () => Promise<HttpAnswer>;
	/** Asked when the turn has come; where not, the call is dropped as `cancelled`. */
	precondition: () => boolean;
	resolve: (answer: LaneAnswer) => void;
	/** A call that was refused without a word on how long waits for itself; others may go on. */
	notBefore: number;
	/** When it was first refused, each time since then as well; null before. */
	refusedSince: number | null;
}

/** What is noted of a call when it leaves. */
interface Departure {
	sentAt: number;
	/** How many had left, this one counted. */
	number: number;
	/** Whether nothing else was on its way. */
	wasFirst: boolean;
	/** Time since the last answer. */
	idleFor: number;
	/** Whether the quota had held it back. */
	wasHeld: boolean;
}

/** One execution's place in the lane. */
export class LaneHandle {
	readonly use: LaneUse = { calls: 0, throttledCount: 0, waitedMs: 0, waitedForOthersMs: 0, othersCalls: 0 };
	readonly queue: Waiting[] = [];
	readonly joinedAt: number;
	readonly maxConcurrency: number;
	inFlight = 0;
	blockedSince: number | null = null;
	isBlockedByOthers = false;
	hasLeft = false;
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

	/** Notes that a call leaves, and how long it was kept from leaving. */
	recordStart(now: number): void {
		this.use.calls++;
		if (this.blockedSince !== null) {
			this.use.waitedMs += now - this.blockedSince;
			if (this.isBlockedByOthers) this.use.waitedForOthersMs += now - this.blockedSince;
		}
		this.blockedSince = null;
	}

	/**
	 * Sends one call when its turn comes. A 429 was refused before anything happened, so it is sent again after the wait.
	 * @param precondition asked when the turn has come, which may be minutes later; where not, nothing is sent and the
	 *   answer is `cancelled`
	 */
	async send(call: () => Promise<HttpAnswer>, precondition: () => boolean = () => true): Promise<LaneAnswer> {
		if (this.terms.signal?.aborted || this.hasLeft) return { kind: 'cancelled' };
		return await new Promise<LaneAnswer>((resolve) => {
			this.queue.push({ send: call, precondition, resolve, notBefore: 0, refusedSince: null });
			this.lane.dispatch();
		});
	}

	/** How many more calls may leave within `ms`, by what is known of the quota; infinity where there is none. */
	callsWithin(ms: number): number {
		return this.lane.callsWithin(this, ms);
	}

	/** In how many milliseconds so many calls may leave, by what is known of the quota; 0 where they may now. */
	timeUntilCalls(calls: number): number {
		return this.lane.timeUntilCalls(this, calls);
	}

	/** Gives the place up. */
	leave(): void {
		this.hasLeft = true;
		this.terms.signal?.removeEventListener('abort', this.onAbort);
		this.cancelQueue();
		this.lane.remove(this);
	}

	private cancelQueue(): void {
		for (const waiting of this.queue.splice(0)) waiting.resolve({ kind: 'cancelled' });
		this.lane.dispatch();
	}
}

/**
 * The one way to a store: paces all calls of all executions in this process by the store's own quota.
 * Executions take turns, so that a long one does not starve a short one.
 */
export class Lane {
	private quota: QuotaState = UNKNOWN_QUOTA;
	private share: QuotaShare = NOBODY_ELSE;
	private lastAnswerAt = Number.NEGATIVE_INFINITY;
	private concurrency: Concurrency = FIRST_CONCURRENCY;
	private runs: LaneHandle[] = [];
	private inFlight = 0;
	/** Calls that ever left. */
	private started = 0;
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

	/**
	 * How many more calls of `run` may leave within `ms`, where it shares what this lane may send with the other runs.
	 */
	callsWithin(run: LaneHandle, ms: number): number {
		const now = this.clock.now();
		const all = callsUntil(this.quota, this.share, this.inFlight, run.terms.quotaReserve, now, now + ms);
		return all / Math.max(1, this.runs.filter(({ queue, inFlight }) => queue.length + inFlight > 0).length);
	}

	/** In how many milliseconds so many calls may leave, or all of a window; 0 where they may now. */
	timeUntilCalls({ terms }: LaneHandle, calls: number): number {
		return timeUntilCalls(this.quota, this.inFlight, terms.quotaReserve, this.clock.now(), calls);
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
		const startAt = mayStartAt(this.quota, this.share, this.inFlight, run.terms.quotaReserve, now);
		if (startAt === null) return this.readyAt(run, now);
		if (startAt === Number.POSITIVE_INFINITY) return startAt;
		if (this.isTooLong(run, startAt, now)) {
			this.giveUp(run, startAt - now);
			return Number.POSITIVE_INFINITY;
		}
		if (run.blockedSince === null) {
			run.blockedSince = now;
			run.isBlockedByOthers = isHeldByOthers(this.quota, this.share, run.terms.quotaReserve);
		}
		return startAt;
	}

	/** When a call of this run wants to leave; null for now. One that was refused lets those behind it pass. */
	private readyAt(run: LaneHandle, now: number): number | null {
		const first = Math.min(...run.queue.slice(0, MOST_AT_ONCE + 1).map((waiting) => waiting.notBefore));
		return first <= now ? null : first;
	}

	/**
	 * Waiting for the next window is pacing, as long as that is near; 429s are waited out for as long as the run says.
	 */
	private isTooLong(run: LaneHandle, startAt: number, now: number): boolean {
		const { pausedUntil } = this.quota;
		const { maxThrottleWaitMs } = run.terms;
		if (pausedUntil <= now) return startAt - now > Math.max(PACING_WAIT, maxThrottleWaitMs);
		return this.refusedSince !== null && pausedUntil - Math.max(run.joinedAt, this.refusedSince) > maxThrottleWaitMs;
	}

	private giveUp(run: LaneHandle, waitMs: number): void {
		run.blockedSince = null;
		run.terms.onThrottled?.(waitMs);
		for (const waiting of run.queue.splice(0)) waiting.resolve({ kind: 'throttled', retryAfterMs: waitMs });
	}

	private start(run: LaneHandle): void {
		const sentAt = this.clock.now();
		const index = run.queue.findIndex((waiting) => waiting.notBefore <= sentAt);
		const [waiting] = run.queue.splice(index, 1);
		if (waiting === undefined) return;
		if (!waiting.precondition()) return waiting.resolve({ kind: 'cancelled' });
		const wasHeld = run.blockedSince !== null;
		run.recordStart(sentAt);
		const idleFor = sentAt - this.lastAnswerAt;
		const left: Departure = { sentAt, number: ++this.started, wasFirst: this.inFlight === 0, idleFor, wasHeld };
		run.inFlight++;
		this.inFlight++;
		this.share = afterSending(this.share);
		const answered = (answer: HttpAnswer) => {
			run.inFlight--;
			this.inFlight--;
			this.take(run, waiting, answer, left);
			this.dispatch();
		};
		// A call must not throw; one that does may have arrived, and its place must come free all the same.
		void waiting
			.send()
			.then(answered, (error: unknown) => answered({ kind: 'unclear', code: 'thrown', message: String(error) }));
	}

	private take(run: LaneHandle, waiting: Waiting, answer: HttpAnswer, left: Departure): void {
		const now = this.clock.now();
		if (answer.kind !== 'answered') {
			this.lastAnswerAt = now;
			// Whatever became of it, it was not refused for the quota's sake.
			if (answer.kind === 'unclear') this.refusedSince = null;
			return waiting.resolve(answer);
		}
		const { status, headers } = answer;
		const { sentAt, wasFirst, idleFor, wasHeld } = left;
		const stoodStill = wasFirst && wasHeld && idleFor >= now - sentAt;
		const wasAlone = wasFirst && left.number === this.started;
		const told = { status, headers, sentAt, receivedAt: now, wasAlone, random: this.clock.random() };
		this.lastAnswerAt = now;
		this.readQuota(told, stoodStill);
		this.concurrency = adjustLimit(this.concurrency, status, sentAt, now);
		const isThrottled = mayResend(deliveryOfRead(answer), 'notLooked') === 'wait';
		if (isThrottled || this.quota.pausedUntil > now) this.refusedSince ??= now;
		else this.refusedSince = null;
		if (!isThrottled) return waiting.resolve(answer);
		run.use.throttledCount++;
		if (run.terms.signal?.aborted || run.hasLeft) return waiting.resolve({ kind: 'cancelled' });
		// Where others are answered meanwhile, the lane as a whole is not refused, and this one call would try without end.
		waiting.refusedSince ??= now;
		const refusedFor = now - waiting.refusedSince;
		if (refusedFor > Math.max(PACING_WAIT, run.terms.maxThrottleWaitMs)) {
			run.terms.onThrottled?.(refusedFor);
			return waiting.resolve({ kind: 'throttled', retryAfterMs: 0 });
		}
		waiting.notBefore = notBefore(told);
		run.queue.unshift(waiting);
	}

	private readQuota(answer: QuotaAnswer, stoodStill: boolean): void {
		const before = this.quota;
		this.quota = afterAnswer(before, answer);
		const known = knownQuota(this.quota);
		if (known === null || this.quota.readings === before.readings) return;
		const earlier = this.share;
		const isNewWindow = this.quota.windows !== before.windows;
		const { sentAt, receivedAt } = answer;
		const reading = { inFlight: this.inFlight, sentAt, receivedAt, stoodStill };
		this.share = afterReading(earlier, known, reading, isNewWindow);
		const seenFrom = isNewWindow ? known.resetAt - known.windowMs : earlier.seenAt;
		const seen = this.share.others - (isNewWindow ? 0 : earlier.others);
		for (const run of this.runs) if (run.joinedAt <= seenFrom) run.use.othersCalls += seen;
	}

	private setAlarm(until: number): void {
		if (this.timer?.until === until) return;
		this.timer?.cancel.abort('over');
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
