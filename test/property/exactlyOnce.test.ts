import fc from 'fast-check';
import { exactlyOnce } from './world/property';
import type { Plan, RunPlan, Scenario } from './world/scenario';
import { Tally } from './world/tally';

/** The scenario with another plan; its runs stay. */
function planned(scenario: Scenario, plan: (runs: [RunPlan, RunPlan]) => Plan): Scenario {
	return { ...scenario, plan: plan(scenario.plan.runs) };
}

/**
 * Every scenario is a store of its own with orders, faults, quota, other people and undecided behaviours, on virtual
 * time: once, again, twice at once, stopped, or with the process dying at some call. `npm run soak` plays more.
 */
const SCENARIOS: Array<{ what: string; runs: number; narrow: (scenario: Scenario) => Scenario }> = [
	{ what: 'whatever happens', runs: 10_000, narrow: (scenario) => scenario },
	{
		what: 'when the process dies at any call, and another one runs it again',
		runs: 6_000,
		narrow: (scenario) =>
			planned(scenario, (runs) => ({
				runs,
				kind: 'crash',
				atCall: 1 + (scenario.seed % 30),
				arrives: scenario.seed % 2 === 0,
				pauseMs: 1_000,
			})),
	},
	{
		what: 'when two executions of a process work on the same orders',
		runs: 5_000,
		narrow: (scenario) =>
			planned(scenario, (runs) => ({ runs, kind: 'together', pauseMs: scenario.seed % 400, sameProcess: true })),
	},
	{
		what: 'when it is tried again at once',
		runs: 4_000,
		narrow: (scenario) => planned(scenario, (runs) => ({ runs, kind: 'again', pauseMs: 0 })),
	},
	{
		what: 'when it is stopped and started again',
		runs: 3_000,
		narrow: (scenario) =>
			planned(scenario, (runs) => ({
				runs,
				kind: 'stop',
				atMs: scenario.seed % 3_000,
				pauseMs: scenario.seed % 7 === 0 ? 12_000 : 0,
			})),
	},
	{
		what: 'when the token may read orders or transactions alone',
		runs: 2_000,
		narrow: (scenario) => ({ ...scenario, token: scenario.seed % 2 === 0 ? 'orders' : 'transactions' }),
	},
];

/**
 * The same scenarios in every run, so that a red test is somebody's change. `npm run soak` plays new ones; what it
 * finds is in docs/testing.md.
 */
const SEED = 2;

const tally = new Tally();

test.each(SCENARIOS)(
	'captures each order once at most, and says what the books say: $what ($runs scenarios)',
	async ({ runs, narrow }) => {
		await fc.assert(exactlyOnce(narrow, tally), { numRuns: runs, seed: SEED });
	},
	300_000,
);

test('nothing that can happen was left out of them', () => {
	expect([tally.unmet, tally.unlisted]).toEqual([[], []]);
});
