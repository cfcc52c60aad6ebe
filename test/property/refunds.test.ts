import fc from 'fast-check';
import { violations } from './refundWorld/invariants';
import { anyRefundScript, decidable, type RefundScript } from './refundWorld/script';
import { run } from './refundWorld/simulation';

/**
 * Every script is an order with refunds, faults of the wire, declines, a list that is late or fails, and somebody in the
 * control panel, on virtual time: tried again, looped back, begun anew, stopped, by people and by agents.
 */
const SCRIPTS: Array<{ what: string; runs: number; narrow: (script: RefundScript) => RefundScript }> = [
	{ what: 'whatever happens', runs: 14_000, narrow: (script) => script },
	{
		what: 'when n8n tries the run again',
		runs: 4_000,
		narrow: (script) => ({ ...script, isAgent: false, turns: [{ kind: 'retry', pauseMs: 0 }, ...script.turns] }),
	},
	{
		what: 'when a loop leads from the error output back to the node',
		runs: 6_000,
		narrow: (script) => ({
			...script,
			hasReference: false,
			turns: [{ kind: 'loop', pauseMs: 1_000, keepsItem: script.latencyMs === 10, process: 'same' }, ...script.turns],
		}),
	},
	{
		what: 'when it is begun anew under a reference',
		runs: 4_000,
		narrow: (script) => ({
			...script,
			hasReference: true,
			isAgent: false,
			turns: [{ kind: 'anew', pauseMs: 0, process: 'other' }, ...script.turns],
		}),
	},
	{
		what: 'when an agent asks in several notations',
		runs: 2_000,
		narrow: (script) => ({ ...script, hasReference: false, isAgent: true }),
	},
];

const SHARE = Number(process.env.REFUND_SCRIPTS_SHARE ?? 1);

test.each(SCRIPTS)(
	'makes no refund twice, and says what the ledger says: $what ($runs scripts)',
	async ({ runs, narrow }) => {
		const property = fc.asyncProperty(anyRefundScript, async (script) => {
			const wrong = violations(await run(decidable(narrow(script))));
			if (wrong.length > 0) throw new Error(wrong.join('\n'));
		});
		await fc.assert(property, { numRuns: Math.ceil(runs * SHARE), seed: 1 });
	},
	300_000,
);

test('where nothing goes wrong, every refund is made', async () => {
	const calm = anyRefundScript.map((script): RefundScript => {
		const fate = { isDeclined: false, answerAfterMs: 0, visibleAfterMs: 0 };
		return { ...script, posts: [], fates: [fate], listFails: [], panel: [], stopAt: null, turns: [], isAgent: false };
	});
	const property = fc.asyncProperty(calm, async (script) => {
		const traits = { ...script.traits, namesTransactions: true };
		const trace = await run({
			...script,
			traits,
			wishes: [{ cents: 500, notation: 'text' }, ...script.wishes.slice(1, 2)],
		});
		expect(trace.settled[0]?.settlement).toMatchObject({ outcome: 'refunded', changed: true });
		expect(violations(trace)).toEqual([]);
	});
	await fc.assert(property, { numRuns: Math.ceil(300 * SHARE), seed: 1 });
});
