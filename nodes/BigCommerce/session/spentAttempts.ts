import type { ApiClient } from '../api/client';
import { deleteMetafields } from '../api/orderMetafields';
import type { OrderId } from '../model/orderId';
import { latestOf, presentOf, SPENT_AFTER_MS, standingOf, type Attempt } from './attempt';
import type { AttemptReader } from './attemptReader';
import type { StoreTime } from './storeTime';

/** Metafields that one call removes. */
const BATCH = 50;
/** Pages of closed attempts that one run looks through, at most … */
const MOST_PAGES = 40;
/** … and how many of them in a row may have nothing to remove: what is kept comes back on every look. */
const PAGES_IN_VAIN = 2;
/** Orders whose attempts one run reads one by one, at most. */
const MOST_ORDERS = 50;

/**
 * Removes attempts that had their effect long ago and are not to be kept, of whatever run: the claims of the run
 * before, mostly. Whatever is left, the next run removes. Why it is safe is in docs/claims.md.
 *
 * @throws ApiError
 */
export async function removeSpent(client: ApiClient, reader: AttemptReader, storeTime: StoreTime): Promise<void> {
	const now = storeTime.earliest();
	if (now === null) return;
	const alone: number[] = [];
	const toRead = new Set<OrderId>();
	let pages = 0;
	let inVain = 0;
	for await (const attempts of reader.unchangedSince(now - SPENT_AFTER_MS)) {
		const spent = attempts.filter(
			(attempt) => attempt.subject === reader.subject && standingOf(attempt, now) === 'spent',
		);
		for (const attempt of spent) {
			if (isAlone(attempt)) alone.push(attempt.metafieldId);
			else toRead.add(attempt.orderId);
		}
		inVain = spent.length > 0 ? 0 : inVain + 1;
		if (inVain === PAGES_IN_VAIN || ++pages === MOST_PAGES) break;
	}
	for (let from = 0; from < alone.length; from += BATCH)
		await deleteMetafields(client, alone.slice(from, from + BATCH));
	for (const orderId of [...toRead].slice(0, MOST_ORDERS)) await removeIfSpent(client, reader, storeTime, orderId);
}

/**
 * Removes the attempts of an order that are spent, with all before them: those first, and the spent one only when they
 * are gone. While it is there, all who read the order's attempts see the same: that the next is the first.
 *
 * @throws ApiError
 */
export async function removeIfSpent(
	client: ApiClient,
	reader: AttemptReader,
	storeTime: StoreTime,
	orderId: OrderId,
): Promise<void> {
	const attempts = (await reader.ofOrder(orderId)).filter(({ subject }) => subject === reader.subject);
	const now = storeTime.earliest();
	if (now === null || attempts.length === 0) return;
	const kept = standingOf(latestOf(attempts), now) === 'spent' ? [] : presentOf(attempts);
	const gone = attempts.filter((attempt) => !kept.includes(attempt));
	const isSpent = (attempt: Attempt): boolean => standingOf(attempt, now) === 'spent';
	const ids = [...gone.filter((attempt) => !isSpent(attempt)), ...gone.filter(isSpent).sort(byNumber)].map(
		({ metafieldId }) => metafieldId,
	);
	// The last alone: those before it are gone by then.
	const last = ids.pop();
	for (let from = 0; from < ids.length; from += BATCH) {
		const some = ids.slice(from, from + BATCH);
		const removed = await deleteMetafields(client, some);
		if (!some.every((id) => removed.has(id))) return;
	}
	if (last !== undefined) await deleteMetafields(client, [last]);
}

function byNumber(one: Attempt, other: Attempt): number {
	return one.number - other.number;
}

/**
 * Whether an order's first attempt is its only one, as far as itself tells: closed with its effect while its lease ran,
 * nobody has ever seen it out of the way, so nobody has made a second.
 */
function isAlone({ number, madeAt, leaseMs, changedAt }: Attempt): boolean {
	return number === 1 && changedAt <= madeAt + leaseMs;
}
