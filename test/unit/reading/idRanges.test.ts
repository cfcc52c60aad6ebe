import fc from 'fast-check';
import {
	callsOf,
	isListWorthTrying,
	isNextPageWorthIt,
	planRanges,
	extended,
	type RangePlan,
} from '../../../nodes/BigCommerce/reading/idRanges';
import { orderId, orderIds } from '../../builders/orderIds';

const range = (...ids: number[]) => ({ minId: Math.min(...ids), maxId: Math.max(...ids), ids });

describe('a plan', () => {
	test.each<{ ids: number[]; ranges: number[][]; singles: number[] }>([
		{ ids: [], ranges: [], singles: [] },
		{ ids: [5], ranges: [], singles: [5] },
		{ ids: [1, 250], ranges: [[1, 250]], singles: [] },
		{ ids: [1, 251], ranges: [], singles: [1, 251] },
		{ ids: [300, 1, 2], ranges: [[1, 2]], singles: [300] },
		{
			ids: [1, 2, 250, 251, 500, 501],
			ranges: [
				[1, 2, 250],
				[251, 500],
			],
			singles: [501],
		},
		{ ids: [900, 1800, 2700], ranges: [], singles: [900, 1800, 2700] },
	])('of $ids', ({ ids, ranges, singles }) => {
		expect(planRanges(orderIds(...ids))).toEqual({ ranges: ranges.map((ids) => range(...ids)), singles });
	});

	test('is cut to the page size', () => {
		expect(planRanges(orderIds(1, 2, 3, 4), 2)).toEqual({ ranges: [range(1, 2), range(3, 4)], singles: [] });
	});

	test('does not touch the list it was given', () => {
		const ids = orderIds(3, 1, 2);
		planRanges(ids);
		expect(ids).toEqual([3, 1, 2]);
	});
});

/** The fewest calls that cover all IDs, by trying every way to cut the sorted list into pieces. */
function fewestCalls(ids: number[], width: number): number {
	const sorted = [...ids].sort((a, b) => a - b);
	const fewest = [0];
	for (let upTo = 1; upTo <= sorted.length; upTo++) {
		let best = Number.POSITIVE_INFINITY;
		for (let from = 0; from < upTo; from++) {
			if ((sorted[upTo - 1] ?? 0) - (sorted[from] ?? 0) < width) best = Math.min(best, (fewest[from] ?? 0) + 1);
		}
		fewest.push(best);
	}
	return fewest[sorted.length] ?? 0;
}

const someIds = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 14 });

test('no plan is cheaper, and every ids order is in exactly one call of it', () => {
	fc.assert(
		fc.property(someIds, fc.integer({ min: 1, max: 12 }), (ids, width) => {
			const plan = planRanges(orderIds(...ids), width);
			expect(callsOf(plan)).toBe(fewestCalls(ids, width));
			expect([...plan.singles, ...plan.ranges.flatMap(({ ids }) => ids)].sort((a, b) => a - b)).toEqual(
				[...ids].sort((a, b) => a - b),
			);
			for (const { minId, maxId, ids } of plan.ranges) {
				expect(maxId - minId).toBeLessThan(width);
				expect(ids.every((id) => id >= minId && id <= maxId)).toBe(true);
				expect(ids.length).toBeGreaterThan(1);
			}
		}),
		{ numRuns: 2_000 },
	);
});

