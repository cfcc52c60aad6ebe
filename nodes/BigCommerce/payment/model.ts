import type { Transaction } from '../api/transactions';
import { minus, type Money } from '../model/money';
import type { SendBaseline } from '../session/claims';
import type { Action } from './action';
import { journalOf, totalOf, type Entry, type Journal } from './journal';
import { isGivenBack, paymentOfJournal, type Payment, type PaymentState } from './payment';

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
	baseline: { entries: null, earlier: null, from: null, until: null },
};

/** A time that is not known: neither before another, nor after it, nor the same. */
const UNKNOWN_TIME = Number.NaN;

/** Adds a look at the payment. A look that began before the newest one says nothing new. */
export function withSighting(model: PaymentModel, sighting: Sighting): PaymentModel {
	if (model.last !== null && sighting.at < model.last.at) return model;
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
	return { ...model, sawPending: null, back: null, baseline: { entries, earlier, from, until } };
}

/** The server has answered the call: by then it had arrived. */
export function withAnswer(model: PaymentModel, serverTime: number | null): PaymentModel {
	if (serverTime === null) return model;
	return { ...model, baseline: { ...model.baseline, until: endOfSecond(serverTime) } };
}

const SECOND = 1_000;

function startOfSecond(serverTime: number): number {
	return Math.floor(serverTime / SECOND) * SECOND;
}

/** The end of the second that the server named. */
export function endOfSecond(serverTime: number): number {
	return startOfSecond(serverTime) + SECOND;
}

/**
 * Whether the gateway is on record as having refused the action on this authorization since the call: `certain`, or
 * `possible` where it was in the very second of the call, in which an earlier one may have been refused as well.
 */
export function refusalSince({ journal, baseline }: PaymentModel, action: Action): 'certain' | 'possible' | 'none' {
	if (journal === null) return 'none';
	const { current, loose } = journal.journal;
	if (current !== null && current.state !== 'stands') return 'none';
	const found = (current ?? loose).refused[action.name].map((entry) => newness(entry, baseline));
	return found.find((each) => each === 'certain') ?? found.find((each) => each === 'possible') ?? 'none';
}

/** Whether the entry was made since the call; null where it was not, or nothing tells. */
function newness({ id, at }: Entry, { entries, earlier, from, until }: SendBaseline): 'certain' | 'possible' | null {
	const madeAt = at ?? UNKNOWN_TIME;
	const since = startOfSecond(from ?? UNKNOWN_TIME);
	if (madeAt < since) return null;
	if (id !== null) {
		if (earlier?.has(id) === true) return null;
		if (entries !== null) return entries.has(id) ? null : 'certain';
	}
	if (madeAt >= since) return madeAt >= (until ?? UNKNOWN_TIME) ? 'certain' : 'possible';
	return null;
}

/**
 * Whether a payment that reads `authorized` shows that the action was not done. After a void another authorization may
 * stand, so that the order reads as before: then a journal must show that there is no other.
 */
export function provesNotDone({ journalLook }: PaymentModel, { name }: Action): boolean {
	return name === 'capture' || (journalLook?.result === 'read' && journalLook.journal.authorizations.length === 1);
}

/**
 * What the newest attempt to read the journal came to, if it began at `since` or later. A token that may not read it
 * never may.
 */
export function journalLookSince({ journalLook }: PaymentModel, since: number): JournalResult | 'unread' {
	if (journalLook === null) return 'unread';
	return journalLook.at >= since || journalLook.result === 'denied' ? journalLook.result : 'unread';
}

/** Whether the journal was not read since then, and may tell more than the newest look. */
export function mayJournalTell(model: PaymentModel, since: number): boolean {
	return isInOrder(model) && journalLookSince(model, since) === 'unread';
}

/**
 * Whether the order reads as if nothing had been done to its payment, and the journal says that something was. The
 * order may be behind, or have a new authorization since: a newer journal tells.
 */
export function isContradicted({ last, journal }: PaymentModel): boolean {
	const state = journal?.journal.current?.state ?? 'stands';
	return last !== null && BEHIND.has(last.payment.state) && state !== 'stands';
}

// Words that an order may still show when its journal has gone on.
const BEHIND: ReadonlySet<PaymentState> = new Set([
	'authorized',
	'heldForReview',
	'declined',
	'unpaid',
	'unrecognised',
]);

/** Whether the money was taken and is not there any more, by the order's own word or by the journal. */
export function isTakenAndGone({ last, journal }: PaymentModel): boolean {
	return (last !== null && isGivenBack(last.payment)) || journal?.journal.current?.state === 'givenBack';
}

/** Looks at the order itself that are this far apart, in milliseconds, are two. */
const TWO_LOOKS = 3_000;

/**
 * The looks at the order itself, two at least, that have shown `authorized` again after this very action was under way,
 * none of which is seen to lag behind; null where there are none. They ask for its journal; they prove nothing yet.
 */
