import type { IExecuteFunctions } from 'n8n-workflow';
import type { LaneUse } from '../../api/lane';
import type { Action } from '../../payment/action';
import type { Settlement } from '../../payment/outcome';
import { inWords, OutcomeTotals } from '../outcomeTotals';

/** Reports progress and the summary of a run. */
export interface RunReport {
	/** What became of the orders so far. */
	readonly totals: OutcomeTotals;
	/** Called for each order that is settled. */
	progress(settlement: Settlement, left: number): void;
	/** Adds what a session used. */
	add(use: LaneUse): void;
	/** Shows the summary, and further sentences, in the node's output pane. */
	finish(sentences: string[]): void;
}

/** In a long run the log has a line this often. */
const LOG_EVERY = 100;

/** Opens the report of one run: progress in n8n's log, and a summary as a hint on the node. */
export function reportOf(context: IExecuteFunctions, action: Action): RunReport {
	const totals = new OutcomeTotals();
	const used: LaneUse = { calls: 0, throttledCount: 0, waitedMs: 0, waitedForOthersMs: 0, othersCalls: 0 };
	let settled = 0;

	return {
		totals,
		progress(settlement, left) {
			settled++;
			totals.add(settlement.outcome, settlement.payment?.amount ?? null);
			// After a Stop the log is all that is left of the run, so each order that moved money is in it.
			if (settlement.changed) context.logger.debug(`BigCommerce: order ${settlement.orderId} ${settlement.outcome}`);
			if (settled % LOG_EVERY === 0)
				context.logger.info(`BigCommerce ${action.name}: ${settled} orders settled, ${left} to go (${counts(totals)})`);
		},
		add({ calls, throttledCount, waitedMs, waitedForOthersMs, othersCalls }) {
			used.calls += calls;
			used.throttledCount += throttledCount;
			used.waitedMs += waitedMs;
			used.waitedForOthersMs += waitedForOthersMs;
			used.othersCalls += othersCalls;
		},
		finish(sentences) {
			const summary = settled > 1 ? [summaryOf(totals, used)] : [];
			const lines = [...summary, ...sentences];
			if (settled >= LOG_EVERY) context.logger.info(`BigCommerce ${action.name}: ${summary.join(' ')}`);
			// Older n8n has no execution hints.
			if (lines.length > 0 && 'addExecutionHints' in context)
				context.addExecutionHints(...lines.map((message) => ({ message })));
		},
	};
}

function counts(totals: OutcomeTotals): string {
	return totals
		.list()
		.map(({ outcome, count }) => `${count} ${outcome}`)
		.join(', ');
}

function summaryOf(totals: OutcomeTotals, use: LaneUse): string {
	return `${totals.list().map(inWords).join('; ')}. ${useInWords(use)}`;
}

/** What the run used of the quota, what others did meanwhile, and whether they were in the way. */
export function useInWords({ calls, throttledCount, waitedMs, waitedForOthersMs, othersCalls }: LaneUse): string {
	const waited = waitedMs >= 1000 ? `, waited ${Math.round(waitedMs / 1000)} s for the API quota` : '';
	const refused = throttledCount > 0 ? `, ${throttledCount} refused by the quota and sent again` : '';
	const own = `${calls} API calls${waited}${refused}.`;
	if (othersCalls === 0) return own;
	const inTheWay =
		waitedForOthersMs >= 1000
			? `this run waited ${Math.round(waitedForOthersMs / 1000)} s for them`
			: 'they were not in the way';
	return `${own} Others used at least ${othersCalls} of the store's quota meanwhile; ${inTheWay}.`;
}
