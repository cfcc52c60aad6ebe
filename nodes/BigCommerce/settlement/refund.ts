import type { ApiClient } from '../api/client';
import { failureOf } from '../api/failure';
import type { Clock } from '../api/http';
import type { JsonObject } from '../api/json';
import { refundsPath, type Refund } from '../api/refunds';
import type { Claims } from './claims';
import { unmetGuard, type Guards } from './guards';
import { formatMoney, readMoney } from './money';
import type { OrderId } from './orderId';
import { PaymentReader } from './paymentReader';
import { whyNotRefundable } from './refundable';
import type { RefundAsk } from './refundAsk';
import { afterRefund, pauseBeforeLook, type AfterRefund } from './refundDecisions';
import { chooseMethod, type RefundTo } from './refundMethod';
import { quoteAsk } from './refundQuote';
import { readRefundState } from './refundReading';
import { reasonWith, refundWith, type Reference } from './refundReference';
import { RefundEnd, RefundWork } from './refundWork';
import type { RefundSettlement } from './refundOutcome';
import { followRefund, lookBriefly, lookForRefund } from './refundWatching';

/** One refund as it is asked for. Times in milliseconds. */
export interface RefundRequest {
	orderId: OrderId;
	ask: RefundAsk;
	to: RefundTo;
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
		return await refundClaimed(work).catch(settlementIn);
	} finally {
		claim.release();
	}
}

/** The settlement that a refund was ended with. @throws what is not such an end */
function settlementIn(error: unknown): RefundSettlement {
	if (error instanceof RefundEnd) return error.settlement;
	throw error;
}

/** Takes the order from all other executions of this process, captures and voids among them. Null on Stop. */
async function claimed(orderId: OrderId, { claims, signal }: RefundTools) {
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
	const state = await readRefundState(work, new PaymentReader(tools.client));
	const made = refundWith(state.refunds, request.reference);
	if (made !== null) return await takeEarlier(work, made);
	const whyNot = whyNotRefundable(state.payment.state);
	if (whyNot !== null) work.end('notRefundable', 'wrongState', whyNot);
	if (state.refundable.left.minor === BigInt(0)) {
		const isRepeat = request.ask.kind === 'everything' && state.refundable.refunded.minor > 0;
		if (isRepeat) return work.settlement('refunded', 'alreadyDone');
		work.end('notRefundable', 'nothingLeft');
	}
	const { quote, total, lines } = await quoteAsk(work, state);
	work.quote = quote;
	work.amount = total;
	const method = chooseMethod(quote, request.to, total, { allowOffline: request.allowOffline, paidByCredit: state.refundable.paidByCredit });
	if (!method.ok) return work.settlement('notRefundable', method.code, method.reason);
	work.payments = method.payments;
	const unmet = unmetGuard(request.guards, { ...state.payment, amount: total }, tools.clock.wallTime());
	if (unmet !== null) work.end('blocked', 'guard', unmet);
	if (request.dryRun) return work.settlement('planned', 'dryRun');
	const reason = reasonWith(request.reason, request.reference);
	work.wanted = { reference: request.reference, known: new Set(state.refunds.map(({ id }) => id)), total, reason };
	return await send(work, {
		items: lines.map((line) => ({ ...line, reason })),
		payments: method.payments.map(({ providerId, amount, offline }) => ({ provider_id: providerId, amount: Number(formatMoney(amount)), offline })),
	});
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

/**
 * Sends the refund, at most three times, each time after looking. A busy order is a clear no like a 429: nothing
 * happened, so it is tried again while the verification window lasts.
 */
async function send(work: RefundWork, body: RefundBody): Promise<RefundSettlement> {
	const { request, tools } = work;
	const busyUntil = tools.clock.now() + request.verificationWindow;
	for (let doubts = 0, busy = 0; ; ) {
		if (tools.signal?.aborted && doubts === 0) work.end('cancelled', 'stoppedBeforeSending');
		const { after, isSent } = await sendOnce(work, body);
		if (after.kind === 'made') return await followRefund(work, after.refund, true);
		if (after.kind === 'doubt') {
			doubts++;
			const found = await lookForRefund(work, doubts);
			if (found.do === 'take') return await followRefund(work, found.refund, true);
			if (found.do === 'end') return found.settlement;
			continue;
		}
		if (after.kind === 'cancelled') {
			if (isSent || doubts > 0) work.end('unknown', 'stoppedWhileSending');
			work.end('cancelled', 'stoppedBeforeSending');
		}
		// A no may come from an earlier call, or another run with the same reference, that was quicker.
		if (doubts > 0 || after.kind === 'refused' || after.kind === 'busy') {
			const earlier = await lookBriefly(work);
			if (earlier.kind === 'found') return await followRefund(work, earlier.refund, doubts > 0);
			if (earlier.kind === 'failed' && doubts > 0) work.end('unknown', 'resultUnproved');
		}
		if (after.kind !== 'busy' || tools.clock.now() >= busyUntil) endRefused(work, after.kind);
		await tools.clock.sleep(pauseBeforeLook(++busy, busyUntil - tools.clock.now()), tools.signal);
	}
}

interface RefundBody extends JsonObject {
	items: object[];
	payments: object[];
}

async function sendOnce(work: RefundWork, body: RefundBody): Promise<{ after: AfterRefund; isSent: boolean }> {
	let isSent = false;
	const answer = await work.tools.client.send('POST', refundsPath(work.request.orderId), body, () => {
		if (!isSent) work.attempts++;
		isSent = true;
	});
	work.note('refund', answer.kind === 'answered' ? `HTTP ${answer.status}` : answer.kind);
	work.failure = answer.kind === 'throttled' ? null : failureOf(answer);
	return { after: afterRefund(answer), isSent };
}

/** Ends a refund that was clearly not taken. @throws RefundEnd always */
function endRefused(work: RefundWork, kind: Exclude<AfterRefund['kind'], 'made' | 'doubt' | 'cancelled'>): never {
	switch (kind) {
		case 'throttled':
			return work.end('throttled', 'quotaExhausted');
		case 'notSent':
			return work.end('unavailable', 'neverConnected');
		case 'tokenRefused':
		case 'scopeMissing':
			return work.end('unauthorized', kind);
		case 'notFound':
			return work.end('notFound', 'orderNotFound');
		case 'busy':
			return work.end('notRefundable', 'orderBusy');
		case 'refused':
			return work.end('notRefundable', 'refusedByBigCommerce');
	}
}
