import { race, raceScript } from './race';

const SCRIPTS = 400;

test(`${SCRIPTS} scripts of two to eight processes on the same orders, with claims in the store: none is captured twice, and no word is untrue`, async () => {
	const failed: unknown[] = [];
	let captured = 0;
	for (let seed = 1; seed <= SCRIPTS; seed++) {
		const result = await race(raceScript(seed));
		captured += result.captured;
		if (result.twice.length + result.untrue.length + result.forgotten.length > 0) failed.push({ seed, ...result });
	}
	expect(failed).toEqual([]);
	// The test is worth something only where orders are captured.
	expect(captured).toBeGreaterThan(SCRIPTS / 2);
}, 300_000);
