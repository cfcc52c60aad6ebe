import type { IWebhookFunctions } from 'n8n-workflow';
import { failureOf } from '../api/failure';
import { orderPath, readOrder, type OrderSnapshot } from '../api/orders';
import { openSession } from '../n8n/session';
import type { OrderId } from '../model/orderId';

/** The order as it is now, or why it cannot be read. */
export type OrderLook = { ok: true; order: OrderSnapshot } | { ok: false; reason: string };

/** Reads one order through the store's lane, asking again where the server or the connection failed. */
export async function lookAtOrder(context: IWebhookFunctions, orderId: OrderId): Promise<OrderLook> {
	const session = await openSession(context);
	try {
		const answer = await session.client.get(orderPath(orderId));
		if (answer.kind === 'throttled') return { ok: false, reason: "the store's API quota did not free up" };
		if (answer.kind !== 'answered') return { ok: false, reason: failureOf(answer).code };
		if (answer.status === 403)
			return { ok: false, reason: 'the access token lacks the scope Orders: read-only (HTTP 403)' };
		const order = answer.status === 200 ? readOrder(answer.body) : null;
		return order === null ? { ok: false, reason: `HTTP ${answer.status}` } : { ok: true, order };
	} finally {
		session.close();
	}
}