describe('a plan made wider', () => {
	test.each<{ ids: number[]; opportunistic: number[]; ranges: number[][]; singles: number[] }>([
		{ ids: [10, 12], opportunistic: [], ranges: [[10, 12]], singles: [] },
		{ ids: [10, 12], opportunistic: [15, 19], ranges: [[10, 19]], singles: [] },
		{ ids: [10, 12], opportunistic: [20, 2], ranges: [[10, 12]], singles: [] },
		{ ids: [10, 12], opportunistic: [20, 3, 1], ranges: [[3, 12]], singles: [] },
		{ ids: [10, 12], opportunistic: [18, 8, 9], ranges: [[9, 18]], singles: [] },
		{ ids: [10, 22], opportunistic: [14, 15], ranges: [[10, 15]], singles: [22] },
		{ ids: [10, 30], opportunistic: [24, 25], ranges: [[24, 30]], singles: [10] },
		{ ids: [10], opportunistic: [11], ranges: [[10, 11]], singles: [] },
		{ ids: [10], opportunistic: [20], ranges: [], singles: [10] },
		{ ids: [10], opportunistic: [19], ranges: [[10, 19]], singles: [] },
		{ ids: [10, 30], opportunistic: [12], ranges: [[10, 12]], singles: [30] },
	])('$ids with $opportunistic', ({ ids, opportunistic, ranges, singles }) => {
		const wide = extended(planRanges(orderIds(...ids), 10), new Set(orderIds(...opportunistic)), 10);
		expect(wide.ranges.map(({ minId, maxId }) => [minId, maxId])).toEqual(
			ranges.map(([minId, maxId]) => [minId, maxId]),
		);
		expect(wide.singles).toEqual(singles);
	});

	test('costs no more, and still shows all that is ids', () => {
		fc.assert(
			fc.property(someIds, someIds, fc.integer({ min: 1, max: 12 }), (ids, opportunistic, width) => {
				const plan = planRanges(orderIds(...ids), width);
				const wide = extended(plan, new Set(orderIds(...opportunistic)), width);
				expect(callsOf(wide)).toBe(callsOf(plan));
				const shown = (id: number) =>
					wide.singles.includes(orderId(id)) || wide.ranges.some(({ minId, maxId }) => id >= minId && id <= maxId);
				expect(ids.every(shown)).toBe(true);
				for (const { minId, maxId } of wide.ranges) expect(maxId - minId).toBeLessThan(Math.max(width, 1));
			}),
			{ numRuns: 1_000 },
		);
	});
});

describe('one list instead', () => {
	const plan = (ranges: number, singles: number): RangePlan => ({
		ranges: Array.from({ length: ranges }, () => ({ minId: orderId(1), maxId: orderId(2), ids: orderIds(1, 2) })),
		singles: orderIds(...Array.from({ length: singles }, (_, index) => index + 1)),
	});

	test.each([
		{ ranges: 0, singles: 0, worth: false },
		{ ranges: 0, singles: 1, worth: false },
		{ ranges: 0, singles: 2, worth: false },
		{ ranges: 0, singles: 3, worth: true },
		{ ranges: 1, singles: 1, worth: false },
		{ ranges: 2, singles: 1, worth: true },
		{ ranges: 1, singles: 0, worth: false },
		{ ranges: 0, singles: 1_000, worth: true },
	])('is worth trying for $ranges ranges and $singles singles ones: $worth', ({ ranges, singles, worth }) => {
		expect(isListWorthTrying(plan(ranges, singles))).toBe(worth);
	});

	test('is no better where it takes as many pages', () => {
		expect(isListWorthTrying(plan(0, 4), 2)).toBe(true);
		expect(isListWorthTrying(plan(0, 4), 1)).toBe(false);
	});

	test.each([
		{ before: 10, after: 9, worth: true },
		{ before: 10, after: 5, worth: true },
		{ before: 10, after: 10, worth: false },
		{ before: 2, after: 1, worth: false },
		{ before: 3, after: 2, worth: true },
		{ before: 1, after: 0, worth: false },
		{ before: 5, after: 0, worth: false },
	])('is read on after a page that left $before calls at $after: $worth', ({ before, after, worth }) => {
		expect(isNextPageWorthIt(before, after)).toBe(worth);
	});
});

test('20,000 scattered IDs, each of which could show others, become a range each', () => {
	const ids = orderIds(...Array.from({ length: 20_000 }, (_, index) => 1 + index * 900));
	const opportunistic = new Set(orderIds(...Array.from({ length: 20_000 }, (_, index) => 101 + index * 900)));
	const { ranges, singles } = extended(planRanges(ids), opportunistic);
	expect({ ranges: ranges.length, singles: singles.length }).toEqual({ ranges: 20_000, singles: 0 });
});
