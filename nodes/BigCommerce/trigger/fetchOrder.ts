import type { IWebhookFunctions } from 'n8n-workflow';
import type { ApiClient } from '../api/client';
import { failureOf } from '../api/failure';
import { orderPath, readOrder, type OrderSnapshot } from '../api/orders';
import { readTransactions, transactionsPath, type Transaction } from '../api/transactions';
import type { OrderId } from '../model/orderId';
import { openSession } from '../n8n/session';
import { paymentOfOrder } from '../payment/payment';

/** The order as it is now, or why it cannot be read. */
export type FetchedOrder =
	| {
			ok: true;
			order: OrderSnapshot;
			/** Null where they were not read, or could not be. */
			transactions: Transaction[] | null;
	  }
	| { ok: false; reason: string };

/**
 * Reads one order through the store's lane, asking again where the server or the connection failed.
 * @param isResultOpen whether it is to say how a capture or void ended: then its transactions are read too, where the
 * order's own word does not decide it
 */
export async function fetchOrder(
	context: IWebhookFunctions,
	orderId: OrderId,
	isResultOpen: boolean,
): Promise<FetchedOrder> {
	const session = await openSession(context);
	try {
		const answer = await session.client.get(orderPath(orderId));
		if (answer.kind === 'throttled') return { ok: false, reason: "the store's API quota did not free up" };
		if (answer.kind !== 'answered') return { ok: false, reason: failureOf(answer).code };
		if (answer.status === 403)
			return { ok: false, reason: 'the access token lacks the scope Orders: read-only (HTTP 403)' };
		const order = answer.status === 200 ? readOrder(answer.body) : null;
		if (order === null) return { ok: false, reason: `HTTP ${answer.status}` };
		if (order.id !== orderId) return { ok: false, reason: 'the answer is about another order' };
		const mayAsk = isResultOpen && paymentOfOrder(order).state === 'authorized';
		return { ok: true, order, transactions: mayAsk ? await transactionsOf(session.client, orderId) : null };
	} finally {
		session.close();
	}
}

async function transactionsOf(client: ApiClient, orderId: OrderId): Promise<Transaction[] | null> {
	const answer = await client.get(transactionsPath(orderId));
	const isGood = answer.kind === 'answered' && answer.status >= 200 && answer.status < 300;
	return isGood ? readTransactions(orderId, answer.status, answer.body) : null;
}
