import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { orderPages, ORDER_SORTS, type OrderFilters, type OrderSort } from '../../api/orderList';
import { MOST_ROWS } from '../../api/pages';
import { executePerItem } from '../executePerItem';
import { listFields, simplifyField } from '../commonFields';
import type { Operation } from '../operation';
import { collectionOf, isSimplified, limitOf, ParameterReason } from '../parameters';
import { READ_ORDERS } from './get.operation';
import { orderFilterOptions, orderFiltersIn } from './orderFilters';
import { orderItem, rawOrderItem } from './orderItem';

interface Input {
	limit: number | null;
	simplify: boolean;
	filters: OrderFilters;
	sort: OrderSort;
}

const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: orderFilterOptions,
};

const sortField: INodeProperties = {
	displayName: 'Sort',
	name: 'sort',
	type: 'options',
	default: 'id:desc',
	options: [
		{ name: 'Created, Newest First', value: 'date_created:desc' },
		{ name: 'Created, Oldest First', value: 'date_created:asc' },
		{ name: 'ID, Highest First', value: 'id:desc' },
		{ name: 'ID, Lowest First', value: 'id:asc' },
		{ name: 'Modified, Newest First', value: 'date_modified:desc' },
		{ name: 'Modified, Oldest First', value: 'date_modified:asc' },
		{ name: 'Order Status, Ascending', value: 'status_id:asc' },
		{ name: 'Order Status, Descending', value: 'status_id:desc' },
	],
};

/** Orders of the store, by BigCommerce's own filters. */
export const getMany: Operation = {
	fields: [...listFields, simplifyField, filtersField, sortField],
	execute: async (context) =>
		await executePerItem<Input>(context, {
			readInput: (itemIndex) => readInput(context, itemIndex),
			subjectOf: () => ({ name: 'Orders', orderId: null, scope: READ_ORDERS }),
			answer: async ({ client }, { limit, simplify, filters, sort }) => {
				const items: IDataObject[] = [];
				// A short list needs no full page.
				for await (const orders of orderPages(client, filters, sort, Math.min(limit ?? MOST_ROWS, MOST_ROWS))) {
					for (const order of orders) {
						items.push(simplify ? orderItem(order) : rawOrderItem(order));
						if (items.length === limit) return items;
					}
				}
				return items;
			},
		}),
};

function readInput(context: IExecuteFunctions, itemIndex: number): Input {
	const given = context.getNodeParameter('sort', itemIndex, 'id:desc');
	const sort = ORDER_SORTS.find((known) => known === given);
	if (sort === undefined) throw new ParameterReason(`'Sort' is not one of ${ORDER_SORTS.join(', ')}.`);
	return {
		limit: limitOf(context, itemIndex),
		simplify: isSimplified(context, itemIndex),
		filters: orderFiltersIn(collectionOf(context, 'filters', itemIndex), context.getTimezone()),
		sort,
	};
}
