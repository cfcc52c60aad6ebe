import { deliveryOfRefund, type RefundDelivery } from './delivery';
import { failureOf, type ApiFailure } from '../api/failure';
import type { JsonObject } from '../api/json';
import { refundsPath } from '../api/refunds';
import { record, type RefundContext } from './request';

/** The body of `POST …/payment_actions/refunds`. */
export interface RefundBody extends JsonObject {
	items: object[];
	payments: object[];
}

/** What became of sending a refund. */
export interface SentRefund {
	/** `stale`: its turn came when what it rests on was out of date; nothing was sent. */
	delivery: RefundDelivery | { kind: 'cancelled' | 'stale' };
	/** Whether a call left that may have arrived. */
	mayHaveArrived: boolean;
	/** When the answer came, or was given up, lane clock. */
	answeredAt: number;
	failure: ApiFailure | null;
}

/**
 * Sends the refund: the only place that does. The client sends it again after a 429 and where the connection never
 * opened, and for no other reason: whatever may have arrived is looked for instead.
 * @param isFresh asked when its turn has come, which may be long after it was asked for
 */
export async function sendRefund(
	context: RefundContext,
	body: RefundBody,
	isFresh: () => boolean,
): Promise<SentRefund> {
	const { client, clock, request } = context;
	let underWay = 0;
	let isStale = false;
	const answer = await client.send('POST', refundsPath(request.orderId), body, () => underWay++, {
		precondition: () => {
			isStale = !isFresh();
			return !isStale;
		},
		onNotDelivered: () => underWay--,
	});
	record(context, 'refund', answer.kind === 'answered' ? `HTTP ${answer.status}` : answer.kind);
	const answeredAt = clock.now();
	const mayHaveArrived = underWay > 0;
	if (answer.kind === 'cancelled') {
		return { delivery: { kind: isStale ? 'stale' : 'cancelled' }, mayHaveArrived, answeredAt, failure: null };
	}
	if (answer.kind === 'throttled')
		return { delivery: { kind: 'throttled' }, mayHaveArrived, answeredAt, failure: null };
	return { delivery: deliveryOfRefund(answer), mayHaveArrived, answeredAt, failure: failureOf(answer) };
}
