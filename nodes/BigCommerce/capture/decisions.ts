import { mayResend, type Knowledge } from '../api/resend';
import type { Action } from '../payment/action';
import { wordIn } from '../payment/currentPayment';
import {
	backToAuthorized,
	isContradicted,
	isDeclinedTwice,
	isDoneBefore,
	isGoneOnRecord,
	isOnRecordSince,
	isTakenAndGone,
	mayBeDoneSince,
	mayJournalTell,
	provesNotDone,
	provesRefused,
	refusalSince,
} from '../payment/evidence';
import {
	isInOrder,
	isSeenItself,
	journalLookSince,
	newestLookAt,
	type JournalResult,
	type PaymentModel,
} from '../payment/model';
import type { Code, FailureOutcome, SuccessOutcome } from '../payment/outcome';
import type { PaymentState } from '../payment/payment';
import { timeAllowed, windowOf, type Watch } from './lookTimes';
import type { CaptureOptions } from './options';

/** An order is settled. */
export interface End {
	do: 'end';
	outcome: SuccessOutcome | FailureOutcome;
	code: Code;
	changed: boolean;
}

/** The order's word is not enough: read the order itself, or its transactions, and ask again. */
export type ReadMore = { do: 'readOrder' } | { do: 'readTransactions' };

/** What is known of an order that is to be sent, or was read again after it was. */
export interface BeforeSend {
	/** Calls to capture or void that this run has sent for it, none of which was seen to be accepted. */
	attempts: number;
}

export function ended(outcome: End['outcome'], code: Code, changed = false): End {
	return { do: 'end', outcome, code, changed };
}

/** What to do with an order whose payment was read and that is not being followed. */
export function decideBeforeSend(
	model: PaymentModel,
	{ attempts }: BeforeSend,
	options: CaptureOptions,
): { do: 'send' } | { do: 'follow' } | ReadMore | End {
	if (isJournalBehind(model)) return { do: 'readTransactions' };
	const decision = beforeSend(model, attempts, options);
	return onlyIfSeen(decision, model, options.action);
}

function beforeSend(
	model: PaymentModel,
	attempts: number,
	options: CaptureOptions,
): { do: 'send' } | { do: 'follow' } | ReadMore | End {
	const { action } = options;
	const { state, status } = wordIn(model);
	if (isGone(state, model, action)) return ended(action.notPossible, 'refundedSince');
	if (state === action.doneState) {
		if (isAmountLeftOpen(status, model)) return { do: 'readTransactions' };
		// It was sent in doubt, and waited too long to be sent again: that was this run's own call.
		if (attempts > 0) return ended(action.done, 'done', true);
		return options.alreadySettled === 'fail'
			? ended(action.notPossible, 'alreadyDone')
			: ended(action.done, 'alreadyDone');
	}
	if (state === action.pendingState) {
		if (options.dryRun) return ended('pending', 'dryRun');
		if (options.waitForResult) return { do: 'follow' };
		// Whose call it is, is only known where it was sent from here.
		return attempts > 0 ? ended('accepted', 'notWaited', true) : ended('pending', 'notWaited');
	}
	if (state === 'authorized') return options.dryRun ? ended('planned', 'dryRun') : { do: 'send' };
	if (state === 'voided' && mayJournalTell(model, newestLookAt(model))) return { do: 'readTransactions' };
	if (attempts === 0) return ended(action.notPossible, state === 'unrecognised' ? 'unrecognisedState' : 'wrongState');
	// What this run sent was not seen to be accepted, and the payment has gone another way.
	const isOtherWay = FINAL.has(state) && (action.name === 'capture' || isOpposite(model, action));
	return isOtherWay ? ended(action.notPossible, 'voidedMeanwhile') : ended('unknown', 'resultUnproved');
}

/** How much is left, only its transactions tell; where they cannot be read, it is captured all the same. */
function isAmountLeftOpen(status: string, model: PaymentModel): boolean {
	return status === 'partially refunded' && mayJournalTell(model, newestLookAt(model));
}

/** How old a look may be upon which an order is answered, in milliseconds. */
const MAX_ANSWER_AGE_MS = 5_000;

/** Whether the newest look is recent enough to answer upon. */
export function isRecent(model: PaymentModel, now: number): boolean {
	return now - newestLookAt(model) <= MAX_ANSWER_AGE_MS;
}

const FINAL: ReadonlySet<PaymentState> = new Set(['captured', 'voided', 'declined']);

/** Calls to capture or void that one order gets at most: the first, and twice more after looking. */
export const MAX_ATTEMPTS = 3;

/** What a look leads to. */
export type AfterRead = End | { do: 'lookAgain' } | { do: 'follow' } | { do: 'sendAgain' } | ReadMore;

/**
 * What all that was read of a watched order means.
 *
 * @param now when the newest look began, lane clock
 */
export function decideAfterRead(watch: Watch, model: PaymentModel, options: CaptureOptions, now: number): AfterRead {
	if (isJournalBehind(model)) return { do: 'readTransactions' };
	return onlyIfSeen(afterRead(watch, model, options, now), model, options.action);
}

