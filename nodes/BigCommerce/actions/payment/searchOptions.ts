import type { INodeProperties } from 'n8n-workflow';

/** How long the user's own gateway honours authorizations; overrides the table of estimates. */
export const windowOption: INodeProperties = {
	displayName: 'Authorization Window (Days)',
	name: 'windowDays',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 7,
	description:
		"How long your gateway honors an authorization. Without it, 'Estimated Expiry' goes by what is published about the gateway, or 7 days.",
};

/** How old orders may be that are looked at. */
export const lookBackOption: INodeProperties = {
	displayName: 'Look Back (Days)',
	name: 'lookBackDays',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 90,
	description:
		'Age of the oldest orders to look at, however many there are. Without it, 31 days, because no known gateway honors an authorization for more than 30.',
};

/** Whether each payment's own transactions are read. */
export const lookUpGatewayOption: INodeProperties = {
	displayName: 'Look Up Gateway',
	name: 'lookUpGateway',
	type: 'boolean',
	default: false,
	description:
		"Whether to read each payment's transactions, one call each, for its gateway and the authorization's own date and amount. Without it, they go by the order.",
};
