import type { OrderInput, StoreOptions } from '../../sandbox/store';
import { list, record, SandboxClient } from './sandboxClient';

/** A captured order with two products, shipping and a fee: 72 + 60 + 12 + 2.50 = 146.50. */
function captured(settings: StoreOptions = {}, more: OrderInput = {}) {
	const shop = new SandboxClient(settings);
	const order = shop.store.addOrder({
		id: 118,
		state: 'captured',
		taxPercent: 20,
		lines: [
			{ name: 'Towel', price: '24.00', quantity: 3 },
			{ name: 'Brewer', price: '60.00' },
		],
		shippingCost: '12.00',
		fees: [{ name: 'Insurance', cost: '2.50' }],
		...more,
	});
	const ids = {
		towel: order.lines[0]?.id,
		brewer: order.lines[1]?.id,
		address: order.addressId,
		fee: order.fees[0]?.id,
	};
	const quote = (body: unknown) => shop.call('POST', 'v3/orders/118/payment_actions/refund_quotes', body);
	const refund = (body: unknown) => shop.call('POST', 'v3/orders/118/payment_actions/refunds', body);
	const refundAmount = (amount: number, providerId = 'braintree') =>
		refund({
			items: [{ item_type: 'ORDER', item_id: 118, amount }],
			payments: [{ provider_id: providerId, amount, offline: providerId === 'custom' }],
		});
	return { shop, order, ids, quote, refund, refundAmount };
}

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

describe('a refund that goes wrong', () => {
	test('may be a 201 that is declined', () => {
		const { shop, refundAmount } = captured({}, { faults: [{ kind: 'decline', message: 'No funds', times: 1 }] });
		const { status, body } = refundAmount(10);
		expect([status, record(record(body).data).payments]).toEqual([
			201,
			[expect.objectContaining({ is_declined: true, declined_message: 'No funds' })],
		]);
		expect(shop.store.truth(118)).toMatchObject({ refunded: 0, refundDeclines: 1, state: 'captured' });
		expect(shop.journal(118)).toEqual(['authorization:ok', 'capture:ok', 'refund:error']);
		expect(refundAmount(146.5).status).toBe(201);
	});

	test('may be declined after a while', () => {
		const { shop, refundAmount } = captured({ refundDelayMs: 500 }, { faults: [{ kind: 'decline' }] });
		const declined = () =>
			list(record(record(shop.get('v3/orders/payment_actions/refunds/1').body).data).payments).map(
				(payment) => record(payment).is_declined,
			);
		expect(refundAmount(10).status).toBe(201);
		expect(declined()).toEqual([false]);
		shop.pass(500);
		expect(declined()).toEqual([true]);
	});

	test.each([409, 422] as const)('is turned away with %s while another one runs', (refundBusyStatus) => {
		const { shop, refundAmount } = captured({ refundDelayMs: 500, refundBusyStatus });
		refundAmount(10);
		expect(refundAmount(10)).toMatchObject({
			status: refundBusyStatus,
			body: { data: [{ status: refundBusyStatus }] },
		});
		shop.pass(500);
		expect(refundAmount(10).status).toBe(201);
		shop.pass(500);
		expect(shop.store.truth(118).refunded).toBe(2_000);
	});

	test('finds the order busy for a while after a refund', () => {
		const { shop, refundAmount } = captured({ refundBusyMs: 200 });
		expect([refundAmount(10).status, refundAmount(10).status]).toEqual([201, 422]);
		shop.pass(200);
		expect(refundAmount(10).status).toBe(201);
	});

	test.each([
		{
			fault: { kind: 'taxServiceGone', times: 1 },
			status: 503,
			body: { data: [{ order_id: 118, status: 503, error: 'Tax service gone away' }], meta: {} },
		},
		{
			fault: { kind: 'refundBusy', times: 1 },
			status: 422,
			body: {
				data: [{ status: 422, title: 'Another refund of this order is being processed.', type: expect.any(String) }],
			},
		},
		{
			fault: { kind: 'quoteChanged', byMinor: -1, times: 1 },
			status: 422,
			body: { data: [{ status: 422, title: expect.stringContaining('do not match'), type: expect.any(String) }] },
		},
		{
			fault: { kind: 'serverError', status: 502, accepted: false, times: 1 },
			status: 502,
			body: expect.objectContaining({ status: 502 }),
		},
	] as const)('$fault moves nothing, and can be tried again', ({ fault, status, body }) => {
		const { shop, refundAmount } = captured({}, { faults: [fault] });
		expect(refundAmount(10)).toMatchObject({ status, body });
		expect(shop.store.truth(118).refunded).toBe(0);
		expect(refundAmount(10).status).toBe(201);
	});

	test('may have been taken although the answer is lost', () => {
		const { shop, refundAmount } = captured({}, { faults: [{ kind: 'lostAnswer', times: 1 }] });
		expect(() => refundAmount(10)).toThrow('reset');
		expect(shop.store.truth(118)).toMatchObject({ refunds: 1, refunded: 1_000 });
		expect(list(record(shop.get('v3/orders/118/payment_actions/refunds').body).data)).toHaveLength(1);
	});

	test('may show up late', () => {
		const { shop, refundAmount } = captured({}, { faults: [{ kind: 'lateVisibility', ms: 800, on: 'refundCreate' }] });
		refundAmount(10);
		const seen = () =>
			[shop.get('v3/orders/118/payment_actions/refunds').body, shop.get('v3/orders/payment_actions/refunds').body].map(
				(body) => list(record(body).data).length,
			);
		expect([seen(), shop.get('v3/orders/payment_actions/refunds/1').status]).toEqual([[0, 0], 404]);
		shop.pass(800);
		expect([seen(), shop.get('v3/orders/payment_actions/refunds/1').status]).toEqual([[1, 1], 200]);
	});
});

