import { isRefundRetriable, refundMoved, type RefundSettlement } from '../../refund/outcome';
import { refundWords } from '../../refund/messages';
import { itemFailure, type ItemFailure } from '../errorItem';

/** A refund's end as an item of the error branch. */
export function refundFailure(settlement: RefundSettlement): ItemFailure {
	const { orderId, outcome, code, failure, attempts } = settlement;
	return itemFailure({
		orderId,
		outcome,
		code,
		retriable: isRefundRetriable(settlement),
		moneyMoved: refundMoved(settlement),
		...refundWords(settlement),
		failure,
		attempts,
	});
}
