/** Awaiting Payment: what BigCommerce gives an order whose payment is only authorized. */
export const AWAITING_PAYMENT = 7;

/**
 * How far along an order of each status is; statuses of the same number stand beside each other. Those at the end
 * are nobody's to change but people's. Source of the IDs: reference/orders.v2.oas2.yml, order statuses.
 */
const PROGRESS: ReadonlyMap<number, number> = new Map([
	[0, 0], // Incomplete
	[1, 1], // Pending
	[AWAITING_PAYMENT, 2],
	[12, 2], // Manual Verification Required
	[6, 2], // Declined
	[11, 3], // Awaiting Fulfillment
	[9, 4], // Awaiting Shipment
	[8, 4], // Awaiting Pickup
	[3, 5], // Partially Shipped
	[2, 6], // Shipped
	[10, 7], // Completed
	[14, 8], // Partially Refunded
	[13, 8], // Disputed
	[5, 9], // Cancelled
	[4, 9], // Refunded
]);
const FULFILLED = 5;

/**
 * Whether a status may follow another where the payment went well: only forwards. A status that is not published
 * follows what is not fulfilled yet.
 */
export function isForward(from: number, to: number): boolean {
	const start = PROGRESS.get(from);
	const end = PROGRESS.get(to);
	if (start === undefined) return false;
	return end === undefined ? start < FULFILLED : start < end;
}

/**
 * Whether a status may follow another where the payment was declined: as long as nothing was shipped, and nobody has
 * closed the order.
 */
export function mayFollowDecline(from: number): boolean {
	const start = PROGRESS.get(from);
	return start !== undefined && start < FULFILLED;
}
