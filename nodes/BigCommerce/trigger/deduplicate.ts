import type { IWebhookFunctions } from 'n8n-workflow';
import type { TriggerState } from './triggerState';
import type { StoreEvent } from './storeEvent';
import { digestOf, RecentKeys } from './recentDeliveries';
import type { WebhookResponse } from './response';

/** What this process has seen, of all triggers: some minutes of a very busy store, in a few megabytes at most. */
const RECENT = new RecentKeys(50_000);

/** n8n writes the whole workflow row to keep a digest. On a busy store that happens no more often than this. */
const WRITE_EVERY_MS = 2_000;

/** More than this is not kept back, so that what is lost with a process is little. */
const MOST_UNSAVED = 100;

/** Digests of each trigger that are still to be stored with its workflow, and when that was last done. */
const UNSAVED = new Map<string, { digests: string[]; savedAt: number }>();

/** What one delivery brings that was not seen before, and the means to remember what of it starts the workflow. */
export interface Unseen {
	storeEvents: StoreEvent[];
	/**
	 * Remembers these events, and the delivery that brought them. Returns those that were not seen meanwhile. Nothing is
	 * awaited in it, so that of two copies arriving at once one starts the workflow.
	 *
	 * Remembered by this process, and the latest ones with the workflow too, for the time after a restart and for other
	 * n8n processes. Should n8n answer with a failure after all, because it could not start the execution, they are
	 * forgotten: BigCommerce sends again what was not taken.
	 */
	remember(storeEvents: readonly StoreEvent[]): StoreEvent[];
}

/**
 * Leaves out what was seen before. What is held back is not remembered by asking: only what starts is.
 * @param delivery keys of the delivery as a whole; none where it has none
 */
export function deduplicate(
	context: IWebhookFunctions,
	state: TriggerState,
	storeEvents: readonly StoreEvent[],
	delivery: readonly string[],
): Unseen {
	// What is tried again in another test is meant to come through again, and so is in production what a test has seen.
	const session = context.getMode() === 'manual' ? state.testSession : 'production';
	const node = `${context.getWorkflow().id ?? ''}/${context.getNode().id}/${session}`;
	const isSeen = (digest: string) => RECENT.has(digest) || state.hasSeen(digest);
	const ofDelivery = delivery.map((key) => digestOf(node, key));
	const digestsOf = ({ event, identity }: StoreEvent) =>
		identity === null || event === null ? [] : [digestOf(node, event, identity)];
	// Once one of its events was remembered, the delivery is known, and the others of it are still to come.
	let isOwn = false;
	const unseen = (among: readonly StoreEvent[]) => {
		if (!isOwn && ofDelivery.some(isSeen)) return [];
		const digests = new Set<string>();
		return among.filter((storeEvent) => {
			const own = digestsOf(storeEvent);
			if (own.some((digest) => isSeen(digest) || digests.has(digest))) return false;
			for (const digest of own) digests.add(digest);
			return true;
		});
	};
	return {
		storeEvents: unseen(storeEvents),
		remember(starting) {
			const fresh = unseen(starting);
			if (fresh.length === 0) return [];
			remember(context, state, node, [...(isOwn ? [] : ofDelivery), ...fresh.flatMap(digestsOf)]);
			isOwn = true;
			return fresh;
		},
	};
}

function remember(context: IWebhookFunctions, state: TriggerState, node: string, digests: readonly string[]): void {
	for (const digest of digests) RECENT.add(digest);
	save(state, node, digests, Date.now());
	const response: WebhookResponse = context.getResponseObject();
	response.once('finish', () => {
		if (response.statusCode < 300) return;
		for (const digest of digests) RECENT.forget(digest);
	});
}

/** Stores digests with the workflow: at once where the last time is a while ago, with the next ones otherwise. */
function save(state: TriggerState, node: string, digests: readonly string[], now: number): void {
	const unsaved = UNSAVED.get(node) ?? { digests: [], savedAt: Number.NEGATIVE_INFINITY };
	unsaved.digests.push(...digests);
	UNSAVED.set(node, unsaved);
	if (now - unsaved.savedAt < WRITE_EVERY_MS && unsaved.digests.length < MOST_UNSAVED) return;
	state.noteSeen(unsaved.digests);
	UNSAVED.set(node, { digests: [], savedAt: now });
}
