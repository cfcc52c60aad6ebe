/**
 * Plays scenarios of test/property, each batch with a new seed, and prints one that fails.
 *
 *     npm run soak                              100,000 scenarios
 *     npm run soak -- --scripts 1000000
 *     npm run soak -- --minutes 60
 *     npm run soak -- --seed 123 --path 4:1     the same scenario again
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { exactlyOnce } from '../test/property/world/property';
import { Tally } from '../test/property/world/tally';

const BATCH = 5_000;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			scripts: { type: 'string' },
			minutes: { type: 'string' },
			seed: { type: 'string' },
			path: { type: 'string' },
			table: { type: 'boolean', default: false },
		},
	});
	const first = values.seed === undefined ? Date.now() % 2_000_000_000 : positive('seed', values.seed);
	if (values.path !== undefined) return await again(first, values.path);
	const began = Date.now();
	const until = values.minutes === undefined ? Infinity : began + positive('minutes', values.minutes) * 60_000;
	const most =
		values.scripts === undefined ? (until === Infinity ? 100_000 : Infinity) : positive('scripts', values.scripts);
	const tally = new Tally();
	let failures = 0;
	for (let batch = 0; tally.scenarios < most && Date.now() < until && failures === 0; batch++) {
		const seed = first + batch;
		const numRuns = Math.min(BATCH, most - tally.scenarios);
		const result = await fc.check(exactlyOnce(undefined, tally), { numRuns, seed });
		if (result.failed) {
			failures++;
			console.error(fc.defaultReportMessage(result));
			if (result.errorInstance instanceof Error) console.error(result.errorInstance.message);
			console.error(`To see it again: npm run soak -- --seed ${seed} --path ${result.counterexamplePath}`);
		}
		const seconds = Math.round((Date.now() - began) / 1000);
		if (batch % 10 === 9 || result.failed)
			console.log(`${tally.scenarios} scenarios from seed ${first}, ${failures} failed, ${seconds} s`);
	}
	const seconds = Math.round((Date.now() - began) / 1000);
	console.log(`Seed ${first}: ${tally.scenarios} scenarios, ${failures} failed, ${seconds} s. ${tally.exclusions()}`);
	if (values.table) console.log(tally.markdown());
	if (failures > 0) process.exitCode = 1;
}

function positive(name: string, text: string): number {
	const value = Number(text);
	if (!(value > 0)) throw new Error(`--${name} ${text} is not a number above 0`);
	return value;
}

async function again(seed: number, path: string): Promise<void> {
	await fc.assert(exactlyOnce(), { seed, path, numRuns: BATCH, endOnFailure: true });
	console.log('It did not fail.');
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
