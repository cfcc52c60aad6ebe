import type { INodeProperties } from 'n8n-workflow';
import { moneyNotice, simplifyField } from '../commonFields';
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

/** How the money goes back. */
const toFields: INodeProperties[] = [
	{
		displayName: 'Refund To',
		name: 'refundTo',
		type: 'options',
		default: 'original',
		description: 'Where the money goes',
		options: [
			{ name: 'Original Payment Method', value: 'original', description: 'The way the order was paid' },
			{ name: 'Provider', value: 'provider', description: 'A payment provider that the quote offers' },
			{ name: 'Store Credit', value: 'storeCredit', description: "Credit in the shopper's account; a guest has none" },
		],
	},
	{
		displayName: 'Provider Name or ID',
		name: 'providerId',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getRefundProviders', loadOptionsDependsOn: ['orderId.value'] },
		default: '',
		required: true,
		description:
			'A provider that the quote offers; "custom" only records the refund, and the money is given back by hand. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: { show: { refundTo: ['provider'] } },
	},
];

const guardsField: INodeProperties = {
	displayName: 'Only If',
	name: 'guards',
	type: 'collection',
	placeholder: 'Add Condition',
	default: {},
	description:
		"Conditions that are checked against the quote and the order before anything is sent. Where one is not met, no money is given back, and the item ends as 'blocked'.",
	options: [
		{
			displayName: 'Amount Tolerance',
			name: 'amountTolerance',
			type: 'string',
			default: '',
			placeholder: 'e.g. 0.05',
			description: "How far the quote may be from 'Expected Amount'",
		},
		{
			displayName: 'Currency',
			name: 'currency',
			type: 'string',
			default: '',
			placeholder: 'e.g. USD',
			description: 'Three-letter code that the order must have',
		},
		{
			displayName: 'Expected Amount',
			name: 'expectedAmount',
			type: 'string',
			default: '',
			placeholder: 'e.g. 25.00',
			description: 'Amount that the quote must come to: the credit note in your ERP, for example',
		},
		{
			displayName: 'Max Amount',
			name: 'maxAmount',
			type: 'string',
			default: '',
			placeholder: 'e.g. 100.00',
			description: 'Amount that is given back, at most',
		},
		{
			displayName: 'Order Status Names or IDs',
			name: 'orderStatusIds',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getOrderStatuses' },
			default: [],
			description:
				'Order statuses in which it is allowed. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
	],
};

const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Allow Offline',
			name: 'allowOffline',
			type: 'boolean',
			default: false,
			description:
				'Whether to go on where the provider cannot give the money back itself: BigCommerce then only records the refund, and somebody has to pay it out by hand',
		},
		{
			displayName: 'Claim Orders',
			name: 'claimOrders',
			type: 'options',
			default: 'inProcess',
			options: [
				{
					name: 'In This Process',
					value: 'inProcess',
					description:
						'One execution at a time refunds an order, among those of one process. Enough for n8n with one main process.',
				},
				{
					name: 'In the Store',
					value: 'inStore',
					description:
						'The same among many processes, as in queue mode: each attempt is claimed in an order metafield before it is sent',
				},
			],
			description: 'Who is kept from refunding an order at the same time',
		},
		{
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: false,
			description: 'Whether to only read and quote, and say what would be refunded. No money is given back.',
		},
		{
			displayName: 'Reason',
			name: 'reason',
			type: 'string',
			default: '',
			placeholder: 'e.g. Damaged in transit',
			description: 'Reason that BigCommerce keeps with the refund',
		},
		{
			displayName: 'Reference',
			name: 'reference',
			type: 'string',
			default: '',
			placeholder: 'e.g. RMA-17',
			description:
				"Your number for this refund, an RMA for example. It is written behind the reason, and an order that has a refund with it is not refunded again, whenever and wherever this runs. Without it that holds within one execution only: for 'Retry On Fail', and for a loop from the error output back to this node.",
		},
		{
			displayName: 'Request Timeout (Seconds)',
			name: 'requestTimeout',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 30,
			description:
				"How long one call may take. A refund that was not answered by then is looked for in the order's refunds, and not sent again.",
		},
		{
			displayName: 'Result Timeout (Seconds)',
			name: 'resultTimeout',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 30,
			description:
				"How long to wait for the payment provider's answer; a refund without one then ends as 'pending'. A refund whose own answer got lost is looked for as long, and then ends as 'unknown'.",
		},
		{
			displayName: 'Summary',
			name: 'summary',
			type: 'boolean',
			noDataExpression: true,
			default: false,
			description:
				"Whether to add an output 'Summary' after the others, with one item for the whole run: how many refunds came to which outcome, the sums of money, and a text that can be mailed as it is",
		},
		{
			displayName: 'Verification Window (Seconds)',
			name: 'verificationWindow',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 10,
			description:
				"How long a refund may take to show in the order's list. A refund in doubt is looked for at least as long, also by a try that follows.",
		},
	],
};

/** The fields of a refund. */
export const createFields: INodeProperties[] = [
	moneyNotice("Gives money back to the shopper. To rehearse, add 'Dry Run' under 'Options'."),
	...selectionFields,
	...toFields,
	simplifyField,
	guardsField,
	optionsField,
];

/** The fields of a quote. */
export const quoteFields: INodeProperties[] = [...selectionFields, simplifyField];
