import type { CaptureOptions } from './options';

/** Why an order that was sent is being looked at. */
export interface Watch {
	/**
	 * `following`: accepted, not final. `ambiguous`: perhaps accepted. `refused`: refused, perhaps because another
	 * request won the race.
	 */
	reason: 'following' | 'ambiguous' | 'refused';
	/** Since when, lane clock. */
	since: number;
	/** Whether this run's own call brought it there. */
	ours: boolean;
	/** Calls to capture or void sent so far. */
	attempts: number;
	/** Whether one of them, or one that this process sent before the run, was in doubt. */
	wasAmbiguous: boolean;
}

type Times = Pick<CaptureOptions, 'resultTimeout' | 'verificationWindow'>;

/** How long a refusal is looked into, at most: time for another request's acceptance to show. */
const REFUSAL_WINDOW_MS = 3_000;

/** How long an acceptance may take to show in reads. After a call in doubt, a refusal may be of what that one did. */
export function windowOf(watch: Watch, { verificationWindow }: Times): number {
	return watch.reason === 'refused' && !watch.wasAmbiguous
		? Math.min(REFUSAL_WINDOW_MS, verificationWindow)
		: verificationWindow;
}

/** How long a watch lasts, in milliseconds. */
export function timeAllowed(watch: Watch, times: Times): number {
	return watch.reason === 'following' ? times.resultTimeout : windowOf(watch, times);
}

/** The first look at what was sent. */
export const FIRST_LOOK_MS = 250;
const GROWTH = 1.5;
export const MAX_PAUSE_MS = 5_000;
/** While the run still sends, orders are followed together, batch by batch; a look at one would cost a call. */
const MAX_POSTPONEMENT_MS = 60_000;

/**
 * When to look at a watched order next: 250 ms at first, then half as long again each time up to 5 s, and at the latest
 * when its time is up.
 *
 * @param looks looks since it is watched
 * @param lastLook when the last one was, or since when it is watched
 * @param postponed whether others of its batch are still being sent; an order in doubt is not postponed
 */
export function nextLookAt(watch: Watch, looks: number, lastLook: number, postponed: boolean, times: Times): number {
	const pause = Math.min(MAX_PAUSE_MS, FIRST_LOOK_MS * GROWTH ** Math.min(looks, 20));
	const next = postponed && watch.reason === 'following' ? lastLook + MAX_POSTPONEMENT_MS : lastLook + pause;
	return untilDeadline(next, watch, lastLook, times);
}

/** The next look, or an earlier one when the order's time is up: that one decides; after it the pause holds again. */
export function untilDeadline(next: number, watch: Watch, lastLook: number, times: Times): number {
	const deadline = watch.since + timeAllowed(watch, times);
	return lastLook < deadline ? Math.min(next, Math.max(deadline, lastLook + FIRST_LOOK_MS)) : next;
}

/**
 * When to look by itself at an order that the next list of orders to be sent shows as well: nobody waits for its result
 * while the quota lets others be sent, so also when its time is up, that list is waited for.
 */
export function lookAlongAt(watch: Watch, lastLook: number, times: Times): number {
	return Math.max(lastLook, watch.since + timeAllowed(watch, times)) + MAX_POSTPONEMENT_MS;
}
