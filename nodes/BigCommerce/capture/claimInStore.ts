import type { Settlement } from '../payment/outcome';
import type { AttemptResult } from '../session/attempt';
import type { End } from './decisions';
import type { OrderState } from './orderState';
import type { Run } from './run';

/** `claimed`: it may be sent. `stale`: read it again, and ask again. */
type Claimed = End | { do: 'claimed' } | { do: 'stale' };

/** How long to wait before an order is read again whose claim says that it is done, in milliseconds. */
const STALE_PAUSE = 1_000;

/**
 * Claims an order in the store before it is sent: who made the claim sends, whoever met it waits for its end and says
 * what came of it. Claims of orders that come here together are made together.
 */
export async function claimInStore(order: OrderState, run: Run): Promise<Claimed> {
	const { storeClaims, clock } = run.deps;
	if (storeClaims === undefined) return { do: 'claimed' };
	const { orderId } = order;
	// It met another run's attempt, which the gateway refused, and nothing has happened since.
	if (order.elsewhere === 'declined') return ended('declined', 'refusedByGateway');
	const answer = await run.untilClosed.orClosed(storeClaims.acquire(orderId, order.readAt));
	if (answer === null || answer.kind === 'cancelled') return ended('cancelled', 'stoppedBeforeSending');
	switch (answer.kind) {
		case 'owned':
			return { do: storeClaims.maySendUpon(orderId, order.readAt) ? 'claimed' : 'stale' };
		case 'readAgain':
			return { do: 'stale' };
		case 'throttled':
			return ended('throttled', 'quotaExhausted');
		case 'cannot':
			order.failure = answer.failure;
			return answer.isDenied ? ended('unauthorized', 'claimDenied') : ended('unavailable', 'claimFailed');
	}
	order.heldSince ??= clock.now();
	const until = order.heldSince + order.options.resultTimeout;
	if (clock.now() >= until)
		return answer.kind === 'held' ? ended('blocked', 'heldByOther') : ended('unknown', 'resultUnproved');
	if (answer.kind === 'settledElsewhere') {
		// The read that says it may be sent is older than what the claim says, wherever it comes from.
		await run.untilClosed.orClosed(clock.sleep(STALE_PAUSE));
		return { do: 'stale' };
	}
	const freed = await run.untilClosed.orClosed(storeClaims.whenFree(orderId, until));
	if (freed === null) return ended('cancelled', 'stoppedBeforeSending');
	const result = freed.isFree ? freed.attempt?.result : null;
	if (result?.kind === 'noEffect' && result.outcome === 'declined') order.elsewhere = 'declined';
	return { do: 'stale' };
}

/**
 * An end with whose doing it is. After a call in doubt an order that is done is taken for this run's; but once the
 * lease was over, as of a machine that slept, somebody else may have sent it, and the claims tell.
 */
export async function creditedTo(end: End, { orderId, wasAmbiguous }: OrderState, run: Run): Promise<End> {
	const { storeClaims } = run.deps;
	if (storeClaims === undefined || !end.changed || !wasAmbiguous) return end;
	return (await storeClaims.isOvertaken(orderId)) ? { ...end, changed: false } : end;
}

/** Writes down what came of this run's attempt. What is not known yet stays open, to be found as unfinished. */
export function closeInStore(settlement: Settlement, run: Run): void {
	const result = resultOf(settlement, run.options.action.done);
	if (result !== null) run.deps.storeClaims?.close(settlement.orderId, result);
}

/** Why it is `notCapturable`: because it was captured. */
const EFFECTIVE: ReadonlySet<string> = new Set(['alreadyDone', 'refundedSince']);

function resultOf({ outcome, code }: Settlement, done: string): AttemptResult | null {
	if (outcome === 'pending' || outcome === 'accepted' || outcome === 'unknown') return null;
	const hadEffect = outcome === done || EFFECTIVE.has(code);
	return { kind: hadEffect ? 'effect' : 'noEffect', outcome };
}

function ended(outcome: End['outcome'], code: End['code']): End {
	return { do: 'end', outcome, code, changed: false };
}
