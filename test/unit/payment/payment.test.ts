import { readOrder } from '../../../nodes/BigCommerce/api/orders';
import { readTransactions } from '../../../nodes/BigCommerce/api/transactions';
import {
	amountOf,
	paymentOfOrder,
	paymentOfTransactions,
	type Payment,
} from '../../../nodes/BigCommerce/payment/payment';
import { transaction } from '../capture/samples';

function ofOrder(body: object): Payment {
	const order = readOrder({ id: 118, payment_status: 'authorized', ...body });
	if (order === null) throw new Error('not an order');
	return paymentOfOrder(order);
}

describe('the payment of an order', () => {
	test.each([
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
	])('that reads "%s" is %s', (status, state) => {
		expect(ofOrder({ payment_status: status })).toMatchObject({ state, status, seenIn: 'order' });
		expect(ofOrder({ payment_status: `  ${status.toUpperCase()} ` })).toMatchObject({ state, status });
	});

	test.each([
		'capture_pending',
		'capturepending',
		'capture  pending',
		'Pending Capture',
		'voided',
		'complete',
		'authorised',
		'0',
	])('that reads "%s" is not guessed', (status) => {
		expect(ofOrder({ payment_status: status })).toMatchObject({ state: 'unrecognised', status: status.toLowerCase() });
	});

	test.each([
		[{ total_inc_tax: '69.8400', default_currency_code: 'USD', currency_code: 'CAD' }, 6984, 'USD'],
		[{ total_inc_tax: '69.8400', default_currency_code: ' ', currency_code: 'CAD' }, 6984, 'CAD'],
		[
			{
				total_inc_tax: '69.8400',
				store_credit_amount: '10.0000',
				gift_certificate_amount: '4.8400',
				default_currency_code: 'USD',
			},
			5500,
			'USD',
		],
		[
			{
				total_inc_tax: '69.8400',
				store_credit_amount: {},
				gift_certificate_amount: null,
				default_currency_code: 'USD',
			},
			6984,
			'USD',
		],
		[{ total_inc_tax: 1000, default_currency_code: 'JPY' }, 1000, 'JPY'],
	])('of %j moves %d %s', (body, minor, currency) => {
		expect(ofOrder(body).amount).toEqual({ minor: BigInt(minor), currency });
	});

	test.each([
		[{ total_inc_tax: '69.84' }],
		[{ default_currency_code: 'USD' }],
		[{ total_inc_tax: 'a lot', default_currency_code: 'USD' }],
		[{ total_inc_tax: {}, default_currency_code: 'USD' }],
	])('of %j has no amount', (body) => {
		expect(ofOrder(body).amount).toBeNull();
	});

	test('has the order’s method, status and date', () => {
		expect(
			ofOrder({ payment_method: ' Credit Card ', status_id: 7, date_created: 'Tue, 05 Mar 2019 21:40:11 +0000' }),
		).toMatchObject({
			method: 'Credit Card',
			orderStatusId: 7,
			authorizedAt: Date.parse('2019-03-05T21:40:11Z'),
		});
		expect(ofOrder({ payment_method: '', status_id: {}, date_created: 'soon' })).toMatchObject({
			method: null,
			orderStatusId: null,
			authorizedAt: null,
		});
		expect(ofOrder({})).toMatchObject({ authorizedAt: null });
	});
});

const auth = transaction();
const later = Date.parse('2026-03-02T10:00:00Z');
const giftPart = transaction({ id: 9, event: 'purchase', method: 'gift_certificate', amount: 5 });

