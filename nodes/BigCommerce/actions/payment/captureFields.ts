import type { INodeProperties } from 'n8n-workflow';
import type { Action } from '../../payment/action';
import { moneyNotice } from '../commonFields';
import { guardsField } from './guardsField';
import { optionsField } from './optionsField';

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
		moneyNotice(
			name === 'capture'
				? "Takes the authorized money of each order, once. To rehearse, add 'Dry Run' under 'Options'."
				: "Releases the authorized money of each order; it cannot be captured then. To rehearse, add 'Dry Run' under 'Options'.",
		),
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
