import type { OrderSnapshot } from '../api/orders';
import type { Transaction } from '../api/transactions';
import { minus, readMoney, type Money } from '../model/money';
import { amountMoved, type Authorization } from './authorization';
import { journalOf, type Journal, type Loose } from './journal';

/** Where a payment stands. BigCommerce's eleven words and the empty one, normalised to one word a state. */
export type PaymentState =
	| 'authorized'
	| 'capturePending'
	| 'captured'
	| 'voidPending'
	| 'voided'
	| 'declined'
	| 'heldForReview'
	| 'unpaid'
	| 'unrecognised';

/** A payment as one look showed it. */
export interface Payment {
	state: PaymentState;
	/** BigCommerce's own word for it, lower case. */
	status: string;
	/** Transactions do not show a capture that is under way, so a look at them alone proves less. */
	seenIn: 'order' | 'transactions';
	/** What a capture moves, or moved. */
	amount: Money | null;
	method: string | null;
	orderStatusId: number | null;
	/** Milliseconds since 1970: the order's creation, or the authorization's where that is known. */
	authorizedAt: number | null;
	/** How many of the order's items were shipped; null where that was not seen. */
	shipment: { shipped: number; total: number } | null;
	/** Whether the order was deleted: the control panel calls it archived, and no list shows it. */
	isDeleted: boolean;
}

// reference/orders.v2.oas2.yml, `payment_status`; the empty word was added in March 2025.
const STATES: ReadonlyMap<string, PaymentState> = new Map([
	['authorized', 'authorized'],
	['capture pending', 'capturePending'],
	['captured', 'captured'],
	['paid', 'captured'],
	['partially refunded', 'captured'],
	['refunded', 'captured'],
	['void pending', 'voidPending'],
	['void', 'voided'],
	['declined', 'declined'],
	['held for review', 'heldForReview'],
	['pending', 'unpaid'],
	['', 'unpaid'],
]);

/** The payment as a v2 order shows it. A word that is not known is `unrecognised`, never a guess. */
export function paymentOfOrder(order: OrderSnapshot): Payment {
	const created = order.createdAt === null ? Number.NaN : Date.parse(order.createdAt);
	return {
		state: STATES.get(order.paymentStatus) ?? 'unrecognised',
		status: order.paymentStatus,
		seenIn: 'order',
		amount: amountOnCard(order),
		method: order.paymentMethod,
		orderStatusId: order.statusId,
		authorizedAt: Number.isNaN(created) ? null : created,
		shipment: order.shipment,
		isDeleted: order.isDeleted,
	};
}

/**
 * The order's total less store credit and gift certificates: what was authorized, unless the order was edited since.
 * Null where one of them cannot be read, or nothing can be left: then it was edited.
 */
function amountOnCard(order: OrderSnapshot): Money | null {
	if (order.currency === null) return null;
	const total = readMoney(order.total, order.currency);
	if (total === null) return null;
	const credit = readMoney(order.storeCredit ?? '0', order.currency);
	const certificates = readMoney(order.giftCertificates ?? '0', order.currency);
	if (credit === null || certificates === null) return null;
	const rest = minus(minus(total, credit), certificates);
	return rest.minor < 0 ? null : rest;
}

/** The payment as its transactions show it. No transaction at all is an unpaid order. */
export function paymentOfTransactions(transactions: Transaction[]): Payment {
	return paymentOfJournal(journalOf(transactions));
}

/** The payment as the journal of its transactions shows it. */
export function paymentOfJournal(journal: Journal): Payment {
	const { current, loose, mayBeGivenBack } = journal;
	const isUnsure = current?.state === 'captured' && mayBeGivenBack;
	const [state, status] = isUnsure ? NOT_TOLD : current === null ? stateWithout(loose) : stateWith(current);
	const source = current ?? loose.first;
	return {
		state,
		status,
		seenIn: 'transactions',
		amount: (current === null ? loose.first?.amount : amountMoved(current)) ?? null,
		method: source?.gateway ?? null,
		orderStatusId: null,
		authorizedAt: source?.at ?? null,
		shipment: null,
		isDeleted: false,
	};
}

/** What the transactions do not tell. */
const NOT_TOLD: [PaymentState, string] = ['unrecognised', ''];

function stateWith({ state, fraudReview, isTaken, isUnclear, back }: Authorization): [PaymentState, string] {
	switch (state) {
		case 'stands':
			if (isUnclear) return NOT_TOLD;
			return fraudReview ? ['heldForReview', 'held for review'] : ['authorized', 'authorized'];
		case 'captured':
			return ['captured', back.length > 0 ? 'partially refunded' : isTaken ? 'paid' : 'captured'];
		case 'givenBack':
			return ['captured', 'refunded'];
		case 'voided':
			return ['voided', 'void'];
	}
}

function stateWithout({ ok, error }: Loose): [PaymentState, string] {
	if (ok.has('void')) return ['voided', 'void'];
	if (error.has('authorization') || error.has('purchase')) return ['declined', 'declined'];
	return ['unpaid', ok.has('pending') ? 'pending' : ''];
}

/** Whether the payment was taken and has been given back since, in full: nothing of it is there. */
export function isGivenBack({ state, status }: Payment): boolean {
	return state === 'captured' && status === 'refunded';
}
