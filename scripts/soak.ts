/**
 * Plays scripts of test/property for as long as wanted, each batch with a new seed, and prints a script that fails.
 *
 *     npm run soak                          10 minutes
 *     npm run soak -- --minutes 60
 *     npm run soak -- --seed 123 --path 4   the same script again
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { exactlyOnce } from '../test/property/world/property';

const BATCH = 2_000;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' }, path: { type: 'string' } },
	});
	if (values.seed !== undefined) return await again(Number(values.seed), values.path);
	const minutes = Number(values.minutes);
	if (!(minutes > 0)) throw new Error(`--minutes ${values.minutes} is not a number of minutes`);
	const until = Date.now() + minutes * 60_000;
	let played = 0;
	while (Date.now() < until) {
		const seed = Date.now() % 2_000_000_000;
		const result = await fc.check(exactlyOnce(), {
			numRuns: BATCH,
			seed,
			interruptAfterTimeLimit: Math.max(1, until - Date.now()),
		});
		played += result.numRuns;
		if (result.failed && !result.interrupted) {
			console.error(fc.defaultReportMessage(result));
			console.error(
				`Failed after ${played} scripts. To see it again: npm run soak -- --seed ${seed} --path ${result.counterexamplePath}`,
			);
			process.exitCode = 1;
			return;
		}
		console.log(`${played} scripts, none failed`);
	}
}

async function again(seed: number, path: string | undefined): Promise<void> {
	await fc.assert(exactlyOnce(), { seed, path, numRuns: BATCH, endOnFailure: true });
	console.log('It did not fail.');
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
