import type { LaneAnswer } from '../api/lane';
import { readRefund, type Refund } from '../api/refunds';
import type { Transaction } from '../api/transactions';
import { classifyResponse } from '../capture/decisions';
import { readMoney, type Money } from '../model/money';
import { amountOf } from '../payment/payment';
import { STORE_CREDIT } from './method';
import { hasReference, type Reference } from './reference';

/** Calls to create one refund at most: the first, and twice more after looking. */
export const MAX_REFUND_ATTEMPTS = 3;

/**
 * What an answer to a refund means.
 *
 * - `made`: BigCommerce entered the refund; its payments may still be declined.
 * - `refused`: a clear no. An earlier call, or another run, may have been quicker, so the order's refunds are read.
 * - `busy`: another refund of the order is being processed; may be sent again after a pause.
 * - `doubt`: it may or may not have been entered. Look, do not send again.
 */
export type AfterRefund =
	| { kind: 'made'; refund: Refund }
	| {
			kind:
				| 'refused'
				| 'busy'
				| 'doubt'
				| 'notSent'
				| 'tokenRefused'
				| 'scopeMissing'
				| 'notFound'
				| 'throttled'
				| 'cancelled';
	  };

// 409 Conflict and 423 Locked: "Order refunds should be processed sequentially" (reference/orders.v3.yml).
const BUSY = new Set([409, 423]);

/** Reads the answer to a refund. A 2xx without a refund in it came from somewhere else, and is doubt. */
export function afterRefund(answer: LaneAnswer): AfterRefund {
	if (answer.kind === 'throttled' || answer.kind === 'cancelled') return { kind: answer.kind };
	// The order was read just before.
	if (answer.kind === 'answered' && answer.status === 404) return { kind: 'notFound' };
	const sent = classifyResponse(answer);
	if (sent === 'accepted') {
		const refund = answer.kind === 'answered' ? readRefund(answer.body) : null;
		return refund === null ? { kind: 'doubt' } : { kind: 'made', refund };
	}
	if (sent === 'refused' && answer.kind === 'answered' && BUSY.has(answer.status)) return { kind: 'busy' };
	return { kind: sent };
}

/** The refund that a call in doubt may have left behind. */
export interface Wanted {
	reference: Reference;
	/** Refunds that the order had before the call, by ID. */
	known: ReadonlySet<number>;
	total: Money;
}

/**
 * The refund that the call made, or null. It is one that was not there before and hasReference the reference; or, where
 * a store keeps no reasons, one that was not there before, has no reason at all, and comes to the same amount.
 */
export function findCreatedRefund(refunds: Refund[], wanted: Wanted): Refund | null {
	const fresh = refunds.filter(({ id }) => !wanted.known.has(id));
	return (
		fresh.find((refund) => hasReference(refund, wanted.reference)) ??
		fresh.find(({ reasons, total }) => {
			const amount = readMoney(total, wanted.total.currency);
			return reasons.length === 0 && amount !== null && amount.minor === wanted.total.minor;
		}) ??
		null
	);
}

/**
 * What the transactions say of a call in doubt, where the refunds do not show it yet.
 * @param amounts what each provider was to give back
 * @param since server time in milliseconds before the call was sent
 */
export function refundEvidence(
	transactions: Transaction[],
	amounts: Money[],
	since: number,
): 'refunded' | 'declined' | 'none' {
	// Dates have whole seconds, so the second of `since` itself counts.
	const from = Math.floor(since / 1000) * 1000;
	const own = transactions.filter((transaction) => {
		const amount = amountOf(transaction);
		const isSince = transaction.createdAt !== null && transaction.createdAt >= from;
		const isOurs = amounts.some(({ minor, currency }) => amount?.minor === minor && amount.currency === currency);
		return transaction.event === 'refund' && isSince && isOurs;
	});
	if (own.some(({ status }) => status === 'ok')) return 'refunded';
	return own.some(({ status }) => status === 'error') ? 'declined' : 'none';
}

/** How far a refund is. */
export type RefundProgress = 'done' | 'pending' | 'declined' | 'partlyDeclined';

/**
 * How far a refund is, by its payments. A payment of a provider that has not answered yet has no transaction;
 * store credit and what is paid out by hand never get one.
 */
export function progressOf({ payments }: Refund): RefundProgress {
	const declined = payments.filter(({ isDeclined }) => isDeclined);
	if (payments.length > 0 && declined.length === payments.length) return 'declined';
	const isPending = payments.some(
		({ isDeclined, offline, providerId, transactionId }) =>
			!isDeclined && !offline && providerId !== STORE_CREDIT && transactionId === null,
	);
	if (isPending) return 'pending';
	return declined.length > 0 ? 'partlyDeclined' : 'done';
}

/** What one look for the refund showed. */
export type RefundLook = { kind: 'found'; refund: Refund } | { kind: 'absent' | 'failed' };

/**
 * What follows a look for a refund in doubt. Only a look after the whole window counts as "not there".
 * @param doubts calls in doubt so far
 */
export function afterRefundLook(
	look: RefundLook,
	evidence: 'refunded' | 'declined' | 'none',
	isWindowOver: boolean,
	doubts: number,
):
	| { do: 'take'; refund: Refund }
	| { do: 'lookAgain' | 'sendAgain' | 'endUnknown' | 'endUnavailable' | 'endRefunded' | 'endDeclined' } {
	if (look.kind === 'found') return { do: 'take', refund: look.refund };
	if (!isWindowOver) return { do: 'lookAgain' };
	if (evidence === 'refunded') return { do: 'endRefunded' };
	if (evidence === 'declined') return { do: 'endDeclined' };
	if (look.kind === 'failed') return { do: 'endUnknown' };
	return doubts < MAX_REFUND_ATTEMPTS ? { do: 'sendAgain' } : { do: 'endUnavailable' };
}

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 2_000;

/** How long to wait before the next look, in milliseconds: 250 at first, doubling to 2 s, and never past the end. */
export function pauseBeforeLook(looks: number, left: number): number {
	return Math.max(50, Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(looks, 10), left));
}
