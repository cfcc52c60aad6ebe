import { PaymentReader } from '../reading/paymentReader';
import { readRefundState, type RefundState } from './reading';
import { findByReference, type Reference } from './reference';
import { record, type RefundContext } from './request';
import { recordResolved, sentBefore, wasSent } from './sentBefore';
import { next, stop, type Step } from './step';
import { mayBeUnlisted } from './unlisted';
import { timeToShow, verifyRefund } from './verifying';

/**
 * A refund of this reference that was sent before has to show first, for as long again as a refund may take to: "not
 * there" a moment later proves nothing, and one that was declined would be taken for the next. The state is read again
 * after that wait.
 *
 * After it, sending is refused where the order's transactions show a refund that the list does not, for it may be this
 * one, and where they could not be read. A token that may not read them never may: then the list decides.
 */
export async function awaitEarlier(
	context: RefundContext,
	reference: Reference,
	state: RefundState,
): Promise<Step<RefundState>> {
	const { request, claims, clock } = context;
	if (!wasSent(context, reference) || findByReference(state.refunds, reference) !== null) return next(state);
	const sent = sentBefore(claims, request.orderId, reference);
	// From now, not from when it was sent: how late a refund may show is not known, and the try before waited in vain.
	const until = Math.max(sent?.until ?? 0, clock.now() + timeToShow(request));
	const verified = await verifyRefund(context, { reference, known: sent?.known ?? new Set() }, until);
	if (verified.kind === 'stopped') return stop('cancelled', 'stoppedBeforeSending');
	const read = await readRefundState(context, request.orderId);
	if (!read.ok || findByReference(read.value.refunds, reference) !== null) return read;
	const transactions = await new PaymentReader(context.client).transactions(request.orderId);
	if (!mayBeUnlisted(transactions, read.value)) {
		recordResolved(claims, request.orderId, reference);
		return next(read.value);
	}
	const saw = transactions.kind === 'seen' ? 'a refund that the list does not show' : transactions.kind;
	record(context, 'transactions', saw);
	return stop('unknown', 'resultUnproved');
}
