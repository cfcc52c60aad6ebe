import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { referenceHint } from './actions/refund/referenceHint';
import { resourceProperties, route } from './actions/router';
import { bigCommerceApiTest } from './methods/credentialTest';
import { getOrderStatuses } from './methods/getOrderStatuses';
import { getRefundItems, getRefundProviders } from './methods/refundPickers';
import { searchOrders } from './methods/searchOrders';
import { OUTPUTS } from './outputs';

export class BigCommerce implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'BigCommerce',
		name: 'bigCommerce',
		icon: { light: 'file:bigCommerce.svg', dark: 'file:bigCommerce.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Capture, void and refund order payments, each exactly once, and look up orders',
		defaults: { name: 'BigCommerce' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: OUTPUTS,
		hints: [referenceHint],
		credentials: [{ name: 'bigCommerceApi', required: true, testedBy: 'bigCommerceApiTest' }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Order', value: 'order' },
					{ name: 'Payment', value: 'payment' },
					{ name: 'Refund', value: 'refund' },
					{ name: 'Transaction', value: 'transaction' },
				],
				default: 'payment',
			},
			...resourceProperties,
		],
	};

	methods = {
		credentialTest: { bigCommerceApiTest },
		listSearch: { searchOrders },
		loadOptions: { getOrderStatuses, getRefundItems, getRefundProviders },
	};

	// Programmatic rather than declarative, because a capture is several calls that depend on each other.
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await route(this);
	}
}
