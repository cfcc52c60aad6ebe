import fc, { type IAsyncProperty } from 'fast-check';
import { violations } from './invariants';
import { anyRefundScript, decidable, type RefundScript } from './script';
import { run } from './simulation';

/**
 * Every script is an order with refunds, faults of the wire, declines, a list that is late or fails, and somebody in
 * the control panel, on virtual time: tried again, looped back, begun anew, stopped, by people and by agents.
 */
export const REFUND_PROPERTIES: ReadonlyArray<{
	what: string;
	/** Scripts in a run of `npm test`. */
	runs: number;
	narrow: (script: RefundScript) => RefundScript;
}> = [
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

/** No refund is made twice, and nothing is said that the ledger contradicts. */
export function refundsOnce(narrow: (script: RefundScript) => RefundScript): IAsyncProperty<[RefundScript]> {
	return fc.asyncProperty(anyRefundScript, async (script) => {
		const wrong = violations(await run(decidable(narrow(script))));
		if (wrong.length > 0) throw new Error(wrong.join('\n'));
	});
}
