import type { OrderId } from '../model/orderId';

/** Rows that one page of `GET /v2/orders` shows at most. Source: common query parameters page; more is a 413. */
export const PAGE_SIZE = 250;

/** One list call over a range of IDs that is narrow enough to need no second page. */
export interface IdRange {
	minId: OrderId;
	maxId: OrderId;
	/** Those that are asked for, the lowest first. */
	ids: OrderId[];
}

/** The calls that show every order asked for. */
export interface RangePlan {
	ranges: IdRange[];
	/** IDs too far from any other, read one by one. */
	singles: OrderId[];
}

/**
 * The fewest ranges and single reads that show every ID.
 * Starting each range at the lowest ID not yet covered is optimal, since no range can reach further down.
 *
 * @param ids in any order, without repeats
 * @param width IDs a range may span; a page's size, so that one page is enough
 */
export function planRanges(ids: OrderId[], width = PAGE_SIZE): RangePlan {
	const plan: RangePlan = { ranges: [], singles: [] };
	let near: OrderId[] = [];
	const close = () => {
		const [first] = near;
		const last = near[near.length - 1];
		if (first === undefined || last === undefined) return;
		if (near.length === 1) plan.singles.push(first);
		else plan.ranges.push({ minId: first, maxId: last, ids: near });
		near = [];
	};
	for (const id of [...ids].sort((a, b) => a - b)) {
		const [first] = near;
		if (first !== undefined && id - first >= width) close();
		near.push(id);
	}
	close();
	return plan;
}

/**
 * The same plan, its ranges made wider where that shows further orders for the same call.
 *
 * @param opportunistic IDs that are welcome, but worth no call
 */
export function extended(plan: RangePlan, opportunistic: ReadonlySet<OrderId>, width = PAGE_SIZE): RangePlan {
	if (opportunistic.size === 0) return plan;
	const result: RangePlan = { ranges: [], singles: [] };
	const sorted = [...opportunistic].sort((a, b) => a - b);
	let next = 0;
	// Ranges are asked about from the lowest on, so that each welcome ID is passed once or twice.
	const reach = ({ minId, maxId, ids }: IdRange): IdRange => {
		const passed = next;
		let last = maxId;
		for (let id = sorted[next]; id !== undefined && id - minId < width; id = sorted[++next]) if (id > last) last = id;
		let first = minId;
		for (let at = next - 1; at >= passed; at--) {
			const id = sorted[at];
			if (id === undefined || last - id >= width) break;
			if (id < first) first = id;
		}
		return { minId: first, maxId: last, ids };
	};
	for (const range of inOrder(plan)) {
		const wide = reach(range);
		if (wide.maxId === wide.minId) result.singles.push(wide.maxId);
		else result.ranges.push(wide);
	}
	return result;
}

/** A plan's ranges and single reads, the lowest first; a single read is a range of one ID. */
function inOrder({ ranges, singles }: RangePlan): IdRange[] {
	return [...ranges, ...singles.map((id) => ({ minId: id, maxId: id, ids: [id] }))].sort((a, b) => a.minId - b.minId);
}

/** What a plan costs, in calls. */
export function callsOf(plan: RangePlan): number {
	return plan.ranges.length + plan.singles.length;
}

/**
 * Whether one list by status or by modification date may beat the ranges: at best it shows a full page of
 * orders asked for, a call.
 */
export function isListWorthTrying(plan: RangePlan, width = PAGE_SIZE): boolean {
	const count = plan.singles.length + plan.ranges.reduce((sum, range) => sum + range.ids.length, 0);
	return callsOf(plan) > Math.ceil(count / width) + 1;
}

/**
 * Whether the next page of such a list is worth its call: the last one must have saved at least what it cost.
 * @param before calls that ranges would have cost before the page
 * @param after calls that ranges cost for what is still unseen
 */
export function isNextPageWorthIt(before: number, after: number): boolean {
	return after > 1 && before - after >= 1;
}
