import type { ApiClient } from '../api/client';
import type { Refund } from '../api/refunds';
import type { OrderId } from '../model/orderId';
import { readTime } from '../model/time';
import { PaymentReader } from '../reading/paymentReader';
import { isAllRefunded, isProvedByOrder, progressOf, type RefundEvidence, type RefundProgress } from './progress';
import { refundsOf } from './reading';

/** What shows for so long has had its refund on the list for so long. */
const STOOD_MS = 60_000;

/** An order's refunds, and how far each is by all that the order shows. */
export interface OrderLook {
	refunds: Refund[];
	progressOf(refund: Refund): RefundProgress;
}

/**
 * One look at an order whose refunds name no transaction: they are optional (reference/orders.v3.yml, `Refund`). A
 * look-up waits for nothing, so what is to prove that a refund was made must have stood for a minute: a refund that
 * somebody made a moment ago may have moved the order and not be on the list yet.
 * @throws ApiError where the refunds cannot be read
 */
export async function lookAtOrder(client: ApiClient, orderId: OrderId): Promise<OrderLook> {
	const reader = new PaymentReader(client);
	const order = await reader.readAlone(orderId);
	const journal = await reader.transactions(orderId);
	// The list last, so that what moved the order is on it.
	const refunds = await refundsOf(client, orderId);
	const seen = order.kind === 'seen' ? order : null;
	const now = seen?.serverTime ?? (journal.kind === 'seen' ? journal.serverTime : null);
	const hasStood = (time: number | null): boolean => now !== null && time !== null && time <= now - STOOD_MS;
	const transactions = journal.kind === 'seen' ? journal.transactions : [];
	const standing: RefundEvidence = {
		payment: seen !== null && hasStood(readTime(seen.order?.modifiedAt ?? null)) ? seen.payment : null,
		refunds,
		transactions: transactions.filter(({ createdAt }) => hasStood(createdAt)),
	};
	const isAll = isAllRefunded({ ...standing, payment: seen?.payment ?? null });
	return {
		refunds,
		progressOf: (refund) =>
			progressOf(refund, isAll || (hasStood(refund.createdAt) && isProvedByOrder(refund, standing))),
	};
}
