import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { payment } from './actions/payment';
import { route } from './actions/router';
import { bigCommerceApiTest } from './methods/credentialTest';
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
		credentials: [{ name: 'bigCommerceApi', required: true, testedBy: 'bigCommerceApiTest' }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [{ name: 'Payment', value: 'payment' }],
				default: 'payment',
			},
			...payment.description,
		],
	};

	methods = {
		credentialTest: { bigCommerceApiTest },
	};

	// Programmatic rather than declarative, because a capture is several calls that depend on each other.
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await route(this);
	}
}
