import { readOrder } from '../../../nodes/BigCommerce/api/orders';
import { readRefund } from '../../../nodes/BigCommerce/api/refunds';
import type { Transaction } from '../../../nodes/BigCommerce/api/transactions';
import { formatAmount } from '../../../nodes/BigCommerce/model/money';
import { paymentOfOrder } from '../../../nodes/BigCommerce/payment/payment';
import { paymentSummary } from '../../../nodes/BigCommerce/payment/paymentSummary';
import { transactionOf } from '../../builders/refunds';

const NOON = Date.parse('2026-03-01T12:00:00Z');
const at = (id: number, minutes = id) => ({ id, createdAt: NOON + minutes * 60_000 });

interface Listed {
	provider_id: string;
	amount: number;
	offline?: boolean;
	transaction_id?: string;
	/** After noon, as the transactions are. */
	minutes?: number;
}

interface Case {
	name: string;
	status?: string;
	transactions: Transaction[];
	/** One refund each. */
	refunds: Listed[];
	/** What was given back, of 25.00. */
	refunded: string | null;
}

const PURCHASE = [transactionOf('purchase', 25, at(1))];
const BY_CHEQUE = [transactionOf('purchase', 25, { ...at(1), method: 'offline', gateway: 'cheque' })];
const CAPTURED = [
	transactionOf('authorization', 25, at(1)),
	transactionOf('capture', 25, { ...at(2), referenceId: 1 }),
];
const back = (id: number, amount: number, more: Partial<Transaction> = {}) =>
	transactionOf('refund', amount, { ...at(id), ...more });
const byHand = (amount: number, more: Partial<Listed> = {}): Listed => ({
	provider_id: 'custom',
	amount,
	offline: true,
	minutes: 9,
	...more,
});
const byCard = (amount: number, more: Partial<Listed> = {}): Listed => ({ provider_id: 'stripe', amount, ...more });

function refundedOf({ status = 'partially refunded', transactions, refunds }: Case): string | null {
	const order = readOrder({
		id: 118,
		payment_status: status,
		total_inc_tax: '25',
		default_currency_code: 'USD',
	});
	if (order === null) throw new Error('not an order');
	const read = refunds.flatMap(({ minutes = 9, ...payment }, index) => {
		const created = new Date(NOON + minutes * 60_000).toISOString();
		return readRefund({ id: index + 1, order_id: 118, created, items: [], payments: [payment] }) ?? [];
	});
	const sources = { order, transactions, refunds: read, windowDays: null, now: NOON };
	return formatAmount(paymentSummary(paymentOfOrder(order), sources).refunded);
}

describe.each(['custom', 'offline', 'credit_card'])(
	'a refund by hand with a transaction of method %s is counted once',
	(method) => {
		test.each<Case>([
			{
				name: 'of a purchase',
				transactions: [...PURCHASE, back(9, 5, { method, gateway: 'custom' })],
				refunds: [byHand(5)],
				refunded: '5.00',
			},
			{
				name: 'of a purchase, most of it',
				transactions: [...PURCHASE, back(9, 15, { method, gateway: 'custom' })],
				refunds: [byHand(15)],
				refunded: '15.00',
			},
			{
				name: 'of a purchase, all of it',
				status: 'refunded',
				transactions: [...PURCHASE, back(9, 25, { method, gateway: 'custom' })],
				refunds: [byHand(25)],
				refunded: '25.00',
			},
			{
				name: 'of an order paid by cheque',
				transactions: [...BY_CHEQUE, back(9, 5, { method, gateway: 'cheque' })],
				refunds: [byHand(5, { provider_id: 'cheque' })],
				refunded: '5.00',
			},
			{
				name: 'by the provider that took it, as far as its name goes',
				transactions: [...PURCHASE, back(9, 5, { method })],
				refunds: [byHand(5, { provider_id: 'stripe', transaction_id: '9' })],
				refunded: '5.00',
			},
			{
				name: 'of a capture that the transaction refers to',
				transactions: [...CAPTURED, back(9, 5, { method, gateway: 'custom', referenceId: 2 })],
				refunds: [byHand(5)],
				refunded: '5.00',
			},
			{
				name: 'of a capture that the transaction does not refer to',
				transactions: [...CAPTURED, back(9, 5, { method, gateway: 'custom' })],
				refunds: [byHand(5)],
				refunded: '5.00',
			},
			{
				name: 'twice as much by two of them',
				transactions: [...PURCHASE, back(9, 5, { method }), back(10, 5, { method })],
				refunds: [byHand(5), byHand(5, { minutes: 10 })],
				refunded: '10.00',
			},
			{
				name: 'with one whose transaction does not show yet',
				transactions: [...PURCHASE, back(9, 5, { method })],
				refunds: [byHand(5), byHand(5, { minutes: 10 })],
				refunded: '10.00',
			},
			{
				name: 'with one of the card',
				transactions: [...PURCHASE, back(9, 5, { method }), back(10, 5)],
				refunds: [byHand(5), byCard(5, { transaction_id: '10' })],
				refunded: '10.00',
			},
			{
				name: 'with one of the card that was made at the gateway',
				transactions: [...CAPTURED, back(9, 5, { method, referenceId: 2 }), back(10, 7, { referenceId: 2 })],
				refunds: [byHand(5)],
				refunded: '12.00',
			},
		])('$name', (each) => expect(refundedOf(each)).toBe(each.refunded));
	},
);

describe('which transaction a refund by hand has', () => {
	test.each<Case>([
		{
			name: 'none of the card, where one of its own is on record',
			transactions: [...CAPTURED, back(8, 5, { referenceId: 2 }), back(9, 5, { method: 'custom' })],
			refunds: [byHand(5)],
			refunded: '10.00',
		},
		{
			name: 'none that another names',
			transactions: [...PURCHASE, back(8, 5)],
			refunds: [byCard(5, { transaction_id: '8' }), byHand(5)],
			refunded: '10.00',
		},
		{
			name: 'the one it names, however much later',
			transactions: [...PURCHASE, back(9, 5)],
			refunds: [byHand(5, { minutes: -5_000, transaction_id: '9' })],
			refunded: '5.00',
		},
		{
			name: 'the one of its own, however much later',
			transactions: [...PURCHASE, back(9, 5, { method: 'custom' })],
			refunds: [byHand(5, { minutes: -5_000 })],
			refunded: '5.00',
		},
		{
			name: "perhaps one of the card's, of days later",
			transactions: [...PURCHASE, back(9, 5)],
			refunds: [byHand(5, { minutes: -5_000 })],
			refunded: null,
		},
		{
			name: 'perhaps a part of one of another amount',
			transactions: [...PURCHASE, back(9, 10)],
			refunds: [byHand(5), byHand(5)],
			refunded: null,
		},
		{
			name: 'none, where the one of another amount is of another refund',
			transactions: [...PURCHASE, back(9, 10)],
			refunds: [byCard(10), byHand(5)],
			refunded: '15.00',
		},
		{
			name: 'one that is dated nowhere',
			transactions: [...PURCHASE, back(9, 5, { createdAt: null })],
			refunds: [byHand(5)],
			refunded: '5.00',
		},
		{
			name: 'none, where that was given back as store credit',
			transactions: [...PURCHASE, back(9, 5, { method: 'store_credit' })],
			refunds: [{ provider_id: 'storecredit', amount: 5 }, byHand(5)],
			refunded: '10.00',
		},
	])('$name', (each) => expect(refundedOf(each)).toBe(each.refunded));
});
