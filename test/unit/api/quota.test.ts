import {
	afterAnswer,
	mayStartAt,
	notBefore,
	UNKNOWN_QUOTA,
	type QuotaState,
} from '../../../nodes/BigCommerce/api/quota';
import { NOBODY_ELSE } from '../../../nodes/BigCommerce/api/quotaShare';

const headers = (left: number | string, reset: number | string, quota: number | string = 150) => ({
	'x-rate-limit-requests-left': String(left),
	'x-rate-limit-time-reset-ms': String(reset),
	'x-rate-limit-requests-quota': String(quota),
	'x-rate-limit-time-window-ms': '30000',
});
const answer = (status: number, given: Record<string, string>, at = 1_000, sentAt = at, random = 0) => ({
	status,
	headers: given,
	sentAt,
	receivedAt: at,
	wasAlone: true,
	random,
});
const known = (more: Partial<QuotaState> = {}): QuotaState => ({
	...UNKNOWN_QUOTA,
	quota: 150,
	left: 100,
	resetAt: 30_000,
	windowMs: 30_000,
	...more,
});

/** A lane that knows that nobody else calls. */
const ALONE = { ...NOBODY_ELSE, rateSeenFor: 30_000, rateSeenAt: 0 };

describe('the quota after an answer', () => {
	test('is what the headers say', () => {
		expect(afterAnswer(UNKNOWN_QUOTA, answer(200, headers(99, 20_000)))).toEqual({
			quota: 150,
			left: 99,
			resetAt: 21_000,
			windowMs: 30_000,
			since: 1_000,
			toldAt: 1_000,
			windows: 1,
			readings: 1,
			pausedUntil: 0,
			isProbing: false,
			unstatedThrottles: 0,
		});
		expect(afterAnswer(UNKNOWN_QUOTA, answer(200, headers(' 99 ', '20000.25')))).toMatchObject({
			left: 99,
			resetAt: 21_001,
		});
	});

	test.each([
		['none', {}],
		['left missing', { 'x-rate-limit-time-reset-ms': '1', 'x-rate-limit-requests-quota': '150' }],
		['reset missing', { 'x-rate-limit-requests-left': '1', 'x-rate-limit-requests-quota': '150' }],
		['zero', headers(0, 0, 0)],
		['quota zero', headers(5, 1_000, 0)],
		['reset zero', headers(5, 0)],
		['negative', headers(-5, -1, -150)],
		['reset negative', headers(5, -1)],
		['text', headers('plenty', 'later', 'unlimited')],
		['exponents', headers('1e3', '1e3')],
		['too many digits', headers(5, '9'.repeat(13))],
		['a window of two hours', headers(0, 7_200_000)],
	])('is unchanged where the headers are %s', (_what, given) => {
		expect(afterAnswer(UNKNOWN_QUOTA, answer(200, given))).toEqual(UNKNOWN_QUOTA);
		expect(afterAnswer(known(), answer(200, given))).toEqual(known());
	});

	test('keeps the quota where only that is missing', () => {
		expect(afterAnswer(known(), answer(200, headers(50, 10_000, 'x')))).toMatchObject({ quota: 150, left: 50 });
		expect(afterAnswer(UNKNOWN_QUOTA, answer(200, headers(50, 10_000, 'x')))).toMatchObject({
			quota: null,
			left: 50,
			resetAt: 11_000,
		});
	});

	test('below nought is nought: another client has overdrawn', () => {
		expect(afterAnswer(known(), answer(200, headers(-3, 10_000)))).toMatchObject({ left: 0, resetAt: 11_000 });
	});

	test('of one window is the least that was told, whatever the order of the answers', () => {
		const first = answer(200, headers(90, 25_000), 5_050, 5_000);
		const second = answer(200, headers(89, 24_990), 5_020, 5_005);
		for (const answers of [
			[first, second],
			[second, first],
		]) {
			const state = answers.reduce(afterAnswer, UNKNOWN_QUOTA);
			expect(state).toMatchObject({ left: 89, resetAt: 30_010 });
		}
	});

	test('of a new window replaces that of the old one', () => {
		expect(afterAnswer(known({ left: 3 }), answer(200, headers(149, 29_990), 30_030, 30_020))).toMatchObject({
			left: 149,
			resetAt: 60_020,
		});
		expect(afterAnswer(known({ left: 3 }), answer(200, headers(500, 29_990, 600), 30_030, 30_020))).toMatchObject({
			quota: 600,
			left: 500,
		});
	});

	test('is not set back by an answer that belongs to a window that is over', () => {
		const state = known({ resetAt: 60_000, since: 30_040, left: 149 });
		expect(afterAnswer(state, answer(200, headers(0, 29), 30_050, 29_970))).toEqual(state);
		expect(afterAnswer(state, answer(200, headers(0, 30), 30_050, 29_970))).toEqual(state);
		expect(afterAnswer(state, answer(200, headers(7, 31), 30_050, 29_970))).toMatchObject({ left: 7, resetAt: 30_081 });
		const late = known({ resetAt: 61_000, since: 30_040, left: 149 });
		expect(afterAnswer(late, answer(200, headers(0, 70), 30_050, 29_970))).toEqual(late);
	});

	test('takes the least left of two answers that come together at the end of a short window', () => {
		const short = known({ quota: 2, left: 1, resetAt: 5_294, windowMs: 1_000, since: 4_798 });
		const second = answer(200, headers(0, 455, 2), 4_801, 4_266);
		expect(afterAnswer(short, second)).toMatchObject({ left: 0, resetAt: 5_256 });
	});

	test('follows windows that get shorter in mid-run', () => {
		expect(afterAnswer(known({ since: 500 }), answer(200, headers(20, 4_000), 10_000, 9_990))).toMatchObject({
			left: 20,
			resetAt: 14_000,
		});
	});
});

