import { deliveryOfWrite, type Delivery } from '../api/delivery';
import type { HttpAnswer } from '../api/http';
import { integerOf, isObject, objectsIn } from '../api/json';
import { readRefund, type Refund } from '../api/refunds';

/**
 * What the answer to a refund says.
 *
 * - `created`: BigCommerce entered the refund; its payments may still be declined.
 * - `unavailable`: BigCommerce itself says that it could not just now. A clear no, like `refused` and `busy`.
 * - the others as for every call that changes something. An acceptance without a refund in it is `ambiguous` here:
 *   which refund it was about has to be found.
 */
export type RefundDelivery =
	{ kind: 'created'; refund: Refund } | { kind: 'unavailable' | 'notFound' | Exclude<Delivery, 'accepted'> };

// 409 Conflict and 423 Locked: "Order refunds should be processed sequentially" (reference/orders.v3.yml).
const BUSY_STATUSES = new Set([409, 423]);

/** Reads the answer to a refund. */
export function deliveryOfRefund(answer: HttpAnswer): RefundDelivery {
	const delivery = deliveryOfWrite(answer);
	if (answer.kind !== 'answered') return { kind: delivery === 'accepted' ? 'ambiguous' : delivery };
	if (delivery === 'accepted') {
		const refund = readRefund(answer.body);
		return refund === null ? { kind: 'ambiguous' } : { kind: 'created', refund };
	}
	if (delivery === 'refused' && answer.status === 404) return { kind: 'notFound' };
	if (delivery === 'refused' && BUSY_STATUSES.has(answer.status)) return { kind: 'busy' };
	return isOwnRefusal(answer.status, answer.body) ? { kind: 'unavailable' } : { kind: delivery };
}

/**
 * Whether a 5xx is BigCommerce's own word on this refund: `{data: [{order_id, status: 503, error: "Tax service gone
 * away"}]}` (reference/orders.v3.yml, createOrderRefund). Any other 5xx may come from something on the way, behind
 * which the refund is made all the same.
 */
function isOwnRefusal(status: number, body: unknown): boolean {
	if (status < 500 || !isObject(body)) return false;
	return objectsIn(body.data).some(
		(row) => integerOf(row, 'order_id') !== null && integerOf(row, 'status') === status && 'error' in row,
	);
}
