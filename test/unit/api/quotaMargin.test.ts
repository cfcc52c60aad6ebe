import { callsLeft, marginOf, timeLeft } from '../../../nodes/BigCommerce/api/quotaMargin';

const SECOND = 1_000;
/** For a quota of 150 in 30 seconds, and round trips of 60 ms. */
const margin = (part: number, roundTrips = 500): number => marginOf(150, 30 * SECOND, part, roundTrips);

test('a lane that is alone leaves no margin', () => {
	expect(margin(1)).toBe(0);
	expect(callsLeft(0, 0, 30 * SECOND)).toBe(0);
});

test.each<{ what: string; part: number; roundTrips?: number; seconds: number; calls: number }>([
	{ what: 'for a whole window one and a half times what chance does to 30 calls', part: 0.8, seconds: 30, calls: 8.2 },
	{ what: 'for a quarter of it half as much', part: 0.8, seconds: 7.5, calls: 4.1 },
	{ what: 'nothing at its end', part: 0.8, seconds: 0, calls: 0 },
	{ what: 'from a lane with an eighth a quarter', part: 1 / 8, seconds: 30, calls: 8.2 / 4 },
	{ what: 'less where a window has few round trips', part: 0.5, roundTrips: 10, seconds: 30, calls: 8.2 / 10 },
])('the margin is left $what', ({ part, roundTrips, seconds, calls }) => {
	expect(callsLeft(0, margin(part, roundTrips), seconds * SECOND)).toBeCloseTo(calls, 1);
});

test.each<{ pace: number; perRoot: number; calls: number }>([
	{ pace: 0.001, perRoot: 0, calls: 20 },
	{ pace: 0, perRoot: 0.05, calls: 4 },
	{ pace: 0.001, perRoot: 0.05, calls: 20 },
])('for as long as $calls calls are left at a pace of $pace and a margin of $perRoot', ({ pace, perRoot, calls }) => {
	expect(callsLeft(pace, perRoot, timeLeft(pace, perRoot, calls))).toBeCloseTo(calls);
});

test('where nothing is left to others, no time is', () => {
	expect(timeLeft(0, 0, 10)).toBe(0);
});
