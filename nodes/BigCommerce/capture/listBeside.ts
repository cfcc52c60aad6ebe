import type { OrderId } from '../model/orderId';
import { PAGE_SIZE } from '../reading/idRanges';
import type { OrderState } from './orderState';

/*
 * One list shows the next orders and those that are followed where both fit into it: fewer orders a list than there
 * could be, but half as many lists.
 */

/** With more than so many orders a list, or fewer then, two lists cost no more. */
const MOST_BESIDE = 0.8 * PAGE_SIZE;
const LEAST_BESIDE = 0.4 * PAGE_SIZE;

/** Orders that are still to be read, the next one last. */
type Upcoming = ReadonlyArray<Pick<OrderState, 'orderId'>>;

/**
 * The lowest ID that the next list can be made to show beside orders that it is read for; infinity where there is no
 * such list.
 * @param size orders that it would be read for otherwise
 */
export function shownFrom(upcoming: Upcoming, size: number): number {
	if (upcoming.length === 0 || size > MOST_BESIDE) return Number.POSITIVE_INFINITY;
	return lastOf(upcoming, Math.min(size, LEAST_BESIDE)) - PAGE_SIZE + 1;
}

/** For how many orders a list is read that shows those that are followed as well, where that saves calls. */
export function sizeBeside(followed: ReadonlySet<OrderId>, upcoming: Upcoming, size: number): number {
	const from = shownFrom(upcoming, size);
	let lowest = Number.POSITIVE_INFINITY;
	for (const id of followed) if (id >= from && id < lowest) lowest = id;
	let most = size;
	while (most > LEAST_BESIDE && lastOf(upcoming, most) - lowest >= PAGE_SIZE) most--;
	return most;
}

/** The ID of the last of the next orders; of those that are far apart, the last that one list can show. */
function lastOf(upcoming: Upcoming, size: number): number {
	const count = upcoming.length;
	const first = upcoming[count - 1]?.orderId ?? Number.POSITIVE_INFINITY;
	const last = upcoming[Math.max(0, count - size)]?.orderId ?? first;
	return Math.min(last, first + PAGE_SIZE - 1);
}
