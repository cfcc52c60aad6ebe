import type { ApiFailure } from '../api/failure';
import type { Payment } from '../payment/payment';
import { PAGE_SIZE } from './idRanges';

// Most uncaptured orders are Awaiting Payment (help center, "Order Statuses").
const AWAITING_PAYMENT = 7;
const SMALLEST_PAGE = 10;

/** What a run has learned of how the store answers and of what the token may do. Nothing of it is published. */
export class StoreProfile {
	ordersAccess: 'untried' | 'allowed' | 'denied' = 'untried';
	transactionsDenied: ApiFailure | null = null;
	/** Rows to ask for; less after a 413. */
	pageSize = PAGE_SIZE;
	/** Whether a payment's change moves the order's modification date; null until one was seen. */
	datesMove: boolean | null = null;
	/** Whether one list instead of many windows is still worth trying, before sending and when following. */
	readonly listPays = { before: true, following: true };
	private readonly statusCounts = new Map<number, number>();

	/** Takes down the order status of an authorized order. */
	noteStatus({ state, orderStatusId }: Payment): void {
		if (state !== 'authorized' || orderStatusId === null) return;
		this.statusCounts.set(orderStatusId, (this.statusCounts.get(orderStatusId) ?? 0) + 1);
	}

	/** The order status that most authorized orders of this run had; Awaiting Payment until one was seen. */
	commonStatus(): number {
		const [common] = [...this.statusCounts].sort(([, a], [, b]) => b - a);
		return common?.[0] ?? AWAITING_PAYMENT;
	}

	/** A 413 to a list of `limit` rows. Several may have been under way at once; that is one lesson. */
	notePageTooLong(limit: number): void {
		if (limit === this.pageSize) this.pageSize = Math.max(SMALLEST_PAGE, Math.floor(limit / 2));
	}
}
