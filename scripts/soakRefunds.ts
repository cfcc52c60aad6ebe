/**
 * Plays scripts of test/property/refundWorld, each batch with a new seed, and prints one that fails, shrunk.
 *
 *     npm run soak:refunds -- --scripts 100000
 *     npm run soak:refunds -- --seed 123          the same batches again
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { REFUND_PROPERTIES, refundsOnce } from '../test/property/refundWorld/property';

const BATCH = 1_000;
/** A line every so many batches. */
const PROGRESS = 20;

const { values } = parseArgs({
	options: { scripts: { type: 'string', default: '30000' }, seed: { type: 'string' } },
});

async function main(): Promise<void> {
	const most = Number(values.scripts);
	const first = values.seed === undefined ? Date.now() % 2_000_000_000 : Number(values.seed);
	const began = Date.now();
	let [played, failures] = [0, 0];
	const report = (): void => {
		const seconds = Math.round((Date.now() - began) / 1000);
		console.log(`${played} scripts from seed ${first}, ${failures} failed, ${seconds} s`);
	};
	for (let batch = 0; played < most && failures === 0; batch++) {
		const kind = REFUND_PROPERTIES[batch % REFUND_PROPERTIES.length];
		if (kind === undefined) break;
		const numRuns = Math.min(BATCH, most - played);
		const result = await fc.check(refundsOnce(kind.narrow), { numRuns, seed: first + batch });
		played += result.numRuns;
		if (result.failed) {
			failures++;
			console.error(`${kind.what}, seed ${first + batch}:\n${fc.defaultReportMessage(result)}`);
		}
		if (batch % PROGRESS === PROGRESS - 1) report();
	}
	report();
	if (failures > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
