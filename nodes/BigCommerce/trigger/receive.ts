import {
	NodeOperationError,
	type INodeExecutionData,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { readStoreAddress } from '../api/storeAddress';
import { CREDENTIAL } from '../n8n/credential';
import { verifyDelivery, type Expected, type KnownNotification } from './verifyDelivery';
import { deduplicate } from './deduplicate';
import { decideWithOrder, itemOf, orderFields } from './item';
import { TriggerState } from './triggerState';
import { storeEventsIn, type StoreEvent } from './storeEvent';
import { fetchOrder, type FetchedOrder } from './fetchOrder';
import { deliveryKeys } from './recentDeliveries';
import { acknowledge, refuse } from './response';
import { lookAfterHooks } from './reviveHooks';
import { HOOK_HEADER, isSecret } from './secret';
import { mayStart, needsOrder, settingsOf, type Settings } from './settings';

/** Takes one delivery in: verified, read, and answered before anything is asked of BigCommerce. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const headers = context.getHeaderData();
	const state = new TriggerState(context.getWorkflowStaticData('node'));
	// First, and without reading anything: an unauthenticated call is refused before any work.
	if (!isSecret(headers[HOOK_HEADER], state.secret))
		return refuse(context, 401, 'The secret of the hook is missing or wrong');
	const { rawBody }: { rawBody?: unknown } = context.getRequestObject();
	const verification = verifyDelivery({ headers, body: rawBody, at: Date.now() }, await expectedOf(context, state));
	if (!verification.ok) {
		return verification.status === 401
			? refuseAloud(context, verification.reason)
			: dropUnreadable(context, verification.reason);
	}
	lookAfterHooks(context, state);
	const { notification } = verification;
	const read = storeEventsIn(notification);
	if (!read.ok) return dropUnreadable(context, read.reason);

	const settings = settingsOf(context);
	const possible = read.storeEvents.filter((storeEvent) => mayStart(storeEvent, settings));
	const webhookId = typeof headers['webhook-id'] === 'string' ? headers['webhook-id'] : null;
	const keys = deliveryKeys({ ...notification, webhookId }, state.hasFormerAccount);
	const { storeEvents, remember } = deduplicate(context, state, possible, keys);
	// Where nothing starts, n8n answers 200 by itself; where something does, as soon as the execution is on its way.
	if (storeEvents.length === 0) return {};
	if (!storeEvents.some((storeEvent) => needsOrder(storeEvent, settings))) {
		return { workflowData: [remember(storeEvents).map((storeEvent) => itemOf(notification, storeEvent))] };
	}
	// Those that are certain to start are remembered now, so that their copies do not read the order too.
	const isOpen = ({ event }: StoreEvent) => event === null;
	const certain = remember(storeEvents.filter((storeEvent) => !isOpen(storeEvent)));
	// To read an order may take longer than BigCommerce waits for an answer.
	acknowledge(context);
	const open = storeEvents.filter(isOpen);
	const order = await fetchOrder(context, read.orderId, open.length > 0);
	// A copy may have been decided first: what is remembered by now starts nothing more.
	const items = itemsWithOrder(context, notification, order, [...open, ...certain], settings, (decided) =>
		remember([decided]),
	);
	return items.length === 0 ? { noWebhookResponse: true } : { noWebhookResponse: true, workflowData: [items] };
}

function refuseAloud(context: IWebhookFunctions, reason: string): IWebhookResponseData {
	context.logger.warn(`BigCommerce Trigger: a delivery with the right secret was refused: ${reason}`);
	return refuse(context, 401, reason);
}

/**
 * A genuine delivery that cannot be read. To refuse it would change nothing in it, and BigCommerce would repeat it
 * eleven times and then switch the whole hook off (docs/bigcommerce-api.md, Webhooks).
 */
function dropUnreadable(context: IWebhookFunctions, reason: string): IWebhookResponseData {
	context.logger.error(
		`BigCommerce Trigger: an event of the store was dropped, for it cannot be read: ${reason}. Please report it.`,
	);
	acknowledge(context);
	return { noWebhookResponse: true };
}

async function expectedOf(context: IWebhookFunctions, state: TriggerState): Promise<Expected> {
	const { storeHash, apiUrl, clientSecret } = await context.getCredentials(CREDENTIAL);
	const read = readStoreAddress(storeHash, apiUrl);
	if (!read.ok) throw new NodeOperationError(context.getNode(), read.reason);
	const secret = typeof clientSecret === 'string' ? clientSecret.trim() : '';
	return {
		storeHash: read.address.storeHash,
		clientSecret: secret,
		signsOtherwise: state.hasFormerAccount || state.isOtherSecret(secret),
	};
}

/**
 * The items, with what the order tells. What cannot be decided without an order that cannot be read becomes a failed
 * execution, which n8n shows and hands to the error workflow: neither a guess nor an event lost in silence.
 */
function itemsWithOrder(
	context: IWebhookFunctions,
	notification: KnownNotification,
	order: FetchedOrder,
	storeEvents: readonly StoreEvent[],
	settings: Settings,
	rememberDecided: (storeEvent: StoreEvent) => StoreEvent[],
): INodeExecutionData[] {
	const items: INodeExecutionData[] = [];
	const undecided: string[] = [];
	for (const storeEvent of storeEvents) {
		const decision = decideWithOrder(storeEvent, order, settings);
		if (decision.kind === 'starts') {
			const starting = storeEvent.event === null ? rememberDecided(decision.storeEvent) : [decision.storeEvent];
			const extra = settings.includeOrder ? orderFields(order) : undefined;
			items.push(...starting.map((one) => itemOf(notification, one, extra)));
		} else if (decision.kind === 'undecided') {
			undecided.push(
				`Order ${storeEvent.orderId}: ${decision.question} cannot be told, because the order could not be read (${decision.reason})`,
			);
		} else if (storeEvent.event === null) {
			context.logger.info(
				`BigCommerce Trigger: order ${storeEvent.orderId}: an event does not tell how its ${storeEvent.step} ended, and the order does not tell it yet. Nothing was started; the next event of it is looked at anew.`,
			);
		}
	}
	if (undecided.length === 0) return items;
	context.logger.error(`BigCommerce Trigger: ${undecided.join('. ')}`);
	if (items.length > 0) return items;
	throw new NodeOperationError(context.getNode(), undecided.join('. '), {
		description: `The event came by ${notification.scope}. Look at the order, and run the workflow for it by hand where needed.`,
	});
}
