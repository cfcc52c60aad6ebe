import { createHash } from 'node:crypto';

import type { StoreContext } from '../context';
import type { Metafield } from '../metafields/metafield';
import type { SandboxOrder } from '../orders/order';
import type { SandboxTransaction } from '../payments/transaction';

/** What the store tells its hooks, with the payloads of docs/bigcommerce-api.md, Webhooks. */

export function announceOrder(ctx: StoreContext, order: SandboxOrder, what: 'created' | 'updated' | 'archived'): void {
	ctx.announce(`store/order/${what}`, () => ({ type: 'order', id: order.id }));
}

/** A change of the payment alone; whether that counts as an update is a switch. */
export function announcePaymentChange(ctx: StoreContext, order: SandboxOrder): void {
	if (ctx.settings.hookPaymentFiresOrderUpdated) announceOrder(ctx, order, 'updated');
}

export function announceStatus(ctx: StoreContext, order: SandboxOrder, previousStatusId: number): void {
	const status = { previous_status_id: previousStatusId, new_status_id: order.statusId };
	ctx.announce('store/order/statusUpdated', () =>
		ctx.settings.hookStatusUpdatedHasStatus ? { type: 'order', id: order.id, status } : { type: 'order', id: order.id },
	);
}

/** `order_id` is a string here, and there is no `id` (docs/bigcommerce-api.md, Webhooks: where the order is). */
export function announceTransaction(
	ctx: StoreContext,
	order: SandboxOrder,
	transaction: SandboxTransaction,
	what: 'created' | 'updated',
): void {
	ctx.announce(`store/order/transaction/${what}`, () => {
		const provider = gatewayTransactionId(transaction.id);
		return {
			type: 'transaction',
			order_id: String(order.id),
			transaction_id: provider,
			transaction_status: transactionStatus(transaction),
			transaction_type: transaction.event,
			result: { ...transaction.result, type: resultType(transaction) },
			platform_transaction_id: String(transaction.id),
			provider_transaction_id: provider,
		};
	});
}

export function announceRefund(ctx: StoreContext, order: SandboxOrder, refundId: number): void {
	ctx.announce('store/order/refund/created', () => ({
		type: 'order',
		id: order.id,
		refund: { refund_id: refundId },
	}));
}

/** Published without a `type`; the id of the order is a string. */
export function announceMetafield(
	ctx: StoreContext,
	{ id, orderId }: Metafield,
	what: 'created' | 'updated' | 'deleted',
): void {
	ctx.announce(`store/order/metafield/${what}`, () => ({ metafield_id: id, resource_id: String(orderId) }));
}

/** camelCase `orderId`, in this payload alone. */
export function announceShipment(ctx: StoreContext, order: SandboxOrder, shipmentId: number): void {
	ctx.announce('store/shipment/created', () => ({ type: 'shipment', id: shipmentId, orderId: order.id }));
}

/** An id as a payment provider would give it: stable, and unlike BigCommerce's own. */
export function gatewayTransactionId(transactionId: number): string {
	return createHash('sha256').update(`gateway-${transactionId}`).digest('base64url').slice(0, 16);
}

/**
 * Only `complete` and `success` are published (docs/bigcommerce-api.md, Webhooks: transactions); the other words are
 * the sandbox's guess.
 */
function transactionStatus({ status, result }: SandboxTransaction): string {
	if (result.code === 'pending') return 'pending';
	return status === 'ok' ? 'complete' : 'failed';
}

function resultType({ status, result }: SandboxTransaction): string {
	if (result.code === 'pending') return 'pending';
	return status === 'ok' ? 'success' : 'error';
}
