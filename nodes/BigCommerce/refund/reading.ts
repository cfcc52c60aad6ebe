import { unreadable } from '../api/apiError';
import type { ApiClient } from '../api/client';
import type { OrderSnapshot } from '../api/orders';
import { pagesOfV3 } from '../api/pages';
import { readRefund, refundsPath, type Refund } from '../api/refunds';
import type { OrderId } from '../model/orderId';
import type { Payment } from '../payment/payment';
import { refundableOfOrder, refundableOfTransactions, whyNotRefundable, type Refundable } from '../payment/refundable';
import { PaymentReader } from '../reading/paymentReader';
import { record, type RefundContext } from './request';
import { next, readStep, stop, stopUnread, type Step, type Stopped } from './step';

/** An order as it stands before a refund. */
export interface RefundState {
	payment: Payment;
	/** Null where the token may not read orders. */
	order: OrderSnapshot | null;
	refunds: Refund[];
	refundable: Refundable;
	/** When the read was asked for, lane clock. */
	readAt: number;
	/** The server's own time of the read, milliseconds since 1970; null where it was not said. */
	serverTime: number | null;
}

/** What a read needs of a refund's context. */
export type ReadContext = Pick<RefundContext, 'client' | 'clock' | 'log'>;

/**
 * The order's refunds, oldest first.
 * @throws ApiError, also for a refund that cannot be read, or is another order's: one that is not seen would be made
 * again
 */
export async function refundsOf(client: ApiClient, orderId: OrderId): Promise<Refund[]> {
	const refunds: Refund[] = [];
	for await (const rows of pagesOfV3(client, refundsPath(orderId))) {
		for (const row of rows) {
			const refund = readRefund(row);
			if (refund === null || (refund.orderId ?? orderId) !== orderId) throw unreadable(200);
			refunds.push(refund);
		}
	}
	return refunds;
}

/**
 * Reads the order and the refunds it has. Without the refunds nothing is sent: they are what a call in doubt is
 * compared with.
 */
export async function readRefundState(context: ReadContext, orderId: OrderId): Promise<Step<RefundState>> {
	const { client, clock } = context;
	const readAt = clock.now();
	const reader = new PaymentReader(client);
	const read = await reader.readAlone(orderId);
	switch (read.kind) {
		case 'cancelled':
		case 'unchanged':
			return stop('cancelled', 'stoppedBeforeSending');
		case 'throttled':
			return stop('throttled', 'quotaExhausted');
		case 'missing':
		case 'denied':
		case 'failed':
			record(context, 'read', read.failure.code);
			return stopUnread(read.failure);
	}
	const { payment, order, serverTime } = read;
	record(context, 'read', payment.status === '' ? '(no payment status)' : payment.status);
	const refunds = await listRefunds(context, orderId);
	if (!refunds.ok) return refunds;
	const refundable =
		order === null
			? await refundableByTransactions(reader, orderId, refunds.value)
			: refundableOfOrder(order, refunds.value);
	if (refundable === null) return stopWithout(payment);
	return next({ payment, order, refunds: refunds.value, refundable, readAt, serverTime });
}

/** The end where the amounts do not show: of a payment that was not taken there are none in its transactions. */
function stopWithout({ state }: Payment): Stopped {
	const whyNot = whyNotRefundable(state);
	return whyNot === null
		? stop('unavailable', 'unreadableAnswer', { failure: UNREADABLE_AMOUNTS })
		: stop('notRefundable', 'wrongState', { note: whyNot });
}

const UNREADABLE_AMOUNTS = {
	status: 200,
	code: 'unreadable',
	reason: 'the amounts of the order could not be read',
	requestId: null,
};

/** The order's refunds, as a step. */
export async function listRefunds(context: ReadContext, orderId: OrderId): Promise<Step<Refund[]>> {
	const read = await readStep(refundsOf(context.client, orderId));
	if (!read.ok) record(context, 'read refunds', read.end.failure?.code ?? read.end.outcome);
	return read;
}

async function refundableByTransactions(
	reader: PaymentReader,
	orderId: OrderId,
	refunds: Refund[],
): Promise<Refundable | null> {
	const read = await reader.transactions(orderId);
	return read.kind === 'seen' ? refundableOfTransactions(read.transactions, refunds) : null;
}
