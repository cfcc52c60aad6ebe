import type { INodeProperties } from 'n8n-workflow';
import { orderStatusesCondition } from '../commonFields';

/** The conditions of a refund. */
export const guardsField: INodeProperties = {
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
		orderStatusesCondition,
	],
};
