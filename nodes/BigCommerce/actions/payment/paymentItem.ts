import type { IDataObject } from 'n8n-workflow';
import { formatAmount } from '../../model/money';
import type { OrderId } from '../../model/orderId';
import { isoTime } from '../../model/time';
import type { Payment } from '../../payment/payment';
import type { PaymentSummary } from '../../payment/paymentSummary';

/** A payment in ten fields. */
export function paymentItem(orderId: OrderId, record: PaymentSummary): IDataObject {
	const { authorized, captured, refunded } = record;
	return {
		orderId,
		state: record.state,
		capturable: record.capturable,
		reason: record.reason,
		amounts: {
			authorized: formatAmount(authorized),
			captured: formatAmount(captured),
			refunded: formatAmount(refunded),
			currency: (authorized ?? captured ?? refunded)?.currency ?? null,
		},
		gateway: record.gateway,
		authorizedAt: isoTime(record.authorizedAt),
		ageDays: record.ageDays,
		estimatedExpiry: isoTime(record.expiry?.at ?? null),
		expiryBasis: record.expiry?.basis ?? null,
	};
}

/** What 'Simplify' off adds: BigCommerce's own words, and what was read. */
export function paymentDetails(
	payment: Payment,
	raw: { order: IDataObject | null; transactions: IDataObject[] | null; refunds: IDataObject[] | null },
): IDataObject {
	return { paymentStatus: payment.status, paymentMethod: payment.method, orderStatusId: payment.orderStatusId, ...raw };
}
