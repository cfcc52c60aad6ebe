import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { OrderCurrencies } from '../../reading/orderCurrencies';
import { pagesOfV3 } from '../../api/pages';
import type { ApiClient } from '../../api/client';
import { ALL_REFUNDS_PATH, readRefunds, refundsPath, type Refund } from '../../api/refunds';
import type { OrderId } from '../../model/orderId';
import { apiDate } from '../../model/time';
import { lookAtOrder } from '../../refund/orderLook';
import { progressOf, type RefundProgress } from '../../refund/progress';
import { executePerItem } from '../executePerItem';
import { listFields, simplifyField } from '../commonFields';
import type { Operation } from '../operation';
import { withoutNulls } from '../order/orderFilters';
import {
	choicesIn,
	collectionOf,
	dateIn,
	isSimplified,
	limitOf,
	orderIdOf,
	ParameterReason,
	textIn,
} from '../parameters';
import { orderIdField } from '../payment/captureFields';
import { READ_REFUNDS } from './get.operation';
import { rawRefundItem, refundItem } from './refundItems';

interface Input {
	/** Null: of all orders. */
	orderId: OrderId | null;
	query: Record<string, string | number>;
	limit: number | null;
	simplify: boolean;
}

const fields: INodeProperties[] = [
	{
		displayName: 'Refunds Of',
		name: 'refundsOf',
		type: 'options',
		default: 'order',
		options: [
			{ name: 'All Orders', value: 'all' },
			{ name: 'One Order', value: 'order' },
		],
	},
	{ ...orderIdField, displayOptions: { show: { refundsOf: ['order'] } } },
	...listFields,
	simplifyField,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: { show: { refundsOf: ['all'] } },
		options: [
			{ displayName: 'Created After', name: 'createdAfter', type: 'dateTime', default: '' },
			{ displayName: 'Created Before', name: 'createdBefore', type: 'dateTime', default: '' },
			{
				displayName: 'Order IDs',
				name: 'orderIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. 118, 119',
				description: 'Orders, separated by commas',
			},
			{
				displayName: 'Refund IDs',
				name: 'refundIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. 7, 8',
				description: 'Refunds, separated by commas',
			},
			{
				displayName: 'Transaction ID',
				name: 'transactionId',
				type: 'string',
				default: '',
				description: "BigCommerce's ID of the refund's transaction",
			},
		],
	},
];

/** Refunds of one order, or of the whole store. */
export const getMany: Operation = {
	fields,
	execute: async (context) =>
		await executePerItem<Input>(context, {
			readInput: (itemIndex, storeHash) => readInput(context, itemIndex, storeHash),
			subjectOf: ({ orderId }) => ({
				name: orderId === null ? 'Refunds' : `Refunds of order ${orderId}`,
				orderId,
				scope: READ_REFUNDS,
			}),
			answer: async ({ client }, { orderId, query, limit, simplify }) => {
				const items: IDataObject[] = [];
				const currencies = new OrderCurrencies(client);
				const pages =
					orderId === null ? pagesOfV3(client, ALL_REFUNDS_PATH, query) : pagesOfV3(client, refundsPath(orderId));
				for await (const rows of pages) {
					const page = (readRefunds(200, { data: rows }) ?? []).slice(
						0,
						limit === null ? undefined : limit - items.length,
					);
					if (simplify) await currencies.learn(page.flatMap((refund) => refund.orderId ?? []));
					const progress = simplify ? await progressIn(client, orderId, page, currencies) : progressOf;
					for (const refund of page)
						items.push(
							simplify ? refundItem(refund, progress(refund), currencies.of(refund.orderId)) : rawRefundItem(refund),
						);
					if (items.length === limit) return items;
				}
				return items;
			},
		}),
};

/**
 * How far the refunds of a page are. Where one of the order's names no transaction the order is looked at, once; of all
 * orders only what was read for their currencies counts, for a look each would use up the store's quota.
 */
async function progressIn(
	client: ApiClient,
	orderId: OrderId | null,
	page: readonly Refund[],
	currencies: OrderCurrencies,
): Promise<(refund: Refund) => RefundProgress> {
	if (orderId === null) return (refund) => progressOf(refund, currencies.isAllRefunded(refund.orderId));
	if (page.every((refund) => progressOf(refund) !== 'pending')) return progressOf;
	const look = await lookAtOrder(client, orderId);
	return (refund) => look.progressOf(look.refunds.find(({ id }) => id === refund.id) ?? refund);
}

function readInput(context: IExecuteFunctions, itemIndex: number, storeHash: string): Input {
	const orderId =
		context.getNodeParameter('refundsOf', itemIndex, 'order') === 'all'
			? null
			: orderIdOf(context, itemIndex, storeHash);
	const filters = orderId === null ? collectionOf(context, 'filters', itemIndex) : {};
	const after = dateIn(filters, 'createdAfter', 'Created After', context.getTimezone());
	const before = dateIn(filters, 'createdBefore', 'Created Before', context.getTimezone());
	return {
		orderId,
		query: withoutNulls({
			'created:min': after === null ? null : apiDate(after),
			'created:max': before === null ? null : apiDate(before),
			'order_id:in': ids(choicesIn(filters, 'orderIds', 'Order IDs'), 'Order IDs'),
			'id:in': ids(choicesIn(filters, 'refundIds', 'Refund IDs'), 'Refund IDs'),
			transaction_id: textIn(filters, 'transactionId', 'Transaction ID'),
		}),
		limit: limitOf(context, itemIndex),
		simplify: isSimplified(context, itemIndex),
	};
}

/** IDs as the API takes them: in one parameter, with commas. */
function ids(given: string[], label: string): string | null {
	const list = given.map((text) => text.replace(/^#/, ''));
	if (list.every((text) => /^[1-9]\d*$/.test(text))) return list.length === 0 ? null : list.join(',');
	throw new ParameterReason(`'${label}' holds something that is not an ID.`);
}
