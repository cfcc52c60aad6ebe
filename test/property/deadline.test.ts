import { idsOf, measure } from './world/measure';

/**
 * What comes on top of an order's own time, in milliseconds: the pause between two sweeps, and a sweep of two calls.
 */
const ONE_SWEEP = 5_000 + 2 * 3_000;

describe("every order has its answer by its deadline: sent, 'Result Timeout', and one sweep", () => {
	test.each([
		{ resultTimeout: 15_000, captureDelayMs: 300 },
		{ resultTimeout: 15_000, captureDelayMs: 600_000 },
	])(
		"one order at a time, 1 s a call, 'Result Timeout' $resultTimeout ms, a gateway that takes $captureDelayMs ms",
		async ({ resultTimeout, captureDelayMs }) => {
			const { settledAfter, sentAfter } = await measure({
				requested: idsOf(60),
				settings: { captureDelayMs },
				terms: { maxConcurrency: 1, resultTimeout },
				latency: 500,
			});
			const late = idsOf(60).flatMap((id) => {
				const took = (settledAfter.get(id) ?? Number.POSITIVE_INFINITY) - (sentAfter.get(id) ?? 0);
				return took <= resultTimeout + ONE_SWEEP
					? []
					: [`order ${id} was answered ${Math.round(took)} ms after it was sent`];
			});
			expect(late).toEqual([]);
		},
	);
});
