import type { Refund, RefundQuote } from '../api/refunds';
import type { Money } from '../model/money';
import type { CommonCode, CommonFacts, CommonFailure, MoneyMoved } from '../payment/commonOutcome';
import type { PlannedPayment } from './method';
import type { Reference } from './reference';

/** Outcomes of a refund that go to the success branch. */
export type RefundSuccess = 'refunded' | 'pending' | 'planned';

/** Outcomes of a refund that go to the error branch. */
export type RefundFailure = CommonFailure | 'notRefundable';

/** Why, as a stable word for workflows to branch on. */
export type RefundCode =
	| CommonCode
	| 'partlyDeclined'
	| 'nothingLeft'
	| 'everythingShipped'
	| 'invalidAmount'
	| 'invalidItems'
	| 'methodNotOffered'
	| 'offlineOnly'
	| 'quoteRefused'
	| 'quoteDiffers'
	| 'referenceUsed'
	| 'orderBusy'
	| 'incompleteList'
	| 'unexpected';

/** What became of one refund; `changed` where this run gave the money back. */
export interface RefundSettlement extends CommonFacts {
	outcome: RefundSuccess | RefundFailure;
	code: RefundCode;
	/** What finds the refund again; null where the run did not come so far as to name it. */
	reference: Reference | null;
	/** Whether the user gave the reference, so that it finds the refund in every other execution too. */
	isReferenceGiven: boolean;
	/** What was, or was to be, given back; null where it was not worked out. */
	amount: Money | null;
	payments: PlannedPayment[];
	/** What the order has left to refund, before this refund. */
	left: Money | null;
	quote: RefundQuote | null;
	/** The refund as BigCommerce shows it. */
	refund: Refund | null;
}

const SUCCESS: ReadonlySet<string> = new Set<RefundSuccess>(['refunded', 'pending', 'planned']);

/** Whether the outcome goes to the success branch. */
export function isRefundSuccess({ outcome }: RefundSettlement): boolean {
	return SUCCESS.has(outcome);
}

/**
 * Whether running the same refund again may end better without anybody changing anything. One in doubt may be run
 * again only under a reference of the user's: a new execution would give it another, and not find it.
 */
export function isRefundRetriable({ outcome, code, isReferenceGiven }: RefundSettlement): boolean {
	switch (outcome) {
		case 'throttled':
		case 'unavailable':
		case 'cancelled':
			return true;
		case 'unknown':
			return isReferenceGiven;
		default:
			return code === 'orderBusy';
	}
}

/** Whether money went back to the shopper by this refund, as far as is known. */
export function refundMoved({ outcome, code }: RefundSettlement): MoneyMoved {
	if (outcome === 'refunded' || code === 'partlyDeclined') return 'yes';
	return outcome === 'unknown' || outcome === 'pending' ? 'unknown' : 'no';
}
