import fc from 'fast-check';
import { NO_GUARDS } from '../../nodes/BigCommerce/payment/guards';
import { idsOf, leastTime, measure } from './world/measure';

const THOUSAND = idsOf(1_000);

/** The orders between requested ones that are far apart. */
function between(requested: number[], state: 'captured' | 'authorized') {
	const own = new Set(requested);
	const [first = 0] = requested;
	const last = requested[requested.length - 1] ?? first;
	return idsOf(last - first, 1, first).flatMap((id) => (own.has(id) ? [] : [{ id, state }]));
}

describe('a thousand orders in a row', () => {
	test.each([
		{ quota: 150, windowMs: 30_000, latency: 3 },
		{ quota: 150, windowMs: 30_000, latency: 60 },
		{ quota: 450, windowMs: 30_000, latency: 3 },
		{ quota: 450, windowMs: 30_000, latency: 10 },
		{ quota: 150, windowMs: 5_000, latency: 3 },
	])(
		'cost 1.02 calls each at most, meet no 429, and go 97 % as fast as $quota in $windowMs ms allow',
		async ({ quota, windowMs, latency }) => {
			const { calls, proved, refusals, leastLeft, tookMs } = await measure({
				requested: THOUSAND,
				settings: { quota, windowMs, captureDelayMs: 300 },
				latency,
			});
			expect(proved).toBe(1_000);
			expect(refusals).toBe(0);
			expect(calls / proved).toBeLessThanOrEqual(1.02);
			expect(leastLeft).toBeGreaterThanOrEqual(quota / 10);
			expect(leastTime(1_000, quota, 10, windowMs) / tookMs).toBeGreaterThanOrEqual(0.97);
		},
	);

	test.each([4, 10, 50])('cost no more with %i at once, nor with a gateway that takes 20 s', async (maxConcurrency) => {
		for (const captureDelayMs of [0, 1_000, 20_000]) {
			const { calls, refusals } = await measure({
				requested: THOUSAND,
				settings: { quota: 150, captureDelayMs },
				terms: { maxConcurrency },
			});
			expect({ refusals, isCheap: calls <= 1_020 }).toEqual({ refusals: 0, isCheap: true });
		}
	});

	test('go as fast as the concurrency allows where there is no quota', async () => {
		const { calls, tookMs } = await measure({
			requested: THOUSAND,
			terms: { maxConcurrency: 10 },
			settings: { captureDelayMs: 300 },
			latency: 25,
		});
		expect(calls).toBeLessThanOrEqual(1_020);
		// 100 rounds of 50 ms; the rest is the start, the slowest of each ten, and the last look.
		expect(tookMs).toBeLessThan(100 * 50 * 1.3);
	});
});

test('ten thousand orders cost 1.02 calls each at most', async () => {
	const { calls, proved } = await measure({ requested: idsOf(10_000), terms: { maxConcurrency: 50 } });
	expect(proved).toBe(10_000);
	expect(calls).toBeLessThanOrEqual(10_200);
});

test('a thousand orders with their claims in the store cost 1.06 calls each at most: two calls make and close fifty', async () => {
	const { calls, proved, store } = await measure({ requested: idsOf(1_000), claimsInStore: true });
	expect(proved).toBe(1_000);
	expect(calls).toBeLessThanOrEqual(1_060);
	const claims = [...store.metafields.asOf(Number.POSITIVE_INFINITY)].map(({ value }) => value);
	expect(claims.filter((value) => value.includes('"outcome":"captured"'))).toHaveLength(1_000);
});