describe('after a 429', () => {
	test.each<{ what: string; given: Record<string, string>; pausedUntil: number }>([
		{ what: 'the reset', given: { 'x-rate-limit-time-reset-ms': '700' }, pausedUntil: 1_720 },
		{ what: 'X-Retry-After in seconds', given: { 'x-retry-after': '15' }, pausedUntil: 16_020 },
		{ what: 'the longer of both: seconds', given: { 'x-retry-after': '15', ...headers(0, 700) }, pausedUntil: 16_020 },
		{
			what: 'the longer of both: milliseconds',
			given: { 'x-retry-after': '1', ...headers(0, 5_000) },
			pausedUntil: 6_020,
		},
		{ what: 'a wait in text', given: { 'x-retry-after': 'soon', ...headers(0, 5_000) }, pausedUntil: 6_020 },
	])('$what is waited for', ({ given, pausedUntil }) => {
		expect(afterAnswer(UNKNOWN_QUOTA, answer(429, given))).toMatchObject({ pausedUntil, unstatedThrottles: 0 });
	});

	test.each([200, 404, 503])('X-Retry-After holds on a %i too, and the end of the window does not', (status) => {
		expect(afterAnswer(UNKNOWN_QUOTA, answer(status, { 'x-retry-after': '2' })).pausedUntil).toBe(3_020);
		expect(afterAnswer(UNKNOWN_QUOTA, answer(status, headers(5, 700))).pausedUntil).toBe(0);
	});

	test.each(['86400', '99999999'])(
		'no stated wait closes the store: after five minutes of %s s one call asks',
		(wait) => {
			const state = afterAnswer(UNKNOWN_QUOTA, answer(429, { 'x-retry-after': wait }));
			const over = 1_000 + 300_020;
			expect(state.pausedUntil).toBe(over);
			expect(mayStartAt(state, NOBODY_ELSE, 0, 0, over)).toBeNull();
			expect(mayStartAt(state, NOBODY_ELSE, 1, 0, over)).toBe(Number.POSITIVE_INFINITY);
			const answered = afterAnswer(state, answer(200, {}, over));
			expect(mayStartAt(answered, NOBODY_ELSE, 1, 0, over)).toBeNull();
		},
	);

	test('without headers, one of several at once tries again after about a round trip, and the others go on', () => {
		const several = { ...answer(429, {}, 1_300, 1_000, 0.5), wasAlone: false };
		expect(afterAnswer(UNKNOWN_QUOTA, several)).toMatchObject({ pausedUntil: 0, unstatedThrottles: 0 });
		expect(notBefore(several)).toBe(1_600);
		expect(notBefore({ ...several, random: 0 })).toBe(1_450);
		expect(notBefore(answer(429, { 'x-retry-after': '2' }, 1_300, 1_000))).toBe(1_300);
	});

	test('a longer pause stands', () => {
		expect(afterAnswer(known({ pausedUntil: 50_000 }), answer(429, { 'x-retry-after': '1' })).pausedUntil).toBe(50_000);
		expect(afterAnswer(known({ pausedUntil: 50_000 }), answer(429, {})).pausedUntil).toBe(50_000);
	});

	test('without headers, where one at a time is refused, the wait doubles from 1 s up to 30 s, with jitter', () => {
		let state = UNKNOWN_QUOTA;
		const shortest: number[] = [];
		const longest: number[] = [];
		for (let times = 0; times < 12; times++) {
			longest.push(afterAnswer({ ...state, pausedUntil: 0 }, answer(429, {}, 0, 0, 1)).pausedUntil);
			state = { ...afterAnswer({ ...state, pausedUntil: 0 }, answer(429, {}, 0, 0, 0)) };
			shortest.push(state.pausedUntil);
		}
		expect(shortest).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000, 15_000, 15_000, 15_000, 15_000]);
		expect(longest).toEqual([
			1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000, 30_000, 30_000, 30_000,
		]);
		expect(state.unstatedThrottles).toBe(10);
		expect(afterAnswer(state, answer(200, {})).unstatedThrottles).toBe(0);
		expect(afterAnswer(state, answer(429, { 'x-retry-after': '0' })).unstatedThrottles).toBe(10);
	});
});

