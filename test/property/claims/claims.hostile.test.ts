import { race, raceScript } from './race';

const SCRIPTS = 2_000;
/**
 * Found by `npm run soak:claims`: a list of claims that lags told a run that had slept past its lease that nobody had
 * overtaken it.
 */
const FAILED_ONCE = [3_810, 5_126_566, 5_141_483];

test(`${SCRIPTS} scripts of two to eight processes on the same orders, with claims in the store: none is captured twice, and no word is untrue`, async () => {
	const failed: unknown[] = [];
	let captured = 0;
	let removed = 0;
	for (const seed of [...FAILED_ONCE, ...Array.from({ length: SCRIPTS }, (_, index) => index + 1)]) {
		const result = await race(raceScript(seed));
		captured += result.captured;
		removed += result.removed;
		if (result.twice.length + result.untrue.length + result.forgotten.length > 0) failed.push({ seed, ...result });
	}
	expect(failed).toEqual([]);
	// The test is worth something only where orders are captured.
	expect(captured).toBeGreaterThan(SCRIPTS / 2);
	expect(removed).toBeGreaterThan(SCRIPTS / 4);
}, 300_000);
