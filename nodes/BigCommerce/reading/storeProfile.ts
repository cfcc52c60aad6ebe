import type { Payment } from '../payment/payment';
import { PAGE_SIZE } from './idRanges';

// Most uncaptured orders are Awaiting Payment (help center, "Order Statuses").
const AWAITING_PAYMENT = 7;
const SMALLEST_PAGE = 10;

/** What a list is for: orders to send, followed ones that were modified, and those with the status of done ones. */
export type ListPurpose = 'before' | 'following' | 'done';

/**
 * After so many pages in a row that saved nothing a list is not asked again. That of done orders shows those of earlier
 * looks once more.
 */
const MAX_UNPROFITABLE_PAGES: Record<ListPurpose, number> = { before: 1, following: 1, done: 3 };
const DONE: ReadonlySet<Payment['state']> = new Set(['captured', 'voided']);

/** What a run has learned of how the store answers. Nothing of it is published. */
export class StoreProfile {
	/** Rows to ask for; less after a 413. */
	pageSize = PAGE_SIZE;
	/** Whether a payment's change moves the order's modification date, until one was seen that did not. */
	datesMove = true;
	private readonly unprofitablePages: Record<ListPurpose, number> = { before: 0, following: 0, done: 0 };
	private readonly authorizedStatuses = new Map<number, number>();
	private readonly doneStatuses = new Map<number, number>();

	/** Whether one list instead of many ID ranges is still worth trying. */
	listPays(purpose: ListPurpose): boolean {
		return this.unprofitablePages[purpose] < MAX_UNPROFITABLE_PAGES[purpose];
	}

	/** Whether a page of such a list saved more calls than it cost. */
	noteList(purpose: ListPurpose, hasSavedCalls: boolean): void {
		this.unprofitablePages[purpose] = hasSavedCalls ? 0 : this.unprofitablePages[purpose] + 1;
	}

	/** Takes down the order status of an authorized order, and of one whose payment is done. */
	noteStatus({ state, orderStatusId }: Payment): void {
		if (orderStatusId === null) return;
		const counts = state === 'authorized' ? this.authorizedStatuses : DONE.has(state) ? this.doneStatuses : null;
		counts?.set(orderStatusId, (counts.get(orderStatusId) ?? 0) + 1);
	}

	/** The order status that most authorized orders of this run had; Awaiting Payment until one was seen. */
	commonStatus(): number {
		return mostOf(this.authorizedStatuses) ?? AWAITING_PAYMENT;
	}

	/**
	 * The order status that most orders had whose payment was done; null until one was seen, or where it is the same as
	 * before.
	 */
	statusOfDone(): number | null {
		const status = mostOf(this.doneStatuses);
		return status === this.commonStatus() ? null : status;
	}

	/** A 413 to a list of `limit` rows. Several may have been under way at once; that counts once. */
	notePageTooLong(limit: number): void {
		if (limit === this.pageSize) this.pageSize = Math.max(SMALLEST_PAGE, Math.floor(limit / 2));
	}
}

function mostOf(counts: ReadonlyMap<number, number>): number | null {
	const [most] = [...counts].sort(([, a], [, b]) => b - a);
	return most?.[0] ?? null;
}
