import type { OrderId } from '../model/orderId';
import { isSameText } from '../model/staffNotes';
import { ApiError, goodAnswer, unreadable } from './apiError';
import type { ApiClient } from './client';
import { deliveryOfWrite } from './delivery';
import type { Clock } from './http';
import { textOf } from './json';
import type { LaneAnswer } from './lane';
import { fetchOrder, orderPath, readOrder, type OrderSnapshot } from './orders';

/** Fields of `PUT /v2/orders/{id}` that this package sets. The payment status is read-only. */
export interface OrderChanges {
	status_id?: number;
	staff_notes?: string;
	customer_message?: string;
	external_order_id?: string;
	external_source?: string;
	external_merchant_id?: string;
}

/** An order that was read a moment ago. */
export interface KnownOrder {
	order: OrderSnapshot;
	/** Whether the read is recent enough to change the order upon it; asked again when the call leaves. */
	isFresh(): boolean;
}

const MAX_ATTEMPTS = 3;
const PAUSE_MS = 1_000;

/**
 * Reads an order and sets what differs. The values are absolute, so setting them twice changes nothing more; yet a
 * change of status may send an e-mail, so an ambiguous answer is looked into before anything is sent again, at most
 * twice. What is sent is worked out anew on each read, so that what others write meanwhile is kept.
 *
 * Only what differs is sent: BigCommerce answers 400 to any update that has `external_merchant_id` once it is set
 * ("remove it from your request", reference/orders.v2.oas2.yml), and so nothing else of it would be done either.
 *
 * @param changesFor what to change of the order as it was read
 * @param known a read that saves the first one
 * @throws ApiError where it was refused, or could not be shown to have been done
 */
export async function changeOrder(
	client: ApiClient,
	clock: Clock,
	orderId: OrderId,
	changesFor: (order: OrderSnapshot) => OrderChanges,
	known?: KnownOrder,
): Promise<OrderSnapshot> {
	const isKnown = known?.isFresh() === true;
	let order = isKnown ? known.order : await fetchOrder(client, orderId);
	for (let attempt = 1; ; attempt++) {
		const changes = differing(order, changesFor(order));
		if (Object.keys(changes).length === 0) return order;
		let isSent = false;
		let isLate = false;
		const answer = await client.send('PUT', orderPath(orderId), { ...changes }, () => (isSent = true), {
			precondition: () => !(isLate = isKnown && attempt === 1 && !known.isFresh()),
		});
		// The call's turn came too late for the read that was known.
		if (isLate && !isSent) return await changeOrder(client, clock, orderId, changesFor);
		if (client.signal?.aborted === true && answer.kind === 'cancelled' && isSent) throw stoppedWhileSending();
		if (!isAmbiguous(answer)) {
			const { status, body } = goodAnswer(answer);
			const changed = readOrder(body);
			if (changed !== null && changed.id === orderId) return changed;
			if (status === 204) return await fetchOrder(client, orderId);
		}
		await clock.sleep(PAUSE_MS * attempt, client.signal);
		order = await fetchOrder(client, orderId);
		if (Object.keys(differing(order, changesFor(order))).length === 0) return order;
		if (attempt === MAX_ATTEMPTS) {
			goodAnswer(answer);
			throw unreadable(200);
		}
	}
}

/** The changes that the order does not have yet. */
export function differing({ raw }: OrderSnapshot, changes: OrderChanges): OrderChanges {
	const entries = Object.entries(changes).filter(
		([name, value]) => !isSameText(textOf(raw, name) ?? '', String(value)),
	);
	return Object.fromEntries(entries);
}

function isAmbiguous(answer: LaneAnswer): boolean {
	return answer.kind !== 'throttled' && deliveryOfWrite(answer) === 'ambiguous' && answer.kind !== 'cancelled';
}

function stoppedWhileSending(): ApiError {
	return new ApiError('cancelled', { status: null, code: 'stoppedWhileSending', reason: null, requestId: null });
}
