import { readOrder } from '../../../nodes/BigCommerce/api/orders';
import type { PaymentState } from '../../../nodes/BigCommerce/payment/payment';
import {
	refundableOfOrder,
	refundableOfTransactions,
	sumOfRefunds,
	wayBackOf,
	whyNotRefundable,
} from '../../../nodes/BigCommerce/payment/refundable';
import { usd } from '../../builders/payments';
import { refundOf, transactionOf } from '../../builders/refunds';

function orderOf(body: object) {
	const order = readOrder({
		id: 118,
		payment_status: 'captured',
		total_inc_tax: '25.0000',
		default_currency_code: 'USD',
		...body,
	});
	if (order === null) throw new Error('not an order');
	return order;
}

const declined = refundOf({ payments: [{ provider_id: 'braintree', amount: 5, is_declined: true }] });

test.each([
	{ name: 'nothing given back', body: {}, refunds: [], expected: '2500 0 2500' },
	{ name: 'a refund', body: {}, refunds: [refundOf({ total_amount: 5 })], expected: '2500 500 2000' },
	{
		name: 'a declined one counts for nothing',
		body: {},
		refunds: [declined, refundOf({ total_amount: 0.1 })],
		expected: '2500 10 2490',
	},
	{ name: 'more than was paid', body: {}, refunds: [refundOf({ total_amount: 30 })], expected: '2500 3000 0' },
	{
		name: 'floats add up',
		body: {},
		refunds: [refundOf({ total_amount: 0.1 }), refundOf({ total_amount: 0.2 })],
		expected: '2500 30 2470',
	},
	{
		name: 'yen',
		body: { default_currency_code: 'JPY', total_inc_tax: '2500.0000' },
		refunds: [refundOf({ total_amount: 100 })],
		expected: '2500 100 2400',
	},
	{
		name: 'refunded_amount is not believed',
		body: { refunded_amount: '9.0000' },
		refunds: [],
		expected: '2500 0 2500',
	},
])('of an order: $name', ({ body, refunds, expected }) => {
	const left = refundableOfOrder(orderOf(body), refunds);
	expect(left && `${left.paid.minor} ${left.refunded.minor} ${left.left.minor}`).toBe(expected);
});

test.each([
	{ name: 'no currency', body: { default_currency_code: '' }, refunds: [] },
	{ name: 'no total', body: { total_inc_tax: 'much' }, refunds: [] },
	{
		name: 'a refund without an amount',
		body: {},
		refunds: [refundOf({ payments: [{ provider_id: 'x', amount: {} }] })],
	},
])('cannot be told: $name', ({ body, refunds }) => expect(refundableOfOrder(orderOf(body), refunds)).toBeNull());

test.each([
	{ provider_id: 'braintree', offline: false, expected: 'provider' },
	{ provider_id: 'braintree', offline: true, expected: 'byHand' },
	{ provider_id: 'storecredit', offline: false, expected: 'credit' },
	{ provider_id: 'GiftCertificate', offline: false, expected: 'credit' },
	{ provider_id: 'gift_certificate', offline: true, expected: 'credit' },
	{ provider_id: 'custom', offline: false, expected: 'byHand' },
])('$provider_id, offline $offline, is given back this way: $expected', ({ expected, ...payment }) => {
	const refund = refundOf({ payments: [{ ...payment, amount: 5 }] });
	expect(refund.payments.map(wayBackOf)).toEqual([expected]);
	expect(sumOfRefunds([refund], 'usd')).toEqual(usd(500));
});

test('credit paid it all', () => {
	expect(refundableOfOrder(orderOf({ store_credit_amount: '25.0000' }), [])).toMatchObject({ paidByCredit: true });
	expect(refundableOfOrder(orderOf({ store_credit_amount: '24.9900' }), [])).toMatchObject({ paidByCredit: false });
	expect(refundableOfOrder(orderOf({ total_inc_tax: '0.0000' }), [])).toMatchObject({ paidByCredit: false });
});

test.each([
	{ name: 'a capture', transactions: [transactionOf('authorization', 25), transactionOf('capture', 25)], paid: 2_500 },
	{
		name: 'a purchase and credit',
		transactions: [transactionOf('purchase', 20), transactionOf('purchase', 5, { method: 'store_credit' })],
		paid: 2_500,
	},
	{
		name: 'a settlement reports the capture again',
		transactions: [transactionOf('capture', 25), transactionOf('settled', 25)],
		paid: 2_500,
	},
	{ name: 'a settlement alone', transactions: [transactionOf('settled', 25)], paid: 2_500 },
	{ name: 'a refused capture', transactions: [transactionOf('capture', 25, { status: 'error' })], paid: null },
	{ name: 'an authorization', transactions: [transactionOf('authorization', 25)], paid: null },
	{
		name: 'two currencies',
		transactions: [transactionOf('capture', 25), transactionOf('capture', 5, { currency: 'EUR' })],
		paid: null,
	},
	{ name: 'nothing', transactions: [], paid: null },
])('of transactions: $name', ({ transactions, paid }) => {
	const found = refundableOfTransactions(transactions, []);
	expect(found === null ? null : Number(found.paid.minor)).toBe(paid);
});

test.each<[PaymentState, boolean]>([
	['authorized', false],
	['capturePending', false],
	['captured', true],
	['voidPending', false],
	['voided', false],
	['declined', false],
	['heldForReview', false],
	['unpaid', true],
	['unrecognised', true],
])('%s may be refunded: %s', (state, may) => expect(whyNotRefundable(state) === null).toBe(may));
