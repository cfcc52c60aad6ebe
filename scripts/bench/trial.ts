/** One run of one way to capture, and what it was found to cost. */

/**
 * - `empty`: the same items, nothing done with them: what n8n costs.
 * - `items`: no call either, but Edit Fields puts out items like the node's: what the items themselves cost.
 * - `node`: this package's node.
 * - `asItComes`: the HTTP Request node with nothing tuned: all requests at once.
 * - `batched`: the HTTP Request node with its batching tuned by hand to the quota.
 * - `loop`: the HTTP Request node inside Loop Over Items, so that only so many requests run at once.
 * - `readCaptureRead`: the proof by hand: read, capture what is authorized, read again.
 */
export type Contender = 'empty' | 'items' | 'node' | 'asItComes' | 'batched' | 'loop' | 'readCaptureRead';

/** A store's quota: so many requests a window. */
export interface Quota {
	requests: number;
	windowMs: number;
}

export interface Trial {
	contender: Contender;
	orders: number;
	/** Distance from one order ID to the next. */
	idStep: number;
	/** null: the unlimited plan. */
	quota: Quota | null;
	/** Whether a change of the payment moves the order's modification date. */
	datesMove: boolean;
	/** Requests at once, for `node` and `loop`. */
	concurrency: number;
	/** What the trial is for; trials of one purpose are compared with each other. `memory` has an n8n process of its own. */
	purpose: 'quota' | 'pairs' | 'growth' | 'memory' | 'scattered';
	/** Counts repetitions. */
	round: number;
}

export interface Figures extends Trial {
	/** Orders the workflow took as done. */
	said: number;
	/** Orders the workflow has proof for. */
	proved: number;
	/** Orders whose money was taken, by the store's own books, and those of them taken more than once. */
	captured: number;
	capturedTwice: number;
	calls: number;
	throttled: number;
	/** From the first of the way's nodes to the end of the last. */
	wallMs: number;
	/** The least time in which quota and reserve let one call an order out; null without a quota. */
	limitMs: number | null;
	/** Of n8n's process, from the operating system; null where it does not tell. */
	cpuMs: number | null;
	/** How long n8n's main thread waited for a core that others had. */
	waitedMs: number | null;
	/** How far memory rose above where it was before the run. Says something only of a process of its own. */
	peakGrowthKb: number | null;
}

/** Percent of the quota that is left to the store's other apps, by the node's default and by hand alike. */
export const RESERVE_PERCENT = 10;

/** Requests a window that quota and reserve allow. */
export function allowedOf({ requests }: Quota): number {
	return requests - Math.floor((requests * RESERVE_PERCENT) / 100);
}
