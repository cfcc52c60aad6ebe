import type { IWebhookFunctions } from 'n8n-workflow';
import type { TriggerState } from './triggerState';
import type { StoreEvent } from './storeEvent';
import { digestOf, RecentKeys } from './recentDeliveries';
import type { WebhookResponse } from './response';

/** What this process has seen, of all triggers: some minutes of a very busy store, in a few megabytes at most. */
const RECENT = new RecentKeys(50_000);

/**
 * Leaves out what was seen before, and remembers the rest. Nothing is awaited between looking and remembering, so
 * that of two copies arriving at once one starts the workflow.
 *
 * Remembered by this process, and the latest ones with the workflow too, for the time after a restart and for other
 * n8n processes. Should n8n answer with a failure after all, because it could not start the execution, they are
 * forgotten: BigCommerce sends again what was not taken.
 * @param delivery key of the delivery as a whole, or null where it has none
 */
export function deduplicate(
	context: IWebhookFunctions,
	memory: TriggerState,
	occurrences: readonly StoreEvent[],
	delivery: string | null,
): StoreEvent[] {
	// What is tried again in another test is meant to come through again, and so is in production what a test has seen.
	const session = context.getMode() === 'manual' ? memory.testSession : 'production';
	const node = `${context.getWorkflow().id ?? ''}/${context.getNode().id}/${session}`;
	const isSeen = (digest: string) => RECENT.has(digest) || memory.hasSeen(digest);
	const digests = delivery === null ? [] : [digestOf(node, delivery)];
	if (digests.some(isSeen)) return [];
	const fresh = occurrences.filter(({ event, step, identity }) => {
		if (identity === null) return true;
		const digest = digestOf(node, event ?? `${step} unclear`, identity);
		if (isSeen(digest)) return false;
		digests.push(digest);
		return true;
	});
	if (fresh.length > 0) remember(context, memory, digests);
	return fresh;
}

function remember(context: IWebhookFunctions, memory: TriggerState, digests: readonly string[]): void {
	for (const digest of digests) RECENT.add(digest);
	memory.noteSeen(digests);
	const response: WebhookResponse = context.getResponseObject();
	response.once('finish', () => {
		if (response.statusCode < 300) return;
		for (const digest of digests) RECENT.forget(digest);
	});
}
