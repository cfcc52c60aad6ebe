import type { INodeProperties } from 'n8n-workflow';
import { claimOrdersField } from '../commonFields';

/** The options of a refund. */
export const optionsField: INodeProperties = {
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
		claimOrdersField('refunds an order', 'refunding an order'),
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
