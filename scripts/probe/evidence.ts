/** What the courses bring home, and what the questions judge. */
import type { Exchange } from './namedOrders';
import type { Journal, Look } from './reading';

/** An order before, what was sent, and every look at it after. */
export interface Course {
	before: Look;
	sent: Exchange;
	looks: readonly Look[];
	journal: Journal;
}

/** The clean capture of order A, and its list of transactions asked for one row. */
export interface CaptureCourse extends Course {
	oneRow: Exchange;
}

export interface SecondCourse extends Course {
	/** The same call again, right after the first. */
	again: Exchange;
}

export interface VoidCourse extends SecondCourse {
	/** A capture of the voided payment. */
	captured: Exchange;
}

export interface RefundCourse {
	before: Look;
	quote: Exchange;
	/** null where the quote offers no way to refund. */
	first: Exchange | null;
	again: Exchange | null;
	looks: readonly Look[];
	journal: Journal;
	list: Exchange;
}

/** One try of a batch, in which nothing can be made: every entry is taken. */
export interface BatchTry {
	size: number;
	status: number;
	isRefusedWhole: boolean;
}

/** All of an order given back in one. */
export interface WholeRefundCourse {
	/** null where the quote offers no way to refund. */
	sent: Exchange | null;
	journal: Journal;
}

export interface MetafieldCourse {
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
}

/** What arrived at one hook, for an order that was named. */
export interface Arrived {
	/** Which of the probe's hooks. */
	hook: string;
	headers: Readonly<Record<string, string | undefined>>;
	text: string;
	at: number;
}

export interface HookCourse {
	refused: readonly number[];
	arrived: readonly Arrived[];
	captured: number;
}

export interface QuotaCourse {
	calls: number;
	/** The most that were sent at once. */
	atOnce: number;
	/** Refusals of several at once, of which one alone was served. */
	bare: number;
	/** The first 429 of the quota, and one of a little later where there was one. */
	refused: readonly Exchange[];
}

export interface Evidence {
	log: readonly Exchange[];
	journals: readonly Journal[];
	overLimit?: Exchange;
	capture?: CaptureCourse;
	second?: SecondCourse;
	voided?: VoidCourse;
	decline?: Course;
	refund?: RefundCourse;
	wholeRefund?: WholeRefundCourse;
	metafields?: MetafieldCourse;
	hooks?: HookCourse;
	quota?: QuotaCourse;
}