describe('what is asked for besides', () => {
	const afterwards = (staffNote: string) => ({ statusOnSuccess: 9, statusOnFailure: null, staffNote });

	test.each([{ quota: null }, { quota: 150 }])(
		'a status and a note cost one call an order and few reads, also where each note is its own (quota $quota)',
		async ({ quota }) => {
			const requested = idsOf(500);
			const settings = { quota, captureDelayMs: 300 };
			const same = await measure({ requested, settings, terms: { afterwards: afterwards('x') } });
			const own = await measure({
				requested,
				settings,
				request: (id) => ({ options: { afterwards: afterwards(`${id}`) } }),
			});
			expect(own.calls).toBe(same.calls);
			expect(own.tookMs).toBe(same.tookMs);
			expect(own.calls / 500).toBeLessThanOrEqual(2.2);
			const done = [...own.store.orders.range()].filter(
				({ id, statusId, staffNotes }) => statusId === 9 && staffNotes === `${id}`,
			);
			expect(done.length).toBe(500);
		},
	);

	test.each([
		{ quota: null, most: 2.02, journals: 500 },
		{ quota: 450, most: 2.02, journals: 500 },
		{ quota: 150, most: 2.02, journals: 500 },
		{ quota: 60, most: 2.02, journals: 500 },
		{ quota: 30, most: 2.035, journals: 500 },
		{ quota: 15, most: 2.06, journals: 500 },
	])('an amount condition costs $most calls an order at most (quota $quota)', async ({ quota, most, journals }) => {
		const { calls, requests, proved } = await measure({
			requested: idsOf(500),
			settings: { quota, captureDelayMs: 300 },
			request: () => ({ guards: { ...NO_GUARDS, maxAmount: '100' } }),
		});
		expect(proved).toBe(500);
		expect(calls / 500).toBeLessThanOrEqual(most);
		expect(requests.filter(({ path }) => path.endsWith('/transactions')).length).toBeLessThanOrEqual(journals);
	});

	test.each([
		{ quota: 60, most: 1.02 },
		{ quota: 30, most: 1.03 },
		{ quota: 15, most: 1.05 },
	])(
		'within a small quota one list shows the next orders and the last ones (quota $quota)',
		async ({ quota, most }) => {
			const { calls, proved } = await measure({ requested: THOUSAND, settings: { quota } });
			expect(proved).toBe(1_000);
			expect(calls / proved).toBeLessThanOrEqual(most);
		},
	);

	test.each([
		{ captureDelayMs: 40_000, most: 1.08, outcome: 'captured' },
		{ captureDelayMs: 200_000, most: 1.12, outcome: 'pending' },
	])(
		'… and their end is said a minute after their time is up at the latest (a gateway that takes $captureDelayMs ms)',
		async ({ captureDelayMs, most, outcome }) => {
			const { calls, answers, sentAfter, settledAfter } = await measure({
				requested: idsOf(300),
				settings: { quota: 60, captureDelayMs },
			});
			expect(answers.filter((answer) => answer.outcome !== outcome)).toEqual([]);
			// The look itself may have to wait for the next window.
			const latest = 60_000 + 60_000 + 31_000;
			for (const [id, at] of settledAfter) expect(at - (sentAfter.get(id) ?? 0)).toBeLessThanOrEqual(latest);
			expect(calls / 300).toBeLessThanOrEqual(most);
		},
	);
});

describe("the gateway's results", () => {
	test.each([{ modifiedDatesMove: true }, { modifiedDatesMove: false }])(
		'of captures that take 1 to 5 s are told within a second and a half, by few looks (modification dates move: $modifiedDatesMove)',
		async ({ modifiedDatesMove }) => {
			const delayOf = (id: number): number => 1_000 + ((id * 7_919) % 4_001);
			const { calls, proved, sentAfter, settledAfter } = await measure({
				requested: THOUSAND,
				settings: { modifiedDatesMove },
				latency: 10,
				order: (id) => ({ captureDelayMs: delayOf(id) }),
			});
			const lags = THOUSAND.map((id) => (settledAfter.get(id) ?? 0) - (sentAfter.get(id) ?? 0) - delayOf(id));
			lags.sort((a, b) => a - b);
			expect(proved).toBe(1_000);
			expect(lags[949]).toBeLessThanOrEqual(1_500);
			expect(calls).toBeLessThanOrEqual(1_020);
		},
	);

	test.each([
		{ captureDelayMs: 100, within: 2_500 },
		{ captureDelayMs: 1_000, within: 3_300 },
	])('of captures that all take $captureDelayMs ms are not waited for longer than that', async (row) => {
		const { tookMs } = await measure({
			requested: THOUSAND,
			settings: { captureDelayMs: row.captureDelayMs },
			latency: 10,
		});
		expect(tookMs).toBeLessThanOrEqual(row.within);
	});
});

