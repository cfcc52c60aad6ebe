/**
 * The states of an order's payment, and how the v2 order spells them (docs/bigcommerce-api.md, Orders: payment_status).
 */

export const PAYMENT_STATUS = {
	none: '',
	pending: 'pending',
	authorized: 'authorized',
	heldForReview: 'held for review',
	capturePending: 'capture pending',
	captured: 'captured',
	paid: 'paid',
	voidPending: 'void pending',
	voided: 'void',
	declined: 'declined',
	partiallyRefunded: 'partially refunded',
	refunded: 'refunded',
} as const;

export type PaymentState = keyof typeof PAYMENT_STATUS;

export const PAYMENT_STATES: readonly PaymentState[] = [
	'none',
	'pending',
	'authorized',
	'heldForReview',
	'capturePending',
	'captured',
	'paid',
	'voidPending',
	'voided',
	'declined',
	'partiallyRefunded',
	'refunded',
];

/** The money is with the merchant, or was before a refund. */
export function isSettled(state: PaymentState): boolean {
	return state === 'captured' || state === 'paid' || state === 'partiallyRefunded' || state === 'refunded';
}

/** The order status that usually goes with a payment state (docs/bigcommerce-api.md, Orders: status numbers). */
export const USUAL_STATUS_ID: Readonly<Record<PaymentState, number>> = {
	none: 0,
	pending: 7,
	authorized: 7,
	heldForReview: 12,
	capturePending: 7,
	captured: 11,
	paid: 11,
	voidPending: 7,
	voided: 5,
	declined: 6,
	partiallyRefunded: 14,
	refunded: 4,
};
