/** One run of one contender, and what it was found to cost. */

/**
 * - `empty`: the same items, nothing done with them: what n8n costs.
 * - `items`: no call either, but Edit Fields puts out items like the node's: what the items themselves cost.
 * - `node`: this package's node.
 * - `asItComes`: the HTTP Request node with nothing tuned: all requests at once.
 * - `batched`: the HTTP Request node with its batching tuned by hand to the quota.
 * - `loop`: the HTTP Request node inside Loop Over Items, so that only so many requests run at once.
 * - `readCaptureRead`: the proof by hand: read, capture what is authorized, read again.
 * - `bareFetch`: no n8n at all, a loop of `fetch` that only sends, as many at once as the node may.
 * - `find`, `findByHand`: what can be captured, by Payment: Get Many; by the HTTP Request node, page by page.
 */
export type Contender =
	| 'empty'
	| 'items'
	| 'node'
	| 'asItComes'
	| 'batched'
	| 'loop'
	| 'readCaptureRead'
	| 'bareFetch'
	| 'find'
	| 'findByHand';

/**
 * What is asked of each capture besides: a note, or a status and a note, the same for all or one of its own; options
 * that differ from item to item; a condition on the amount, or conditions that the order itself answers.
 */
export type Wish = 'nothing' | 'note' | 'ownNote' | 'ownOptions' | 'amount' | 'conditions';

/** A store's quota: so many requests a window. */
export interface Quota {
	requests: number;
	windowMs: number;
}

/** What a trial is for; trials of one purpose are compared with each other. */
export const PURPOSES = [
	'quota',
	'beside',
	'pairs',
	'growth',
	'scattered',
	'wishes',
	'following',
	'find',
	'block',
	'memory',
	'crowd',
	'kept',
] as const;
export type Purpose = (typeof PURPOSES)[number];

/**
 * What is measured in an n8n process of its own, which has loaded all it needs and has not run anything long. For
 * `kept` it has run the same once, because what V8 compiles for a long run stays.
 */
export const PURPOSES_ALONE: ReadonlySet<Purpose> = new Set(['block', 'memory', 'crowd', 'kept']);
/** … and of these, in one that collects garbage every second. */
export const PURPOSES_COLLECTED: ReadonlySet<Purpose> = new Set(['memory', 'crowd', 'kept']);

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
	wish: Wish;
	/** What the gateway takes for a capture, in milliseconds: the least and the most. */
	captureMs: [number, number];
	/** Whether another app of the store uses a fifth of the quota meanwhile. */
	hasAppBeside: boolean;
	/** Whether somebody edits one of the orders while they are captured. */
	isEdited: boolean;
	purpose: Purpose;
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
	/** Calls of the other app, and those of them that were refused with 429; null where there is none. */
	appCalls: number | null;
	appRefused: number | null;
	/** Connections that were opened to the store. */
	connections: number;
	/** From the first of the contender's nodes to the end of the last. */
	wallMs: number;
	/** The least time in which quota and reserve let one call an order out; null without a quota. */
	limitMs: number | null;
	/** Of n8n's process, from the operating system; null where it does not tell. */
	cpuMs: number | null;
	/** How long n8n's main thread waited for a core that others had. */
	waitedMs: number | null;
	/** How far memory rose above where it was before the run. Says something only of a process of its own. */
	peakGrowthKb: number | null;
	/** How much more the heap holds after the run than before, garbage collected. Of a process that ran it before. */
	keptKb: number | null;
	/**
	 * The longest time that n8n's main thread worked without a pause while the contender's nodes ran, and what of that
	 * was collecting garbage.
	 */
	longestBlockMs: number | null;
	collectingMs: number | null;
	/** The longest such time with the garbage collections taken off. */
	longestOwnMs: number | null;
	/** From the gateway's result to the node's word: what 95 % of the orders waited at most. */
	lagMs: number | null;
}

/** Percent of the quota that is left to the store's other apps, by the node's default and by hand alike. */
export const RESERVE_PERCENT = 10;

/** Requests a window that quota and reserve allow. */
export function allowedOf({ requests }: Quota): number {
	return requests - Math.floor((requests * RESERVE_PERCENT) / 100);
}