describe('the payment in transactions', () => {
	test.each([
		['nothing', [], 'unpaid', ''],
		['an authorization', [auth], 'authorized', 'authorized'],
		['one beside a gift certificate', [giftPart, auth], 'authorized', 'authorized'],
		[
			'one beside store credit',
			[auth, transaction({ id: 8, event: 'purchase', method: 'store_credit' })],
			'authorized',
			'authorized',
		],
		['a gift certificate alone', [giftPart], 'unpaid', ''],
		['an authorization under review', [transaction({ fraudReview: true })], 'heldForReview', 'held for review'],
		['an authorization that was refused', [transaction({ status: 'error' })], 'declined', 'declined'],
		['a purchase that was refused', [transaction({ event: 'purchase', status: 'error' })], 'declined', 'declined'],
		['a purchase', [transaction({ event: 'purchase' })], 'captured', 'paid'],
		['a capture', [auth, transaction({ id: 2, event: 'capture' })], 'captured', 'captured'],
		[
			'a capture that failed',
			[auth, transaction({ id: 2, event: 'capture', status: 'error' })],
			'authorized',
			'authorized',
		],
		['a settled one', [auth, transaction({ id: 2, event: 'settled' })], 'captured', 'captured'],
		['a void', [auth, transaction({ id: 2, event: 'void', referenceId: 1 })], 'voided', 'void'],
		[
			'a void that failed',
			[auth, transaction({ id: 2, event: 'void', status: 'error', referenceId: 1 })],
			'authorized',
			'authorized',
		],
		[
			'a void that names the authorization, though it bears an earlier date',
			[
				transaction({ id: 1, createdAt: later }),
				transaction({ id: 2, event: 'void', referenceId: 1, createdAt: later - 9_000 }),
			],
			'voided',
			'void',
		],
		[
			'a void that names another one, though it is later',
			[transaction({ id: 1 }), transaction({ id: 2, event: 'void', referenceId: 7, createdAt: later })],
			'authorized',
			'authorized',
		],
		[
			'a void of an authorization without ID, later',
			[transaction({ id: null }), transaction({ id: 2, event: 'void', referenceId: 7, createdAt: later })],
			'voided',
			'void',
		],
		[
			'a void in the same second',
			[transaction({ createdAt: later }), transaction({ id: 2, event: 'void', createdAt: later })],
			'voided',
			'void',
		],
		[
			'a card purchase after an authorization',
			[auth, transaction({ id: 2, event: 'purchase', createdAt: later })],
			'captured',
			'paid',
		],
		[
			'a card purchase at the same time',
			[auth, transaction({ id: 2, event: 'purchase', referenceId: 7 })],
			'captured',
			'paid',
		],
		[
			'a card purchase before an authorization',
			[transaction({ id: 2, event: 'purchase' }), transaction({ id: 3, createdAt: later })],
			'authorized',
			'authorized',
		],
		['a capture that failed, and no authorization', [transaction({ event: 'capture', status: 'error' })], 'unpaid', ''],
		['a void that failed, and no authorization', [transaction({ event: 'void', status: 'error' })], 'unpaid', ''],
		[
			'a purchase and a capture',
			[transaction({ event: 'purchase' }), transaction({ id: 2, event: 'capture' })],
			'captured',
			'paid',
		],
		[
			'a refund, and nothing taken on record',
			[transaction({ event: 'settled', amount: null }), transaction({ id: 3, event: 'refund', amount: 25 })],
			'captured',
			'refunded',
		],
		['a void alone', [transaction({ id: 2, event: 'void' })], 'voided', 'void'],
		[
			'a void without reference, later',
			[auth, transaction({ id: 2, event: 'void', createdAt: later })],
			'voided',
			'void',
		],
		[
			'a void of the authorization before',
			[
				transaction({ id: 1 }),
				transaction({ id: 2, event: 'void', referenceId: 1 }),
				transaction({ id: 3, createdAt: later }),
			],
			'authorized',
			'authorized',
		],
		[
			'a void without reference, before the authorization',
			[transaction({ id: 2, event: 'void', createdAt: later - 1 }), transaction({ id: 3, createdAt: later })],
			'authorized',
			'authorized',
		],
		['a pending offline payment', [transaction({ event: 'pending', method: 'offline' })], 'unpaid', 'pending'],
		[
			'a refund of a part',
			[auth, transaction({ id: 2, event: 'capture' }), transaction({ id: 3, event: 'refund', amount: 10 })],
			'captured',
			'partially refunded',
		],
		[
			'refunds of all',
			[
				auth,
				transaction({ id: 2, event: 'capture' }),
				transaction({ id: 3, event: 'refund', amount: 10 }),
				transaction({ id: 4, event: 'refund', amount: 15 }),
			],
			'captured',
			'refunded',
		],
		[
			'a refund that failed',
			[
				auth,
				transaction({ id: 2, event: 'capture' }),
				transaction({ id: 3, event: 'refund', amount: 25, status: 'error' }),
			],
			'captured',
			'captured',
		],
		[
			'a refund of a purchase',
			[transaction({ event: 'purchase' }), transaction({ id: 3, event: 'refund', amount: 25 })],
			'captured',
			'refunded',
		],
		[
			'a refund without amount',
			[transaction({ event: 'purchase' }), transaction({ id: 3, event: 'refund', amount: null })],
			'captured',
			'refunded',
		],
		['an unknown event', [transaction({ event: 'dispute' })], 'unpaid', ''],
	])('%s: %#', (_what, transactions, state, status) => {
		expect(paymentOfTransactions(transactions)).toMatchObject({
			state,
			status,
			seenIn: 'transactions',
			orderStatusId: null,
		});
	});

	test('has the amount, gateway and date of the authorization', () => {
		const capture = transaction({ id: 2, event: 'capture', amount: 99, createdAt: later });
		expect(paymentOfTransactions([giftPart, auth, capture])).toMatchObject({
			amount: { minor: BigInt(2500), currency: 'USD' },
			method: 'braintree',
			authorizedAt: auth.createdAt,
		});
		expect(paymentOfTransactions([transaction({ event: 'purchase', amount: 7 })]).amount).toEqual({
			minor: BigInt(700),
			currency: 'USD',
		});
		expect(
			paymentOfTransactions([
				transaction({ event: 'pending', amount: 3 }),
				transaction({ event: 'purchase', amount: 7 }),
			]).amount,
		).toEqual({ minor: BigInt(700), currency: 'USD' });
		expect(paymentOfTransactions([transaction({ event: 'pending', amount: 3 })]).amount).toEqual({
			minor: BigInt(300),
			currency: 'USD',
		});
		expect(paymentOfTransactions([])).toMatchObject({ amount: null, method: null, authorizedAt: null });
	});

	test('has no amount where the currency or the number is missing', () => {
		expect(amountOf(transaction({ currency: null }))).toBeNull();
		expect(amountOf(transaction({ amount: null }))).toBeNull();
	});
});

