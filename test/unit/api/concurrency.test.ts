import {
	adjustLimit,
	FIRST_CONCURRENCY,
	MOST_AT_ONCE,
	withinConcurrency,
} from '../../../nodes/BigCommerce/api/concurrency';

test('starts at 4 at once', () => {
	expect(FIRST_CONCURRENCY.limit).toBe(4);
});

test('grows by one a good answer, up to 50', () => {
	let state = FIRST_CONCURRENCY;
	for (let times = 0; times < 3; times++) state = adjustLimit(state, 201, 0, 0);
	expect(state.limit).toBe(7);
	for (let times = 0; times < 100; times++) state = adjustLimit(state, 404, 0, 0);
	expect(state.limit).toBe(MOST_AT_ONCE);
});

test.each([429, 500, 503, 599])('halves on a %i, and is soon back just below what was too much', (status) => {
	let state = adjustLimit({ ...FIRST_CONCURRENCY, limit: 21.5 }, status, 5, 10);
	expect(state).toEqual({ limit: 10, ceiling: 21, cutAt: 10 });
	for (let times = 0; times < 10; times++) state = adjustLimit(state, 200, 11, 12);
	expect(state.limit).toBe(20);
	for (let times = 0; times < 100; times++) state = adjustLimit(state, 200, 11, 12);
	expect(Math.floor(state.limit)).toBe(20);
});

test('tries one more only now and then, and grows quickly again where the store allows more than it did', () => {
	const growth = (answers: number): number => {
		let state = { limit: 9, ceiling: 10, cutAt: 0 };
		for (let times = 0; times < answers; times++) state = adjustLimit(state, 200, 11, 12);
		return Math.floor(state.limit);
	};
	expect(growth(79)).toBe(9);
	expect(growth(81)).toBe(10);
	expect(growth(200)).toBeGreaterThan(13);
	expect(growth(400)).toBe(MOST_AT_ONCE);
});

test('one burst of refusals is one cut', () => {
	const cut = adjustLimit({ ...FIRST_CONCURRENCY, limit: 40 }, 429, 5, 10);
	expect(adjustLimit(cut, 429, 9, 11)).toBe(cut);
	expect(adjustLimit(cut, 429, 10, 11)).toBe(cut);
	expect(adjustLimit(cut, 429, 10.5, 11)).toMatchObject({ limit: 10, cutAt: 11 });
});

test('never goes below one', () => {
	expect(adjustLimit({ ...FIRST_CONCURRENCY, limit: 1 }, 502, 1, 2).limit).toBe(1);
	expect(adjustLimit({ ...FIRST_CONCURRENCY, limit: 1.9 }, 502, 1, 2).limit).toBe(1);
});

test.each([
	[0, 1],
	[-3, 1],
	[Number.NaN, 1],
	[1, 1],
	[2.9, 2],
	[50, 50],
	[51, 50],
	[1e9, 50],
	[Number.POSITIVE_INFINITY, 50],
])('%p asked for is %i', (requested, given) => {
	expect(withinConcurrency(requested)).toBe(given);
});
