/** What the experiments have shown, and what the questions judge. */
import type { Exchange } from './namedOrders';
import type { Journal, Look } from './reading';

/** An order before, what was sent, and every look at it after. */
export interface ActionEvidence {
	before: Look;
	sent: Exchange;
	looks: readonly Look[];
	journal: Journal;
}

/** The clean capture of order A, and its list of transactions asked for one row. */
export interface CaptureEvidence extends ActionEvidence {
	oneRow: Exchange;
}

export interface SecondEvidence extends ActionEvidence {
	order: number;
	/** The same call again, right after the first. */
	again: Exchange;
}

export interface VoidEvidence extends SecondEvidence {
	/** A capture of the voided payment. */
	captured: Exchange;
}

/** A refund that was asked for until none stood in its way. */
export interface Refusals {
	refused: readonly Exchange[];
	/** null where one did for half a minute. */
	taken: Exchange | null;
}

export interface RefundEvidence {
	order: number;
	before: Look;
	/** null where the quote offers no way to refund. */
	first: Exchange | null;
	/** The same at once. */
	again: Exchange | null;
	/** And again after the first was over, where that was refused. */
	busy: Refusals | null;
	looks: readonly Look[];
	journal: Journal;
	list: Exchange;
	/** The refunds of the order, asked for one row. */
	oneRow: Exchange | null;
	/** Another refund, when all was quiet: the payment changes, its word and the order's status do not. */
	later: Pick<ActionEvidence, 'before' | 'sent' | 'looks'> | null;
}

/** More refunds of one order than a page has. */
export interface ManyRefunds {
	made: number;
	list: Exchange;
}

/** One of two refunds that were sent together. */
export interface BesideRefund {
	id: number;
}

/** One try of a batch, in which nothing can be made: every entry is taken. */
export interface BatchTry {
	size: number;
	status: number;
	isRefusedWhole: boolean;
}

/** All of an order given back in one. */
export interface WholeRefundEvidence {
	order: number;
	/** null where the quote offers no way to refund. */
	sent: Exchange | null;
	/** This one, and another order's beside it, as far as they were taken. */
	beside: readonly BesideRefund[];
	journal: Journal;
}

export interface MetafieldEvidence {
	/** The order with the second field; the same as the first where one alone was named. */
	orders: readonly [number, number];
	created: Exchange;
	/** The same one again; null where none could be made, as all below. */
	again: Exchange | null;
	allTaken: Exchange | null;
	partTaken: Exchange | null;
	/** Milliseconds until the list showed it; null where it never did. */
	listedAfterMs: number | null;
	/** Orders of the fields that a list filtered to the first order showed. */
	filtered: readonly number[] | null;
	tries: readonly BatchTry[];
	/** One of an order that is not there; null where none was named. */
	ofMissing: Exchange | null;
}

/** What arrived at one hook, for an order that was named. */
export interface Arrived {
	/** Which of the probe's hooks. */
	hook: string;
	headers: Readonly<Record<string, string | undefined>>;
	text: string;
	at: number;
	/** How long the store waited for its answer, where it was left without one; `held` while it still waits. */
	heldMs?: number | 'held';
}

/** The changes of an order that were made until the new hooks had to work. */
export interface Warmup {
	/** Statuses of hooks that were refused. */
	refused: readonly number[];
	/** When each change was made, in milliseconds after the hooks were. */
	nudges: readonly number[];
	/** When all that was to be told of them had arrived. */
	until: number;
}

export interface HookEvidence extends Warmup {
	arrived: readonly Arrived[];
	captured: number;
}

/** What a second API account may do, which has a scope for transactions and none for orders. */
export interface SecondTokenEvidence {
	order: Exchange;
	transactions: Exchange;
	metafield: Exchange;
}

/** Rows of the first two pages of all orders, asked for 250 each; null where they were refused. */
export interface PageEvidence {
	first: number | null;
	second: number | null;
}

export interface QuotaEvidence {
	calls: number;
	/** The most that were sent at once. */
	atOnce: number;
	/** Refusals of several at once, of which one alone was served. */
	bare: number;
	/** Were all that were sent at once served, in some round? */
	isServedAtOnce: boolean;
	/** The first 429 of the quota, and one of a little later where there was one. */
	refused: readonly Exchange[];
	/** A call of the second account while the first was refused, before and after; null where there is none. */
	second: Exchange | null;
}

export interface Evidence {
	log: readonly Exchange[];
	journals: readonly Journal[];
	overLimit?: Exchange;
	capture?: CaptureEvidence;
	second?: SecondEvidence;
	voided?: VoidEvidence;
	decline?: ActionEvidence;
	refund?: RefundEvidence;
	manyRefunds?: ManyRefunds;
	wholeRefund?: WholeRefundEvidence;
	secondToken?: SecondTokenEvidence;
	pages?: PageEvidence;
	metafields?: MetafieldEvidence;
	hooks?: HookEvidence;
	quota?: QuotaEvidence;
}
