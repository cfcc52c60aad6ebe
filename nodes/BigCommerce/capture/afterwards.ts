import { textOf } from '../api/json';
import type { OrderSnapshot } from '../api/orders';
import { differing, type OrderChanges } from '../api/orderUpdate';
import { withStaffNote } from '../model/staffNotes';
import { AWAITING_PAYMENT, isForward, mayFollowDecline } from '../payment/orderStatus';
import type { Settlement } from '../payment/outcome';
import { paymentOfOrder } from '../payment/payment';
import type { Afterwards } from './options';
import type { OrderState, ShownOrder } from './orderState';

/** What is to be done with an order that is settled. */
export interface OrderWishes {
	statusId: number | null;
	/** Lines to be in the staff notes, in input order. */
	notes: string[];
}

/** What an order's items want done with it, now that it is settled; null where that is nothing. */
export function wishesOf({ requests, unmet, settlement }: OrderState): OrderWishes | null {
	if (settlement === null) return null;
	const wishes: OrderWishes = { statusId: null, notes: [] };
	for (const { index, options } of requests) {
		const { afterwards } = options;
		// What its own guard held back, or was only rehearsed, has no wishes.
		if (afterwards === undefined || options.dryRun || unmet?.has(index) === true) continue;
		if (isProved(settlement)) {
			// Where items of one order differ, the last one's status counts.
			wishes.statusId = afterwards.statusOnSuccess ?? wishes.statusId;
			if (afterwards.staffNote !== null) wishes.notes.push(afterwards.staffNote);
		} else if (isDeclined(settlement)) {
			wishes.statusId = afterwards.statusOnFailure ?? wishes.statusId;
		}
	}
	return wishes.statusId === null && wishes.notes.length === 0 ? null : wishes;
}

/** Whether anything may be to be done with an order once its payment is settled. */
export function mayWish(afterwards: Afterwards | undefined): boolean {
	if (afterwards === undefined) return false;
	const { statusOnSuccess, statusOnFailure, staffNote } = afterwards;
	return statusOnSuccess !== null || statusOnFailure !== null || staffNote !== null;
}

/**
 * What is to change in the order as it is at this moment. Setting the notes replaces them, so they are added to; a
 * status only moves an order forward, and none is set upon a payment that is no longer what was settled.
 */
export function changesFor(wishes: OrderWishes, settlement: Settlement, order: OrderSnapshot): OrderChanges {
	const changes: OrderChanges = {};
	if (wishes.statusId !== null && mayBeSet(wishes.statusId, settlement, order)) changes.status_id = wishes.statusId;
	const notes = textOf(order.raw, 'staff_notes') ?? '';
	const noted = wishes.notes.reduce(withStaffNote, notes);
	if (noted !== notes) changes.staff_notes = noted;
	return changes;
}

/**
 * Whether an order may be changed upon what a read showed of it: as it is now, with its payment as it was settled. That
 * nothing is to be done, any read shows.
 */
export function mayGoBy({ order, isCurrent }: ShownOrder, settlement: Settlement, wishes: OrderWishes): boolean {
	if (isCurrent && paymentOfOrder(order).state === settlement.payment?.state) return true;
	return Object.keys(differing(order, changesFor(wishes, settlement, order))).length === 0;
}

const REFUNDED = new Set(['refunded', 'partially refunded']);
const NOT_CAPTURED_ANY_MORE = new Set([...REFUNDED, 'void', 'void pending', 'declined']);
const NOT_VOIDED_ANY_MORE = new Set([...REFUNDED, 'captured', 'paid', 'capture pending']);
const NOT_DECLINED_ANY_MORE = new Set([...REFUNDED, 'captured', 'paid', 'capture pending', 'void pending', 'void']);

function mayBeSet(to: number, settlement: Settlement, { statusId, paymentStatus }: OrderSnapshot): boolean {
	if (statusId === null || statusId === to) return false;
	if (isDeclined(settlement)) return !NOT_DECLINED_ANY_MORE.has(paymentStatus) && mayFollowDecline(statusId);
	if (settlement.outcome === 'captured' && NOT_CAPTURED_ANY_MORE.has(paymentStatus)) return false;
	if (settlement.outcome === 'voided' && NOT_VOIDED_ANY_MORE.has(paymentStatus)) return false;
	// What was done before this run may have been shipped, or sent back, long since.
	return settlement.changed ? isForward(statusId, to) : statusId === AWAITING_PAYMENT && isForward(statusId, to);
}

function isProved({ outcome }: Settlement): boolean {
	return outcome === 'captured' || outcome === 'voided';
}

/** Declined by the gateway; not what somebody else had changed meanwhile. */
function isDeclined({ outcome, code }: Settlement): boolean {
	return outcome === 'declined' && code === 'refusedByGateway';
}
