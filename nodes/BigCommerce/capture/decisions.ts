import { deliveryOfWrite } from '../api/delivery';
import type { HttpAnswer } from '../api/http';
import type { Action, Evidence } from '../payment/action';
import type { Code, FailureOutcome, SuccessOutcome } from '../payment/outcome';
import type { Payment } from '../payment/payment';

/** What the person running the node asked for; one set for all orders of a run. Times in milliseconds. */
export interface CaptureOptions {
	action: Action;
	dryRun: boolean;
	waitForResult: boolean;
	alreadySettled: 'succeed' | 'fail';
	resultTimeout: number;
	verificationWindow: number;
}

/** An order is at its end. */
export interface End {
	do: 'end';
	outcome: SuccessOutcome | FailureOutcome;
	code: Code;
	changed: boolean;
	/** Set where what was sent may, against all that was seen, still take effect: then this process does not send again soon. */
	isOpen?: true;
}

const end = (outcome: End['outcome'], code: Code, changed = false): End => ({ do: 'end', outcome, code, changed });

/** What to do with an order whose payment was read and for which this run has sent nothing yet. */
export function decideBeforeSend(payment: Payment, terms: CaptureOptions): { do: 'send' } | { do: 'follow' } | End {
	const { action } = terms;
	if (payment.state === action.doneState) {
		return terms.alreadySettled === 'fail' ? end(action.notPossible, 'alreadyDone') : end(action.done, 'alreadyDone');
	}
	if (payment.state === action.pendingState) {
		if (terms.dryRun) return end('pending', 'dryRun');
		return terms.waitForResult ? { do: 'follow' } : end('accepted', 'notWaited');
	}
	if (payment.state !== 'authorized') {
		return end(action.notPossible, payment.state === 'unrecognised' ? 'unrecognisedState' : 'wrongState');
	}
	return terms.dryRun ? end('planned', 'dryRun') : { do: 'send' };
}

/**
 * What an answer to a capture or void means.
 *
 * - `accepted`: scheduled.
 * - `refused`: a clear no, also as a 404: nobody has published with which status a payment's state is refused, and
 *   another run may have been quicker. So the order is looked at.
 * - `doubt`: it may or may not have been accepted. Look, do not send again.
 * - `notSent`: the connection never opened; may be sent again.
 */
export type Sent = 'accepted' | 'refused' | 'doubt' | 'notSent' | 'tokenRefused' | 'scopeMissing';

/** Reads the answer to a capture or void. 429 never gets here: the lane waits and sends it then. */
export function classifyResponse(answer: HttpAnswer): Sent {
	const delivery = deliveryOfWrite(answer);
	if (delivery === 'ambiguous') return 'doubt';
	if (delivery === 'notDelivered') return 'notSent';
	return delivery === 'throttled' ? 'refused' : delivery;
}

/** Why an order that was sent is being looked at. */
export interface Watch {
	/**
	 * `following`: accepted, not final. `doubtful`: perhaps accepted. `refused`: refused, perhaps because another was quicker.
	 */
	reason: 'following' | 'doubtful' | 'refused';
	/** Since when, lane clock. */
	since: number;
	/** Whether a look has shown the pending state: then `authorized` again means the gateway refused. */
	sawPending: boolean;
	/** Whether its transactions were read once although they could not decide it. */
	sawJournal: boolean;
	/** Whether this run's own call brought it there. */
	ours: boolean;
	/** Calls to capture or void sent so far. */
	attempts: number;
}

/** Calls to capture or void that one order gets at most: the first, and twice more after looking. */
export const MAX_ATTEMPTS = 3;

/** How long a refusal is looked into, at most: time for another run's acceptance to show. */
const REFUSAL_WINDOW = 3_000;

/** What a look leads to. */
export type AfterRead =
	| End
	| { do: 'lookAgain'; sawPending: boolean }
	| { do: 'follow' }
	| { do: 'sendAgain' }
	/** The order alone does not decide it: read its transactions, then ask again with what they say. */
	| { do: 'readTransactions' };

/**
 * What a look at a watched order means.
 *
 * @param evidence what the transactions say; null where they were not read, `unreadable` where they cannot be
 * @param now when the look began, lane clock
 */
export function decideAfterRead(
	watch: Watch,
	payment: Payment,
	evidence: Evidence | 'unreadable' | null,
	terms: CaptureOptions,
	now: number,
): AfterRead {
	const { action } = terms;
	if (payment.state === action.doneState || evidence === 'done') return end(action.done, 'done', watch.ours);
	if (payment.state === action.pendingState) return whilePending(watch, terms, now);
	if (payment.state === 'authorized') return whileAuthorized(watch, payment, evidence, terms, now);
	if (payment.state === 'declined') return end('declined', 'refusedByGateway', false);
	if (
		payment.state === 'voided' ||
		payment.state === 'voidPending' ||
		payment.state === 'captured' ||
		payment.state === 'capturePending'
	) {
		return end(watch.reason === 'refused' ? action.notPossible : 'declined', 'voidedMeanwhile');
	}
	return atDeadline(watch, terms, now);
}

