import type { INodeProperties } from 'n8n-workflow';

/** 'Return All' and 'Limit', for every list. */
export const listFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/** What an operation that moves money says first; with 'Dry Run' on it moves none. */
export const moneyNotice = (displayName: string): INodeProperties => ({
	displayName,
	name: 'moneyNotice',
	type: 'notice',
	default: '',
	displayOptions: { hide: { '/options.dryRun': [true] } },
});

/** 'Simplify', for everything that BigCommerce answers with more than ten fields. */
export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/**
 * 'Claim Orders', for everything that sends money on its way.
 * @param does what an execution does with an order, to follow on "One execution at a time"
 * @param doing to follow on "Who is kept from"
 */
export const claimOrdersField = (does: string, doing: string): INodeProperties => ({
	displayName: 'Claim Orders',
	name: 'claimOrders',
	type: 'options',
	default: 'inProcess',
	options: [
		{
			name: 'In This Process',
			value: 'inProcess',
			description: `One execution at a time ${does}, among those of one process. Enough for n8n with one main process.`,
		},
		{
			name: 'In the Store',
			value: 'inStore',
			description:
				'The same among many processes, as in queue mode: each attempt is claimed in an order metafield before it is sent',
		},
	],
	description: `Who is kept from ${doing} at the same time`,
});

/** 'Closed Claims', for claims of payments in the store. @param done what the order's payment then is */
export const closedClaimsField = (done: string): INodeProperties => ({
	displayName: 'Closed Claims',
	name: 'closedClaims',
	type: 'options',
	default: 'keep',
	options: [
		{
			name: 'Keep',
			value: 'keep',
			description: 'They are a record of which execution worked the order, when, and what came of it',
		},
		{
			name: 'Remove',
			value: 'remove',
			description: `A run removes those that were ${done} an hour before or longer. Claims that came to nothing stay until the order is ${done}: the next try is numbered after them.`,
		},
	],
	description: 'What becomes of claims in the store when they are done with',
	displayOptions: { show: { claimOrders: ['inStore'] } },
});

/** The condition on the order's status, for captures, voids and refunds. */
export const orderStatusesCondition: INodeProperties = {
	displayName: 'Order Status Names or IDs',
	name: 'orderStatusIds',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getOrderStatuses' },
	default: [],
	description:
		'Order statuses in which it is allowed. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};
