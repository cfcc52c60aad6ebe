/** The steps that the compared workflows are made of. */
import { randomUUID } from 'node:crypto';
import { packageName } from '../n8n/user-folder';
import { capture, type Step } from '../../test/e2e/harness/workflow';
import { credentialType } from '../n8n/workspace';
import { allowedOf, type Trial, type Wish } from './trial';

export interface Setting {
	/** Path of the webhook that starts the run. */
	path: string;
	/** `https://…/stores/<hash>`. */
	storeUrl: string;
	credential: { id: string; name: string };
}

/** Not by a Code node, which works in a process of its own. */
export const splitOut: Step = {
	name: 'Orders',
	type: 'n8n-nodes-base.splitOut',
	typeVersion: 1,
	parameters: { fieldToSplitOut: 'body.ids', options: { destinationFieldName: 'id' } },
};

/** The fields of the node's success item, without a call. */
export const likeTheNodes: Step = {
	name: 'Edit Fields',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: {
		mode: 'raw',
		jsonOutput: `={{ { orderId: $json.id, outcome: 'captured', changed: true, paymentStatus: 'captured', amount: '25.00', refunded: '0.00',
			net: '25.00', currency: 'USD', paymentMethod: 'Credit Card', orderStatusId: 11, requestedAt: $now.toISO(), settledAt: $now.toISO() } }}`,
		options: {},
	},
};

/** What each wish puts into the node. */
const WISHES: Record<Wish, { options?: object; guards?: object }> = {
	nothing: {},
	note: { options: { staffNote: 'Parcel sent', statusOnSuccess: 2 } },
	ownNote: { options: { staffNote: '=Parcel {{ $json.id }}', statusOnSuccess: 2 } },
	ownOptions: { options: { resultTimeout: '={{ 60 + $itemIndex % 7 }}' } },
	amount: { guards: { maxAmount: '100.00' } },
	conditions: { guards: { currency: 'USD', maxAgeDays: 7, orderStatusIds: [7], shipped: 'anything' } },
};

export function captureStep({ concurrency, wish }: Trial, { credential }: Setting): Step {
	const { options = {}, guards = {} } = WISHES[wish];
	const parameters = { options: { ...options, maxConcurrency: concurrency }, guards };
	return { ...capture('Capture', { parameters }), credentials: { [credentialType]: credential } };
}

/** Payment: Get Many as it comes: what can be captured. */
export function findStep({ credential }: Setting): Step {
	return {
		name: 'Find',
		type: `${packageName}.bigCommerce`,
		typeVersion: 1,
		parameters: { resource: 'payment', operation: 'getMany', returnAll: true },
		credentials: { [credentialType]: credential },
	};
}

export const captureUrl = (id: string, { storeUrl }: Setting): string =>
	`=${storeUrl}/v3/orders/{{ ${id} }}/payment_actions/capture`;
export const orderUrl = (id: string, { storeUrl }: Setting): string => `=${storeUrl}/v2/orders/{{ ${id} }}`;
export const journalUrl = (id: string, { storeUrl }: Setting): string =>
	`=${storeUrl}/v3/orders/{{ ${id} }}/transactions`;

export interface HttpCall {
	method?: 'GET' | 'POST' | 'PUT';
	url: string;
	/** An expression that makes the body. */
	body?: string;
	options?: object;
	/** With a quota, batching is tuned to it. */
	tuned?: Trial;
}

/** The HTTP Request node as it is dropped on the canvas. */
export function http(name: string, { method = 'GET', url, body, options = {}, tuned }: HttpCall, at: Setting): Step {
	const quota = tuned?.quota ?? null;
	const batching =
		quota === null ? {} : { batching: { batch: { batchSize: allowedOf(quota), batchInterval: quota.windowMs } } };
	return {
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.5,
		onError: 'continueErrorOutput',
		parameters: {
			method,
			url,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: credentialType,
			...(body === undefined ? {} : { sendBody: true, specifyBody: 'json', jsonBody: body }),
			options: { ...options, ...batching },
		},
		credentials: { [credentialType]: at.credential },
	};
}

/** All orders of the last 30 days, a page after the other until there is none. */
export function recentOrders(at: Setting): Step {
	const since = `{{ encodeURIComponent($now.minus({ days: 30 }).toISO()) }}`;
	const page = { name: 'page', value: '={{ $pageCount + 1 }}', type: 'qs' };
	const pagination = {
		paginationMode: 'updateAParameterInEachRequest',
		parameters: { parameters: [page] },
		paginationCompleteWhen: 'receiveSpecificStatusCodes',
		statusCodesWhenComplete: '204',
		limitPagesFetched: false,
	};
	const url = `=${at.storeUrl}/v2/orders?limit=250&sort=id:asc&min_date_created=${since}`;
	return http('Read all', { url, options: { pagination: { pagination } } }, at);
}

/** An If node with one condition. */
export function isSo(name: string, leftValue: string, rightValue: string | number, operation: string): Step {
	const type = typeof rightValue === 'number' ? 'number' : 'string';
	const condition = { id: randomUUID(), leftValue, rightValue, operator: { type, operation } };
	return {
		name,
		type: 'n8n-nodes-base.if',
		typeVersion: 2.2,
		parameters: {
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
				conditions: [condition],
				combinator: 'and',
			},
			options: {},
		},
	};
}

export const isStatus = (name: string, status: string): Step =>
	isSo(name, '={{ $json.payment_status }}', status, 'equals');

export const waiting = (name: string, seconds: number): Step => ({
	name,
	type: 'n8n-nodes-base.wait',
	typeVersion: 1.1,
	webhookId: randomUUID(),
	parameters: { amount: seconds, unit: 'seconds' },
});
