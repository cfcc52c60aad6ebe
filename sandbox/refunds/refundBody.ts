/** A refund as it is created and read (`Refund` of the published orders.v3.yml). */
import { toIso } from '../dates';
import { toDecimal, toV3Money } from '../money';
import type { SandboxOrder } from '../orders/order';
import type { StoreSettings } from '../settings';
import type { RefundItem, RefundPayment, SandboxRefund } from './refund';

/**
 * As one refund is read: `requested_amount` is text there, or null, and its payments name no transactions
 * (`RefundID_Get` of the published spec).
 */
export function singleRefundBody(
	settings: StoreSettings,
	order: SandboxOrder,
	refund: SandboxRefund,
): Record<string, unknown> {
	const items = refund.items.map((item) => {
		const requested = item.amount === null ? null : toDecimal(item.amount, order.currency);
		return { ...itemBody(order, item, (minor) => toV3Money(minor, order.currency)), requested_amount: requested };
	});
	return { ...refundBody({ ...settings, refundTransactionIds: 'missing' }, order, refund), items };
}

export function refundBody(
	settings: StoreSettings,
	order: SandboxOrder,
	refund: SandboxRefund,
): Record<string, unknown> {
	const money = (minor: number): number => toV3Money(minor, order.currency);
	return {
		id: refund.id,
		order_id: order.id,
		user_id: 0,
		created: toIso(refund.createdAt),
		reason: refund.items[0]?.reason ?? '',
		total_amount: money(refund.total),
		total_tax: money(refund.tax),
		uses_merchant_override_values: refund.usesOverride,
		items: refund.items.map((item) => itemBody(order, item, money)),
		payments: refund.payments.map((payment) => paymentBody(settings, payment, money)),
	};
}

/** `quantity` is "only populated for PRODUCT". */
function itemBody(order: SandboxOrder, item: RefundItem, money: (minor: number) => number): Record<string, unknown> {
	const body = { item_type: item.type, item_id: item.itemId, reason: item.reason };
	if (item.quantity === null) return { ...body, requested_amount: money(item.amount ?? 0) };
	const price = order.lines.find(({ id }) => id === item.itemId)?.price ?? 0;
	return {
		...body,
		quantity: item.quantity,
		requested_amount: money(price * item.quantity),
		adjustments: item.adjustments.map(({ amount, description }) => ({ amount: money(amount), description })),
	};
}

function paymentBody(
	{ refundTransactionIds }: StoreSettings,
	payment: RefundPayment,
	money: (minor: number) => number,
): Record<string, unknown> {
	return {
		id: payment.id,
		provider_id: payment.providerId,
		amount: money(payment.amount),
		offline: payment.offline,
		is_declined: payment.state === 'declined',
		declined_message: payment.declinedMessage,
		...(payment.transactionId === null || refundTransactionIds === 'missing'
			? {}
			: { transaction_id: String(payment.transactionId) }),
	};
}
