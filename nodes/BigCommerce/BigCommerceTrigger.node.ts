import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { bigCommerceApiTest } from './methods/credentialTest';
import { getOrderStatuses } from './methods/getOrderStatuses';
import { areHooksInPlace, putHooksInPlace, removeHooks } from './trigger/lifecycle';
import { receive } from './trigger/receive';
import { WEBHOOK } from './trigger/destination';
import { triggerFields } from './trigger/triggerFields';

export class BigCommerceTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'BigCommerce Trigger',
		name: 'bigCommerceTrigger',
		icon: { light: 'file:bigCommerce.svg', dark: 'file:bigCommerce.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ [].concat($parameter["events"]).join(", ") }}',
		description:
			'Starts the workflow when a payment is captured, fails or is voided, and on order events, without polling',
		eventTriggerDescription: 'Waiting for an event of the store',
		activationMessage:
			'BigCommerce now sends its events to this workflow. A new hook may take up to one minute to start.',
		defaults: { name: 'BigCommerce Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'bigCommerceApi', required: true, testedBy: 'bigCommerceApiTest' }],
		webhooks: [{ name: WEBHOOK, httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' }],
		properties: triggerFields,
	};

	methods = {
		credentialTest: { bigCommerceApiTest },
		loadOptions: { getOrderStatuses },
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await areHooksInPlace(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await putHooksInPlace(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await removeHooks(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
