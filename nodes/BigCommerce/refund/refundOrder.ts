import type { ApiClient } from '../api/client';
import type { Clock } from '../api/http';
import type { Refund } from '../api/refunds';
import type { Claim, Claims } from '../session/claims';
import { unmetGuard, type Guards } from '../payment/guards';
import { formatMoney, readMoney } from '../model/money';
import { noteOpenRefund, takeOpenRefund } from './openRefunds';
import type { OrderId } from '../model/orderId';
import { PaymentReader } from '../reading/paymentReader';
import type { Refundable } from '../payment/refundable';
import { jsonAmount, type RefundSelection } from './items';
import { progressOf } from './decisions';
import { chooseMethod, type RefundDestination } from './method';
import type { RefundSettlement } from './outcome';
import { quoteRefundable } from './quote';
import { readRefundState, type RefundState } from './reading';
import { reasonWith, refundWith, type Reference } from './reference';
import { sendRefund } from './sending';
import { followRefund } from './following';
import { RefundEnd, RefundWork } from './state';

/** One refund as it is asked for. Times in milliseconds. */
export interface RefundRequest {
	orderId: OrderId;
	ask: RefundSelection;
	to: RefundDestination;
	reason: string;
	reference: Reference;
	guards: Guards;
	allowOffline: boolean;
	dryRun: boolean;
	/** How long a provider's answer is waited for. */
	resultTimeout: number;
	/** How long a refund in doubt is looked for. */
	verificationWindow: number;
}

/** What a refund works with; no n8n in it. */
export interface RefundTools {
	client: ApiClient;
	clock: Clock;
	claims: Claims;
	signal?: AbortSignal;
}

/**
 * Gives money back exactly once: reads the order and its refunds, quotes, sends once, and looks before anything
 * is sent again. One refund of an order at a time, in this process by a claim, elsewhere by BigCommerce's own no.
 * Never throws for anything that the store or the network does.
 */
export async function refundOrder(request: RefundRequest, tools: RefundTools): Promise<RefundSettlement> {
	const work = new RefundWork(request, tools);
	const claim = await claimed(request.orderId, tools);
	if (claim === null) return work.settlement('cancelled', 'stoppedBeforeSending');
	try {
		const settlement = await refundClaimed(work).catch(settlementIn);
		if (settlement.outcome === 'unknown')
			noteOpenRefund(tools.claims, request.orderId, request.reference, tools.clock.now());
		return settlement;
	} finally {
		claim.release();
	}
}

/** The settlement that a refund was ended with. @throws what is not such an end */
function settlementIn(error: unknown): RefundSettlement {
	if (error instanceof RefundEnd) return error.settlement;
	throw error;
}

/** Quotes a refund and goes no further: no money moves. Ends as `planned` with the quote, or as a refund would. */
export async function quoteRefund(request: RefundRequest, tools: RefundTools): Promise<RefundSettlement> {
	const work = new RefundWork(request, tools);
	return await readRefundState(work, new PaymentReader(tools.client))
		.then(async (state) => await quoteRefundable(work, state))
		.then(() => work.settlement('planned', 'dryRun'))
		.catch(settlementIn);
}

/** Takes the order from all other executions of this process, captures and voids among them. Null on Stop. */
async function claimed(orderId: OrderId, { claims, signal }: RefundTools): Promise<Claim | null> {
	for (;;) {
		if (signal?.aborted) return null;
		const claim = claims.tryClaim(orderId);
		if (claim !== null) return claim;
		await Promise.race([claims.whenFree(orderId), whenAborted(signal)]);
	}
}

async function whenAborted(signal: AbortSignal | undefined): Promise<void> {
	if (signal === undefined) return await new Promise<void>(() => {});
	await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

async function refundClaimed(work: RefundWork): Promise<RefundSettlement> {
	const { request, tools } = work;
	await untilShown(work);
	const state = await readRefundState(work, new PaymentReader(tools.client));
	const made = refundWith(state.refunds, request.reference);
	if (made !== null) return await takeEarlier(work, made);
	if (request.ask.kind === 'everything' && isAllGivenBack(state.refundable)) return await takeAllGivenBack(work, state);
	const { quote, total, lines } = await quoteRefundable(work, state);
	const method = chooseMethod(quote, request.to, total, {
		allowOffline: request.allowOffline,
		paidByCredit: state.refundable.paidByCredit,
	});
	if (!method.ok) return work.settlement('notRefundable', method.code, method.reason);
	work.payments = method.payments;
	const unmet = unmetGuard(request.guards, { ...state.payment, amount: total }, tools.clock.wallTime());
	if (unmet !== null) return work.settlement('blocked', 'guard', unmet);
	if (request.dryRun) return work.settlement('planned', 'dryRun');
	const reason = reasonWith(request.reason, request.reference);
	work.wanted = { reference: request.reference, known: new Set(state.refunds.map(({ id }) => id)), total };
	return await sendRefund(work, {
		items: lines.map((line) => ({ ...line, reason })),
		payments: method.payments.map(({ providerId, amount, offline }) => ({
			provider_id: providerId,
			amount: jsonAmount(amount),
			offline,
		})),
	});
}

/** A refund that was sent a moment ago without proof gets its whole verification window to show, also by the next try. */
async function untilShown({ request, tools }: RefundWork): Promise<void> {
	const at = takeOpenRefund(tools.claims, request.orderId, request.reference);
	if (at !== null)
		await tools.clock.sleep(Math.max(0, at + request.verificationWindow - tools.clock.now()), tools.signal);
}

function isAllGivenBack({ left, refunded }: Refundable): boolean {
	return left.minor === BigInt(0) && refunded.minor > 0;
}

/** "Everything left" of an order that has nothing left: running it again is no failure. */
async function takeAllGivenBack(work: RefundWork, { refunds, refundable }: RefundState): Promise<RefundSettlement> {
	const pending = refunds.find((refund) => progressOf(refund) === 'pending');
	if (pending !== undefined) return await followRefund(work, pending, false);
	work.amount = refundable.refunded;
	return work.settlement('refunded', 'alreadyDone');
}

/** The refund was made before: by an earlier try, or before a crash. Nothing is sent; its result is followed. */
async function takeEarlier(work: RefundWork, made: Refund): Promise<RefundSettlement> {
	const { ask } = work.request;
	const currency = work.left?.currency ?? '';
	work.amount = readMoney(made.total, currency);
	work.refund = made;
	const asked = ask.kind === 'amount' ? readMoney(String(ask.amount).trim(), currency) : null;
	if (asked !== null && work.amount !== null && asked.minor !== work.amount.minor) {
		const note = `It has a refund of ${formatMoney(work.amount)} ${currency} with the reference ${work.request.reference} already, and ${formatMoney(asked)} are asked for.`;
		return work.settlement('blocked', 'referenceUsed', note);
	}
	return await followRefund(work, made, false);
}
