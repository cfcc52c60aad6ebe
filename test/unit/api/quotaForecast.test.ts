import { UNKNOWN_QUOTA, type QuotaState } from '../../../nodes/BigCommerce/api/quota';
import { timeUntilCalls } from '../../../nodes/BigCommerce/api/quotaForecast';

const told = (left: number): QuotaState => ({
	...UNKNOWN_QUOTA,
	quota: 60,
	left,
	resetAt: 30_000,
	windowMs: 30_000,
});

describe('so many calls may leave', () => {
	test.each([
		{ name: 'now, where no quota is known', state: UNKNOWN_QUOTA, calls: 9, at: 1_000, wait: 0 },
		{ name: 'now, where as many are left beside the reserve', state: told(15), calls: 9, at: 1_000, wait: 0 },
		{ name: 'in the next window where fewer are', state: told(14), calls: 9, at: 1_000, wait: 29_020 },
		{ name: 'now, where that window has begun', state: told(0), calls: 9, at: 30_000, wait: 0 },
		{ name: 'with a whole window, where it allows fewer', state: told(60), calls: 99, at: 0, wait: 0 },
	])('$name', ({ state, calls, at, wait }) => {
		expect(timeUntilCalls(state, 0, 10, at, calls)).toBe(wait);
	});

	test('beside those that are on their way', () => {
		expect(timeUntilCalls(told(15), 1, 10, 1_000, 9)).toBe(29_020);
	});
});
