import type { INodeExecutionData } from 'n8n-workflow';
import { refundMoved, type RefundSettlement } from '../../refund/outcome';
import type { ItemResult } from '../executePerItem';
import { OutcomeTotals, summaryItem } from '../outcomeTotals';

/** What an item led to; the settlement where its refund was worked. */
export type RefundAnswer = ItemResult & { settlement?: RefundSettlement };

/**
 * The one item of the output "Summary". Two refunds of one order are two; the same refund asked for twice counts once,
 * as what moved the money, or else as what became of it last.
 */
export function refundSummary(answers: readonly RefundAnswer[]): INodeExecutionData {
	const totals = new OutcomeTotals();
	const counted = new Map<string, RefundSettlement>();
	for (const answer of answers) {
		const { settlement } = answer;
		if (settlement === undefined) {
			if (!answer.ok) totals.add(answer.failure.details.outcome, null);
			continue;
		}
		const name = `${settlement.orderId} ${settlement.reference ?? ''}`;
		const before = counted.get(name);
		if (before === undefined || refundMoved(before) !== 'yes') counted.set(name, settlement);
	}
	const rejected = totals.count;
	for (const { outcome, amount } of counted.values()) totals.add(outcome, amount);
	const orders = new Set([...counted.values()].map(({ orderId }) => orderId));
	return summaryItem('Refund', totals, answers.length, orders.size + rejected);
}