export function backToAuthorized({ sawPending, back }: PaymentModel, { pendingState }: Action): BackLooks | null {
	const isBack = sawPending?.state === pendingState && back !== null && back.last - back.first >= TWO_LOOKS;
	return isBack ? back : null;
}

/**
 * Whether an order that is back to `authorized` tells that the gateway refused the action, with no refusal on record.
 * By its modification date the order has changed since the action was under way, or the looks that show it are as far
 * apart as a read may lag behind. After a void its journal must show besides that no other authorization stands, read
 * as long after the order fell back.
 *
 * @param lag how long a read may lag behind, milliseconds; less where there is no time to wait for that
 */
export function provesRefused(model: PaymentModel, action: Action, lag: number): boolean {
	const back = backToAuthorized(model, action);
	if (back === null) return false;
	if (!back.isNewer && back.last - back.first < lag) return false;
	if (action.name === 'capture') return true;
	return journalLookSince(model, back.first + lag) === 'read' && provesNotDone(model, action);
}

/**
 * Whether a row of a list that was read for other orders shows this one otherwise than its newest look, in what decides
 * whether it may be sent. Transactions tell nothing of the order beside its payment.
 */
export function hasMovedIn({ last }: PaymentModel, row: Payment): boolean {
	if (last === null || last.source === 'transactions') return row.state !== last?.payment.state;
	const { state, orderStatusId, amount, shipment } = last.payment;
	return (
		row.state !== state ||
		row.orderStatusId !== orderStatusId ||
		row.amount?.minor !== amount?.minor ||
		row.shipment?.shipped !== shipment?.shipped ||
		row.shipment?.total !== shipment?.total
	);
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

/**
 * The payment as it is now: the newest look, with the amount and date of the authorization where the journal tells,
 * and with what the journal says of it where the order is behind.
 */
export function paymentIn(model: PaymentModel): Payment | null {
	const { last, journal } = model;
	if (last === null) return null;
	if (journal === null || journal.journal.current === null) return last.payment;
	const { current } = journal.journal;
	const { state, status } = isContradicted(model) ? paymentOfJournal(journal.journal) : last.payment;
	if (current.isTaken) return { ...last.payment, state, status };
	// Where several stand, and none of them is on record as captured, it cannot be told whose amount was moved.
	const isOneOfMany = state !== 'authorized' && current.state === 'stands' && journal.journal.standing > 1;
	const amount = isOneOfMany ? null : (current.amount ?? last.payment.amount);
	return { ...last.payment, state, status, amount, authorizedAt: current.at ?? last.payment.authorizedAt };
}

const NOT_SEEN: Pick<Payment, 'state' | 'status'> = { state: 'unrecognised', status: '' };

/** Where the payment stands now, and BigCommerce's word for it; `unrecognised` where it was not seen. */
export function wordIn(model: PaymentModel): Pick<Payment, 'state' | 'status'> {
	return paymentIn(model) ?? NOT_SEEN;
}

/** What of a captured payment was given back, and what is left of it; null where that is not known. */
export interface Balance {
	refunded: Money | null;
	net: Money | null;
}

/** What was given back of a payment that was captured. Nothing of one that was not: there is nothing to give back. */
export function balanceOf(payment: Payment | null, journal: Journal | null): Balance {
	const amount = payment?.amount ?? null;
	if (payment?.state !== 'captured' || amount === null) return { refunded: null, net: null };
	const none = minus(amount, amount);
	if (isGivenBack(payment)) return { refunded: amount, net: none };
	if (payment.status !== 'partially refunded') return { refunded: none, net: amount };
	const refunded = totalOf([...(journal?.current?.refunds ?? []), ...(journal?.current?.voids ?? [])]);
	// A journal that is behind the order, or ahead of it, does not tell how much it was by now.
	const isPart = refunded !== null && refunded.currency === amount.currency && refunded.minor < amount.minor;
	return isPart ? { refunded, net: minus(amount, refunded) } : { refunded: null, net: null };
}

/** What guards want to know of the authorization that stands, beside the payment. */
export interface StandingFacts {
	/** Authorizations that stand; null where no journal tells. */
	standing: number | null;
	/** Whether the one that stands has an amount that can be read. */
	isAmountReadable: boolean;
	/** Whether the gateway holds it for review; null where that cannot be seen. */
	fraudReview: boolean | null;
}

export const NOT_READ: StandingFacts = { standing: null, isAmountReadable: true, fraudReview: null };

/** What guards want to know of the authorization that stands, in the newest journal. */
export function standingIn({ journalLook }: PaymentModel): StandingFacts {
	if (journalLook?.result !== 'read') return NOT_READ;
	const { authorizations, current, standing } = journalLook.journal;
	return {
		standing: current === null ? null : standing,
		isAmountReadable: current === null || current.amount !== null,
		fraudReview: authorizations.some(({ state, fraudReview }) => state === 'stands' && fraudReview),
	};
}
