import type { Transaction } from '../api/transactions';
import type { SendBaseline } from '../session/claims';
import { journalOf, type Journal } from './journal';
import type { Payment } from './payment';

/** Where a payment was seen. Only the order itself, read alone, is proof of something that is not so. */
export type Source = 'order' | 'list' | 'transactions';

/** One look at a payment. */
export interface Sighting {
	payment: Payment;
	source: Source;
	/** When the look began, lane clock. */
	at: number;
	/** When the order was last changed, as the look showed it: the store's time in whole seconds; null where not told. */
	modifiedAt: number | null;
}

/** A look that showed a capture or a void under way. */
export interface PendingLook {
	state: 'capturePending' | 'voidPending';
	at: number;
	modifiedAt: number | null;
}

/**
 * A payment, rebuilt from all that a run has read of it: the order's own word, with where and when it was seen, and its
 * journal beside it. What is decided about a payment is asked of this alone: what is proved, what is contradicted,
 * what a capture would move, and whether the guards let it.
 */
export interface PaymentModel {
	/** The newest look. */
	last: Sighting | null;
	/** The newest journal that could be read. */
	journal: JournalRead | null;
	/** What the newest attempt to read the journal came to. */
	journalLook: JournalRead | JournalUnread | null;
	/** What was last seen under way since the last call was sent: a capture or a void; null where nothing was. */
	sawPending: PendingLook | null;
	/** The looks at the order itself that showed `authorized` again after that. */
	back: BackLooks | null;
	/** When the order was last changed, as the newest look before the last call showed it; null where not told. */
	changedBefore: number | null;
	/** Since when each look at the order itself has shown `declined`; null where the newest look does not. */
	declinedFrom: number | null;
	/** What tells what came of the last call from what was on record before. */
	baseline: SendBaseline;
}

/** A journal that was read, and when its look began. */
export interface JournalRead {
	result: 'read';
	journal: Journal;
	at: number;
}

/** An attempt to read the journal that showed none, and when it began. */
export interface JournalUnread {
	result: 'denied' | 'failed';
	at: number;
}

export type JournalResult = (JournalRead | JournalUnread)['result'];

/** The first and the last of them, and whether one of them showed the order as it was changed since. */
export interface BackLooks {
	first: number;
	last: number;
	isNewer: boolean;
}

export const NOTHING_KNOWN: PaymentModel = {
	last: null,
	journal: null,
	journalLook: null,
	sawPending: null,
	back: null,
	changedBefore: null,
	declinedFrom: null,
	baseline: { entries: null, earlier: null, from: null, until: null },
};

/** A time that is not known: neither before another, nor after it, nor the same. */
export const UNKNOWN_TIME = Number.NaN;

/** Adds a look at the payment. A look that began before the newest one says nothing new. */
export function withSighting(model: PaymentModel, sighting: Sighting): PaymentModel {
	if (model.last !== null && sighting.at < model.last.at) return model;
	return withBackLooks({ ...model, declinedFrom: declinedFrom(model, sighting) }, sighting);
}

function declinedFrom(model: PaymentModel, { payment, source, at, modifiedAt }: Sighting): number | null {
	if (payment.state !== 'declined') return null;
	const isBehind = (modifiedAt ?? UNKNOWN_TIME) < (model.changedBefore ?? UNKNOWN_TIME);
	return model.declinedFrom ?? (source === 'order' && !isBehind ? at : null);
}

function withBackLooks(model: PaymentModel, sighting: Sighting): PaymentModel {
	const { payment, at, modifiedAt, source } = sighting;
	const { state } = payment;
	if (state === 'capturePending' || state === 'voidPending')
		return { ...model, last: sighting, sawPending: { state, at, modifiedAt }, back: null };
	if (state !== 'authorized') return { ...model, last: sighting, back: null };
	if (model.sawPending === null || source !== 'order') return { ...model, last: sighting };
	const before = model.sawPending.modifiedAt ?? UNKNOWN_TIME;
	const changedAt = modifiedAt ?? UNKNOWN_TIME;
	// An order that was changed before it was under way is shown as it was then: such a look lags behind.
	if (changedAt < before) return { ...model, last: sighting };
	// Dates have whole seconds, so that of the same second may be from before as well.
	const isNewer = model.back?.isNewer === true || changedAt > before;
	return { ...model, last: sighting, back: { first: model.back?.first ?? at, last: at, isNewer } };
}

/** Adds a journal, or that it could not be read. */
export function withJournal(
	model: PaymentModel,
	look: { transactions: Transaction[] } | 'denied' | 'failed',
	at: number,
): PaymentModel {
	if (look === 'denied' || look === 'failed') return { ...model, journalLook: { result: look, at } };
	const journal: JournalRead = { result: 'read', journal: journalOf(look.transactions), at };
	return { ...model, journal, journalLook: journal };
}

/**
 * A call is sent: what was seen under way before was not its doing.
 *
 * @param from the server's time, milliseconds since 1970, at or after which it is sent; null where not known
 * @param until and before which; the server's clock shows whole seconds, so its reads alone do not tell exactly
 * @param earlier entries of the journal, by ID, that are known to be older, besides those that were read
 */
export function withCall(
	model: PaymentModel,
	from: number | null,
	until: number | null,
	earlier: ReadonlySet<number> | null = null,
): PaymentModel {
	const entries = model.journal?.journal.entries ?? null;
	const changedBefore = model.last?.modifiedAt ?? null;
	const baseline = { entries, earlier, from, until };
	return { ...model, sawPending: null, back: null, changedBefore, declinedFrom: null, baseline };
}

/** The server has answered the call: by then it had arrived. */
export function withAnswer(model: PaymentModel, serverTime: number | null): PaymentModel {
	if (serverTime === null) return model;
	return { ...model, baseline: { ...model.baseline, until: endOfSecond(serverTime) } };
}

const SECOND = 1_000;

export function startOfSecond(serverTime: number): number {
	return Math.floor(serverTime / SECOND) * SECOND;
}

/** The end of the second that the server named. */
export function endOfSecond(serverTime: number): number {
	return startOfSecond(serverTime) + SECOND;
}

/**
 * What the newest attempt to read the journal came to, if it began at `since` or later. A token that may not read it
 * never may.
 */
export function journalLookSince({ journalLook }: PaymentModel, since: number): JournalResult | 'unread' {
	if (journalLook === null) return 'unread';
	return journalLook.at >= since || journalLook.result === 'denied' ? journalLook.result : 'unread';
}

/** Whether the newest look was at the order itself, or at all that the token may see of it. */
export function isSeenItself({ last }: PaymentModel): boolean {
	return last !== null && last.source !== 'list';
}

/** Whether the newest look, if any, was at an order: its transactions alone do not show what is under way. */
export function isInOrder({ last }: PaymentModel): boolean {
	return last?.source !== 'transactions';
}

/** When the newest look began, lane clock; 0 where there was none. */
export function newestLookAt({ last }: PaymentModel): number {
	return last?.at ?? 0;
}
