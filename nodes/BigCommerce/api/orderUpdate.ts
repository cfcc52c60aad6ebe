import type { OrderId } from '../model/orderId';
import { goodAnswer, unreadable } from './apiError';
import type { ApiClient } from './client';
import type { Clock } from './http';
import { fetchOrder, orderPath, readOrder, type OrderSnapshot } from './orders';
import type { LaneAnswer } from './lane';

/** Fields of `PUT /v2/orders/{id}` that this package sets. The payment status is read-only. */
export interface OrderChanges {
	status_id?: number;
	staff_notes?: string;
	customer_message?: string;
	external_order_id?: string;
	external_source?: string;
	external_merchant_id?: string;
}

const TRIES = 3;
const PAUSE = 1_000;

/**
 * Sets fields of an order. The values are absolute, so setting them twice changes nothing more; yet a change of
 * status may send an e-mail, so an unclear answer is looked into before it is sent again, at most twice.
 *
 * @throws ApiError where it was refused, or could not be shown to have been done
 */
export async function updateOrder(
	client: ApiClient,
	clock: Clock,
	orderId: OrderId,
	changes: OrderChanges,
): Promise<OrderSnapshot> {
	for (let attempt = 1; ; attempt++) {
		const answer = await client.send('PUT', orderPath(orderId), { ...changes });
		if (!isUnclear(answer)) {
			const { status, body } = goodAnswer(answer);
			const order = readOrder(body);
			if (order !== null && order.id === orderId) return order;
			if (status === 204) return await fetchOrder(client, orderId);
		}
		await clock.sleep(PAUSE * attempt, client.signal);
		const seen = await fetchOrder(client, orderId);
		if (has(seen, changes)) return seen;
		if (attempt === TRIES) {
			goodAnswer(answer);
			throw unreadable(200);
		}
	}
}

/** Whether the order has all the values already. */
export function has({ raw }: OrderSnapshot, changes: OrderChanges): boolean {
	return Object.entries(changes).every(
		([name, value]) => raw[name] === value || (value === '' && (raw[name] ?? '') === ''),
	);
}

function isUnclear(answer: LaneAnswer): boolean {
	if (answer.kind === 'unclear') return true;
	return answer.kind === 'answered' && (answer.status >= 500 || (answer.status >= 300 && answer.status < 400));
}
