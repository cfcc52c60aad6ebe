import type { AttemptResult } from '../session/attempt';
import type { RefundSettlement } from './outcome';
import { pauseBeforeRead } from './pause';
import { listRefunds, type RefundState } from './reading';
import { findByReference, type Reference } from './reference';
import { record, type RefundContext } from './request';
import { stop, type RefundEnd } from './step';

/** `claimed`: it may be sent. `stale`: the order is read again, and asked for again. */
type Claimed = { do: 'claimed' | 'stale' } | { do: 'end'; end: RefundEnd };

/**
 * Claims the order in the store before a refund is sent. Who made the claim reads again and sends; whoever met it
 * waits for its end, reads again, and finds the refund by its reference or makes its own.
 */
export async function claimInStore(
	context: RefundContext,
	reference: Reference,
	{ readAt }: RefundState,
): Promise<Claimed> {
	const { storeClaims, clock, signal, request } = context;
	if (storeClaims === undefined) return { do: 'claimed' };
	const { orderId, resultTimeout } = request;
	const answer = await storeClaims.acquire(orderId, readAt, reference);
	record(context, 'claim', answer.kind);
	switch (answer.kind) {
		case 'owned':
			return { do: storeClaims.maySendUpon(orderId, readAt) ? 'claimed' : 'stale' };
		case 'readAgain':
			return { do: 'stale' };
		case 'throttled':
			return ended('throttled', 'quotaExhausted');
		case 'cancelled':
			return ended('cancelled', 'stoppedBeforeSending');
		case 'cannot': {
			const { failure } = answer;
			return answer.isDenied
				? ended('unauthorized', 'claimDenied', { failure })
				: ended('unavailable', 'claimFailed', { failure });
		}
	}
	context.heldSince ??= clock.now();
	const until = context.heldSince + resultTimeout;
	if (answer.kind === 'settledElsewhere') {
		// The reads say less than the claim does: the refund is there, and has to show before anything is said of it.
		return (await shows(context, reference, until)) ? { do: 'stale' } : ended('unknown', 'resultUnproved');
	}
	if (clock.now() >= until) {
		const isSame = answer.attempt.about === reference;
		return isSame ? ended('unknown', 'resultUnproved') : ended('notRefundable', 'orderBusy');
	}
	await storeClaims.whenFree(orderId, until);
	return signal?.aborted ? ended('cancelled', 'stoppedBeforeSending') : { do: 'stale' };
}

function ended(...how: Parameters<typeof stop>): Claimed {
	return { do: 'end', end: stop(...how).end };
}

/** Reads the order's refunds until the one with the reference shows, or `until` (lane clock) has passed. */
async function shows(context: RefundContext, reference: Reference, until: number): Promise<boolean> {
	const { clock, signal, request } = context;
	for (let reads = 0; ; reads++) {
		await clock.sleep(pauseBeforeRead(reads, until - clock.now()), signal);
		const isLast = signal?.aborted === true || clock.now() >= until;
		const read = await listRefunds(context, request.orderId);
		if (read.ok && findByReference(read.value, reference) !== null) return true;
		if (isLast) return false;
	}
}

/** Writes down what came of this refund's attempt. One in doubt stays open, until its lease is over. */
export async function closeInStore({ storeClaims }: RefundContext, settlement: RefundSettlement | null): Promise<void> {
	if (storeClaims === undefined) return;
	const result = settlement === null ? null : resultOf(settlement);
	if (settlement !== null && result !== null) storeClaims.close(settlement.orderId, result);
	await storeClaims.finish(new Map());
}

/** What BigCommerce has entered counts as an effect, also while its provider has not answered. */
function resultOf({ outcome, code }: RefundSettlement): AttemptResult | null {
	if (outcome === 'unknown') return null;
	const hadEffect = outcome === 'refunded' || outcome === 'pending' || code === 'partlyDeclined';
	return { kind: hadEffect ? 'effect' : 'noEffect', outcome };
}
