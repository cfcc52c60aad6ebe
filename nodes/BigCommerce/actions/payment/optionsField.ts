import type { INodeProperties } from 'n8n-workflow';
import { claimOrdersField, closedClaimsField } from '../commonFields';
import type { Action } from '../../payment/action';

/** The options of capture, or those of void. */
export function optionsField({ name, done }: Action, Done: string): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			claimOrdersField(`sends the ${name} of an order`, `sending the ${name} of an order`),
			closedClaimsField(done),
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
					{
						name: 'Succeed',
						value: 'succeed',
						description: `Outcome '${done}' with changed: false. Best for running again.`,
					},
					{ name: 'Fail', value: 'fail', description: 'Goes to the error branch' },
				],
				description: `What an order ends as whose payment was ${done} before, by another run or in the control panel. Nothing is sent in either case.`,
			},
			{
				displayName: 'Max Concurrency',
				name: 'maxConcurrency',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 50 },
				default: 10,
				description: "Orders worked at once, at most. The pace follows the store's API quota in any case.",
			},
			{
				displayName: 'Max Orders',
				name: 'maxOrders',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 1000,
				description:
					"Different orders in one execution, at most. Those beyond are 'blocked': a guard against a wrong list. Counts over all items, rounds of a loop and calls of an agent; where they differ, the smallest holds.",
			},
			{
				displayName: 'Max Total',
				name: 'maxTotal',
				type: 'string',
				default: '',
				placeholder: 'e.g. 2500.00',
				description: `Sum that one execution may have ${done}, at most, in one currency: that of its first payment. Counts over all items, rounds of a loop and calls of an agent. An order that would exceed it, or is in another currency, is 'blocked'.`,
			},
			{
				displayName: 'Quota Reserve (%)',
				name: 'quotaReserve',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 90 },
				default: 10,
				description: "Share of the store's API quota that is left to its other apps",
			},
			{
				displayName: 'Request Timeout (Seconds)',
				name: 'requestTimeout',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 30,
				description: 'How long one call may take. After that the order is looked at; nothing is sent blindly.',
			},
			{
				displayName: 'Result Timeout (Seconds)',
				name: 'resultTimeout',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 60,
				description:
					"How long to wait for the final result, and for the store's API quota to free up. An order that is not final then ends as 'pending'.",
			},
			{
				displayName: 'Staff Note',
				name: 'staffNote',
				type: 'string',
				default: '',
				description: `Note that is added to the order's staff notes once it is ${done}, unless it is there already`,
			},
			{
				displayName: 'Status on Failure Name or ID',
				name: 'statusOnFailure',
				type: 'options',
				typeOptions: { loadOptionsMethod: 'getOrderStatuses' },
				default: '',
				description:
					'Order status that is set where the gateway declined, unless the order is shipped or closed. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: 'Status on Success Name or ID',
				name: 'statusOnSuccess',
				type: 'options',
				typeOptions: { loadOptionsMethod: 'getOrderStatuses' },
				default: '',
				description: `Order status that is set once it is proved ${done}. It only moves an order forward. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.`,
			},
			{
				displayName: 'Stop After Failures',
				name: 'stopAfterFailures',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 5,
				description:
					'Number of orders that may go wrong before nothing more is sent. Orders are then worked so that no more than this many can go wrong, which is slower. Counts over all items, rounds of a loop and calls of an agent.',
			},
			{
				displayName: 'Summary',
				name: 'summary',
				type: 'boolean',
				noDataExpression: true,
				default: false,
				description:
					"Whether to add an output 'Summary' after the others, with one item for the whole run: how many orders came to which outcome, the sums of money, and a text that can be mailed as it is",
			},
			{
				displayName: 'Verification Window (Seconds)',
				name: 'verificationWindow',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 10,
				description: `How long an accepted ${name} may take to show in the order, 1 or more. Only after it, an unclear answer counts as not accepted.`,
			},
		],
	};
}
