import { ended, type End } from './decisions';
import type { Follow } from './follower';
import { endOfNotSent } from './notSent';
import type { OrderState } from './orderState';
import { MAX_READ_AGE_MS } from './readAhead';
import type { Run } from './run';

/** How often an order that is read alone may come too late for its read. */
const MAX_LATE_TURNS = 5;

/**
 * What the turn to send leads to. `held`: another execution has the order. `stale`: its read is too old by now.
 * `wait`: what was sent before may show until then.
 */
export type Turn = End | Follow | Again;

/** The order is read again. */
export type Again = { do: 'held' | 'stale' } | { do: 'wait'; until: number };

/** Whether the read is recent enough to act upon, and later than the claim; otherwise the order is read again. */
export function isFresh(order: OrderState, { deps: { claims, storeClaims, clock } }: Run): boolean {
	if (order.isOvertaken) return false;
	if (storeClaims?.maySendUpon(order.orderId, order.readAt) === false) return false;
	const lastActivityAt = claims.lastActivityAt(order.orderId);
	const isOutdated = order.attempts === 0 && lastActivityAt !== null && lastActivityAt >= order.readAt;
	return !isOutdated && clock.now() - order.readAt <= MAX_READ_AGE_MS;
}

/**
 * Its turn came too late for its read. Then fewer are read at once; where even one alone is too old again and again,
 * the quota is too small to read and send.
 */
export function stale(order: OrderState, run: Run): Turn {
	if (run.reads.noteStale(order)) order.lateTurns++;
	return readAgain(order);
}

/** The order is read again before it is sent, unless that was so too often. */
export function readAgain(order: OrderState): Turn {
	return order.lateTurns < MAX_LATE_TURNS ? { do: 'stale' } : endOfNotSent(order, ended('throttled', 'quotaExhausted'));
}

/** The end of an order when the run was closed: of what was sent, only what is known is said. */
export function endOfClosed({ watch, attempts }: OrderState, { closing }: Run): End {
	if (closing === 'failures') return ended('blocked', 'stopAfterFailures');
	if (watch?.reason === 'following') return ended('pending', 'stoppedWhileSending', watch.ours);
	return attempts > 0 ? ended('unknown', 'stoppedWhileSending') : ended('cancelled', 'stoppedBeforeSending');
}
