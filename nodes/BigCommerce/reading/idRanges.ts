import type { OrderId } from '../model/orderId';

/** Rows that one page of `GET /v2/orders` shows at most. Source: common query parameters page; more is a 413. */
export const PAGE_SIZE = 250;

/** One list call over a range of IDs that is narrow enough to need no second page. */
export interface Window {
	minId: OrderId;
	maxId: OrderId;
	wanted: OrderId[];
}

/** The calls that show every wanted order. */
export interface RangePlan {
	windows: Window[];
	/** IDs with no wanted neighbour, read one by one. */
	lone: OrderId[];
}

/**
 * The fewest windows and single reads that show every wanted ID.
 * Starting each window at the lowest ID not yet covered is optimal, since no window can reach further down.
 *
 * @param ids in any order, without repeats
 * @param width IDs a window may span; a page's size, so that one page is enough
 */
export function planRanges(ids: OrderId[], width = PAGE_SIZE): RangePlan {
	const plan: RangePlan = { windows: [], lone: [] };
	let wanted: OrderId[] = [];
	const close = () => {
		const [first] = wanted;
		const last = wanted[wanted.length - 1];
		if (first === undefined || last === undefined) return;
		if (wanted.length === 1) plan.lone.push(first);
		else plan.windows.push({ minId: first, maxId: last, wanted });
		wanted = [];
	};
	for (const id of [...ids].sort((a, b) => a - b)) {
		const [first] = wanted;
		if (first !== undefined && id - first >= width) close();
		wanted.push(id);
	}
	close();
	return plan;
}

/**
 * The same plan, its windows made wider where that shows further orders for the same call.
 *
 * @param also IDs that are welcome, but worth no call
 */
export function extended(plan: RangePlan, also: ReadonlySet<OrderId>, width = PAGE_SIZE): RangePlan {
	if (also.size === 0) return plan;
	const result: RangePlan = { windows: [], lone: [] };
	const sorted = [...also].sort((a, b) => a - b);
	let next = 0;
	// Ranges are asked about from the lowest on, so that each welcome ID is passed once.
	const reach = (minId: OrderId, maxId: OrderId): OrderId => {
		let last = maxId;
		for (let id = sorted[next]; id !== undefined && id - minId < width; id = sorted[++next]) if (id > last) last = id;
		return last;
	};
	for (const window of inOrder(plan)) {
		const maxId = reach(window.minId, window.maxId);
		if (maxId === window.minId) result.lone.push(maxId);
		else result.windows.push({ ...window, maxId });
	}
	return result;
}

/** A plan's windows and single reads, the lowest first; a single read is a window of one ID. */
function inOrder({ windows, lone }: RangePlan): Window[] {
	return [...windows, ...lone.map((id) => ({ minId: id, maxId: id, wanted: [id] }))].sort((a, b) => a.minId - b.minId);
}

/** What a plan costs, in calls. */
export function callsOf(plan: RangePlan): number {
	return plan.windows.length + plan.lone.length;
}

/**
 * Whether one list by status or by modification date may beat the windows: at best it shows a full page of
 * wanted orders a call.
 */
export function isListWorthTrying(plan: RangePlan, width = PAGE_SIZE): boolean {
	const wanted = plan.lone.length + plan.windows.reduce((sum, window) => sum + window.wanted.length, 0);
	return callsOf(plan) > Math.ceil(wanted / width) + 1;
}

/**
 * Whether the next page of such a list is worth its call: the last one must have saved at least what it cost.
 * @param before calls that windows would have cost before the page
 * @param after calls that windows cost for what is still unseen
 */
export function isNextPageWorthIt(before: number, after: number): boolean {
	return after > 1 && before - after >= 1;
}
