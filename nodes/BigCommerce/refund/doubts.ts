import type { OrderId } from '../model/orderId';
import type { Claims } from '../session/claims';
import type { Reference } from './reference';
import type { RefundContext } from './request';

/** Longer than anything on the way to BigCommerce lives. */
const REMEMBERED_FOR_MS = 15 * 60_000;

/** A refund that was sent and may be there, lane clock. */
export interface RefundDoubt {
	/** When its answer came, or was given up. */
	at: number;
	/** Until when it may still come to show. */
	until: number;
}

/** Where this process tells its refunds in doubt to the tries that follow; one for each store, as its claims are. */
const doubts = new WeakMap<Claims, Map<string, RefundDoubt>>();

/** Notes that a refund was sent and nobody could prove what came of it. */
export function recordDoubt(claims: Claims, orderId: OrderId, reference: Reference, doubt: RefundDoubt): void {
	const ofStore = doubts.get(claims) ?? new Map<string, RefundDoubt>();
	// Put at the end, so that the oldest stay first.
	ofStore.delete(keyOf(orderId, reference));
	ofStore.set(keyOf(orderId, reference), doubt);
	for (const [key, { at }] of ofStore) {
		if (doubt.at - at <= REMEMBERED_FOR_MS) break;
		ofStore.delete(key);
	}
	doubts.set(claims, ofStore);
}

/** What this process knows of having sent the refund without proof, or null. */
export function doubtAbout(claims: Claims, orderId: OrderId, reference: Reference): RefundDoubt | null {
	return doubts.get(claims)?.get(keyOf(orderId, reference)) ?? null;
}

/** Whether the refund was sent before, by this process or by an earlier run of the execution, and never proved. */
export function isDoubtful({ claims, request }: RefundContext, reference: Reference): boolean {
	return doubtAbout(claims, request.orderId, reference) !== null || request.naming.isDoubtful(reference);
}

/** Forgets the doubt: the refund was found, or did not show for as long as it may take to. */
export function resolveDoubt(claims: Claims, orderId: OrderId, reference: Reference): void {
	doubts.get(claims)?.delete(keyOf(orderId, reference));
}

function keyOf(orderId: OrderId, reference: Reference): string {
	return `${orderId} ${reference}`;
}
