import fc from 'fast-check';
import {
	callsOf,
	isListWorthTrying,
	isNextPageWorthIt,
	planRanges,
	extended,
	type RangePlan,
} from '../../../nodes/BigCommerce/reading/idRanges';
import { orderId, orderIds } from '../capture/samples';

const window = (...wanted: number[]) => ({ minId: Math.min(...wanted), maxId: Math.max(...wanted), wanted });

describe('a plan', () => {
	test.each<[number[], number[][], number[]]>([
		[[], [], []],
		[[5], [], [5]],
		[[1, 250], [[1, 250]], []],
		[[1, 251], [], [1, 251]],
		[[300, 1, 2], [[1, 2]], [300]],
		[
			[1, 2, 250, 251, 500, 501],
			[
				[1, 2, 250],
				[251, 500],
			],
			[501],
		],
		[[900, 1800, 2700], [], [900, 1800, 2700]],
	])('of %j', (ids, windows, lone) => {
		expect(planRanges(orderIds(...ids))).toEqual({ windows: windows.map((wanted) => window(...wanted)), lone });
	});

	test('is cut to the page size', () => {
		expect(planRanges(orderIds(1, 2, 3, 4), 2)).toEqual({ windows: [window(1, 2), window(3, 4)], lone: [] });
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

test('no plan is cheaper, and every wanted order is in exactly one call of it', () => {
	fc.assert(
		fc.property(someIds, fc.integer({ min: 1, max: 12 }), (ids, width) => {
			const plan = planRanges(orderIds(...ids), width);
			expect(callsOf(plan)).toBe(fewestCalls(ids, width));
			expect([...plan.lone, ...plan.windows.flatMap(({ wanted }) => wanted)].sort((a, b) => a - b)).toEqual(
				[...ids].sort((a, b) => a - b),
			);
			for (const { minId, maxId, wanted } of plan.windows) {
				expect(maxId - minId).toBeLessThan(width);
				expect(wanted.every((id) => id >= minId && id <= maxId)).toBe(true);
				expect(wanted.length).toBeGreaterThan(1);
			}
		}),
		{ numRuns: 2_000 },
	);
});

describe('a plan made wider', () => {
	test.each<[number[], number[], number[][], number[]]>([
		[[10, 12], [], [[10, 12]], []],
		[[10, 12], [15, 19], [[10, 19]], []],
		[[10, 12], [20, 9], [[10, 12]], []],
		[[10], [11], [[10, 11]], []],
		[[10], [20], [], [10]],
		[[10], [19], [[10, 19]], []],
		[[10, 30], [12], [[10, 12]], [30]],
	])('%j with %j', (ids, also, windows, lone) => {
		const wide = extended(planRanges(orderIds(...ids), 10), new Set(orderIds(...also)), 10);
		expect(wide.windows.map(({ minId, maxId }) => [minId, maxId])).toEqual(
			windows.map(([minId, maxId]) => [minId, maxId]),
		);
		expect(wide.lone).toEqual(lone);
	});

	test('costs no more, and still shows all that is wanted', () => {
		fc.assert(
			fc.property(someIds, someIds, fc.integer({ min: 1, max: 12 }), (ids, also, width) => {
				const plan = planRanges(orderIds(...ids), width);
				const wide = extended(plan, new Set(orderIds(...also)), width);
				expect(callsOf(wide)).toBe(callsOf(plan));
				const shown = (id: number) =>
					wide.lone.includes(orderId(id)) || wide.windows.some(({ minId, maxId }) => id >= minId && id <= maxId);
				expect(ids.every(shown)).toBe(true);
				for (const { minId, maxId } of wide.windows) expect(maxId - minId).toBeLessThan(Math.max(width, 1));
			}),
			{ numRuns: 1_000 },
		);
	});
});

describe('one list instead', () => {
	const plan = (windows: number, lone: number): RangePlan => ({
		windows: Array.from({ length: windows }, () => ({ minId: orderId(1), maxId: orderId(2), wanted: orderIds(1, 2) })),
		lone: orderIds(...Array.from({ length: lone }, (_, index) => index + 1)),
	});

	test.each([
		[0, 0, false],
		[0, 1, false],
		[0, 2, false],
		[0, 3, true],
		[1, 1, false],
		[2, 1, true],
		[1, 0, false],
		[0, 1_000, true],
	])('is worth trying for %i windows and %i lone ones: %p', (windows, lone, worth) => {
		expect(isListWorthTrying(plan(windows, lone))).toBe(worth);
	});

	test('is no better where it takes as many pages', () => {
		expect(isListWorthTrying(plan(0, 4), 2)).toBe(true);
		expect(isListWorthTrying(plan(0, 4), 1)).toBe(false);
	});

	test.each([
		[10, 9, true],
		[10, 5, true],
		[10, 10, false],
		[2, 1, false],
		[3, 2, true],
		[1, 0, false],
		[5, 0, false],
	])('is read on after a page that left %i calls at %i: %p', (before, after, worth) => {
		expect(isNextPageWorthIt(before, after)).toBe(worth);
	});
});

test('20,000 scattered IDs are planned in a moment, also where each could show others', () => {
	const ids = orderIds(...Array.from({ length: 20_000 }, (_, index) => 1 + index * 900));
	const also = new Set(orderIds(...Array.from({ length: 20_000 }, (_, index) => 101 + index * 900)));
	const began = performance.now();
	const { windows, lone } = extended(planRanges(ids), also);
	expect({ windows: windows.length, lone: lone.length }).toEqual({ windows: 20_000, lone: 0 });
	expect(performance.now() - began).toBeLessThan(500);
});
