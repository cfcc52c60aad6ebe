import type { OrderId } from '../model/orderId';
import { isFailure, type Settlement } from '../payment/outcome';

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

/** Failures of orders that are not tried again now: one that is counts when it goes wrong again. */
export function failuresBefore({ failed }: Counted, triedNow: { has(orderId: OrderId): boolean }): number {
	return failed.filter((orderId) => !triedNow.has(orderId)).length;
}

/** Takes down how an order went; it counts as failed until it goes well. */
export function noteResult(counted: Counted, settlement: Settlement): void {
	const { orderId } = settlement;
	counted.failed = counted.failed.filter((id) => id !== orderId);
	if (isFailure(settlement)) counted.failed.push(orderId);
}
