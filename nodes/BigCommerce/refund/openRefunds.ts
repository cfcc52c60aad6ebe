import type { Claims } from '../session/claims';
import type { OrderId } from '../model/orderId';
import type { Reference } from './reference';

/** When each refund was sent that nobody could prove, by store, order and reference; lane clock, milliseconds. */
const open = new WeakMap<Claims, Map<string, number>>();

/** Notes that a refund was sent and may still come to show: a try that follows at once must not take "not there" for proof. */
export function noteOpenRefund(claims: Claims, orderId: OrderId, reference: Reference, at: number): void {
	const refunds = open.get(claims) ?? new Map<string, number>();
	refunds.set(keyOf(orderId, reference), at);
	open.set(claims, refunds);
}

/** When this process sent the refund without proof, or null. It is asked for once, by the try that follows. */
export function takeOpenRefund(claims: Claims, orderId: OrderId, reference: Reference): number | null {
	const refunds = open.get(claims);
	const at = refunds?.get(keyOf(orderId, reference)) ?? null;
	refunds?.delete(keyOf(orderId, reference));
	return at;
}

function keyOf(orderId: OrderId, reference: Reference): string {
	return `${orderId} ${reference}`;
}
