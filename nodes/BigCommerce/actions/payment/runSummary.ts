import type { IExecuteFunctions } from 'n8n-workflow';
import type { LaneUse } from '../../api/lane';
import type { Action } from '../../payment/action';
import { formatMoney, plus, type Money } from '../../model/money';
import type { Settlement } from '../../payment/outcome';

/** Tells the people running a workflow how a run goes and how it went. */
export interface RunReport {
	/** Called for each order at its end. */
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
	const totals: Totals = new Map();
	const used: LaneUse = { calls: 0, throttledCount: 0, waitedMs: 0, waitedForOthersMs: 0, othersCalls: 0 };
	let settled = 0;

	return {
		progress(settlement, left) {
			settled++;
			count(totals, settlement);
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

type Totals = Map<Settlement['outcome'], { count: number; amounts: Map<string, Money> }>;

function count(totals: Totals, { outcome, payment }: Settlement): void {
	const total = totals.get(outcome) ?? { count: 0, amounts: new Map<string, Money>() };
	total.count++;
	const amount = payment?.amount;
	if (amount) {
		const sum = total.amounts.get(amount.currency);
		total.amounts.set(amount.currency, sum ? plus(sum, amount) : amount);
	}
	totals.set(outcome, total);
}

function counts(totals: Totals): string {
	return [...totals].map(([outcome, total]) => `${total.count} ${outcome}`).join(', ');
}

/** What went well comes first; the rest in the order of the outcome table. */
const IN_ORDER: ReadonlyArray<Settlement['outcome']> = [
	'captured',
	'voided',
	'pending',
	'accepted',
	'planned',
	'declined',
	'notCapturable',
	'notVoidable',
	'blocked',
	'notFound',
	'unauthorized',
	'throttled',
	'unavailable',
	'unknown',
	'cancelled',
];

function summaryOf(totals: Totals, use: LaneUse): string {
	const parts = IN_ORDER.flatMap((outcome) => {
		const total = totals.get(outcome);
		if (total === undefined) return [];
		const amounts = [...total.amounts.values()].map((amount) => `${formatMoney(amount)} ${amount.currency}`).join(', ');
		return [`${total.count} ${inWords(outcome)}${amounts === '' ? '' : ` (${amounts})`}`];
	});
	return `${parts.join('; ')}. ${useInWords(use)}`;
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

/** "not capturable" of `notCapturable`. */
function inWords(outcome: string): string {
	return outcome.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
