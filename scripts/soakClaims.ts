/**
 * The race of several processes for the same orders, for as many scripts as you like: `npm run soak:claims -- --scripts
 * 100000`.
 */
import { parseArgs } from 'node:util';
import { race, raceScript } from '../test/property/claims/race';

const { values } = parseArgs({
	options: { scripts: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});

/** A line every so many scripts. */
const PROGRESS = 50_000;

async function main(): Promise<void> {
	const first = Number(values.seed);
	const count = Number(values.scripts);
	const began = Date.now();
	const totals = { captured: 0, calls: 0, removed: 0, failed: 0 };
	for (let seed = first; seed < first + count; seed++) {
		const result = await race(raceScript(seed)).catch((error: unknown) => ({
			twice: [],
			untrue: [String(error)],
			forgotten: [],
			captured: 0,
			calls: 0,
			removed: 0,
		}));
		totals.captured += result.captured;
		totals.calls += result.calls;
		totals.removed += result.removed;
		if ((seed - first + 1) % PROGRESS === 0) console.log(`… ${seed - first + 1} scripts, ${totals.failed} failed`);
		if (result.twice.length + result.untrue.length + result.forgotten.length === 0) continue;
		totals.failed++;
		if (totals.failed <= 10) console.log(JSON.stringify({ seed, ...result }));
	}
	const seconds = Math.round((Date.now() - began) / 1000);
	console.log(
		`${count} scripts from seed ${first} on: ${totals.failed} failed, ${totals.captured} captures, ${totals.removed} closed claims removed, ${totals.calls} calls, ${seconds} s`,
	);
	if (totals.failed > 0) process.exitCode = 1;
}

void main();
