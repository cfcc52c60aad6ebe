/** The orders that a trial's store has, and those it is about. */
import type { OrderInput } from '../../sandbox/store';
import type { Trial } from './trial';

const FIRST_ID = 1_001;
const DAY_MS = 86_400_000;

/** How long a large store has been in business, and how many of its orders can be captured. */
const YEARS = 2;
const OPEN_ORDERS = 200;

/** What the workflow begins with. */
export function itemsOf({ contender, orders, idStep }: Trial): number[] {
	// A search is one item.
	if (isSearch(contender)) return [1];
	return Array.from({ length: orders }, (_, index) => FIRST_ID + index * idStep);
}

export const isSearch = (contender: Trial['contender']): boolean => contender === 'find' || contender === 'findByHand';

/** How many of them there are to capture, or to find. */
export const expectedOf = ({ contender, orders }: Trial): number => (isSearch(contender) ? OPEN_ORDERS : orders);

export function storeOrdersOf(trial: Trial): OrderInput[] {
	if (isSearch(trial.contender)) return largeStore(trial.orders);
	const { wish } = trial;
	const shipped: OrderInput =
		wish === 'conditions'
			? { statusId: 7, lines: [{ name: 'Sandbox T-shirt', price: 25, quantity: 1, quantityShipped: 1 }] }
			: {};
	return itemsOf(trial).map((id) => ({ id, ageDays: 1, captureDelayMs: captureDelayOf(trial, id), ...shipped }));
}

/** How long the gateway takes for an order: spread evenly, and the same in every run. */
export function captureDelayOf({ captureMs: [least, most], idStep }: Trial, id: number): number {
	return least + ((((id - FIRST_ID) / idStep) * 7_919) % (most - least + 1));
}

/** Orders of some years, of which the last weeks have some that are not captured yet. */
function largeStore(count: number): OrderInput[] {
	const begin = Date.now() - YEARS * 365 * DAY_MS;
	const step = (Date.now() - begin) / count;
	const recent = Math.floor((20 * DAY_MS) / step);
	const everySo = Math.floor(recent / OPEN_ORDERS);
	return Array.from({ length: count }, (_, index): OrderInput => {
		const left = count - 1 - index;
		const isOpen = left % everySo === 0 && left / everySo < OPEN_ORDERS;
		const state = isOpen ? 'authorized' : 'captured';
		return { id: FIRST_ID + index, state, createdAt: Math.round(begin + index * step) };
	});
}