describe('the next request may start', () => {
	const at = (state: QuotaState, inFlight: number, reserve: number, now: number) =>
		mayStartAt(state, ALONE, inFlight, reserve, now);

	test('at once where no limit is known', () => {
		expect(at(UNKNOWN_QUOTA, 49, 90, 0)).toBeNull();
	});

	test('after a pause', () => {
		expect(at(known({ pausedUntil: 500 }), 0, 10, 499)).toBe(500);
		expect(at(known({ pausedUntil: 500 }), 0, 10, 500)).toBeNull();
		expect(at({ ...UNKNOWN_QUOTA, pausedUntil: 500 }, 0, 0, 1)).toBe(500);
	});

	test.each([
		// left, in flight, reserve, start
		[16, 0, 10, null],
		[15, 0, 10, 30_020],
		[16, 1, 10, 30_020],
		[17, 1, 10, null],
		[1, 0, 0, null],
		[0, 0, 0, 30_020],
		[136, 0, 90, null],
		[135, 0, 90, 30_020],
	])('with %i left, %i in flight and a reserve of %i %%: %p', (left, inFlight, reserve, start) => {
		expect(at(known({ left }), inFlight, reserve, 1_000)).toBe(start);
	});

	test('the reserve is never all of a quota', () => {
		expect(at(known({ quota: 1, left: 1 }), 0, 90, 0)).toBeNull();
		expect(at(known({ quota: 2, left: 2 }), 0, 90, 0)).toBeNull();
		expect(at(known({ quota: 10, left: 2 }), 0, 99, 0)).toBe(30_020);
		expect(at(known({ quota: 10, left: 10 }), 0, 100, 0)).toBeNull();
		expect(at(known({ quota: null, left: 1 }), 0, 90, 0)).toBeNull();
	});

	test('with the next window, of which the whole quota is expected', () => {
		expect(at(known({ left: 0 }), 0, 10, 30_019)).toBe(30_020);
		expect(at(known({ left: 0 }), 0, 10, 30_020)).toBeNull();
		expect(at(known({ left: 0 }), 134, 10, 30_020)).toBeNull();
		expect(at(known({ left: 0 }), 135, 10, 30_020)).toBe(Number.POSITIVE_INFINITY);
		expect(at(known({ left: 1, quota: null }), 1, 10, 30_020)).toBe(Number.POSITIVE_INFINITY);
		expect(at(known({ left: 2, quota: null }), 1, 10, 30_020)).toBeNull();
	});

	test('a window of an hour that is used up is waited for, but every five minutes one call asks', () => {
		const hour = known({ left: 0, resetAt: 3_600_000, windowMs: 3_600_000, toldAt: 1_000 });
		expect(at(hour, 0, 10, 2_000)).toBe(301_000);
		expect(at(hour, 0, 10, 301_000)).toBeNull();
		expect(at(hour, 1, 10, 301_000)).toBe(Number.POSITIVE_INFINITY);
	});

	test('with the first request of a new window, always: that is how its count is learned', () => {
		expect(at(known({ left: 0, quota: 1 }), 0, 90, 30_020)).toBeNull();
	});
});
