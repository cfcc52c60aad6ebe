import { readRefund, refundPath, type Refund } from '../api/refunds';
import { PaymentReader } from '../reading/paymentReader';
import { pauseBeforeRead } from './pause';
import { isAllRefunded, isProvedByOrder, progressOf, type RefundEvidence, type RefundProgress } from './progress';
import { listRefunds, type RefundState } from './reading';
import type { RefundContext } from './request';

/** A refund as it was last seen, and how far it is. */
export interface Followed {
	refund: Refund;
	progress: RefundProgress;
}

/** Follows a refund that was just made until its providers have answered, or `resultTimeout` is over. */
export async function followCreated(context: RefundContext, refund: Refund): Promise<Followed> {
	const { clock, request } = context;
	const unread: RefundEvidence = { payment: null, refunds: [refund], transactions: null };
	return await follow(context, refund, unread, clock.now() + request.resultTimeout);
}

/**
 * Follows a refund that was there before. One older than `resultTimeout` was waited for once: it is looked at, and
 * not waited for again.
 */
export async function followExisting(context: RefundContext, refund: Refund, state: RefundState): Promise<Followed> {
	const { clock, request } = context;
	const isDated = state.serverTime !== null && refund.createdAt !== null;
	const age = isDated ? (state.serverTime ?? 0) - (refund.createdAt ?? 0) : 0;
	const evidence = { payment: state.payment, refunds: state.refunds, transactions: null };
	return await follow(context, refund, evidence, clock.now() + Math.max(0, request.resultTimeout - age));
}

/** A provider usually answers at once; only after this many reads the order is asked what it shows. */
const READS_BEFORE_EVIDENCE = 3;

/**
 * Reads on until the refund is final, or `until` (lane clock) has passed.
 *
 * What the order shows in place of a transaction ID must have stood for a whole verification window: by then every
 * refund that can have brought it about, whoever made it, is on the list too.
 */
async function follow(context: RefundContext, made: Refund, seen: RefundEvidence, until: number): Promise<Followed> {
	const { clock, signal, request } = context;
	const reader = new PaymentReader(context.client);
	let refund = made;
	let evidence = seen;
	let provedSince: number | null = null;
	for (let reads = 0; ; reads++) {
		const now = clock.now();
		provedSince = isProvedByOrder(refund, evidence) ? (provedSince ?? now) : null;
		const conclusiveAt = provedSince === null ? null : provedSince + request.verificationWindow;
		const isProved = isAllRefunded(evidence) || (conclusiveAt !== null && now >= conclusiveAt);
		const progress = progressOf(refund, isProved);
		const deadline = Math.max(until, conclusiveAt ?? until);
		if (progress !== 'pending' || (reads > 0 && now >= deadline) || signal?.aborted) return { refund, progress };
		await clock.sleep(pauseBeforeRead(reads, deadline - now), signal);
		const readsOrder = reads >= READS_BEFORE_EVIDENCE || provedSince !== null || clock.now() >= until;
		evidence = await readEvidence(context, reader, evidence, readsOrder);
		refund = evidence.refunds.find(({ id }) => id === refund.id) ?? (await readAlone(context, refund));
	}
}

/**
 * Reads what shows of the refund; the list last, so that what moved the status is on it. What cannot be read proves
 * nothing.
 */
async function readEvidence(
	context: RefundContext,
	reader: PaymentReader,
	before: RefundEvidence,
	readsOrder: boolean,
): Promise<RefundEvidence> {
	const { orderId } = context.request;
	const payment = readsOrder ? await reader.readAlone(orderId) : null;
	const transactions = readsOrder ? await reader.transactions(orderId) : null;
	const refunds = await listRefunds(context, orderId);
	if (!refunds.ok) return { payment: null, transactions: null, refunds: before.refunds };
	return {
		payment: payment?.kind === 'seen' ? payment.payment : null,
		transactions: transactions?.kind === 'seen' ? transactions.transactions : null,
		refunds: refunds.value,
	};
}

/** The refund by itself, where the list does not show it. Its copy names no transactions, but what was declined. */
async function readAlone({ client }: RefundContext, refund: Refund): Promise<Refund> {
	const answer = await client.get(refundPath(refund.id));
	const read = answer.kind === 'answered' && answer.status === 200 ? readRefund(answer.body) : null;
	return read !== null && read.id === refund.id ? read : refund;
}
