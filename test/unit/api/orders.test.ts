import { integerOf, isObject, objectOf, objectsIn, textOf } from '../../../nodes/BigCommerce/api/json';
import { NO_PAYMENT_STATUS, readOrder, readOrderPage } from '../../../nodes/BigCommerce/api/orders';
import { paymentOfOrder } from '../../../nodes/BigCommerce/payment/payment';

const BODY = {
	id: 118,
	payment_status: ' Authorized ',
	payment_method: 'Credit Card',
	status_id: 7,
	default_currency_code: 'USD',
	total_inc_tax: '69.8400',
	store_credit_amount: '0.0000',
	gift_certificate_amount: '0.0000',
	date_created: 'Tue, 05 Mar 2019 21:40:11 +0000',
	date_modified: 'Wed, 06 Mar 2019 08:00:00 +0000',
};

test('an order is read', () => {
	expect(readOrder(BODY)).toEqual({
		id: 118,
		paymentStatus: 'authorized',
		paymentMethod: 'Credit Card',
		statusId: 7,
		currency: 'USD',
		total: '69.8400',
		storeCredit: '0.0000',
		giftCertificates: '0.0000',
		createdAt: 'Tue, 05 Mar 2019 21:40:11 +0000',
		modifiedAt: 'Wed, 06 Mar 2019 08:00:00 +0000',
		shipment: null,
		isDeleted: false,
		raw: BODY,
	});
	expect(readOrder({ ...BODY, items_shipped: 1, items_total: '3', is_deleted: true })).toMatchObject({
		shipment: { shipped: 1, total: 3 },
		isDeleted: true,
	});
	expect(readOrder({ ...BODY, items_shipped: 1, is_deleted: 'true' })).toMatchObject({
		shipment: null,
		isDeleted: false,
	});
	expect(readOrder({ ...BODY, items_total: 1 })?.shipment).toBeNull();
	expect(readOrder({ id: '118', payment_status: '' })).toMatchObject({
		id: 118,
		paymentStatus: '',
		paymentMethod: null,
		statusId: null,
		currency: null,
		total: null,
		createdAt: null,
	});
});

test.each([
	null,
	'',
	'x',
	7,
	[],
	[BODY],
	{},
	{ id: 0, payment_status: 'paid' },
	{ id: {}, payment_status: 'paid' },
	{ payment_status: 'paid' },
])('%j is no order', (body) => {
	expect(readOrder(body)).toBeNull();
});

test.each([{ id: 118 }, { id: 118, payment_status: null }, { id: 118, payment_status: {} }])(
	'%j is an order of whose payment nothing is known',
	(body) => {
		const order = readOrder(body);
		expect(order?.paymentStatus).toBe(NO_PAYMENT_STATUS);
		expect(order === null ? null : paymentOfOrder(order).state).toBe('unrecognised');
	},
);

test('a page counts its rows, and has the orders among them', () => {
	expect(readOrderPage(200, [BODY, null, {}, 'x'])).toEqual({ rows: 4, orders: [readOrder(BODY)] });
	expect(readOrderPage(200, [])).toEqual({ rows: 0, orders: [] });
	expect(readOrderPage(204, '')).toEqual({ rows: 0, orders: [] });
	for (const body of ['', null, {}, '<html>', 7]) expect(readOrderPage(200, body)).toBeNull();
});

describe('a field', () => {
	test('holds text, or nothing', () => {
		expect(
			['x', '', 0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, null, undefined, {}, [], true].map((value) =>
				textOf({ value }, 'value'),
			),
		).toEqual(['x', '', '0', '1.5', null, null, null, null, null, null, null]);
	});

	test('holds a whole number, or nothing', () => {
		expect(
			[7, '7', '-7', ' 7', '7.0', 7.5, '', {}, null, 2 ** 53, '9007199254740993', '007'].map((value) =>
				integerOf({ value }, 'value'),
			),
		).toEqual([7, 7, -7, null, null, null, null, null, null, null, null, 7]);
	});

	test('holds an object, or nothing', () => {
		expect([{ a: 1 }, {}, [], [1], null, 'x'].map((value) => objectOf({ value }, 'value'))).toEqual([
			{ a: 1 },
			null,
			null,
			null,
			null,
			null,
		]);
	});

	test('is told from what is no object', () => {
		expect([{}, { a: 1 }, [], null, undefined, 'x', 1].map(isObject)).toEqual([
			true,
			true,
			false,
			false,
			false,
			false,
			false,
		]);
		expect(objectsIn([{}, [], null, { a: 1 }, 'x'])).toEqual([{}, { a: 1 }]);
		expect(objectsIn({ 0: {} })).toEqual([]);
	});
});