function whilePending(watch: Watch, terms: CaptureOptions, now: number): AfterRead {
	if (!terms.waitForResult) return end('accepted', 'notWaited', watch.ours);
	if (watch.reason !== 'following') return { do: 'follow' };
	return now >= watch.since + terms.resultTimeout
		? end('pending', 'resultTimeout', watch.ours)
		: { do: 'lookAgain', sawPending: true };
}

/**
 * Still, or again, `authorized`. After the pending state it means that the gateway refused; so does a refusal on
 * record. Transactions never show a pending capture, so from them alone nothing else follows.
 */
function whileAuthorized(
	watch: Watch,
	payment: Payment,
	evidence: Evidence | 'unreadable' | null,
	terms: CaptureOptions,
	now: number,
): AfterRead {
	if (evidence === 'refused') return end('declined', 'refusedByGateway');
	const isOver = now >= watch.since + window(watch, terms);
	const mayAsk = evidence === null && payment.seenIn === 'order';
	switch (watch.reason) {
		case 'following':
			return whileAccepted(watch, payment, mayAsk, terms, now);
		case 'refused':
			if (!isOver) return { do: 'lookAgain', sawPending: false };
			return mayAsk ? { do: 'readTransactions' } : end(terms.action.notPossible, 'refusedByBigCommerce');
		case 'doubtful':
			if (payment.seenIn === 'transactions') return atDeadline(watch, terms, now);
			if (!isOver) return { do: 'lookAgain', sawPending: watch.sawPending };
			if (mayAsk) return { do: 'readTransactions' };
			return watch.attempts < MAX_ATTEMPTS ? { do: 'sendAgain' } : end('unavailable', 'serverUnavailable');
	}
}

/**
 * BigCommerce has said 201, so something is certain to come of it. If the pending state never showed, it was missed,
 * or this store does not show it. Then the journal tells a refusal at once; where it is silent or closed to the
 * token, a payment that still reads `authorized` when all its time is up fell back to it between two looks.
 */
function whileAccepted(watch: Watch, payment: Payment, mayAsk: boolean, terms: CaptureOptions, now: number): AfterRead {
	const fellBack = watch.sawPending && payment.seenIn === 'order';
	const isOver = now >= watch.since + window(watch, terms);
	const isLast = now >= watch.since + timeAllowed(watch, terms);
	if (mayAsk && (fellBack || isLast || (isOver && !watch.sawJournal))) return { do: 'readTransactions' };
	const isBackByNow = isLast && isOver && payment.seenIn === 'order';
	if (fellBack) return end('declined', 'refusedByGateway');
	return isBackByNow ? { ...end('declined', 'refusedByGateway'), isOpen: true } : atDeadline(watch, terms, now);
}

/** How long an acceptance may take to show in reads. */
function window(watch: Watch, terms: CaptureOptions): number {
	return watch.reason === 'refused' ? Math.min(REFUSAL_WINDOW, terms.verificationWindow) : terms.verificationWindow;
}

/** Nothing final was seen: look on while there is time, then say what is known. */
function atDeadline(watch: Watch, terms: CaptureOptions, now: number): AfterRead {
	if (now < watch.since + timeAllowed(watch, terms)) return { do: 'lookAgain', sawPending: watch.sawPending };
	return outcomeAtDeadline(watch, terms);
}

/** How long a watch lasts, in milliseconds. */
export function timeAllowed(watch: Watch, terms: CaptureOptions): number {
	return watch.reason === 'following' ? terms.resultTimeout : window(watch, terms);
}

/** The end of a watch whose looks failed, or showed nothing that decides it, until its time was up. */
export function outcomeAtDeadline(watch: Watch, terms: CaptureOptions): End {
	switch (watch.reason) {
		case 'following':
			return end('pending', 'resultTimeout', watch.ours);
		case 'refused':
			return end(terms.action.notPossible, 'refusedByBigCommerce');
		case 'doubtful':
			return end('unknown', 'resultUnproved');
	}
}

const FIRST_LOOK = 250;
const GROWTH = 1.5;
const LONGEST_PAUSE = 5_000;
/** While the run still sends, orders are followed together, chunk by chunk; a look at one would cost a call. */
const LONGEST_POSTPONEMENT = 60_000;

/**
 * When to look at a watched order next: 250 ms at first, then half as long again each time up to 5 s, and at the latest when its time is up.
 *
 * @param looks looks since it is watched
 * @param lastLook when the last one was, or since when it is watched
 * @param postponed whether others of its chunk are still being sent; a doubtful order is not postponed
 */
export function nextLookAt(
	watch: Watch,
	looks: number,
	lastLook: number,
	postponed: boolean,
	terms: CaptureOptions,
): number {
	const pause = Math.min(LONGEST_PAUSE, FIRST_LOOK * GROWTH ** Math.min(looks, 20));
	const deadline = watch.since + timeAllowed(watch, terms);
	const wanted = postponed && watch.reason === 'following' ? lastLook + LONGEST_POSTPONEMENT : lastLook + pause;
	// Once the time is up the next look decides, so it is not put off; after that the pause holds again.
	return lastLook < deadline ? Math.min(wanted, Math.max(deadline, lastLook + FIRST_LOOK)) : wanted;
}
