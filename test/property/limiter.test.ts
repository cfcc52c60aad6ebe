import { tryLimiter } from './lanes/limiterWorld';

const MINUTE = 60_000;

describe('a store that refuses without a word what is more than it takes at once', () => {
	test.each<{ what: string; limitAt: (ms: number) => number }>([
		{ what: 'three', limitAt: () => 3 },
		{ what: 'eight', limitAt: () => 8 },
		{ what: 'forty', limitAt: () => 40 },
		{
			what: '3 to 40 and back in two minutes',
			limitAt: (ms) => Math.round(21.5 + 18.5 * Math.sin((Math.PI * ms) / MINUTE)),
		},
		{ what: 'ten and thirty, each for a minute', limitAt: (ms) => (Math.floor(ms / MINUTE) % 2 === 0 ? 10 : 30) },
	])('is used to nine tenths, and refuses at most two in a hundred: $what', async ({ limitAt }) => {
		for (const workMs of [100, 300]) {
			const { used, refused } = await tryLimiter({ limitAt, workMs, durationMs: 5 * MINUTE });
			expect({ workMs, isUsed: used >= 0.9, isSpared: refused <= 0.02 }).toEqual({
				workMs,
				isUsed: true,
				isSpared: true,
			});
		}
	});
});
