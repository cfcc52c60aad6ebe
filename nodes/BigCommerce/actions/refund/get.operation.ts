import { read, unreadable } from '../../api/apiError';
import { OrderCurrencies } from '../../reading/orderCurrencies';
import { readRefund, refundPath } from '../../api/refunds';
import { parseRefundId } from '../../model/orderId';
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
				return [refundItem(refund, currencies.of(refund.orderId))];
			},
		}),
};
