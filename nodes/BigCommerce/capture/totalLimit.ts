import { formatMoney, parseMoney, type Money } from '../model/money';
import type { OrderId } from '../model/orderId';
import { moneyMoved, type Settlement } from '../payment/outcome';
import { nothingCounted, type Counted } from './counted';

/**
 * 'Max Total': what an execution moves in all, in one currency, that of the first payment. An amount counts from when
 * its order may be sent until it is known that it was not moved; that of one order counts once.
 */
export class TotalLimit {
	/** @param limits as they were given; where items differ, each holds */
	constructor(
		private readonly limits: ReadonlyArray<string | number>,
		private readonly counted: Counted = nothingCounted(),
	) {}

	/** Whether amounts count at all. */
	get isSet(): boolean {
		return this.limits.length > 0;
	}

	/** Counts an order's amount. @returns why it may not be moved, a sentence; null where it may */
	add(orderId: OrderId, amount: Money | null): string | null {
		if (!this.isSet) return null;
		if (amount === null) return "The amount could not be read, so it cannot be counted towards 'Max Total'.";
		const { currency } = this.counted;
		if (currency !== null && amount.currency !== currency)
			return `The payment is in ${amount.currency}, and 'Max Total' counts ${currency}.`;
		const minor = BigInt(this.counted.total) - this.amountOf(orderId) + amount.minor;
		for (const limit of this.limits) {
			const most = parseMoney(limit, amount.currency, 'Max Total');
			if (!most.ok) return most.reason;
			if (minor > most.money.minor)
				return `With its ${formatMoney(amount)} ${amount.currency} the run would come to ${formatMoney({ ...amount, minor })}, more than 'Max Total' ${formatMoney(most.money)}.`;
		}
		this.counted.amounts[String(orderId)] = amount.minor.toString();
		this.counted.total = minor.toString();
		this.counted.currency = amount.currency;
		return null;
	}

	/** Takes back the amount of an order of which it is known that it was not moved. */
	subtract(orderId: OrderId): void {
		this.counted.total = (BigInt(this.counted.total) - this.amountOf(orderId)).toString();
		delete this.counted.amounts[String(orderId)];
	}

	private amountOf(orderId: OrderId): bigint {
		return BigInt(this.counted.amounts[String(orderId)] ?? 0);
	}
}

/** Outcomes of what was moved, or may still be. */
const MAY_HAVE_MOVED: ReadonlySet<Settlement['outcome']> = new Set([
	'captured',
	'voided',
	'pending',
	'accepted',
	'planned',
	'unknown',
]);

/**
 * Whether an order's amount counts towards 'Max Total' no more, now that it is settled. What was moved and given back
 * since was moved all the same; what an earlier run of the execution left under way, and is declined by now, was not.
 *
 * @param isCounted whether this run has counted it
 */
export function countsNoMore(settlement: Settlement, isCounted: boolean): boolean {
	const { outcome, attempts } = settlement;
	const mayHaveMoved = MAY_HAVE_MOVED.has(outcome) || (attempts > 0 && moneyMoved(settlement) !== 'no');
	return !mayHaveMoved && (isCounted || outcome === 'declined');
}
