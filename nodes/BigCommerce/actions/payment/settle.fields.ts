import type { INodeProperties } from 'n8n-workflow';
import type { Action } from '../../settlement/action';

/** The order picker, shared by every operation on one order. */
export const orderIdField: INodeProperties = {
	displayName: 'Order ID',
	name: 'orderId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The order to work on. An expression may yield 118, "118" or "#118".',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose an order…',
			typeOptions: { searchListMethod: 'searchOrders', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 118',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://store-abc123.mybigcommerce.com/manage/orders/118',
		},
	],
};

/** The fields of capture, or those of void: the same, each with its own words. */
export function settleFields(action: Action): INodeProperties[] {
	const { name, done } = action;
	const Done = done === 'captured' ? 'Captured' : 'Voided';
	return [
		orderIdField,
		{
			displayName: 'Wait for Result',
			name: 'waitForResult',
			type: 'boolean',
			default: true,
			description: `Whether to follow the ${name} until BigCommerce shows it as ${done} or declined. Off, an item says 'accepted', which is not yet ${done}.`,
		},
		{
			displayName: 'Outputs',
			name: 'outputs',
			type: 'options',
			noDataExpression: true,
			default: 'single',
			options: [
				{ name: 'Single', value: 'single', description: 'One output; each item names its outcome' },
				{
					name: 'By Outcome',
					value: 'byOutcome',
					description: `Outputs '${Done}', 'Pending', 'Declined' and 'Not ${Done}'; what remains stays an error`,
				},
			],
		},
		{
			displayName: 'Simplify',
			name: 'simplify',
			type: 'boolean',
			default: true,
			description: 'Whether to return a simplified version of the response instead of the raw data',
		},
		guardsField(name),
		optionsField(action, Done),
	];
}

function guardsField(name: string): INodeProperties {
	return {
		displayName: 'Only If',
		name: 'guards',
		type: 'collection',
		placeholder: 'Add Condition',
		default: {},
		description: `Conditions that are checked against the order before anything is sent. Where one is not met, there is no ${name}, and the item ends as 'blocked'.`,
		options: [
			{
				displayName: 'Amount Tolerance',
				name: 'amountTolerance',
				type: 'string',
				default: '',
				placeholder: 'e.g. 0.05',
				description: "How far the amount may be from 'Expected Amount', in the payment's currency",
			},
			{
				displayName: 'Currency',
				name: 'currency',
				type: 'string',
				default: '',
				placeholder: 'e.g. USD',
				description: 'Three-letter code that the payment must have',
			},
			{
				displayName: 'Expected Amount',
				name: 'expectedAmount',
				type: 'string',
				default: '',
				placeholder: 'e.g. 25.00',
				description: "Amount that must have been authorized: the invoice's total in your ERP, for example",
			},
			{
				displayName: 'Max Age',
				name: 'maxAgeDays',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 6,
				description: 'Age of the authorization in days, at most. Older ones may have expired at the gateway.',
			},
			{
				displayName: 'Max Amount',
				name: 'maxAmount',
				type: 'string',
				default: '',
				placeholder: 'e.g. 1000.00',
				description: "Amount in the payment's currency, at most",
			},
			{
				displayName: 'Min Age',
				name: 'minAgeDays',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 1,
				description: 'Age of the authorization in days, at least',
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
}

function optionsField({ name, done }: Action, Done: string): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Dry Run',
				name: 'dryRun',
				type: 'boolean',
				default: false,
				description: `Whether to only read, and say which orders would be ${done}. Nothing is sent.`,
			},
			{
				displayName: `If Already ${Done}`,
				name: 'alreadySettled',
				type: 'options',
				default: 'succeed',
				options: [
					{ name: 'Succeed', value: 'succeed', description: `Outcome '${done}' with changed: false. Best for running again.` },
					{ name: 'Fail', value: 'fail', description: 'Goes to the error branch' },
				],
			},
			{
				displayName: 'Max Concurrency',
				name: 'maxConcurrency',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 50 },
				default: 10,
				description: 'Orders worked at once, at most. The pace follows the store\'s API quota in any case.',
			},
			{
				displayName: 'Max Orders',
				name: 'maxOrders',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 1000,
				description: "Different orders in one run, at most. Those beyond are 'blocked': a guard against a wrong list.",
			},
			{
				displayName: 'Quota Reserve',
				name: 'quotaReserve',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 90 },
				default: 10,
				description: "Percent of the store's API quota that is left to its other apps",
			},
			{
				displayName: 'Request Timeout',
				name: 'requestTimeout',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 30,
				description: 'Seconds that one call may take. After that the order is looked at; nothing is sent blindly.',
			},
			{
				displayName: 'Result Timeout',
				name: 'resultTimeout',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 60,
				description: "Seconds to wait for the final result, and for the store's API quota to free up. An order that is not final then ends as 'pending'.",
			},
			{
				displayName: 'Staff Note',
				name: 'staffNote',
				type: 'string',
				default: '',
				description: `Line that is added to the order's staff notes once it is ${done}`,
			},
			{
				displayName: 'Status on Failure Name or ID',
				name: 'statusOnFailure',
				type: 'options',
				typeOptions: { loadOptionsMethod: 'getOrderStatuses' },
				default: '',
				description:
					'Order status that is set where the gateway declined. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: 'Status on Success Name or ID',
				name: 'statusOnSuccess',
				type: 'options',
				typeOptions: { loadOptionsMethod: 'getOrderStatuses' },
				default: '',
				description: `Order status that is set once it is proved ${done}. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.`,
			},
			{
				displayName: 'Stop After Failures',
				name: 'stopAfterFailures',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 5,
				description:
					'Number of orders that may go wrong before nothing more is sent. Orders are then worked so that no more than this many can go wrong, which is slower.',
			},
			{
				displayName: 'Verification Window',
				name: 'verificationWindow',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 10,
				description: `Seconds in which an accepted ${name} must show in the order. Only after it, an unclear answer counts as not accepted.`,
			},
		],
	};
}
