import type { OrderId } from '../model/orderId';
import type { Claims } from '../session/claims';
import type { Reference } from './reference';
import type { RefundContext } from './request';

/** Longer than anything on the way to BigCommerce lives. */
const REMEMBERED_FOR_MS = 15 * 60_000;

/** A refund that was sent and may not show in the order's list yet, lane clock. */
export interface SentBefore {
	/** When its answer came, or was given up. */
	at: number;
	/** Until when it may still come to show. */
	until: number;
	/** Refunds that the order had before it was sent, by ID: a declined one of the same reference may be among them. */
	known: ReadonlySet<number>;
}

/** Where this process tells the tries that follow what it sent; one for each store, as its claims are. */
const sentRefunds = new WeakMap<Claims, Map<string, SentBefore>>();

/** Notes that a refund was sent and not clearly refused: it is there, or may be. */
export function recordSent(claims: Claims, orderId: OrderId, reference: Reference, sent: SentBefore): void {
	const ofStore = sentRefunds.get(claims) ?? new Map<string, SentBefore>();
	// Put at the end, so that the oldest stay first.
	ofStore.delete(keyOf(orderId, reference));
	ofStore.set(keyOf(orderId, reference), sent);
	for (const [key, { at }] of ofStore) {
		if (sent.at - at <= REMEMBERED_FOR_MS) break;
		ofStore.delete(key);
	}
	sentRefunds.set(claims, ofStore);
}

/** When this process sent the refund, or null. */
export function sentBefore(claims: Claims, orderId: OrderId, reference: Reference): SentBefore | null {
	return sentRefunds.get(claims)?.get(keyOf(orderId, reference)) ?? null;
}

/** Whether the refund was sent before, by this process or by an earlier run of the execution. */
export function wasSent({ claims, request }: RefundContext, reference: Reference): boolean {
	return sentBefore(claims, request.orderId, reference) !== null || request.naming.wasSent(reference);
}

/** Forgets it: the refund is on the list, or did not show for as long as it may take to. */
export function recordResolved(claims: Claims, orderId: OrderId, reference: Reference): void {
	sentRefunds.get(claims)?.delete(keyOf(orderId, reference));
}

function keyOf(orderId: OrderId, reference: Reference): string {
	return `${orderId} ${reference}`;
}
