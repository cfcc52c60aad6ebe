import { read, unreadable } from '../../api/apiError';
import { OrderCurrencies } from '../../reading/orderCurrencies';
import type { ApiClient } from '../../api/client';
import { readRefund, refundPath, type Refund } from '../../api/refunds';
import { parseRefundId } from '../../model/orderId';
import { lookAtOrder } from '../../refund/orderLook';
import { progressOf, type RefundProgress } from '../../refund/progress';
import { refundsOf } from '../../refund/reading';
import { executePerItem } from '../executePerItem';
import { simplifyField } from '../commonFields';
import type { Operation } from '../operation';
import { isSimplified, ParameterReason } from '../parameters';
import { rawRefundItem, refundItem } from './refundItems';

export const READ_REFUNDS =
	'Orders: read-only (store_v2_orders_read_only) or Order Transactions: read-only (store_v2_transactions_read_only)';

/** One refund, by its own ID. */
export const get: Operation = {
	fields: [
		{
			displayName: 'Refund ID',
			name: 'refundId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 12',
			description: "The refund's own ID, not the order's",
		},
		simplifyField,
	],
	execute: async (context) =>
		await executePerItem(context, {
			readInput: (itemIndex) => {
				const refundId = parseRefundId(context.getNodeParameter('refundId', itemIndex, ''));
				if (refundId === null) throw new ParameterReason("'Refund ID' is not a whole number from 1 on.");
				return { refundId, simplify: isSimplified(context, itemIndex) };
			},
			subjectOf: ({ refundId }) => ({ name: `Refund ${refundId}`, orderId: null, scope: READ_REFUNDS }),
			answer: async ({ client }, { refundId, simplify }) => {
				const { status, body } = await read(client, refundPath(refundId));
				const refund = readRefund(body);
				if (refund === null || refund.id !== refundId) throw unreadable(status);
				if (!simplify) return [rawRefundItem(refund)];
				const currencies = new OrderCurrencies(client);
				if (refund.orderId !== null) await currencies.learn([refund.orderId]);
				const { payments, progress } = await seenInOrder(client, refund);
				return [refundItem({ ...refund, payments }, progress, currencies.of(refund.orderId))];
			},
		}),
};

/**
 * How far the refund is, with the payments that its order's list shows. The read of one refund names no transactions,
 * so by it alone a refund that its provider made long ago would look as if it waited for one. A list that is behind and
 * does not show it says nothing more; one that names no transaction either is the occasion to look at the order itself.
 */
async function seenInOrder(
	client: ApiClient,
	refund: Refund,
): Promise<{ payments: Refund['payments']; progress: RefundProgress }> {
	const { orderId, payments } = refund;
	const progress = progressOf(refund);
	if (orderId === null || progress !== 'pending') return { payments, progress };
	const listed = (await refundsOf(client, orderId)).find(({ id }) => id === refund.id);
	if (listed === undefined) return { payments, progress };
	if (progressOf(listed) !== 'pending') return { payments: listed.payments, progress: progressOf(listed) };
	const look = await lookAtOrder(client, orderId);
	const found = look.refunds.find(({ id }) => id === refund.id) ?? listed;
	return { payments: found.payments, progress: look.progressOf(found) };
}