function afterRead(watch: Watch, model: PaymentModel, options: CaptureOptions, now: number): AfterRead {
	const { action } = options;
	const { state, status } = wordIn(model);
	if (isGone(state, model, action)) return ended(action.notPossible, 'refundedSince');
	switch (state) {
		case action.doneState:
			if (isAmountLeftOpen(status, model)) return { do: 'readTransactions' };
			return ended(action.done, 'done', watch.ours && !isDoneBefore(model, action));
		case action.pendingState:
			return whilePending(watch, options, now);
		case 'authorized':
			return whileAuthorized(watch, model, options, now);
		case 'declined':
			return watch.reason === 'refused' ? refused(watch, action) : whileDeclined(watch, model, options, now);
		case 'voided':
		case 'captured':
			if (mayJournalTell(model, now)) return { do: 'readTransactions' };
			return overtaken(watch, model, action);
		default:
			// Also while the opposite action is under way: that may be refused, and this one go through.
			return atDeadline(watch, model, options, now);
	}
}

/**
 * The opposite action has gone through. Whether this one has too, before it or on another authorization, only the
 * journal tells; a clear no to this run's only call needs no proof.
 */
function overtaken(watch: Watch, model: PaymentModel, action: Action): End {
	const isOnlyRefused = watch.reason === 'refused' && !watch.wasAmbiguous;
	if (!isOnlyRefused && !isOpposite(model, action)) return ended('unknown', 'resultUnproved');
	return ended(watch.reason === 'following' ? 'declined' : action.notPossible, 'voidedMeanwhile');
}

/** Whether the journal shows that the opposite action was done, and this one nowhere. */
function isOpposite(model: PaymentModel, action: Action): boolean {
	const { journal } = model;
	if (journal === null || mayBeDoneSince(model, action)) return false;
	const states = journal.journal.authorizations.map(({ state }) => state);
	if (action.name === 'capture') return states.length > 0 && states.every((state) => state === 'voided');
	return states.includes('captured') && states.every((state) => state === 'captured' || state === 'givenBack');
}

function whilePending(watch: Watch, options: CaptureOptions, now: number): AfterRead {
	if (!options.waitForResult) return watch.ours ? ended('accepted', 'notWaited', true) : ended('pending', 'notWaited');
	if (watch.reason !== 'following') return { do: 'follow' };
	return now >= watch.since + options.resultTimeout
		? ended('pending', 'resultTimeout', watch.ours)
		: { do: 'lookAgain' };
}

/**
 * The order itself has the word. That alone may lag behind, or be of another payment: where no refusal is on record it
 * takes two looks, as for one that is `authorized` again, and a call that is known to have been accepted.
 */
function whileDeclined(watch: Watch, model: PaymentModel, options: CaptureOptions, now: number): AfterRead {
	const { action } = options;
	if (!isSeenItself(model)) return { do: 'readOrder' };
	const isAccepted = watch.reason === 'following';
	const refusal = refusalSince(model, action);
	if (refusal === 'certain' || (refusal === 'possible' && isAccepted)) return ended('declined', 'refusedByGateway');
	const lag = now < watch.since + timeAllowed(watch, options) ? options.verificationWindow : 0;
	const isTwice = isDeclinedTwice(model, lag);
	if (mayJournalTell(model, isTwice ? now : (model.declinedFrom ?? now))) return { do: 'readTransactions' };
	const isRefused = isTwice && isAccepted && !isOnRecordSince(model, action);
	if (isRefused && provesNotDone(model, action)) return ended('declined', 'refusedByGateway');
	return atDeadline(watch, model, options, now);
}

/**
 * Still, or again, `authorized`: that alone says nothing. A refusal on record does, or that it was under way before.
 */
function whileAuthorized(watch: Watch, model: PaymentModel, options: CaptureOptions, now: number): AfterRead {
	// A clear no to this run's only call is not what the gateway refused.
	const mayBeOurs = watch.reason !== 'refused' || watch.wasAmbiguous;
	if (mayBeOurs && refusalSince(model, options.action) === 'certain') return ended('declined', 'refusedByGateway');
	switch (watch.reason) {
		case 'following':
			return whileAccepted(watch, model, options, now);
		case 'refused':
			if (now < watch.since + windowOf(watch, options)) return { do: 'lookAgain' };
			if (mayJournalTell(model, watch.since + windowOf(watch, options))) return { do: 'readTransactions' };
			return refused(watch, options.action);
		case 'ambiguous':
			return whileAmbiguous(watch, model, options, now);
	}
}

/**
 * BigCommerce has said 201, so something is certain to come of it, and nothing is said of it that was not seen. If it
 * was under way, two looks at the order itself show that it fell back, a verification window apart while there is time;
 * the journal may tell a refusal sooner.
 */
