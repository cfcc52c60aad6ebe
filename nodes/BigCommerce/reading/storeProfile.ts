import type { ApiFailure } from '../api/failure';
import type { Payment } from '../payment/payment';
import { PAGE_SIZE } from './idRanges';

// Most uncaptured orders are Awaiting Payment (help center, "Order Statuses").
const AWAITING_PAYMENT = 7;
const SMALLEST_PAGE = 10;

/** What a list is for: orders to send, followed ones that were modified, and those with the status of done ones. */
export type ListPurpose = 'before' | 'following' | 'done';

/** So many pages in a row that saved nothing are enough. The list of done orders shows those of earlier looks once more. */
const LESSONS: Record<ListPurpose, number> = { before: 1, following: 1, done: 3 };
const DONE: ReadonlySet<Payment['state']> = new Set(['captured', 'voided']);

/** What a run has learned of how the store answers and of what the token may do. Nothing of it is published. */
export class StoreProfile {
	ordersAccess: 'untried' | 'allowed' | 'denied' = 'untried';
	transactionsDenied: ApiFailure | null = null;
	/** Rows to ask for; less after a 413. */
	pageSize = PAGE_SIZE;
	/** Whether a payment's change may move the order's modification date: false once one was seen that did not. */
	datesMove: false | null = null;
	private readonly lessons: Record<ListPurpose, number> = { before: 0, following: 0, done: 0 };
	private readonly authorizedStatuses = new Map<number, number>();
	private readonly doneStatuses = new Map<number, number>();

	/** Whether one list instead of many windows is still worth trying. */
	listPays(purpose: ListPurpose): boolean {
		return this.lessons[purpose] < LESSONS[purpose];
	}

	/** Whether a page of such a list saved more calls than it cost. */
	noteList(purpose: ListPurpose, hasPaid: boolean): void {
		this.lessons[purpose] = hasPaid ? 0 : this.lessons[purpose] + 1;
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

	/** The order status that most orders had whose payment was done; null until one was seen, or where it is the same as before. */
	statusOfDone(): number | null {
		const status = mostOf(this.doneStatuses);
		return status === this.commonStatus() ? null : status;
	}

	/** A 413 to a list of `limit` rows. Several may have been under way at once; that is one lesson. */
	notePageTooLong(limit: number): void {
		if (limit === this.pageSize) this.pageSize = Math.max(SMALLEST_PAGE, Math.floor(limit / 2));
	}
}

function mostOf(counts: ReadonlyMap<number, number>): number | null {
	const [most] = [...counts].sort(([, a], [, b]) => b - a);
	return most?.[0] ?? null;
}