test('transactions as BigCommerce sends them: absent values are {}, null or missing', () => {
	const row = {
		id: 85926313,
		order_id: '121',
		event: 'authorization',
		method: 'nonce',
		amount: 1,
		currency: 'USD',
		gateway: 'squarev2',
		status: 'ok',
		reference_transaction_id: {},
		date_created: '2018-05-08T15:06:12+00:00',
		credit_card: {},
		offline: null,
	};
	const read = readTransactions(200, { data: [row, 'rubbish', null], meta: {} });
	expect(read).toEqual([
		{
			id: 85926313,
			event: 'authorization',
			status: 'ok',
			method: 'nonce',
			amount: 1,
			currency: 'USD',
			gateway: 'squarev2',
			referenceId: null,
			createdAt: Date.parse('2018-05-08T15:06:12Z'),
			fraudReview: false,
			raw: row,
		},
	]);
	expect(readTransactions(204, '')).toEqual([]);
	expect(readTransactions(200, { data: [{}] })).toEqual([
		{
			id: null,
			event: '',
			status: '',
			method: '',
			amount: null,
			currency: null,
			gateway: null,
			referenceId: null,
			createdAt: null,
			fraudReview: false,
			raw: {},
		},
	]);
	for (const body of ['', null, [], {}, { data: {} }, '<html>']) expect(readTransactions(200, body)).toBeNull();
});
