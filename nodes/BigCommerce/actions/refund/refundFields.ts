import type { INodeProperties } from 'n8n-workflow';
import { moneyNotice, simplifyField } from '../commonFields';
import { guardsField } from './guardsField';
import { optionsField } from './optionsField';
import { selectionFields } from './selectionFields';

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
