import { failureOf } from '../api/failure';
import type { JsonObject } from '../api/json';
import { refundsPath } from '../api/refunds';
import { afterRefund, pauseBeforeLook, type AfterRefund } from './decisions';
import type { RefundSettlement } from './outcome';
import { followRefund, lookBriefly, lookForRefund } from './following';
import type { RefundWork } from './state';

/** The body of `POST …/payment_actions/refunds`. */
export interface RefundBody extends JsonObject {
	items: object[];
	payments: object[];
}

/** However short the window, a busy order is tried this often again. */
const LEAST_BUSY_TRIES = 2;

/**
 * Sends the refund, at most three times, each time after looking. A busy order is a clear no like a 429: nothing
 * happened, so it is tried again while the verification window lasts.
 */
export async function sendRefund(work: RefundWork, body: RefundBody): Promise<RefundSettlement> {
	const { request, tools } = work;
	const busyUntil = tools.clock.now() + request.verificationWindow;
	for (let doubts = 0, busy = 0; ;) {
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
		if (after.kind !== 'busy' || (busy >= LEAST_BUSY_TRIES && tools.clock.now() >= busyUntil))
			endRefused(work, after.kind);
		await tools.clock.sleep(pauseBeforeLook(++busy, busyUntil - tools.clock.now()), tools.signal);
	}
}

async function sendOnce(work: RefundWork, body: RefundBody): Promise<{ after: AfterRefund; isSent: boolean }> {
	// Calls that left, less those that are known to have had no effect: a 429, or a connection that never opened.
	let left = 0;
	const answer = await work.tools.client.send('POST', refundsPath(work.request.orderId), body, () => left++, {
		onNotDelivered: () => left--,
	});
	const isSent = left > 0;
	if (isSent) work.attempts++;
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
