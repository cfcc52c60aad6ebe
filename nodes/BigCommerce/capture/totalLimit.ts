import { formatMoney, minus, parseMoney, plus, type Money } from '../model/money';

/**
 * 'Max Total': what a run moves in all, in one currency, that of the first payment. An amount counts from when its
 * order may be sent until it is known that it was not moved.
 */
export class TotalLimit {
	private total: Money | null = null;

	/** @param limits as they were given; where items differ, each holds */
	constructor(private readonly limits: ReadonlyArray<string | number>) {}

	/** Whether amounts count at all. */
	get isSet(): boolean {
		return this.limits.length > 0;
	}

	/** Counts an amount. @returns why it may not be moved, a sentence; null where it may */
	add(amount: Money | null): string | null {
		if (!this.isSet) return null;
		if (amount === null) return "The amount could not be read, so it cannot be counted towards 'Max Total'.";
		if (this.total !== null && amount.currency !== this.total.currency)
			return `The payment is in ${amount.currency}, and 'Max Total' counts ${this.total.currency}.`;
		const total = this.total === null ? amount : plus(this.total, amount);
		for (const limit of this.limits) {
			const most = parseMoney(limit, amount.currency, 'Max Total');
			if (!most.ok) return most.reason;
			if (total.minor > most.money.minor)
				return `With its ${formatMoney(amount)} ${amount.currency} the run would come to ${formatMoney(total)}, more than 'Max Total' ${formatMoney(most.money)}.`;
		}
		this.total = total;
		return null;
	}

	/** Takes back an amount that was counted and is known not to have been moved. */
	subtract(amount: Money): void {
		if (this.total !== null) this.total = minus(this.total, amount);
	}
}
