import type { SendBaseline } from '../session/claims';
import type { Action } from './action';
import type { Authorization, Entry } from './authorization';
import {
	isInOrder,
	journalLookSince,
	startOfSecond,
	UNKNOWN_TIME,
	type BackLooks,
	type PaymentModel,
	type Sighting,
} from './model';
import { isGivenBack, type Payment, type PaymentState } from './payment';

/**
 * Whether the gateway is on record as having refused the action on this authorization since the call: `certain`, or
 * `possible` where it was in the very second of the call, in which an earlier one may have been refused as well.
 */
export function refusalSince(model: PaymentModel, action: Action): 'certain' | 'possible' | 'none' {
	if (model.journal === null) return 'none';
	const current = subjectOf(model);
	if (current !== null && current.state !== 'stands') return 'none';
	const found = (current ?? model.journal.journal.loose).refused[action.name].map((entry) =>
		newness(entry, model.baseline),
	);
	return found.find((each) => each === 'certain') ?? found.find((each) => each === 'possible') ?? 'none';
}

/** Whether the entry is known to have been made before the call: it was read before it, or is dated long before it. */
function isOlder({ id, at }: Entry, { entries, earlier, from }: SendBaseline): boolean {
	if (id !== null && (entries?.has(id) === true || earlier?.has(id) === true)) return true;
	return (at ?? UNKNOWN_TIME) < (from ?? UNKNOWN_TIME) - MAX_BEHIND_MS;
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
 * stand, so that the order reads as before: then a journal must show that there is no other, and no void since the
 * call.
 */
export function provesNotDone({ journalLook, baseline }: PaymentModel, { name }: Action): boolean {
	if (name === 'capture') return true;
	if (journalLook?.result !== 'read') return false;
	const { authorizations, standing, hasUnclear, made } = journalLook.journal;
	if (authorizations.length === 1) return true;
	return standing === 1 && !hasUnclear && made.void.every((entry) => isOlder(entry, baseline));
}

/** Whether the journal was not read since then, and may tell more than the newest look. */
export function mayJournalTell(model: PaymentModel, since: number): boolean {
	return isInOrder(model) && journalLookSince(model, since) === 'unread';
}

/**
 * Whether the order reads as if nothing had been done to its payment, and the journal says that something was. The
 * order may be behind, or have a new authorization since: a newer journal tells.
 */
export function isContradicted(model: PaymentModel): boolean {
	const state = subjectOf(model)?.state ?? 'stands';
	return model.last !== null && BEHIND.has(model.last.payment.state) && state !== 'stands';
}

/** An order shows what is in its journal within this time, in milliseconds; a minute is a long one. */
const MAX_BEHIND_MS = 60_000;

/**
 * The authorization that the payment is about: the journal's, unless an earlier one stands, and the order, as it was
 * changed long after the later one was taken, reads as if nothing had been. Then that was paid besides.
 */
export function subjectOf({ last, journal }: PaymentModel): Authorization | null {
	if (journal === null || last === null) return journal?.journal.current ?? null;
	const { authorizations, current } = journal.journal;
	if (current === null || SAYS_WHICH.has(last.payment.state)) return current;
	const standing = [...authorizations].reverse().find(({ state }) => state === 'stands');
	return isChangedLongAfter(last, current) ? (standing ?? current) : current;
}

// Words that are of what was taken or released.
const SAYS_WHICH: ReadonlySet<PaymentState> = new Set(['captured', 'voided']);

/** Whether the order was changed so long after money of the authorization was last moved that it cannot be behind. */
function isChangedLongAfter({ modifiedAt }: Sighting, { captures, back }: Authorization): boolean {
	const movedAt = Math.max(...[...captures, ...back].map(({ at }) => at ?? UNKNOWN_TIME));
	return (modifiedAt ?? UNKNOWN_TIME) > movedAt + MAX_BEHIND_MS;
}

const UNFINISHED: ReadonlySet<PaymentState> = new Set([
	'authorized',
	'capturePending',
	'voidPending',
	'heldForReview',
	'unrecognised',
]);

/** Whether something is still to come of the payment, as far as its word tells. */
export function isUnfinished(state: PaymentState): boolean {
	return UNFINISHED.has(state);
}

// Words that an order may still show when its journal has gone on.
const BEHIND: ReadonlySet<PaymentState> = new Set([
	'authorized',
	'heldForReview',
	'declined',
	'unpaid',
	'unrecognised',
]);

/** Whether the money was taken and is not there any more, by the order's own word or by a journal that is not older. */
export function isTakenAndGone({ last, journal }: PaymentModel): boolean {
	if (last !== null && isGivenBack(last.payment)) return true;
	const current = journal?.journal.current ?? null;
	if (journal === null || current?.state !== 'givenBack') return false;
	if (last?.payment.state !== 'captured') return true;
	// Changed long after, it may mean another authorization, whose capture its journal does not show yet.
	const mayBeAnother = journal.journal.standing > 0 && isChangedLongAfter(last, current);
	return journal.at >= last.at && !mayBeAnother;
}

/**
 * Whether the order reads as if nothing had been taken for it, and the journal shows that something was, of whatever
 * authorization, given back or not.
 */
export function isTakenBeside({ last, journal }: PaymentModel): boolean {
	if (last === null || !UNTAKEN.has(last.payment.state)) return false;
	return journal?.journal.authorizations.some(({ captures }) => captures.length > 0) ?? false;
}

const UNTAKEN: ReadonlySet<PaymentState> = new Set(['voided', 'declined', 'unpaid']);

/** Whether the journal says that what was taken is not there any more. */
export function isGoneOnRecord({ journal }: PaymentModel): boolean {
	return journal?.journal.current?.state === 'givenBack';
}

/** Whether the action is on record as done since the call, on whatever authorization, or on none that is on record. */
export function isOnRecordSince({ journal, baseline }: PaymentModel, { name }: Action): boolean {
	return journal?.journal.made[name].some((entry) => newness(entry, baseline) !== null) ?? false;
}

/** Whether the action is on record as done, on whatever authorization, and may have been since the call. */
export function mayBeDoneSince({ journal, baseline }: PaymentModel, { name }: Action): boolean {
	return journal?.journal.made[name].some((entry) => !isOlder(entry, baseline)) ?? false;
}

/** Whether only the journal says that the action was done, and all that says so is older than the call. */
export function isDoneBefore(model: PaymentModel, { name }: Action): boolean {
	const made = model.journal?.journal.made[name] ?? [];
	return isContradicted(model) && made.length > 0 && made.every((entry) => isOlder(entry, model.baseline));
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
 * Whether two looks at the order itself, and all between them, have shown `declined`, so far apart.
 *
 * @param lag how long a read may lag behind, milliseconds; less where there is no time to wait for that
 */
export function isDeclinedTwice({ last, declinedFrom }: PaymentModel, lag: number): boolean {
	if (last === null || last.source !== 'order') return false;
	return last.at - (declinedFrom ?? last.at) >= Math.max(lag, TWO_LOOKS);
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
