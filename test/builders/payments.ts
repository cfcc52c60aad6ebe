import type { Transaction } from '../../nodes/BigCommerce/api/transactions';
import type { Money } from '../../nodes/BigCommerce/model/money';
import type { Payment, PaymentState } from '../../nodes/BigCommerce/payment/payment';
import { RECORD_STATES } from '../../nodes/BigCommerce/payment/paymentSummary';

export function usd(minor: number): Money {
	return { minor: BigInt(minor), currency: 'USD' };
}

/** An authorized payment of 25.00 USD. */
export function payment(more: Partial<Payment> = {}): Payment {
	return {
		state: 'authorized',
		status: 'authorized',
		seenIn: 'order',
		amount: { minor: BigInt(2500), currency: 'USD' },
		method: 'Credit Card',
		orderStatusId: 7,
		authorizedAt: Date.parse('2026-03-01T10:00:00Z'),
		shipment: { shipped: 0, total: 2 },
		isDeleted: false,
		...more,
	};
}

export function transaction(more: Partial<Transaction> = {}): Transaction {
	return {
		id: 1,
		event: 'authorization',
		status: 'ok',
		method: 'credit_card',
		amount: 25,
		currency: 'USD',
		gateway: 'braintree',
		referenceId: null,
		createdAt: Date.parse('2026-03-01T10:00:00Z'),
		fraudReview: false,
		raw: {},
		...more,
	};
}

/** Every state that a payment may be in. */
export const PAYMENT_STATES: PaymentState[] = RECORD_STATES.filter(
	(state) => state !== 'partiallyRefunded' && state !== 'refunded',
);
