/**
 * `npm run bench -- --lanes`: several processes of n8n and another app on one quota, on virtual time. Prints the tables
 * of docs/scaling.md.
 */
import { fairnessOf, tryLanes, type LaneFigures } from '../../test/property/lanes/laneWorld';

const PROCESSES = [1, 2, 4, 8];
/** One way, in milliseconds; a round trip is twice that. */
const LATENCIES = [10, 75, 150, 500, 1_000, 1_500];
const SEEDS = [1, 2, 3, 4];

export async function printLanes(): Promise<void> {
	const seconds = LATENCIES.map((latency) => `${(2 * latency) / 1000} s`);
	const rows: string[][] = [];
	for (const processes of PROCESSES) {
		const busy = await each((latency, seed) => tryLanes({ processes, latency, seed, windows: 6 }));
		const beside = await each((latency, seed) => tryLanes({ processes, latency, seed, windows: 10, appShare: 0.2 }));
		const byChance = await each((latency, seed) =>
			tryLanes({ processes, latency, seed, windows: 10, appShare: 0.2, appPattern: 'chance' }),
		);
		rows.push([`${processes}`, 'own 429s', ...busy.map((some) => String(sum(some, ({ throttled }) => throttled)))]);
		rows.push(['', 'of the quota', ...busy.map((some) => percent(mean(some, ({ ownUse }) => ownUse)))]);
		if (processes > 1) {
			rows.push(['', 'least ÷ most', ...busy.map((some) => leastFair(some, 1))]);
			rows.push(['', '… with the first window', ...busy.map((some) => leastFair(some, 0))]);
		}
		rows.push(['', 'refused to the app', ...beside.map(refusedToApp)]);
		rows.push(['', '… calling by chance', ...byChance.map(refusedToApp)]);
		rows.push(['', 'own 429s then', ...beside.map((some) => String(sum(some, ({ throttled }) => throttled)))]);
		rows.push(['', 'of the quota, app and all', ...beside.map((some) => percent(mean(some, ({ used }) => used)))]);
	}
	const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
	console.log(
		[line(['Processes', 'Round trip', ...seconds]), line(['--:', '---', ...seconds.map(() => '--:')])].join('\n'),
	);
	for (const row of rows) console.log(line(row));
}

async function each(one: (latency: number, seed: number) => Promise<LaneFigures>): Promise<LaneFigures[][]> {
	const found: LaneFigures[][] = [];
	for (const latency of LATENCIES) {
		const some: LaneFigures[] = [];
		for (const seed of SEEDS) some.push(await one(latency, seed));
		found.push(some);
	}
	return found;
}

const sum = (some: LaneFigures[], of: (figures: LaneFigures) => number): number =>
	some.reduce((total, figures) => total + of(figures), 0);
const mean = (some: LaneFigures[], of: (figures: LaneFigures) => number): number => sum(some, of) / some.length;
/** Of the seed in which the processes are the least even. */
const leastFair = (some: LaneFigures[], first: 0 | 1): string =>
	Math.min(...some.map((figures) => fairnessOf(figures, first))).toFixed(2);
const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;
const refusedToApp = (some: LaneFigures[]): string =>
	`${sum(some, ({ appRefused }) => appRefused)} of ${sum(some, ({ appCalls }) => appCalls)}`;
