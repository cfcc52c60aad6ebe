import { list, record } from './sandboxClient';
import { captured } from './refundOrders';

describe('a quote', () => {
	test('prices products, shipping, fees and amounts, and offers the ways back', () => {
		const { quote, ids } = captured();
		const { status, body } = quote({
			items: [
				{ item_type: 'PRODUCT', item_id: ids.towel, quantity: 2 },
				{ item_type: 'SHIPPING', item_id: ids.address, amount: 6 },
				{ item_type: 'FEE', item_id: ids.fee, amount: 2.5 },
				{ item_type: 'ORDER', item_id: 118, amount: 1.5 },
			],
		});
		expect(status).toBe(201);
		expect(body).toEqual({
			data: {
				order_id: 118,
				total_refund_amount: 58,
				total_refund_tax_amount: 9,
				order_level_refund_amount: 1.5,
				rounding: 0,
				adjustment: 0,
				tax_inclusive: true,
				refund_methods: [
					[
						expect.objectContaining({
							provider_id: 'braintree',
							provider_description: 'Braintree',
							amount: 58,
							offline: false,
						}),
					],
					[expect.objectContaining({ provider_id: 'storecredit', amount: 58 })],
					[expect.objectContaining({ provider_id: 'custom', amount: 58, offline: true, offline_provider: true })],
				],
			},
			meta: {},
		});
	});

	test('offers a guest no store credit', () => {
		const { quote } = captured({}, { customerId: 0 });
		const { body } = quote({ items: [{ item_type: 'ORDER', item_id: 118, amount: 1 }] });
		const methods = list(record(record(body).data).refund_methods).map((method) =>
			list(method).map((option) => record(option).provider_id),
		);
		expect(methods).toEqual([['braintree'], ['custom']]);
	});

	test('splits what was paid in part with store credit', () => {
		const { quote } = captured({}, { storeCredit: '40.00' });
		const { body } = quote({ items: [{ item_type: 'ORDER', item_id: 118, amount: 120 }] });
		const methods = list(record(record(body).data).refund_methods).map((method) =>
			list(method).map((option) => [record(option).provider_id, record(option).amount]),
		);
		expect(methods).toEqual([
			[
				['braintree', 106.5],
				['storecredit', 13.5],
			],
			[['custom', 120]],
		]);
	});

	test('says by how much less is left than was asked for', () => {
		const { quote, refundAmount, ids } = captured();
		refundAmount(100);
		const { body } = quote({ items: [{ item_type: 'PRODUCT', item_id: ids.towel, quantity: 3 }] });
		expect(record(body).data).toMatchObject({ total_refund_amount: 46.5, adjustment: -25.5 });
	});

	test('takes deductions and tax adjustments', () => {
		const { quote, ids } = captured();
		const item = {
			item_type: 'PRODUCT',
			item_id: ids.brewer,
			quantity: 1,
			adjustments: [{ amount: -10.2, description: 'Scratched' }],
		};
		expect(record(quote({ items: [item] }).body).data).toMatchObject({ total_refund_amount: 49.8 });
		expect(record(quote({ tax_adjustment_amount: 1.99 }).body).data).toMatchObject({
			total_refund_amount: 1.99,
			total_refund_tax_amount: 1.99,
		});
	});

	const product = (more: object) => ({ items: [{ item_type: 'PRODUCT', item_id: 501, quantity: 1, ...more }] });
	const amount = (more: object) => ({ items: [{ item_type: 'ORDER', item_id: 118, amount: 1, ...more }] });
	test.each([
		{ what: 'nothing', body: {}, field: 'items' },
		{ what: 'no items', body: { items: [] }, field: 'items' },
		{ what: 'an unknown type', body: product({ item_type: 'SOCKS' }), field: 'items.0' },
		{ what: 'no item id', body: product({ item_id: 'x' }), field: 'items.0' },
		{ what: 'a product of another order', body: product({ item_id: 9_999 }), field: 'items.0' },
		{ what: 'quantity 0', body: product({ quantity: 0 }), field: 'items.0' },
		{ what: 'quantity -1', body: product({ quantity: -1 }), field: 'items.0' },
		{ what: 'quantity 1.5', body: product({ quantity: 1.5 }), field: 'items.0' },
		{ what: 'more pieces than were bought', body: product({ quantity: 4 }), field: 'items.0' },
		{ what: 'a positive deduction', body: product({ adjustments: [{ amount: 1 }] }), field: 'items.0' },
		{ what: 'a deduction above the price', body: product({ adjustments: [{ amount: -25 }] }), field: 'items.0' },
		{ what: 'a reason that is too long', body: product({ reason: 'x'.repeat(1_001) }), field: 'items.0' },
		{ what: 'another order’s id', body: amount({ item_id: 119 }), field: 'items.0' },
		{ what: 'a negative amount', body: amount({ amount: -1 }), field: 'items.0' },
		{ what: 'an amount of zero', body: amount({ amount: 0 }), field: 'items' },
		{ what: 'three decimals of USD', body: amount({ amount: 1.005 }), field: 'items.0' },
		{ what: 'an amount as text', body: amount({ amount: '1.00' }), field: 'items.0' },
		{ what: 'more than the order', body: amount({ amount: 146.51 }), field: 'items.0' },
		{
			what: 'more shipping than was paid',
			body: { items: [{ item_type: 'SHIPPING', item_id: 2_001, amount: 12.01 }] },
			field: 'items.0',
		},
		{
			what: 'handling that was not paid',
			body: { items: [{ item_type: 'HANDLING', item_id: 2_001, amount: 1 }] },
			field: 'items.0',
		},
		{
			what: 'gift wrapping that was not bought',
			body: { items: [{ item_type: 'GIFT_WRAPPING', item_id: 501, quantity: 1 }] },
			field: 'items.0',
		},
		{
			what: 'a fee that is not there',
			body: { items: [{ item_type: 'FEE', item_id: 99, amount: 1 }] },
			field: 'items.0',
		},
		{ what: 'more tax than was paid', body: { tax_adjustment_amount: 1_000 }, field: 'tax_adjustment_amount' },
		{
			what: 'an override',
			body: { ...amount({}), merchant_calculated_override: { total_amount: 1, total_tax: 0 } },
			field: 'merchant_calculated_override',
		},
	])('of $what is a 422 that names the field', ({ body, field }) => {
		const answer = captured().quote(body);
		expect(answer).toMatchObject({ status: 422, body: { status: 422, errors: { [field]: expect.any(String) } } });
	});

	test('of decimals in yen is refused', () => {
		const { quote } = captured(
			{},
			{ currency: 'JPY', lines: [{ name: 'Towel', price: 2_400 }], shippingCost: 0, fees: [] },
		);
		expect(quote({ items: [{ item_type: 'ORDER', item_id: 118, amount: 0.5 }] }).status).toBe(422);
		expect(quote({ items: [{ item_type: 'ORDER', item_id: 118, amount: 500 }] }).status).toBe(201);
	});

	test.each(['authorized', 'pending', 'voided', 'declined', 'refunded'] as const)(
		'of a payment that is %s is a 422',
		(state) => {
			const { quote } = captured({}, { state });
			expect(quote({ items: [{ item_type: 'ORDER', item_id: 118, amount: 1 }] })).toMatchObject({
				status: 422,
				body: { errors: { order: expect.stringContaining('no captured payment left') } },
			});
		},
	);

	test('of a missing order is a 404, of broken JSON a 400', () => {
		const { shop, quote } = captured();
		expect(shop.call('POST', 'v3/orders/999/payment_actions/refund_quotes', {}).status).toBe(404);
		expect(quote('{"items":').status).toBe(400);
	});
});
