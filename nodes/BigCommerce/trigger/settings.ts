import type { IWebhookFunctions } from 'n8n-workflow';
import { isTriggerEvent, type TriggerEvent } from './events';
import type { StoreEvent } from './storeEvent';
import { paymentEventOf } from './paymentResult';
import { applyFilter, readStatusIds, type FilterAnswer, type StatusFilter } from './statusFilter';

/** What the node is set to let through. */
export interface Settings {
	events: ReadonlySet<TriggerEvent>;
	filter: StatusFilter;
	includeOrder: boolean;
}

export function settingsOf(context: IWebhookFunctions): Settings {
	const events = context.getNodeParameter('events', []);
	return {
		events: new Set(Array.isArray(events) ? events.filter(isTriggerEvent) : []),
		filter: {
			from: readStatusIds(context.getNodeParameter('fromStatus', [])),
			to: readStatusIds(context.getNodeParameter('toStatus', [])),
		},
		includeOrder: context.getNodeParameter('includeOrder', false) === true,
	};
}

/** Whether it may start the workflow, as far as the notification alone can say. */
export function mayStart(storeEvent: StoreEvent, settings: Settings): boolean {
	const { event, step } = storeEvent;
	if (event !== null) return settings.events.has(event) && filtered(storeEvent, settings) !== 'heldBack';
	if (step === null) return false;
	const possible = [paymentEventOf(step, 'success'), paymentEventOf(step, 'failure')];
	return possible.some((one) => one !== null && settings.events.has(one));
}

/** Whether the order must be read: because it goes into the item, or because only it can tell. */
export function needsOrder(storeEvent: StoreEvent, settings: Settings): boolean {
	return settings.includeOrder || storeEvent.event === null || filtered(storeEvent, settings) === 'unknown';
}

/** What the status filter says; other events are not filtered. */
export function filtered(
	{ event, fields }: Pick<StoreEvent, 'event' | 'fields'>,
	{ filter }: Pick<Settings, 'filter'>,
): FilterAnswer {
	if (event !== 'orderStatusUpdated') return 'passes';
	const { previousStatusId, newStatusId } = fields;
	return applyFilter(filter, numberOrNull(previousStatusId), numberOrNull(newStatusId));
}

function numberOrNull(value: unknown): number | null {
	return typeof value === 'number' ? value : null;
}
