import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { formatMoney, plus, type Money } from '../model/money';

/** How many orders came to an outcome, and the money they stand for, a sum a currency. */
export interface OutcomeTotal {
	outcome: string;
	count: number;
	amounts: Money[];
}

/** What went well comes first; the rest in the order of the outcome table. */
const ORDER = [
	'captured',
	'voided',
	'refunded',
	'pending',
	'accepted',
	'planned',
	'declined',
	'notCapturable',
	'notVoidable',
	'notRefundable',
	'blocked',
	'notFound',
	'invalidOrderId',
	'unauthorized',
	'throttled',
	'unavailable',
	'unknown',
	'cancelled',
];

/** Counts the orders of a run by what became of them. */
export class OutcomeTotals {
	private readonly totals = new Map<string, { count: number; amounts: Map<string, Money> }>();

	/** Counts one order. */
	add(outcome: string, amount: Money | null): void {
		const total = this.totals.get(outcome) ?? { count: 0, amounts: new Map<string, Money>() };
		this.totals.set(outcome, total);
		total.count++;
		if (amount === null) return;
		const sum = total.amounts.get(amount.currency);
		total.amounts.set(amount.currency, sum ? plus(sum, amount) : amount);
	}

	/** How many orders were counted. */
	get count(): number {
		return this.list().reduce((sum, { count }) => sum + count, 0);
	}

	/** The totals in the order of the outcome table. */
	list(): OutcomeTotal[] {
		const place = (outcome: string) => (ORDER.includes(outcome) ? ORDER.indexOf(outcome) : ORDER.length);
		return [...this.totals]
			.map(([outcome, { count, amounts }]) => ({ outcome, count, amounts: [...amounts.values()] }))
			.sort((one, other) => place(one.outcome) - place(other.outcome));
	}
}

/** "2 captured (50.00 USD)" */
export function inWords({ outcome, count, amounts }: OutcomeTotal): string {
	const sums = amounts.map((amount) => `${formatMoney(amount)} ${amount.currency}`).join(', ');
	return `${count} ${spaced(outcome)}${sums === '' ? '' : ` (${sums})`}`;
}

/** "not capturable" of `notCapturable`. */
function spaced(outcome: string): string {
	return outcome.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/**
 * The one item of the output "Summary".
 * @param title what was done, for the first line of the text: "Capture"
 * @param items how many input items it is about
 * @param orders how many orders, where one may have been counted several times
 */
export function summaryItem(
	title: string,
	totals: OutcomeTotals,
	items: number,
	orders: number = totals.count,
): INodeExecutionData {
	const list = totals.list();
	const byOutcome = list.map(({ outcome, count, amounts }): IDataObject => ({
		outcome,
		count,
		amounts: amounts.map((amount) => ({ currency: amount.currency, amount: formatMoney(amount) })),
	}));
	const text = [
		`${title}: ${orders} ${orders === 1 ? 'order' : 'orders'}`,
		...list.map((total) => `- ${inWords(total)}`),
	];
	return {
		json: { orders, byOutcome, text: text.join('\n') },
		pairedItem: Array.from({ length: items }, (_, item) => ({ item })),
	};
}