describe('orders far apart (every 900th)', () => {
	test.each([
		{ modifiedDatesMove: true, most: 1.02, mostBesideOthers: 1.2 },
		{ modifiedDatesMove: false, most: 1.1, mostBesideOthers: 2.2 },
	])(
		'cost $most calls each at most, where modification dates move: $modifiedDatesMove',
		async ({ modifiedDatesMove, most, mostBesideOthers }) => {
			const sparse = await measure({ requested: idsOf(1_000, 900), settings: { quota: 450, modifiedDatesMove } });
			expect(sparse.proved).toBe(1_000);
			expect(sparse.calls / sparse.proved).toBeLessThanOrEqual(most);
			const requested = idsOf(100, 900);
			const dense = await measure({
				requested,
				others: between(requested, 'captured'),
				settings: { modifiedDatesMove },
			});
			expect(dense.proved).toBe(100);
			expect(dense.calls / dense.proved).toBeLessThanOrEqual(mostBesideOthers);
		},
	);

	test.each([{ modifiedDatesMove: true }, { modifiedDatesMove: false }])(
		'are not waited for because somebody edits one of them (modification dates move: $modifiedDatesMove)',
		async ({ modifiedDatesMove }) => {
			const requested = idsOf(300, 900);
			const settings = { modifiedDatesMove, captureDelayMs: 300 };
			const undisturbed = await measure({ requested, settings });
			let isEdited = false;
			const edited = await measure({
				requested,
				settings,
				meddle: (_request, reply, { store }) => {
					const [first = 0] = requested;
					if (!isEdited && store.truth(first).captures === 1) {
						isEdited = true;
						store.act(first, { does: 'edit', who: 'staff', staffNotes: 'Called the customer' });
					}
					return reply;
				},
			});
			expect({ isEdited, proved: edited.proved }).toEqual({ isEdited: true, proved: 300 });
			expect(edited.tookMs / undisturbed.tookMs).toBeLessThanOrEqual(1.3);
			expect(edited.calls).toBeLessThanOrEqual(undisturbed.calls + 12);
		},
	);

	test('cost little more than single reads where the store is full of other uncaptured orders', async () => {
		const requested = idsOf(60, 900);
		const { calls, proved } = await measure({ requested, others: between(requested, 'authorized') });
		expect(proved).toBe(60);
		// One read and one capture each, one list that did not pay; following costs the list of what was modified.
		expect(calls).toBeLessThanOrEqual(2 * 60 + 6);
	});
});

describe('the quota', () => {
	test('is never overdrawn, and the reserve is left to others, whatever its size', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.record({
					quota: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 30, max: 500 })),
					windowMs: fc.constantFrom(1_000, 4_000, 30_000),
					quotaReserve: fc.integer({ min: 0, max: 90 }),
					maxConcurrency: fc.constantFrom(1, 2, 4, 10, 50),
					latency: fc.constantFrom(1, 20, 200),
					orders: fc.integer({ min: 1, max: 40 }),
					executions: fc.constantFrom(1, 1, 2, 3),
					seed: fc.integer({ min: 0, max: 1_000_000 }),
				}),
				async ({ quota, windowMs, quotaReserve, maxConcurrency, latency, orders, executions, seed }) => {
					const { answers, refusals, leastLeft } = await measure({
						requested: idsOf(orders),
						settings: { quota, windowMs, captureDelayMs: 200 },
						terms: { maxConcurrency, resultTimeout: 86_400_000 },
						quotaReserve,
						latency,
						executions,
						seed,
					});
					const reserve = Math.min(Math.floor((quota * quotaReserve) / 100), quota - 1);
					// With a call or two a window a read is too old before its capture may be sent.
					const good = quota - reserve >= 5 ? ['captured'] : ['captured', 'throttled'];
					const bad = answers.filter(({ outcome }) => !good.includes(outcome)).map(({ outcome }) => outcome);
					expect({ refusals, keepsReserve: leastLeft >= reserve, bad }).toEqual({
						refusals: 0,
						keepsReserve: true,
						bad: [],
					});
				},
			),
			{ numRuns: 600, seed: 1 },
		);
	});

	test('of two a window, without reserve and one call at a time, is not overdrawn by two executions', async () => {
		const { answers, refusals } = await measure({
			requested: idsOf(9),
			settings: { quota: 2, windowMs: 1_000, captureDelayMs: 200 },
			terms: { maxConcurrency: 1, resultTimeout: 86_400_000 },
			quotaReserve: 0,
			latency: 200,
			executions: 2,
			seed: 321_148,
		});
		expect(answers.map(({ outcome }) => outcome)).toEqual(Array<string>(9).fill('captured'));
		expect(refusals).toBe(0);
	});

	test('of other apps shows in the headers, and is respected', async () => {
		const { proved, refusals, tookMs } = await measure({
			requested: idsOf(300),
			settings: { quota: 150, otherAppsPerWindow: 60, captureDelayMs: 200 },
			quotaReserve: 0,
		});
		expect(proved).toBe(300);
		// What others take between an answer and the next call cannot be known: a 429 a window at most.
		expect(refusals).toBeLessThanOrEqual(Math.ceil(tookMs / 30_000));
	});

	test('is shared fairly by two executions', async () => {
		const { uses, refusals } = await measure({
			requested: idsOf(400),
			executions: 2,
			settings: { quota: 100, captureDelayMs: 200 },
		});
		const [first, second] = uses;
		expect(refusals).toBe(0);
		expect(Math.abs((first?.calls ?? 0) - (second?.calls ?? 0))).toBeLessThan(10);
	});
});
