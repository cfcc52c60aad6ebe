import { messageForRefund } from '../../refund/messages';
import { isRefundRetriable, refundMoved, type RefundSettlement } from '../../refund/outcome';
import type { RefundRequest } from '../../refund/request';
import { canonicalSelection } from '../../refund/selection';
import { itemFailure, type ItemFailure } from '../errorItem';

/** A refund's end as an item of the error branch. */
export function refundFailure(settlement: RefundSettlement): ItemFailure {
	const { orderId, outcome, code, failure, attempts, reference } = settlement;
	return itemFailure({
		orderId,
		outcome,
		code,
		retriable: isRefundRetriable(settlement),
		moneyMoved: refundMoved(settlement),
		...messageForRefund(settlement),
		failure,
		attempts,
		reference,
	});
}

/** Something broke that must not break. What was sent before is not known here, so nothing is claimed. */
export function internalRefundError({ orderId, selection, naming }: RefundRequest, error: unknown): ItemFailure {
	return refundFailure({
		orderId,
		outcome: 'unknown',
		code: 'unexpected',
		changed: false,
		reference: naming.referenceOf(canonicalSelection(orderId, selection)),
		isReferenceGiven: naming.isGiven,
		amount: null,
		payments: [],
		left: null,
		quote: null,
		refund: null,
		attempts: 0,
		failure: null,
		note: error instanceof Error ? error.message : String(error),
		log: [],
	});
}

/** Why there is no quote, as an item of the error branch. */
export function quoteFailure(
	orderId: RefundSettlement['orderId'],
	end: Pick<RefundSettlement, 'outcome' | 'code' | 'note' | 'failure'>,
): ItemFailure {
	return refundFailure({
		...end,
		orderId,
		changed: false,
		reference: null,
		isReferenceGiven: false,
		amount: null,
		payments: [],
		left: null,
		quote: null,
		refund: null,
		attempts: 0,
		log: [],
	});
}
