import type { OrderId } from '../model/orderId';
import { unmetGuard } from '../payment/guards';
import type { Claim } from '../session/claims';
import { claimInStore, closeInStore } from './claimInStore';
import { awaitEarlier } from './awaitEarlier';
import { isAllGivenBack, takeAllGivenBack, takeExisting } from './existing';
import { jsonAmount } from './items';
import { chooseMethod, type PlannedPayment } from './method';
import type { RefundSettlement } from './outcome';
import { pauseBeforeRead } from './pause';
import { quoteSelection, type Quoted } from './quote';
import { readRefundState } from './reading';
import { findByReference, reasonWith } from './reference';
import { newFacts, settled } from './facts';
import { contextFor, record, type Dependencies, type RefundContext, type RefundRequest } from './request';
import { resolveSelection } from './resolveSelection';
import { canonicalSelection } from './selection';
import { sendRefund, type RefundBody } from './sending';
import { over, settleSent, type Round } from './settleSent';
import { wasSent } from './sentBefore';
import { stop, type RefundEnd } from './step';
import type { ExpectedRefund } from './verifying';

/** A read this old is taken again before money is sent upon it. */
export const MAX_READ_AGE_MS = 60_000;

/** Rounds that one refund gets at most, each from the first read on. */
const MAX_ROUNDS = 20;

/** However short the window, a busy order is tried this often. */
const MIN_BUSY_TRIES = 2;

/**
 * Gives money back, and never the same money twice: reads the order and its refunds, quotes, sends once, and whatever
 * may have arrived is looked for, not sent again. One refund of an order at a time, in this process by a claim,
 * elsewhere by a claim in the store where it is asked for, and by BigCommerce's own no. Never throws for anything that
 * the store or the network does.
 */
export async function refundOrder(request: RefundRequest, dependencies: Dependencies): Promise<RefundSettlement> {
	const context = contextFor(request, dependencies);
	const claim = await claimOrder(request.orderId, dependencies);
	if (claim === null) return settled(context, newFacts(context), stop('cancelled', 'stoppedBeforeSending').end);
	let settlement: RefundSettlement | null = null;
	try {
		const busyUntil = context.clock.now() + request.verificationWindow;
		for (let tries = 1, attempts = 0; ; tries++) {
			const result = await refundClaimed(context, attempts);
			settlement = result.settlement;
			if (result.again === null) return settlement;
			attempts = settlement.attempts;
			if (result.again === 'stale' && tries < MAX_ROUNDS) continue;
			const isOver = tries >= MAX_ROUNDS || (context.clock.now() >= busyUntil && tries >= MIN_BUSY_TRIES);
			if (isOver || context.signal?.aborted) return settlement;
			await context.clock.sleep(pauseBeforeRead(tries, busyUntil - context.clock.now()), context.signal);
		}
	} finally {
		await closeInStore(context, settlement);
		claim.release();
	}
}

/** One refund from its first read to its end. `attempts`: calls that were answered "busy" before. */
async function refundClaimed(context: RefundContext, attempts: number): Promise<Round> {
	const { request, clock } = context;
	const facts = { ...newFacts(context), attempts };
	const end = (how: RefundEnd) => over(settled(context, facts, how));

	const first = await readRefundState(context, request.orderId);
	if (!first.ok) return end(first.end);
	facts.left = first.value.refundable.left;
	const resolved = await resolveSelection(context, first.value);
	if (!resolved.ok) return end(resolved.end);
	const { selection, contents } = resolved.value;
	const reference = request.naming.referenceOf(canonicalSelection(request.orderId, selection));
	facts.reference = reference;
	facts.wasSent = wasSent(context, reference);

	const cleared = await awaitEarlier(context, reference, first.value);
	if (!cleared.ok) return end(cleared.end);
	const state = cleared.value;
	facts.wasSent = false;
	facts.left = state.refundable.left;
	const existing = findByReference(state.refunds, reference);
	if (existing !== null) return over(await takeExisting(context, facts, existing, selection, state, contents));
	if (selection.kind === 'everything' && isAllGivenBack(state)) return await takeAllGivenBack(context, facts, state);

	const quoted = await quoteSelection(context, { orderId: request.orderId, selection }, state, contents);
	if (!quoted.ok) return end(quoted.end);
	const { quote, total } = quoted.value;
	facts.quote = quote;
	facts.amount = total;
	const method = chooseMethod(quote, request.to, total, {
		allowOffline: request.allowOffline,
		paidByCredit: state.refundable.paidByCredit,
	});
	if (!method.ok) return end(stop('notRefundable', method.code, { note: method.reason }).end);
	facts.payments = method.payments;
	const unmet = unmetGuard(request.guards, { ...state.payment, amount: total }, clock.wallTime());
	if (unmet !== null) return end(stop('blocked', 'guard', { note: unmet }).end);
	if (request.dryRun) return end(stop('planned', 'dryRun').end);

	const { readAt, refunds } = state;
	const claimed = await claimInStore(context, reference, state);
	if (claimed.do === 'end') return end(claimed.end);
	if (claimed.do === 'stale') {
		return { settlement: settled(context, facts, stop('unavailable', 'claimFailed').end), again: 'stale' };
	}
	const expected: ExpectedRefund = { reference, known: new Set(refunds.map(({ id }) => id)) };
	const body = bodyOf(quoted.value, method.payments, reasonWith(request.reason, reference));
	const sent = await sendRefund(context, body, () => {
		const isClaimed = context.storeClaims?.maySendUpon(request.orderId, readAt) ?? true;
		return isClaimed && clock.now() - readAt <= MAX_READ_AGE_MS;
	});
	if (sent.delivery.kind === 'stale') record(context, 'refund', 'not sent: the read before it was out of date');
	if (sent.mayHaveArrived) facts.attempts++;
	facts.failure = sent.failure;
	return await settleSent(context, facts, sent, expected);
}

function bodyOf({ lines }: Quoted, payments: PlannedPayment[], reason: string): RefundBody {
	return {
		items: lines.map((line) => ({ ...line, reason })),
		payments: payments.map(({ providerId, amount, offline }) => ({
			provider_id: providerId,
			amount: jsonAmount(amount),
			offline,
		})),
	};
}

/** Takes the order from all other executions of this process, captures and voids among them. Null on Stop. */
async function claimOrder(orderId: OrderId, { claims, signal }: Dependencies): Promise<Claim | null> {
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
