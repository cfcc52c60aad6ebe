import {
	NodeOperationError,
	type INodeExecutionData,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { readStoreAddress } from '../api/storeAddress';
import { CREDENTIAL } from '../n8n/transport';
import type { OrderId } from '../model/orderId';
import { admit, type Expected, type KnownNotification } from './verifyDelivery';
import { deduplicate } from './deduplicate';
import { decideWithOrder, itemOf, orderFields } from './item';
import { TriggerState } from './triggerState';
import { occurrencesIn, type StoreEvent } from './storeEvent';
import { lookAtOrder } from './fetchOrder';
import { deliveryKey } from './recentDeliveries';
import { acknowledge, refuse } from './response';
import { HOOK_HEADER, isSecret } from './secret';
import { mayStart, needsOrder, settingsOf, type Settings } from './settings';

/** Takes one delivery in: checked, made events, and answered before anything is asked of BigCommerce. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const headers = context.getHeaderData();
	const memory = new TriggerState(context.getWorkflowStaticData('node'));
	// First, and without reading anything: whoever has not the secret costs next to nothing.
	if (!isSecret(headers[HOOK_HEADER], memory.secret))
		return refuse(context, 401, 'The secret of the hook is missing or wrong');
	const { rawBody }: { rawBody?: unknown } = context.getRequestObject();
	const admission = admit({ headers, body: rawBody, at: Date.now() }, await expectedOf(context));
	if (!admission.ok) return refuseAloud(context, admission.status, admission.reason);
	const { notification } = admission;
	const read = occurrencesIn(notification);
	if (!read.ok) return refuseAloud(context, 400, read.reason);

	const settings = settingsOf(context);
	const wanted = read.occurrences.filter((occurrence) => mayStart(occurrence, settings));
	const webhookId = typeof headers['webhook-id'] === 'string' ? headers['webhook-id'] : null;
	const fresh = deduplicate(context, memory, wanted, deliveryKey({ ...notification, webhookId }));
	// Where nothing starts, n8n answers 200 by itself; where something does, as soon as the execution is on its way.
	if (fresh.length === 0) return {};
	if (!fresh.some((occurrence) => needsOrder(occurrence, settings))) {
		return { workflowData: [fresh.map((occurrence) => itemOf(notification, occurrence))] };
	}
	// To read an order may take longer than BigCommerce waits for an answer.
	acknowledge(context);
	const items = await itemsWithOrder(context, notification, read.orderId, fresh, settings);
	return items.length === 0 ? { noWebhookResponse: true } : { noWebhookResponse: true, workflowData: [items] };
}

function refuseAloud(context: IWebhookFunctions, status: number, reason: string): IWebhookResponseData {
	context.logger.warn(`BigCommerce Trigger: a delivery with the right secret was refused: ${reason}`);
	return refuse(context, status, reason);
}

async function expectedOf(context: IWebhookFunctions): Promise<Expected> {
	const { storeHash, apiUrl, clientSecret } = await context.getCredentials(CREDENTIAL);
	const read = readStoreAddress(storeHash, apiUrl);
	if (!read.ok) throw new NodeOperationError(context.getNode(), read.reason);
	return {
		storeHash: read.address.storeHash,
		clientSecret: typeof clientSecret === 'string' ? clientSecret.trim() : '',
	};
}

/**
 * The items, with what the order tells. What cannot be decided without an order that cannot be read becomes a failed
 * execution, which n8n shows and hands to the error workflow: neither a guess nor an event lost in silence.
 */
async function itemsWithOrder(
	context: IWebhookFunctions,
	notification: KnownNotification,
	orderId: OrderId,
	occurrences: readonly StoreEvent[],
	settings: Settings,
): Promise<INodeExecutionData[]> {
	const look = await lookAtOrder(context, orderId);
	const items: INodeExecutionData[] = [];
	const open: string[] = [];
	for (const occurrence of occurrences) {
		const decision = decideWithOrder(occurrence, look, settings);
		if (decision.kind === 'starts') {
			items.push(itemOf(notification, decision.occurrence, settings.includeOrder ? orderFields(look) : undefined));
		} else if (decision.kind === 'undecided') {
			open.push(
				`Order ${orderId}: ${decision.question} cannot be told, because the order could not be read (${decision.reason})`,
			);
		}
	}
	if (open.length === 0) return items;
	context.logger.error(`BigCommerce Trigger: ${open.join('. ')}`);
	if (items.length > 0) return items;
	throw new NodeOperationError(context.getNode(), open.join('. '), {
		description: `The event came by ${notification.scope}. Look at the order, and run the workflow for it by hand where needed.`,
	});
}
