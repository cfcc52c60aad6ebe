import { fetchOrder } from '../../api/orders';
import type { OrderId } from '../../model/orderId';
import { executePerItem } from '../executePerItem';
import { simplifyField } from '../commonFields';
import type { Operation } from '../operation';
import { isSimplified, orderIdOf } from '../parameters';
import { orderIdField } from '../payment/captureFields';
import { orderItem, rawOrderItem } from './orderItem';

export const READ_ORDERS = 'Orders: read-only (store_v2_orders_read_only)';

/** One order. */
export const get: Operation = {
	fields: [orderIdField, simplifyField],
	execute: async (context) =>
		await executePerItem<{ orderId: OrderId; simplify: boolean }>(context, {
			readInput: (itemIndex, storeHash) => ({
				orderId: orderIdOf(context, itemIndex, storeHash),
				simplify: isSimplified(context, itemIndex),
			}),
			subjectOf: ({ orderId }) => ({ name: `Order ${orderId}`, orderId, scope: READ_ORDERS }),
			answer: async ({ client }, { orderId, simplify }) => {
				const order = await fetchOrder(client, orderId);
				return [simplify ? orderItem(order) : rawOrderItem(order)];
			},
		}),
};
