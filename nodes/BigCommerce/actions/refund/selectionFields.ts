import type { INodeProperties } from 'n8n-workflow';
import { orderIdField } from '../payment/captureFields';

const itemFields: INodeProperties[] = [
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		default: 'PRODUCT',
		options: [
			{ name: 'Fee', value: 'FEE', description: 'By amount' },
			{ name: 'Gift Wrapping', value: 'GIFT_WRAPPING', description: 'By quantity' },
			{ name: 'Handling', value: 'HANDLING', description: 'By amount' },
			{ name: 'Order', value: 'ORDER', description: 'An amount of the whole order; tax is not worked out again' },
			{ name: 'Product', value: 'PRODUCT', description: 'By quantity' },
			{ name: 'Shipping', value: 'SHIPPING', description: 'By amount' },
			{ name: 'Tax', value: 'TAX', description: 'By amount' },
		],
	},
	{
		displayName: 'Item Name or ID',
		name: 'id',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getRefundItems', loadOptionsDependsOn: ['orderId.value'] },
		default: '',
		description:
			'The order product, shipping address or fee; may stay empty where the order has only one. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Quantity',
		name: 'quantity',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		description: 'How many are given back',
		displayOptions: { show: { type: ['PRODUCT', 'GIFT_WRAPPING'] } },
	},
	{
		displayName: 'Amount',
		name: 'amount',
		type: 'string',
		default: '',
		placeholder: 'e.g. 5.00',
		description: "Amount in the order's currency",
		displayOptions: { hide: { type: ['PRODUCT', 'GIFT_WRAPPING'] } },
	},
];

/** What is given back: everything left, an amount, items, or what was not shipped. For quotes and refunds alike. */
export const selectionFields: INodeProperties[] = [
	orderIdField,
	{
		displayName: 'What to Refund',
		name: 'refundWhat',
		type: 'options',
		default: 'everything',
		description: 'What of the order is given back; never more than is left of it',
		options: [
			{ name: 'Amount', value: 'amount', description: 'Give an amount of the order back' },
			{ name: 'Everything Left', value: 'everything', description: 'Give all back that was not given back before' },
			{ name: 'Items', value: 'items', description: 'Give products, shipping or fees back' },
			{
				name: 'What Was Not Shipped',
				value: 'notShipped',
				description: 'Give back each product that was neither shipped nor refunded, once the last shipment has left',
			},
		],
	},
	{
		displayName: 'Amount',
		name: 'amount',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 5.00',
		description: "Amount to give back, in the order's currency",
		displayOptions: { show: { refundWhat: ['amount'] } },
	},
	{
		displayName: 'Shipping Cost',
		name: 'shippingCost',
		type: 'options',
		default: 'keep',
		options: [
			{
				name: 'Give Back',
				value: 'refund',
				description: 'Give back what is left of the cost of shipping and handling',
			},
			{ name: 'Keep', value: 'keep', description: 'Give back the products alone' },
		],
		description: 'Whether the cost of shipping and handling goes back too; where everything was shipped it never does',
		displayOptions: { show: { refundWhat: ['notShipped'] } },
	},
	{
		displayName: 'Specify Items',
		name: 'specifyItems',
		type: 'options',
		default: 'fields',
		options: [
			{ name: 'Using Fields Below', value: 'fields' },
			{ name: 'Using JSON', value: 'json' },
		],
		displayOptions: { show: { refundWhat: ['items'] } },
	},
	{
		displayName: 'Items',
		name: 'items',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Item',
		default: {},
		options: [{ displayName: 'Item', name: 'item', values: itemFields }],
		displayOptions: { show: { refundWhat: ['items'], specifyItems: ['fields'] } },
	},
	{
		displayName: 'Items',
		name: 'itemsJson',
		type: 'json',
		default: '[\n  { "type": "PRODUCT", "id": 501, "quantity": 1 }\n]',
		description:
			'List of items: type (PRODUCT, GIFT_WRAPPING, SHIPPING, HANDLING, FEE, ORDER or TAX), ID of the order product, address or fee, and a quantity (products, wrapping) or an amount (the rest)',
		displayOptions: { show: { refundWhat: ['items'], specifyItems: ['json'] } },
	},
];
