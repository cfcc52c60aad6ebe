import type { INodeProperties } from 'n8n-workflow';
import { orderStatusesCondition } from '../commonFields';

/** The conditions of 'Only If'. `name` is the action's: capture or void. */
export function guardsField(name: string): INodeProperties {
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
				displayName: 'Max Age (Days)',
				name: 'maxAgeDays',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 6,
				description: 'Age of the authorization, at most. Older ones may have expired at the gateway.',
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
				displayName: 'Min Age (Days)',
				name: 'minAgeDays',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 1,
				description: 'Age of the authorization, at least',
			},
			{
				displayName: 'Not Under Review',
				name: 'notUnderReview',
				type: 'boolean',
				default: true,
				description:
					'Whether the payment must not be under review: no fraud review at the gateway, not held, and the order not in Manual Verification Required',
			},
			orderStatusesCondition,
			{
				displayName: 'Shipped',
				name: 'shipped',
				type: 'options',
				options: [
					{
						name: 'Everything',
						value: 'everything',
						description: "All of the order's items were shipped",
					},
					{
						name: 'Anything',
						value: 'anything',
						description: "At least one of the order's items was shipped",
					},
				],
				default: 'everything',
				description: 'How much of the order must have been shipped',
			},
		],
	};
}
