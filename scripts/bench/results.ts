/** What a run's items and times say. */
import type { Execution, Item } from '../n8n/rest';
import type { ContenderWorkflow } from './contenders';
import { captureDelayOf } from './orders';
import type { Trial } from './trial';

/** When the first of the contender's nodes began, and when the last ended. */
export function timesOf({ runs }: Execution, { timed }: ContenderWorkflow): { startedAt: number; endedAt: number } {
	const all = timed.flatMap((name) => runs[name] ?? []);
	const starts = all.map(({ startTime }) => startTime ?? Number.NaN);
	const ends = all.map(({ startTime, executionTime }) => (startTime ?? Number.NaN) + (executionTime ?? Number.NaN));
	return { startedAt: Math.min(...starts), endedAt: Math.max(...ends) };
}

export function resultsOf(execution: Execution, contender: ContenderWorkflow): { said: number; proved: number } {
	const items = itemsOf(execution, contender);
	// This package's node says more than one thing on its success branch; only one of them is proof.
	const proof = items.filter(({ json }) => json.outcome === undefined || json.outcome === 'captured');
	return { said: items.length, proved: contender.isProof ? proof.length : 0 };
}

/**
 * From the gateway's result to the node's word: what 95 % of the orders waited at most, in milliseconds.
 * @param acceptedAt when the store accepted each capture
 */
export function lagOf(
	trial: Trial,
	execution: Execution,
	contender: ContenderWorkflow,
	acceptedAt: ReadonlyMap<number, number>,
): number {
	const lags = itemsOf(execution, contender).map(({ json: { orderId, settledAt } }) => {
		const id = Number(orderId);
		const resultAt = (acceptedAt.get(id) ?? Number.NaN) + captureDelayOf(trial, id);
		return Date.parse(String(settledAt)) - resultAt;
	});
	lags.sort((a, b) => a - b);
	return lags[Math.ceil(lags.length * 0.95) - 1] ?? Number.NaN;
}

const itemsOf = ({ runs }: Execution, { said }: ContenderWorkflow): Item[] =>
	(runs[said] ?? []).flatMap((run) => run.data?.main[0] ?? []);
