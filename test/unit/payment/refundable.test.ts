import { readOrder } from '../../../nodes/BigCommerce/api/orders';
import type { PaymentState } from '../../../nodes/BigCommerce/payment/payment';
import {
	refundableOfOrder,
	refundableOfTransactions,
	whyNotRefundable,
} from '../../../nodes/BigCommerce/payment/refundable';
import { refundOf, transaction } from '../refund/builders';

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
	['nothing given back', {}, [], '2500 0 2500'],
	['a refund', {}, [refundOf({ total_amount: 5 })], '2500 500 2000'],
	['a declined one counts for nothing', {}, [declined, refundOf({ total_amount: 0.1 })], '2500 10 2490'],
	['more than was paid', {}, [refundOf({ total_amount: 30 })], '2500 3000 0'],
	['floats add up', {}, [refundOf({ total_amount: 0.1 }), refundOf({ total_amount: 0.2 })], '2500 30 2470'],
	[
		'yen',
		{ default_currency_code: 'JPY', total_inc_tax: '2500.0000' },
		[refundOf({ total_amount: 100 })],
		'2500 100 2400',
	],
	['refunded_amount is not believed', { refunded_amount: '9.0000' }, [], '2500 0 2500'],
])('of an order: %s', (_name, body, refunds, expected) => {
	const left = refundableOfOrder(orderOf(body), refunds);
	expect(left && `${left.paid.minor} ${left.refunded.minor} ${left.left.minor}`).toBe(expected);
});

test.each([
	['no currency', { default_currency_code: '' }, []],
	['no total', { total_inc_tax: 'much' }, []],
	['a refund without an amount', {}, [refundOf({ payments: [{ provider_id: 'x', amount: {} }] })]],
])('cannot be told: %s', (_name, body, refunds) => expect(refundableOfOrder(orderOf(body), refunds)).toBeNull());

test('credit paid it all', () => {
	expect(refundableOfOrder(orderOf({ store_credit_amount: '25.0000' }), [])).toMatchObject({ paidByCredit: true });
	expect(refundableOfOrder(orderOf({ store_credit_amount: '24.9900' }), [])).toMatchObject({ paidByCredit: false });
	expect(refundableOfOrder(orderOf({ total_inc_tax: '0.0000' }), [])).toMatchObject({ paidByCredit: false });
});

test.each([
	['a capture', [transaction('authorization', 25), transaction('capture', 25)], 2_500],
	[
		'a purchase and credit',
		[transaction('purchase', 20), transaction('purchase', 5, { method: 'store_credit' })],
		2_500,
	],
	['a settlement reports the capture again', [transaction('capture', 25), transaction('settled', 25)], 2_500],
	['a settlement alone', [transaction('settled', 25)], 2_500],
	['a refused capture', [transaction('capture', 25, { status: 'error' })], null],
	['an authorization', [transaction('authorization', 25)], null],
	['two currencies', [transaction('capture', 25), transaction('capture', 5, { currency: 'EUR' })], null],
	['nothing', [], null],
])('of transactions: %s', (_name, transactions, paid) => {
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
