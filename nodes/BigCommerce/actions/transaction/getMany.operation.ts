import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { unreadable } from '../../api/apiError';
import { pagesOfV3 } from '../../api/pages';
import { isOfOrder, transactionOf, transactionsPath } from '../../api/transactions';
import type { OrderId } from '../../model/orderId';
import { executePerItem } from '../executePerItem';
import { listFields, simplifyField } from '../commonFields';
import type { Operation } from '../operation';
import { choicesIn, collectionOf, isSimplified, limitOf, orderIdOf } from '../parameters';
import { orderIdField } from '../payment/captureFields';
import { rawTransactionItem, transactionItem } from './transactionItem';

interface Input {
	orderId: OrderId;
	limit: number | null;
	simplify: boolean;
	events: string[];
	statuses: string[];
}

const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'Events',
			name: 'events',
			type: 'multiOptions',
			default: [],
			description: 'What happened; without it, everything',
			options: [
				{ name: 'Authorization', value: 'authorization' },
				{ name: 'Capture', value: 'capture' },
				{ name: 'Pending', value: 'pending' },
				{ name: 'Purchase', value: 'purchase' },
				{ name: 'Refund', value: 'refund' },
				{ name: 'Settled', value: 'settled' },
				{ name: 'Void', value: 'void' },
			],
		},
		{
			displayName: 'Statuses',
			name: 'statuses',
			type: 'multiOptions',
			default: [],
			description: 'How it went; without it, both',
			options: [
				{ name: 'OK', value: 'ok' },
				{ name: 'Refused', value: 'error' },
			],
		},
	],
};

/** Everything that a payment provider reported for one order. */
export const getMany: Operation = {
	fields: [orderIdField, ...listFields, simplifyField, filtersField],
	execute: async (context) =>
		await executePerItem<Input>(context, {
			readInput: (itemIndex, storeHash) => readInput(context, itemIndex, storeHash),
			subjectOf: ({ orderId }) => ({
				name: `Transactions of order ${orderId}`,
				orderId,
				scope: 'Order Transactions: read-only (store_v2_transactions_read_only)',
			}),
			answer: async ({ client }, { orderId, limit, simplify, events, statuses }) => {
				const items: IDataObject[] = [];
				for await (const rows of pagesOfV3(client, transactionsPath(orderId))) {
					for (const row of rows) {
						if (!isOfOrder(row, orderId)) throw unreadable(200);
						const transaction = transactionOf(row);
						if (events.length > 0 && !events.includes(transaction.event)) continue;
						if (statuses.length > 0 && !statuses.includes(transaction.status)) continue;
						if (items.length === limit) return items;
						items.push(simplify ? transactionItem(orderId, transaction) : rawTransactionItem(transaction));
					}
				}
				return items;
			},
		}),
};

function readInput(context: IExecuteFunctions, itemIndex: number, storeHash: string): Input {
	const filters = collectionOf(context, 'filters', itemIndex);
	return {
		orderId: orderIdOf(context, itemIndex, storeHash),
		limit: limitOf(context, itemIndex),
		simplify: isSimplified(context, itemIndex),
		events: choicesIn(filters, 'events', 'Events'),
		statuses: choicesIn(filters, 'statuses', 'Statuses'),
	};
}
