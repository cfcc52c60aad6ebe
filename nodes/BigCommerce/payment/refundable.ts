import type { OrderSnapshot } from '../api/orders';
import type { Refund, RefundPayment } from '../api/refunds';
import type { Transaction } from '../api/transactions';
import { minus, plus, readMoney, type Money } from '../model/money';
import { amountOf } from './authorization';
import type { PaymentState } from './payment';

/** What can be given back of an order. */
export interface Refundable {
	/** What was paid in all, by card, store credit and gift certificate. */
	paid: Money;
	/** What was given back, or is on its way back. */
	refunded: Money;
	/** The rest; never negative. */
	left: Money;
	/** Whether store credit paid for all of it. */
	paidByCredit: boolean;
}

/** What an order's refunds come to; declined payments count for nothing. Null where an amount cannot be read. */
export function sumOfRefunds(refunds: Refund[], currency: string): Money | null {
	let sum: Money = { minor: BigInt(0), currency: currency.toUpperCase() };
	for (const payment of refunds.flatMap(({ payments }) => payments)) {
		if (payment.isDeclined) continue;
		const money = readMoney(payment.amount, currency);
		if (money === null) return null;
		sum = plus(sum, money);
	}
	return sum;
}

/** How money is given back: by the payment provider to where it was taken from, as credit in the store, or by hand. */
export type WayBack = 'provider' | 'credit' | 'byHand';

const CREDIT: ReadonlySet<string> = new Set(['storecredit', 'giftcertificate', 'gift_certificate']);

/** How a refund's payment gives the money back. */
export function wayBackOf({ providerId, offline }: RefundPayment): WayBack {
	const provider = providerId.toLowerCase();
	if (CREDIT.has(provider)) return 'credit';
	return offline || provider === 'custom' ? 'byHand' : 'provider';
}

/** What can be given back, by the order's own total. `refunded_amount` always reads 0, so refunds are added up. */
export function refundableOfOrder(order: OrderSnapshot, refunds: Refund[]): Refundable | null {
	if (order.currency === null) return null;
	const paid = readMoney(order.total, order.currency);
	const refunded = sumOfRefunds(refunds, order.currency);
	if (paid === null || refunded === null) return null;
	const credit = readMoney(order.storeCredit ?? '0', order.currency);
	const paidByCredit = credit !== null && paid.minor > 0 && credit.minor >= paid.minor;
	return { paid, refunded, left: atLeast0(minus(paid, refunded)), paidByCredit };
}

/** What can be given back, by the transactions, where the token may not read orders. */
export function refundableOfTransactions(transactions: Transaction[], refunds: Refund[]): Refundable | null {
	const taken = transactions.filter(
		({ event, status }) => status === 'ok' && (event === 'capture' || event === 'purchase' || event === 'settled'),
	);
	// A settlement reports what was captured before.
	const captured = taken.some(({ event }) => event !== 'settled')
		? taken.filter(({ event }) => event !== 'settled')
		: taken;
	const amounts = captured.map(amountOf).filter((amount): amount is Money => amount !== null);
	const [first] = amounts;
	if (first === undefined || amounts.some(({ currency }) => currency !== first.currency)) return null;
	const paid = amounts.reduce(plus);
	const refunded = sumOfRefunds(refunds, first.currency);
	if (refunded === null) return null;
	return {
		paid,
		refunded,
		left: atLeast0(minus(paid, refunded)),
		paidByCredit: captured.every(({ method }) => method === 'store_credit'),
	};
}

function atLeast0(money: Money): Money {
	return money.minor < 0 ? { ...money, minor: BigInt(0) } : money;
}

/**
 * Why a payment in this state has nothing to give back, as a sentence; null where a refund may be tried. An order
 * paid offline, or in a word that is not known, is left to BigCommerce to judge.
 */
export function whyNotRefundable(state: PaymentState): string | null {
	switch (state) {
		case 'authorized':
			return 'Its payment is authorized and not captured. Void it instead: nothing was taken.';
		case 'capturePending':
			return 'A capture is under way. Wait for its result, then refund.';
		case 'voidPending':
		case 'voided':
			return 'Its authorization was released: nothing was taken.';
		case 'declined':
			return 'Its payment was declined: nothing was taken.';
		case 'heldForReview':
			return 'Its payment is held for review. Approve or refuse it in the control panel or at the gateway first.';
		default:
			return null;
	}
}
