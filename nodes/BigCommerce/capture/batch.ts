/** Orders that were read together and are followed together. */
export interface Batch {
	size: number;
	/** When it was read, lane clock. */
	readonly readAt: number;
	/** Whether an order's turn came too late for its read. */
	isStale: boolean;
	/** Orders of it that are still to be sent. */
	open: number;
	/** When the first of them was sent, lane clock; null before. */
	firstSentAt: number | null;
	/** When the last of them was, lane clock; null before. */
	closedAt: number | null;
	/** When those of it that were followed were looked at last, lane clock; null before. */
	lookedAt: number | null;
}