describe('the lists of refunds', () => {
	const shop = new SandboxClient();
	for (const id of [201, 202, 203]) {
		shop.store.addOrder({ id, state: 'partiallyRefunded', createdAt: shop.now + (id - 202) * 3_600_000 });
	}
	shop.pass(3_600_000);
	const ids = (path: string): unknown[] => list(record(shop.get(path).body).data).map((refund) => record(refund).id);
	const all = 'v3/orders/payment_actions/refunds';
	const [, second] = shop.store.refunds;

	test.each([
		['', [1, 2, 3]],
		['order_id:in=201,203', [1, 3]],
		['id:in=2', [2]],
		['id:in=2,99', [2]],
		['created:min=2026-03-05T10:00:00Z', [2, 3]],
		['created:max=2026-03-05T10:00:00%2B00:00', [1, 2]],
		[`transaction_id=${second?.payments[0]?.transactionId}`, [2]],
		['limit=2', [1, 2]],
		['limit=2&page=2', [3]],
		['limit=2&page=3', []],
	])('?%s', (query, found) => expect(ids(`${all}?${query}`)).toEqual(found));

	test.each(['id:in=x', 'created:min=soon', 'order_id:in=1;2'])('?%s is a 422', (query) => {
		expect(shop.get(`${all}?${query}`).status).toBe(422);
	});

	test('may have pages in their meta, or none', () => {
		expect(record(shop.get(`${all}?limit=2`).body).meta).toMatchObject({
			pagination: { total: 3, count: 2, total_pages: 2, links: { next: '?page=2&limit=2' } },
		});
		shop.store.update({ refundListMeta: 'empty' });
		expect(record(shop.get(all).body).meta).toEqual({});
	});

	test('of one order can be asked for a transaction', () => {
		expect(ids('v3/orders/202/payment_actions/refunds')).toEqual([2]);
		expect(ids('v3/orders/202/payment_actions/refunds?transaction_id=1')).toEqual([]);
		expect(shop.get('v3/orders/999/payment_actions/refunds').status).toBe(404);
	});

	test('and one alone has its amounts as text', () => {
		expect(record(shop.get(`${all}/2`).body).data).toMatchObject({
			id: 2,
			order_id: 202,
			items: [{ item_type: 'ORDER', requested_amount: '12.50' }],
		});
		expect(shop.get(`${all}/99`).status).toBe(404);
	});
});