function whileAccepted(watch: Watch, model: PaymentModel, options: CaptureOptions, now: number): AfterRead {
	const deadline = watch.since + timeAllowed(watch, options);
	const verified = watch.since + windowOf(watch, options);
	if (model.sawPending?.state === options.action.pendingState && !isSeenItself(model)) return { do: 'readOrder' };
	const back = backToAuthorized(model, options.action);
	const lag = now < deadline ? options.verificationWindow : 0;
	const times = back === null ? [deadline, verified] : [back.first, back.first + lag, deadline, verified];
	const asked = times.filter((time) => time <= now);
	if (asked.length > 0 && mayJournalTell(model, Math.max(...asked))) return { do: 'readTransactions' };
	// What was taken of another authorization, or of none that is on record, was not refused.
	if (isOnRecordSince(model, options.action)) return atDeadline(watch, model, options, now);
	if (provesRefused(model, options.action, lag)) return ended('declined', 'refusedByGateway');
	// An earlier call that was refused in the same second would leave this one under way, and that shows by now.
	const isShown = isInOrder(model) && now >= verified;
	if (isShown && refusalSince(model, options.action) === 'possible') return ended('declined', 'refusedByGateway');
	return atDeadline(watch, model, options, now);
}

/**
 * Nobody can tell yet whether it was accepted. An acceptance shows within the verification window, so a payment that
 * is still `authorized` at its end, in the order itself and in a journal that could be read (or that the token may not
 * read), was not accepted.
 */
function whileAmbiguous(watch: Watch, model: PaymentModel, options: CaptureOptions, now: number): AfterRead {
	const verified = watch.since + windowOf(watch, options);
	if (!isInOrder(model) || now < verified) return atDeadline(watch, model, options, now);
	if (!isSeenItself(model)) return { do: 'readOrder' };
	const journal = journalLookSince(model, model.journalLook?.result === 'failed' ? now : verified);
	if (journal === 'unread') return { do: 'readTransactions' };
	const isProved = provesNotDone(model, options.action);
	if (journal === 'read' && !isProved) return ended('unknown', 'resultUnproved');
	// Taken of another authorization, or of none that is on record: it is not sent once more.
	if (isOnRecordSince(model, options.action)) return ended('unknown', 'resultUnproved');
	// It may be an earlier call's (docs/exactly-once.md); but what the gateway may have refused is not sent once more.
	if (refusalSince(model, options.action) === 'possible') return ended('declined', 'refusedByGateway');
	if (mayResend('ambiguous', KNOWN_BY[journal]) === 'now') {
		if (watch.attempts < MAX_ATTEMPTS) return { do: 'sendAgain' };
		return isProved ? ended('unavailable', 'serverUnavailable') : ended('unknown', 'resultUnproved');
	}
	return now < verified + windowOf(watch, options) ? { do: 'lookAgain' } : ended('unknown', 'resultUnproved');
}

/** What a look at the journal tells of a call in doubt, beside an order that is still `authorized`. */
const KNOWN_BY: Record<JournalResult, Knowledge> = { read: 'noEffect', denied: 'noEffect', failed: 'unreadable' };

/** A clear no. After a call in doubt it is evidence for that call, for something must have taken the payment away. */
function refused(watch: Watch, action: Action): End {
	return watch.wasAmbiguous ? ended('unknown', 'resultUnproved') : ended(action.notPossible, 'refusedByBigCommerce');
}

/** Nothing final was seen: look on while there is time, then say what is known. */
function atDeadline(watch: Watch, model: PaymentModel, options: CaptureOptions, now: number): AfterRead {
	if (now < watch.since + timeAllowed(watch, options)) return { do: 'lookAgain' };
	return outcomeAtDeadline(watch, model, options);
}

/** The end of a watch whose looks failed, or showed nothing that decides it, until its time was up. */
export function outcomeAtDeadline(watch: Watch, model: PaymentModel, { action }: CaptureOptions): End {
	switch (watch.reason) {
		case 'following': {
			const hasMoved = model.sawPending !== null || (model.last !== null && model.last.payment.state !== 'authorized');
			return ended('pending', hasMoved ? 'resultTimeout' : 'notSeenYet', watch.ours);
		}
		case 'refused':
			// Refused for what? Only a look since then could tell.
			return model.last !== null && model.last.at >= watch.since
				? refused(watch, action)
				: ended('unknown', 'resultUnproved');
		case 'ambiguous':
			return ended('unknown', 'resultUnproved');
	}
}

/** Money that was taken and is not there any more is not captured, whatever the order says first. */
function isGone(state: PaymentState, model: PaymentModel, action: Action): boolean {
	return action.name === 'capture' && (state === 'captured' || state === 'voided') && isTakenAndGone(model);
}

/** The order and an older journal do not agree, or may not, and a newer journal may tell. */
function isJournalBehind(model: PaymentModel): boolean {
	const mayDiffer = isContradicted(model) || (model.last?.payment.state === 'captured' && isGoneOnRecord(model));
	return mayDiffer && journalLookSince(model, newestLookAt(model)) === 'unread';
}

/** Nothing negative is said, and nothing sent again, upon a list alone: the order itself is read first. */
function onlyIfSeen<T extends { do: string }>(
	decision: T | End,
	model: PaymentModel,
	action: Action,
): T | End | ReadMore {
	if (isSeenItself(model) || !('outcome' in decision)) return decision;
	const { outcome } = decision;
	return outcome === 'declined' || outcome === action.notPossible ? { do: 'readOrder' } : decision;
}
