import type { Action } from '../payment/action';
import { mayJournalTell, refusalSince } from '../payment/evidence';
import { isInOrder, isSeenItself, journalLookSince, type PaymentModel } from '../payment/model';
import type { Lag, UnresolvedSend } from '../session/claims';
import { ended, isRecent, type End, type ReadMore } from './decisions';
import type { CaptureOptions } from './options';

/** What follows from a call that this process sent for the order a while ago, and whose effect was not seen. */
export type AfterEarlierSend =
	| End
	| ReadMore
	| { do: 'send' }
	/** Look at what becomes of it, as of a call of this run. */
	| { do: 'follow'; reason: 'following' | 'ambiguous'; since?: number }
	/** Read the order again then: the opposite action may show until then. */
	| { do: 'wait'; until: number };

/** A read that lags behind shows what was true this long ago at most, in milliseconds. */
const LONGEST_LAG_MS = 60_000;

/** Whether a result is final and shows in the order itself. Its transactions may be ahead of it. */
export function isFinalInOrder({ outcome }: End, { last }: PaymentModel, { done, doneState }: Action): boolean {
	if (outcome === done) return last?.payment.state === doneState;
	return outcome !== 'pending' && outcome !== 'accepted' && outcome !== 'unknown';
}

/** Why a later read may still show the payment as before; null where it may not. */
export function lagAfter({ outcome, code }: End, model: PaymentModel, action: Action): Lag | null {
	if (outcome === action.done || code === 'refundedSince') return 'done';
	// Without a refusal on record two looks have said so, and they may have lagged behind.
	return code === 'refusedByGateway' && refusalSince(model, action) === 'none' ? 'unrecorded' : null;
}

/**
 * What to do with an order that reads `authorized` although this process has seen a call of its own take effect, or
 * look refused with nothing on record: its list or its read may lag behind. That it is authorized anew is said by the
 * order itself and its journal together, both read when the effect would show; or by the order alone when nothing can
 * lag any more.
 *
 * @param over what it came to, and when that was seen, lane clock
 */
export function decideAfterProof(
	over: { at: number; lag: Lag },
	model: PaymentModel,
	{ verificationWindow }: CaptureOptions,
	readAt: number,
): AfterEarlierSend {
	const shown = over.at + verificationWindow;
	if (readAt <= shown) return { do: 'wait', until: shown };
	if (!isSeenItself(model)) return { do: 'readOrder' };
	if (readAt > over.at + LONGEST_LAG_MS) return { do: 'send' };
	if (mayJournalTell(model, readAt)) return { do: 'readTransactions' };
	// What was seen done would be in a journal that does not lag; what left nothing on record would not.
	const isToldTwice = over.lag === 'done' && isInOrder(model) && journalLookSince(model, readAt) === 'read';
	return isToldTwice ? { do: 'send' } : { do: 'wait', until: over.at + LONGEST_LAG_MS };
}

/**
 * What to do with an order that reads `authorized` while a call of an earlier execution is not resolved.
 *
 * @param model with the baseline of that call, so that its own refusal is recognised
 * @param now lane clock
 */
export function decideOnEarlierSend(
	send: UnresolvedSend,
	model: PaymentModel,
	options: CaptureOptions,
	now: number,
): AfterEarlierSend {
	const shown = send.at + options.verificationWindow;
	// It is not this action's; but it may take the payment, so it gets the time to show.
	if (send.action !== options.action.name) return now < shown ? { do: 'wait', until: shown } : { do: 'send' };
	// In doubt: it is looked into like a call of this run, and sent again only when it is proved to have had no effect.
	if (!send.isAccepted) return { do: 'follow', reason: 'ambiguous', since: send.at };
	if (now < shown) {
		return options.waitForResult ? { do: 'follow', reason: 'following' } : ended('accepted', 'notWaited');
	}
	// Accepted, and long enough ago to show: refused, or still to come.
	if (mayJournalTell(model, shown)) return { do: 'readTransactions' };
	if (refusalSince(model, options.action) !== 'none') return isSeenItself(model) ? { do: 'send' } : { do: 'readOrder' };
	return options.waitForResult ? { do: 'follow', reason: 'following' } : ended('pending', 'notSeenYet');
}

/**
 * What is said of an order is said upon a read of now: an end that rests on an older one asks for it first.
 * @param isReadNow whether the order was read for that already, however long the answer took
 */
export function uponReadOfNow(
	decision: AfterEarlierSend,
	model: PaymentModel,
	now: number,
	isReadNow: boolean,
): AfterEarlierSend {
	return decision.do === 'end' && !isReadNow && !isRecent(model, now) ? { do: 'readOrder' } : decision;
}
