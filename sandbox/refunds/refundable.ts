/** What is left to refund of an order. Refunds under way count as done, so that two never take the same money. */
import type { SandboxOrder } from '../orders/order';
import { isSettled } from '../payments/paymentStates';
import type { RefundItemType } from './refund';

/** Minor units given back, or on their way back, through all providers or one. */
export function givenBack(order: SandboxOrder, providerId?: string): number {
	return order.refunds
		.flatMap(({ payments }) => payments)
		.filter((payment) => payment.state !== 'declined' && (providerId ?? payment.providerId) === payment.providerId)
		.reduce((sum, { amount }) => sum + amount, 0);
}

/** Minor units that a refund may still give back; 0 while nothing has been captured. */
export function refundableAmount(order: SandboxOrder): number {
	return isSettled(order.state) ? Math.max(0, order.total - givenBack(order)) : 0;
}

/** Minor units that the gateway itself may still give back. */
export function gatewayLeft(order: SandboxOrder): number {
	return Math.max(0, order.authorized - givenBack(order, order.gateway.id));
}

export function storeCreditLeft(order: SandboxOrder): number {
	return Math.max(0, order.storeCredit - givenBack(order, 'storecredit'));
}

/** Pieces of a product that have been refunded. */
export function refundedQuantity(order: SandboxOrder, lineId: number): number {
	return refundedItems(order, 'PRODUCT', lineId).reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);
}

/** Minor units refunded of shipping, a fee and the like. */
export function refundedOf(order: SandboxOrder, type: RefundItemType, itemId: number): number {
	return refundedItems(order, type, itemId).reduce((sum, { amount }) => sum + (amount ?? 0), 0);
}

function refundedItems(order: SandboxOrder, type: RefundItemType, itemId: number) {
	return order.refunds
		.filter(({ payments }) => payments.some(({ state }) => state !== 'declined'))
		.flatMap(({ items }) => items)
		.filter((item) => item.type === type && item.itemId === itemId);
}
