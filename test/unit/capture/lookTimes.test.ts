import { OPTIONS } from '../../builders/captures';
import { lookAlongAt, nextLookAt, type Watch } from '../../../nodes/BigCommerce/capture/lookTimes';
import { watch } from '../../builders/captures';

describe('the next look', () => {
	const at = (looks: number, lastLook: number, postponed = false, more: Partial<Watch> = {}, terms = {}) =>
		nextLookAt(watch(more), looks, lastLook, postponed, { ...OPTIONS, ...terms });

	test('comes after 250 ms, then half as long again each time, up to 5 s', () => {
		expect([0, 1, 2, 3].map((looks) => at(looks, 0))).toEqual([250, 375, 562.5, 843.75]);
		expect([7, 8, 9, 20, 1_000].map((looks) => at(looks, 0))).toEqual([4271.484375, 5_000, 5_000, 5_000, 5_000]);
	});

	test('is not put off beyond the time allowed', () => {
		expect(at(20, 58_000)).toBe(60_000);
		expect(at(20, 59_900)).toBe(60_150);
		expect(at(20, 60_000)).toBe(65_000);
		expect(at(0, 0, false, {}, { resultTimeout: 0 })).toBe(250);
	});

	test('is postponed for orders that are followed, not for those in doubt', () => {
		expect(at(0, 1_000, true, { since: 1_000 }, { resultTimeout: 300_000 })).toBe(61_000);
		expect(at(0, 1_000, true, { since: 1_000 }, { resultTimeout: 30_000 })).toBe(31_000);
		expect(at(0, 1_000, true, { since: 1_000, reason: 'ambiguous' })).toBe(1_250);
	});
});

test('what the next list shows beside others is looked at by itself a minute after its time is up, or the last look', () => {
	expect(lookAlongAt(watch({ since: 1_000 }), 1_000, { ...OPTIONS, resultTimeout: 30_000 })).toBe(91_000);
	expect(lookAlongAt(watch({ since: 1_000 }), 50_000, { ...OPTIONS, resultTimeout: 30_000 })).toBe(110_000);
});
