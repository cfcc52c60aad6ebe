import { readOrder } from '../../../nodes/BigCommerce/api/orders';
import { readTransactions } from '../../../nodes/BigCommerce/api/transactions';
import {
	amountOf,
	paymentOfOrder,
	paymentOfTransactions,
	type Payment,
} from '../../../nodes/BigCommerce/payment/payment';
import { transaction } from '../../builders/payments';

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
		{
			body: { total_inc_tax: '69.8400', default_currency_code: 'USD', currency_code: 'CAD' },
			minor: 6984,
			currency: 'USD',
		},
		{
			body: { total_inc_tax: '69.8400', default_currency_code: ' ', currency_code: 'CAD' },
			minor: 6984,
			currency: 'CAD',
		},
		{
			body: {
				total_inc_tax: '69.8400',
				store_credit_amount: '10.0000',
				gift_certificate_amount: '4.8400',
				default_currency_code: 'USD',
			},
			minor: 5500,
			currency: 'USD',
		},
		{
			body: {
				total_inc_tax: '69.8400',
				store_credit_amount: {},
				gift_certificate_amount: null,
				default_currency_code: 'USD',
			},
			minor: 6984,
			currency: 'USD',
		},
		{ body: { total_inc_tax: 1000, default_currency_code: 'JPY' }, minor: 1000, currency: 'JPY' },
	])('of $body moves $minor $currency', ({ body, minor, currency }) => {
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
		{ what: 'nothing', transactions: [], state: 'unpaid', status: '' },
		{ what: 'an authorization', transactions: [auth], state: 'authorized', status: 'authorized' },
		{
			what: 'one beside a gift certificate',
			transactions: [giftPart, auth],
			state: 'authorized',
			status: 'authorized',
		},
		{
			what: 'one beside store credit',
			transactions: [auth, transaction({ id: 8, event: 'purchase', method: 'store_credit' })],
			state: 'authorized',
			status: 'authorized',
		},
		{ what: 'a gift certificate alone', transactions: [giftPart], state: 'unpaid', status: '' },
		{
			what: 'an authorization under review',
			transactions: [transaction({ fraudReview: true })],
			state: 'heldForReview',
			status: 'held for review',
		},
		{
			what: 'an authorization that was refused',
			transactions: [transaction({ status: 'error' })],
			state: 'declined',
			status: 'declined',
		},
		{
			what: 'a purchase that was refused',
			transactions: [transaction({ event: 'purchase', status: 'error' })],
			state: 'declined',
			status: 'declined',
		},
		{ what: 'a purchase', transactions: [transaction({ event: 'purchase' })], state: 'captured', status: 'paid' },
		{
			what: 'a capture',
			transactions: [auth, transaction({ id: 2, event: 'capture' })],
			state: 'captured',
			status: 'captured',
		},
		{
			what: 'a capture that failed',
			transactions: [auth, transaction({ id: 2, event: 'capture', status: 'error' })],
			state: 'authorized',
			status: 'authorized',
		},
		{
			what: 'a settled one',
			transactions: [auth, transaction({ id: 2, event: 'settled' })],
			state: 'captured',
			status: 'captured',
		},
		{
			what: 'a void',
			transactions: [auth, transaction({ id: 2, event: 'void', referenceId: 1 })],
			state: 'voided',
			status: 'void',
		},
		{
			what: 'a void that failed',
			transactions: [auth, transaction({ id: 2, event: 'void', status: 'error', referenceId: 1 })],
			state: 'authorized',
			status: 'authorized',
		},
		{
			what: 'a void that names the authorization, though it bears an earlier date',
			transactions: [
				transaction({ id: 1, createdAt: later }),
				transaction({ id: 2, event: 'void', referenceId: 1, createdAt: later - 9_000 }),
			],
			state: 'voided',
			status: 'void',
		},
		{
			what: 'a void that names another one, though it is later',
			transactions: [transaction({ id: 1 }), transaction({ id: 2, event: 'void', referenceId: 7, createdAt: later })],
			state: 'authorized',
			status: 'authorized',
		},
		{
			what: 'a void of an authorization without ID, later',
			transactions: [
				transaction({ id: null }),
				transaction({ id: 2, event: 'void', referenceId: 7, createdAt: later }),
			],
			state: 'voided',
			status: 'void',
		},
		{
			what: 'a void in the same second',
			transactions: [transaction({ createdAt: later }), transaction({ id: 2, event: 'void', createdAt: later })],
			state: 'voided',
			status: 'void',
		},
		{
			what: 'a card purchase after an authorization',
			transactions: [auth, transaction({ id: 2, event: 'purchase', createdAt: later })],
			state: 'captured',
			status: 'paid',
		},
		{
			what: 'a card purchase at the same time',
			transactions: [auth, transaction({ id: 2, event: 'purchase', referenceId: 7 })],
			state: 'captured',
			status: 'paid',
		},
		{
			what: 'a card purchase before an authorization',
			transactions: [transaction({ id: 2, event: 'purchase' }), transaction({ id: 3, createdAt: later })],
			state: 'authorized',
			status: 'authorized',
		},
		{
			what: 'a capture that failed, and no authorization',
			transactions: [transaction({ event: 'capture', status: 'error' })],
			state: 'unpaid',
			status: '',
		},
		{
			what: 'a void that failed, and no authorization',
			transactions: [transaction({ event: 'void', status: 'error' })],
			state: 'unpaid',
			status: '',
		},
		{
			what: 'a purchase and a capture',
			transactions: [transaction({ event: 'purchase' }), transaction({ id: 2, event: 'capture' })],
			state: 'captured',
			status: 'paid',
		},
		{
			what: 'a refund, and nothing taken on record',
			transactions: [
				transaction({ event: 'settled', amount: null }),
				transaction({ id: 3, event: 'refund', amount: 25 }),
			],
			state: 'captured',
			status: 'refunded',
		},
		{ what: 'a void alone', transactions: [transaction({ id: 2, event: 'void' })], state: 'voided', status: 'void' },
		{
			what: 'a void without reference, later',
			transactions: [auth, transaction({ id: 2, event: 'void', createdAt: later })],
			state: 'voided',
			status: 'void',
		},
		{
			what: 'a void of the authorization before',
			transactions: [
				transaction({ id: 1 }),
				transaction({ id: 2, event: 'void', referenceId: 1 }),
				transaction({ id: 3, createdAt: later }),
			],
			state: 'authorized',
			status: 'authorized',
		},
		{
			what: 'a void without reference, before the authorization',
			transactions: [
				transaction({ id: 2, event: 'void', createdAt: later - 1 }),
				transaction({ id: 3, createdAt: later }),
			],
			state: 'authorized',
			status: 'authorized',
		},
		{
			what: 'a pending offline payment',
			transactions: [transaction({ event: 'pending', method: 'offline' })],
			state: 'unpaid',
			status: 'pending',
		},
		{
			what: 'a refund of a part',
			transactions: [
				auth,
				transaction({ id: 2, event: 'capture' }),
				transaction({ id: 3, event: 'refund', amount: 10 }),
			],
			state: 'captured',
			status: 'partially refunded',
		},
		{
			what: 'refunds of all',
			transactions: [
				auth,
				transaction({ id: 2, event: 'capture' }),
				transaction({ id: 3, event: 'refund', amount: 10 }),
				transaction({ id: 4, event: 'refund', amount: 15 }),
			],
			state: 'captured',
			status: 'refunded',
		},
		{
			what: 'a refund that failed',
			transactions: [
				auth,
				transaction({ id: 2, event: 'capture' }),
				transaction({ id: 3, event: 'refund', amount: 25, status: 'error' }),
			],
			state: 'captured',
			status: 'captured',
		},
		{
			what: 'a refund of a purchase',
			transactions: [transaction({ event: 'purchase' }), transaction({ id: 3, event: 'refund', amount: 25 })],
			state: 'captured',
			status: 'refunded',
		},
		{
			what: 'a refund without amount',
			transactions: [transaction({ event: 'purchase' }), transaction({ id: 3, event: 'refund', amount: null })],
			state: 'captured',
			status: 'refunded',
		},
		{ what: 'an unknown event', transactions: [transaction({ event: 'dispute' })], state: 'unpaid', status: '' },
	])('$what: %#', ({ transactions, state, status }) => {
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

test.each([{ amount: 25 }, { amount: '25' }, { amount: '25.0000' }])(
	'an amount that the transactions write as $amount is one amount',
	({ amount }) => {
		const [read] = readTransactions(200, { data: [{ event: 'authorization', amount, currency: 'USD' }] }) ?? [];
		expect(read === undefined ? null : amountOf(read)).toEqual({ minor: BigInt(2500), currency: 'USD' });
	},
);
