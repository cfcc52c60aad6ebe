import type { ApiFailure } from '../api/failure';
import { ApiError } from '../api/apiError';
import type { OrderSnapshot } from '../api/orders';
import { pagesOfV3 } from '../api/pages';
import { readRefund, refundsPath, type Refund } from '../api/refunds';
import type { ApiClient } from '../api/client';
import type { OrderId } from '../model/orderId';
import type { Payment } from '../payment/payment';
import type { PaymentReader } from '../reading/paymentReader';
import { refundableOfOrder, refundableOfTransactions, type Refundable } from '../payment/refundable';
import type { RefundWork } from './state';

/** An order as it stands before a refund. */
export interface RefundState {
	payment: Payment;
	/** Null where the token may not read orders. */
	order: OrderSnapshot | null;
	refunds: Refund[];
	refundable: Refundable;
}

/** The order's refunds, oldest first. @throws ApiError */
export async function refundsOf(client: ApiClient, orderId: OrderId): Promise<Refund[]> {
	const refunds: Refund[] = [];
	for await (const rows of pagesOfV3(client, refundsPath(orderId), {}, false)) {
		for (const row of rows) {
			const refund = readRefund(row);
			if (refund !== null) refunds.push(refund);
		}
	}
	return refunds;
}

/**
 * Reads the order and the refunds it has. Without the refunds nothing is sent: they are what a call in doubt is
 * compared with.
 * @throws RefundEnd where either cannot be read
 */
export async function readRefundState(work: RefundWork, reader: PaymentReader): Promise<RefundState> {
	const { orderId } = work.request;
	const look = await reader.readAlone(orderId);
	switch (look.kind) {
		case 'cancelled':
		case 'unchanged':
			return work.end('cancelled', 'stoppedBeforeSending');
		case 'throttled':
			return work.end('throttled', 'quotaExhausted');
		case 'missing':
		case 'denied':
		case 'failed':
			return endUnread(work, look.failure);
	}
	const { payment, order } = look;
	work.state = payment.state;
	work.serverTime = look.serverTime;
	work.note('read', payment.status === '' ? '(no payment status)' : payment.status);
	const refunds = await knownRefunds(work);
	const refundable =
		order === null ? await refundableByTransactions(work, reader, refunds) : refundableOfOrder(order, refunds);
	if (refundable === null) {
		work.failure = {
			status: 200,
			code: 'unreadable',
			reason: 'the amounts of the order could not be read',
			requestId: null,
		};
		return work.end('unavailable', 'unreadableAnswer');
	}
	work.left = refundable.left;
	return { payment, order, refunds, refundable };
}

async function knownRefunds(work: RefundWork): Promise<Refund[]> {
	try {
		return await refundsOf(work.tools.client, work.request.orderId);
	} catch (error) {
		if (!(error instanceof ApiError)) return work.end('unavailable', 'unreadableAnswer');
		if (error.kind === 'cancelled') return work.end('cancelled', 'stoppedBeforeSending');
		if (error.kind === 'throttled') return work.end('throttled', 'quotaExhausted');
		return endUnread(work, error.failure);
	}
}

async function refundableByTransactions(
	work: RefundWork,
	reader: PaymentReader,
	refunds: Refund[],
): Promise<Refundable | null> {
	const look = await reader.transactions(work.request.orderId);
	return look.kind === 'seen' ? refundableOfTransactions(look.transactions, refunds) : null;
}

/** Ends a refund before which something could not be read. @throws RefundEnd always */
export function endUnread(work: RefundWork, failure: ApiFailure): never {
	work.failure = failure;
	work.note('read', failure.code);
	if (failure.status === 404) return work.end('notFound', 'orderNotFound');
	if (failure.status === 401) return work.end('unauthorized', 'tokenRefused');
	if (failure.status === 403) return work.end('unauthorized', 'scopeMissing');
	return work.end('unavailable', failure.code === 'unreadable' ? 'unreadableAnswer' : 'serverUnavailable');
}
