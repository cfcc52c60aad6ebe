import { list, record } from './sandboxClient';
import { captured } from './refundOrders';

describe('a refund', () => {
	test('moves the money, the payment, the order and the journal', () => {
		const { shop, refund, ids } = captured();
		const { status, body } = refund({
			items: [{ item_type: 'PRODUCT', item_id: ids.towel, quantity: 1, reason: 'Too small' }],
			payments: [{ provider_id: 'braintree', amount: 24, offline: false }],
		});
		expect(status).toBe(201);
		expect(record(body).data).toEqual({
			id: 1,
			order_id: 118,
			user_id: 0,
			created: '2026-03-05T10:00:00+00:00',
			reason: 'Too small',
			total_amount: 24,
			total_tax: 4,
			uses_merchant_override_values: false,
			items: [
				{
					item_type: 'PRODUCT',
					item_id: ids.towel,
					reason: 'Too small',
					quantity: 1,
					requested_amount: 24,
					adjustments: [],
				},
			],
			payments: [
				{
					id: 41,
					provider_id: 'braintree',
					amount: 24,
					offline: false,
					is_declined: false,
					declined_message: '',
					transaction_id: expect.stringMatching(/^859263\d\d$/),
				},
			],
		});
		expect(shop.order(118)).toMatchObject({
			payment_status: 'partially refunded',
			status_id: 14,
			refunded_amount: '0.0000',
		});
		expect(shop.journal(118)).toEqual(['authorization:ok', 'capture:ok', 'refund:ok']);
		expect(shop.store.truth(118)).toMatchObject({
			refunds: 1,
			refunded: 2_400,
			refundRequestsAccepted: 1,
			state: 'partiallyRefunded',
		});
		expect(list(shop.get('v2/orders/118/products').body)[0]).toMatchObject({
			quantity_refunded: 1,
			is_refunded: false,
		});
	});

	test('of everything that is left ends in refunded', () => {
		const { shop, refundAmount } = captured();
		refundAmount(100);
		expect(refundAmount(46.5).status).toBe(201);
		expect(shop.order(118)).toMatchObject({ payment_status: 'refunded', status_id: 4 });
		expect(refundAmount(0.01).status).toBe(422);
		expect(shop.store.truth(118).refunded).toBe(14_650);
	});

	test('goes to store credit or outside as well', () => {
		const { shop, refundAmount } = captured();
		expect(refundAmount(10, 'storecredit').status).toBe(201);
		expect(refundAmount(10, 'custom').status).toBe(201);
		expect(
			shop.store.ledger
				.of(118)
				.filter(({ kind }) => kind === 'refund')
				.map(({ note }) => note),
		).toEqual(['storecredit', 'custom']);
	});

	test('may be set by the merchant’s own calculation', () => {
		const { refund } = captured();
		const answer = refund({
			items: [{ item_type: 'ORDER', item_id: 118, amount: 10 }],
			payments: [{ provider_id: 'braintree', amount: 12 }],
			merchant_calculated_override: { total_amount: 12, total_tax: 2 },
		});
		expect(record(answer.body).data).toMatchObject({
			total_amount: 12,
			total_tax: 2,
			uses_merchant_override_values: true,
		});
	});

	test('of tax has no items and no payments of its own', () => {
		const { refund } = captured();
		expect(record(refund({ tax_adjustment_amount: 1.99 }).body).data).toMatchObject({
			items: [],
			total_amount: 1.99,
			payments: [{ provider_id: 'braintree', amount: 1.99 }],
		});
	});

	const item = { item_type: 'ORDER', item_id: 118, amount: 10 };
	const paid = (payments: unknown) => ({ items: [item], payments });
	test.each([
		{ what: 'no payments', body: paid(undefined), title: /payments: error.path.missing/ },
		{ what: 'empty payments', body: paid([]), title: /payments/ },
		{ what: 'a payment without an amount', body: paid([{ provider_id: 'braintree' }]), title: /payments.0/ },
		{
			what: 'an unknown provider',
			body: paid([{ provider_id: 'stripe', amount: 10 }]),
			title: /provider stripe cannot refund/,
		},
		{
			what: 'amounts that do not match',
			body: paid([{ provider_id: 'braintree', amount: 9.99 }]),
			title: /do not match/,
		},
		{
			what: 'an override that is a list',
			body: { ...paid([{ provider_id: 'braintree', amount: 10 }]), merchant_calculated_override: [] },
			title: /override/,
		},
	])('with $what is a 422 of shape E, and no money moves', ({ body, title }) => {
		const { shop, refund } = captured();
		expect(refund(body)).toMatchObject({
			status: 422,
			body: { data: [{ status: 422, title: expect.stringMatching(title) }] },
		});
		expect(shop.store.truth(118)).toMatchObject({ refunded: 0, refundRequests: 1, refundRequestsAccepted: 0 });
	});

	test('of a guest to store credit is refused in the published words', () => {
		const { refundAmount } = captured({}, { customerId: 0 });
		expect(refundAmount(10, 'storecredit').body).toEqual({
			data: [expect.objectContaining({ status: 422, title: 'Unable to provide store credit for a guest customer.' })],
		});
	});

	test('never gives back more through the gateway than came through it', () => {
		const { refundAmount } = captured({}, { storeCredit: '40.00' });
		expect(refundAmount(120)).toMatchObject({
			status: 422,
			body: { data: [{ title: expect.stringContaining('more than the payment provider') }] },
		});
		expect(refundAmount(106.5).status).toBe(201);
	});
});
