import fc from 'fast-check';
import { exactlyOnce } from './world/property';
import type { Script } from './world/script';

/**
 * Every script is a store of its own with orders, faults, quota and undecided behaviours, played on virtual time:
 * once, again, twice at once, stopped, or with the process dying at some call. `npm run soak` plays more of them.
 */
const SCRIPTS: Array<[what: string, runs: number, narrow: (script: Script) => Script]> = [
	['whatever happens', 10_000, (script) => script],
	[
		'when the process dies at any call, and another one runs it again',
		6_000,
		(script) => ({
			...script,
			plot: { kind: 'crash', atCall: 1 + (script.seed % 30), arrives: script.seed % 2 === 0, pauseMs: 1_000 },
		}),
	],
	[
		'when two executions of a process work on the same orders',
		5_000,
		(script) => ({ ...script, plot: { kind: 'together', pauseMs: script.seed % 400 } }),
	],
	['when it is tried again at once', 4_000, (script) => ({ ...script, plot: { kind: 'again', pauseMs: 0 } })],
	[
		'when it is stopped and started again',
		3_000,
		(script) => ({
			...script,
			plot: { kind: 'stop', atMs: script.seed % 3_000, pauseMs: script.seed % 7 === 0 ? 12_000 : 0 },
		}),
	],
	[
		'when the token may read orders or transactions alone',
		2_000,
		(script) => ({ ...script, token: script.seed % 2 === 0 ? 'orders-only-token' : 'transactions-only-token' }),
	],
];

test.each(SCRIPTS)(
	'captures each order once at most, and says what the ledger says: %s (%i scripts)',
	async (_what, numRuns, narrow) => {
		await fc.assert(exactlyOnce(narrow), { numRuns });
	},
	300_000,
);
