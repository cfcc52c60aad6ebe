import type { INodeProperties } from 'n8n-workflow';
import type { JsonObject } from '../../api/json';
import type { OrderFilters } from '../../api/orderList';
import { apiDate } from '../../model/time';
import { dateIn, idIn, numberIn, textIn } from '../parameters';

/** Filters that `GET /v2/orders` takes itself. */
export const orderFilterOptions: INodeProperties[] = [
	{
		displayName: 'Channel ID',
		name: 'channelId',
		type: 'number',
		default: 1,
		description: 'Sales channel: 1 is the storefront',
	},
	{ displayName: 'Created After', name: 'createdAfter', type: 'dateTime', default: '' },
	{ displayName: 'Created Before', name: 'createdBefore', type: 'dateTime', default: '' },
	{
		displayName: 'Customer Email',
		name: 'email',
		type: 'string',
		placeholder: 'name@email.com',
		default: '',
		description: 'Email address of the customer, in full',
	},
	{
		displayName: 'Customer ID',
		name: 'customerId',
		type: 'number',
		default: 0,
		description: 'ID of the customer: 0 is guests',
	},
	{
		displayName: 'External Order ID',
		name: 'externalOrderId',
		type: 'string',
		default: '',
		description: "The order's ID in another system",
	},
	{ displayName: 'Max ID', name: 'maxId', type: 'number', default: 1, description: 'Highest order ID' },
	{
		displayName: 'Max Total',
		name: 'maxTotal',
		type: 'number',
		typeOptions: { numberPrecision: 2 },
		default: 0,
		description: "Order total at most, in the order's currency",
	},
	{ displayName: 'Min ID', name: 'minId', type: 'number', default: 1, description: 'Lowest order ID' },
	{
		displayName: 'Min Total',
		name: 'minTotal',
		type: 'number',
		typeOptions: { numberPrecision: 2 },
		default: 0,
		description: "Order total at least, in the order's currency",
	},
	{ displayName: 'Modified After', name: 'modifiedAfter', type: 'dateTime', default: '' },
	{ displayName: 'Modified Before', name: 'modifiedBefore', type: 'dateTime', default: '' },
	{
		displayName: 'Order Status Name or ID',
		name: 'statusId',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getOrderStatuses' },
		default: '',
		description:
			'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
	{
		displayName: 'Payment Method',
		name: 'paymentMethod',
		type: 'string',
		default: '',
		placeholder: 'e.g. Credit Card',
		description: "The payment method's display name, as BigCommerce shows it",
	},
];

/**
 * The filters as the API names them.
 * @param timezone the workflow's, for times without an offset
 * @throws ParameterReason
 */
export function orderFiltersIn(given: JsonObject, timezone: string): OrderFilters {
	const dates = {
		min_date_created: dateIn(given, 'createdAfter', 'Created After', timezone),
		max_date_created: dateIn(given, 'createdBefore', 'Created Before', timezone),
		min_date_modified: dateIn(given, 'modifiedAfter', 'Modified After', timezone),
		max_date_modified: dateIn(given, 'modifiedBefore', 'Modified Before', timezone),
	};
	return withoutNulls({
		channel_id: idIn(given, 'channelId', 'Channel ID'),
		...Object.fromEntries(Object.entries(dates).map(([name, time]) => [name, time === null ? null : apiDate(time)])),
		email: textIn(given, 'email', 'Customer Email'),
		customer_id: idIn(given, 'customerId', 'Customer ID'),
		external_order_id: textIn(given, 'externalOrderId', 'External Order ID'),
		max_id: idIn(given, 'maxId', 'Max ID'),
		max_total: numberIn(given, 'maxTotal', 'Max Total'),
		min_id: idIn(given, 'minId', 'Min ID'),
		min_total: numberIn(given, 'minTotal', 'Min Total'),
		status_id: idIn(given, 'statusId', 'Order Status'),
		payment_method: textIn(given, 'paymentMethod', 'Payment Method'),
	});
}

/** The entries that have a value. */
export function withoutNulls(given: Record<string, string | number | null>): OrderFilters {
	const kept: OrderFilters = {};
	for (const [name, value] of Object.entries(given)) if (value !== null) kept[name] = value;
	return kept;
}
