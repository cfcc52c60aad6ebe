import { readOrder } from '../../../nodes/BigCommerce/api/orders';
import { paymentOfOrder, type Payment } from '../../../nodes/BigCommerce/payment/payment';

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
		{
			body: { total_inc_tax: '10.00', store_credit_amount: '10.00', default_currency_code: 'USD' },
			minor: 0,
			currency: 'USD',
		},
	])('of $body moves $minor $currency', ({ body, minor, currency }) => {
		expect(ofOrder(body).amount).toEqual({ minor: BigInt(minor), currency });
	});

	test.each([
		[{ total_inc_tax: '69.84' }],
		[{ default_currency_code: 'USD' }],
		[{ total_inc_tax: 'a lot', default_currency_code: 'USD' }],
		[{ total_inc_tax: {}, default_currency_code: 'USD' }],
		// Edited since: the card's part cannot be below nothing.
		[{ total_inc_tax: '10.00', store_credit_amount: '10.01', default_currency_code: 'USD' }],
		[{ total_inc_tax: '10.00', store_credit_amount: '1,000.00', default_currency_code: 'USD' }],
		[{ total_inc_tax: '10.00', gift_certificate_amount: 'some', default_currency_code: 'USD' }],
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
