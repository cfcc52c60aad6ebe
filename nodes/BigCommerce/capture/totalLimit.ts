import { formatMoney, parseMoney, type Money } from '../model/money';
import type { OrderId } from '../model/orderId';

/**
 * What was counted towards 'Max Orders', 'Max Total' and 'Stop After Failures' so far. Runs of one execution share it:
 * an agent calls the node once for each order, and a loop comes round again. Plain JSON, since n8n keeps it with the
 * execution.
 */
export interface Counted {
	orders: OrderId[];
	/** Orders that went wrong, and did not go well since. */
	failed: OrderId[];
	/** Minor units by order, and their sum. */
	amounts: Record<string, string>;
	total: string;
	/** That of the first payment. */
	currency: string | null;
}

export function nothingCounted(): Counted {
	return { orders: [], failed: [], amounts: {}, total: '0', currency: null };
}

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
