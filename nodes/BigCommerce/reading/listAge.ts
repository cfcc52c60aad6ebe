import type { OrderSnapshot } from '../api/orders';
import { readTime } from '../model/time';

/** Dates of orders and answers have whole seconds: of the same moment, they may be one apart. */
const A_MOMENT_MS = 1_000;

/**
 * Whether a list shows its orders as they are at this moment, rather than as they were: it is at least as new as the
 * newest change that it shows. A list in which nothing has changed just now does not tell.
 *
 * @param serverTime the server's time of the answer, milliseconds since 1970; null where it did not say
 */
export function isOfThisMoment(orders: readonly OrderSnapshot[], serverTime: number | null): boolean {
	if (serverTime === null) return false;
	return orders.some(({ modifiedAt }) => (readTime(modifiedAt) ?? 0) >= serverTime - A_MOMENT_MS);
}
