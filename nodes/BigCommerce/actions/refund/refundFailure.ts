import { isRefundRetriable, refundMoved, type RefundSettlement } from '../../refund/outcome';
import { refundWords } from '../../refund/messages';
import type { ItemFailure } from '../itemFailure';

/** A refund's end as an item of the error branch. */
export function refundFailure(settlement: RefundSettlement): ItemFailure {
	const { happened, money, nextStep } = refundWords(settlement);
	return {
		error: happened,
		message: `${money} ${nextStep}`,
		details: {
			orderId: settlement.orderId,
			outcome: settlement.outcome,
			code: settlement.code,
			retriable: isRefundRetriable(settlement),
			moneyMoved: refundMoved(settlement),
			nextStep,
			httpStatus: settlement.failure?.status ?? null,
			requestId: settlement.failure?.requestId ?? null,
			attempts: settlement.attempts,
		},
	};
}
