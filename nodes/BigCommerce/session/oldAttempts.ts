import type { ApiClient } from '../api/client';
import { deleteMetafields } from '../api/orderMetafields';
import type { OrderId } from '../model/orderId';
import { standingOf, type Attempt, type ClaimSubject } from './attempt';
import type { AttemptReader } from './attemptReader';
import type { StoreTime } from './storeTime';

/**
 * An order has this many attempts before the old ones are removed, and then at every so many. BigCommerce keeps 250.
 */
const MANY = 20;
const EVERY = 10;
/** The latest ones are a record. */
const LATEST_KEPT = 10;
/** How long an attempt is out of the way before its number may come free: no run has an order in hand for so long. */
const OUT_OF_THE_WAY_MS = 30 * 60_000;
/** Metafields that one call removes. */
const BATCH = 50;

/** Whether it is time to remove old attempts of an order whose latest has this number. */
export function isTimeToRemove(number: number): boolean {
	return number >= MANY && number % EVERY === 0;
}

/**
 * The attempts of one order that may be removed. Never the first: it is what a run meets that knows nothing of the
 * order, and makes it look for the latest. Nor one that is, or was a while ago, the last that anybody could have seen:
 * to make its number again would be to hold the order beside the owner of the latest.
 *
 * @param storeTime the store's time, as it was at the latest
 */
export function removable(attempts: readonly Attempt[], subject: ClaimSubject, storeTime: number): Attempt[] {
	const own = attempts.filter((attempt) => attempt.subject === subject);
	const last = Math.max(0, ...own.map(({ number }) => number));
	return own.filter((attempt) => {
		const { number, madeAt, leaseMs, changedAt } = attempt;
		const overAt = attempt.result === null ? madeAt + leaseMs : changedAt;
		const isOver = standingOf(attempt, storeTime) !== 'open' && storeTime > overAt + OUT_OF_THE_WAY_MS;
		return number > 1 && number <= last - LATEST_KEPT && isOver;
	});
}

/**
 * Removes old attempts of orders that were tried again and again, so that none ever has as many as BigCommerce keeps.
 */
export async function removeOldAttempts(
	client: ApiClient,
	reader: AttemptReader,
	storeTime: StoreTime,
	orderIds: Iterable<OrderId>,
): Promise<void> {
	for (const orderId of orderIds) {
		const now = storeTime.earliest();
		if (now === null) return;
		const ids = removable(await reader.ofOrder(orderId), reader.subject, now).map(({ metafieldId }) => metafieldId);
		for (let from = 0; from < ids.length; from += BATCH) await deleteMetafields(client, ids.slice(from, from + BATCH));
	}
}
