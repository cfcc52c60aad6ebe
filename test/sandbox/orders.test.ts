import { list, record, SandboxClient } from './sandboxClient';

describe('GET /v2/orders/{id}', () => {
	test('has the field names and formats of the API', () => {
		const shop = new SandboxClient();
		shop.store.addOrder({
			id: 118,
			total: '25.00',
			storeCredit: '5.00',
			customerName: 'Ada Lovelace',
			displayCurrency: 'EUR',
		});
		expect(shop.order(118)).toMatchObject({
			id: 118,
			status_id: 7,
			status: 'Awaiting Payment',
			payment_status: 'authorized',
			payment_method: 'Credit Card',
			total_inc_tax: '25.0000',
			store_credit_amount: '5.0000',
			gift_certificate_amount: '0.0000',
			refunded_amount: '0.0000',
			currency_code: 'EUR',
			default_currency_code: 'USD',
			date_created: 'Thu, 05 Mar 2026 10:00:00 +0000',
			date_shipped: '',
			is_deleted: false,
			billing_address: { first_name: 'Ada', last_name: 'Lovelace', email: 'ada.lovelace@example.com' },
			products: {
				resource: '/orders/118/products',
				url: 'https://api.bigcommerce.com/stores/sandbox/v2/orders/118/products',
			},
			shipping_addresses: { resource: '/orders/118/shippingaddresses' },
		});
	});

	test('adds tax up, and shows fees when asked', () => {
		const shop = new SandboxClient();
		shop.store.addOrder({
			id: 118,
			taxPercent: 20,
			lines: [{ name: 'Towel', price: '24.00', quantity: 3 }],
			shippingCost: '12.00',
			fees: [{ name: 'Insurance', cost: '2.50' }],
		});
		expect(shop.order(118)).toMatchObject({
			total_inc_tax: '86.5000',
			total_tax: '14.4200',
			subtotal_inc_tax: '72.0000',
			subtotal_ex_tax: '60.0000',
			shipping_cost_inc_tax: '12.0000',
			shipping_cost_tax: '2.0000',
			items_total: 3,
			fees: { resource: '/orders/118/fees' },
		});
		const withFees = record(shop.get('v2/orders/118?include=consignments,fees').body);
		expect(withFees.fees).toEqual([
			expect.objectContaining({ id: 1, cost_inc_tax: '2.5000', display_name_customer: 'Insurance' }),
		]);
		expect(shop.get('v2/orders/118/fees').body).toEqual({ fees: withFees.fees });
	});

	test('answers 404 with shape G when there is none', () => {
		expect(new SandboxClient().get('v2/orders/118')).toMatchObject({
			status: 404,
			body: [{ status: 404, message: 'The requested resource was not found.' }],
		});
	});
});

describe('GET /v2/orders', () => {
	const shop = new SandboxClient();
	const day = 86_400_000;
	const { store } = shop;
	store.addOrder({
		id: 103,
		total: '30',
		statusId: 9,
		channelId: 2,
		externalOrderId: 'ERP-3',
		externalId: 'x',
		createdAt: shop.now - 3 * day,
	});
	store.addOrder({ id: 101, total: '10', customerId: 7, email: 'Ada@Example.com', createdAt: shop.now - 5 * day });
	store.addOrder({ id: 105, total: '50', state: 'pending', createdAt: shop.now - day });
	store.addOrder({ id: 110, total: '5000', currency: 'JPY', createdAt: shop.now, modifiedAt: shop.now + 500 });
	store.addOrder({ id: 111, archived: true });

	test.each([
		['', [101, 103, 105, 110]],
		['min_id=103', [103, 105, 110]],
		['max_id=103', [101, 103]],
		['min_id=102&max_id=109', [103, 105]],
		['min_id=106&max_id=109', []],
		['status_id=7', [101, 105, 110]],
		['status_id=9', [103]],
		['customer_id=7', [101]],
		['email=ada@example.com', [101]],
		['channel_id=2', [103]],
		['external_order_id=ERP-3', [103]],
		['payment_method=Bank Deposit', [105]],
		['min_total=30&max_total=50', [103, 105]],
		['cart_id=a8458391-ef68-4fe5-9ec1-000000000065', [101]],
		['min_date_created=2026-03-02T10:00:00Z', [103, 105, 110]],
		['max_date_created=Mon, 02 Mar 2026 10:00:00 %2B0000', [101, 103]],
		// Kept to the second: 10:00:00.500 counts as 10:00:00.
		['min_date_modified=2026-03-05T10:00:00Z', [110]],
		['max_date_modified=2026-03-05T09:59:59Z', [101, 103, 105]],
		['sort=id:desc', [110, 105, 103, 101]],
		['sort=date_created:asc', [101, 103, 105, 110]],
		['sort=date_modified:desc', [110, 105, 103, 101]],
		['sort=status_id', [101, 105, 110, 103]],
		['sort=channel_id:desc', [103, 110, 105, 101]],
		['sort=external_id:desc&limit=1', [103]],
		['sort=customer_id:asc&limit=1', [101]],
		['limit=2', [101, 103]],
		['limit=2&page=2', [105, 110]],
		['limit=2&page=3', []],
		['limit=250', [101, 103, 105, 110]],
	])('?%s', (query, ids) => expect(shop.ids(`v2/orders?${query}`)).toEqual(ids));

	test('answers 204 without a body when nothing matches', () => {
		expect(shop.get('v2/orders?min_id=500')).toMatchObject({ status: 204, text: '' });
	});

	test('shows an archived order alone', () => expect(shop.order(111)).toMatchObject({ id: 111, is_deleted: true }));

	test.each([
		{ query: 'custom_status=x', status: 400, message: "The field 'custom_status' is not supported by this resource." },
		{
			query: 'payment_status=authorized',
			status: 400,
			message: "The field 'payment_status' is not supported by this resource.",
		},
		{ query: '__proto__=1', status: 400, message: "The field '__proto__' is not supported by this resource." },
		{ query: 'min_id=abc', status: 400, message: /'min_id' is invalid/ },
		{ query: 'max_id=1.5', status: 400, message: /'max_id' is invalid/ },
		{ query: 'status_id=seven', status: 400, message: /'status_id' is invalid/ },
		{ query: 'min_total=-1', status: 400, message: /'min_total' is invalid/ },
		{ query: 'min_date_created=yesterday', status: 400, message: /'min_date_created' is invalid/ },
		{ query: 'sort=payment_status', status: 400, message: /'sort' is invalid/ },
		{ query: 'sort=id:up', status: 400, message: /'sort' is invalid/ },
		{ query: 'page=0', status: 400, message: /'page' is invalid/ },
		{ query: 'limit=0', status: 400, message: /'limit' is invalid/ },
		{ query: 'limit=x', status: 400, message: /'limit' is invalid/ },
	])('?$query is refused', ({ query, status, message }) => {
		const [problem] = list(shop.get(`v2/orders?${query}`).body);
		expect(problem).toEqual({
			status,
			message: typeof message === 'string' ? message : expect.stringMatching(message),
		});
	});

	test('more than 250 are too many, or are cut to 250', () => {
		const big = new SandboxClient();
		big.store.addOrders(300);
		expect(big.get('v2/orders?limit=251').status).toBe(413);
		big.store.update({ overLimit: 'cap' });
		expect(big.ids('v2/orders?limit=1000')).toHaveLength(250);
		expect(big.ids('v2/orders')).toHaveLength(50);
	});
});

describe('order statuses', () => {
	test('are fifteen, with the merchant’s own labels', () => {
		const shop = new SandboxClient({ customStatusLabels: { 11: 'Pick and pack' } });
		const statuses = list(shop.get('v2/order_statuses').body);
		expect(statuses.map((status) => record(status).id)).toEqual([...Array(15).keys()]);
		expect(statuses[11]).toMatchObject({ name: 'Awaiting Fulfillment', custom_label: 'Pick and pack' });
		shop.store.addOrder({ id: 118, state: 'captured' });
		expect(shop.order(118)).toMatchObject({ status: 'Awaiting Fulfillment', custom_status: 'Pick and pack' });
	});
});

describe('PUT /v2/orders/{id}', () => {
	test('changes labels and notes, moves the modification date, and no money', () => {
		const shop = new SandboxClient();
		shop.store.addOrder({ id: 118 });
		shop.pass(60_000);
		const change = {
			status_id: 11,
			staff_notes: 'Packed',
			external_id: 'ERP-1',
			external_order_id: 'A-1',
			external_source: 'ERP',
			customer_message: 'Ring twice',
		};
		expect(shop.call('PUT', 'v2/orders/118', change)).toMatchObject({ status: 200, body: { id: 118, ...change } });
		expect(shop.order(118)).toMatchObject({
			...change,
			payment_status: 'authorized',
			date_modified: 'Thu, 05 Mar 2026 10:01:00 +0000',
		});
		expect(shop.store.truth(118)).toMatchObject({ captures: 0, state: 'authorized' });
	});

	test('archives with is_deleted', () => {
		const shop = new SandboxClient();
		shop.store.addOrder({ id: 118 });
		expect(shop.call('PUT', 'v2/orders/118', { is_deleted: true }).status).toBe(200);
		expect([shop.ids('v2/orders'), shop.order(118).is_deleted]).toEqual([[], true]);
	});

	test.each([
		[{ payment_status: 'captured' }, "The field 'payment_status' is not supported by this resource."],
		[{ staff_notes: 'kept?', nonsense: 1 }, "The field 'nonsense' is not supported by this resource."],
		[{ status_id: 15 }, "The field 'status_id' is invalid: the order status does not exist."],
		[{ status_id: '11' }, "The field 'status_id' is invalid: the order status does not exist."],
		[{ staff_notes: 'x'.repeat(65_536) }, /at most 65535 characters/],
		[{ staff_notes: 7 }, /a string is expected/],
		[{ external_id: 7 }, /a string or null is expected/],
		[{ is_deleted: 'yes' }, /a boolean is expected/],
		['[1]', 'The request body is not a valid JSON object.'],
		['{"status_id":', 'The request body is not a valid JSON object.'],
	])('%j is refused and changes nothing', (change, message) => {
		const shop = new SandboxClient();
		shop.store.addOrder({ id: 118 });
		const before = shop.get('v2/orders/118').text;
		const { status, body } = shop.call('PUT', 'v2/orders/118', change);
		expect([status, body]).toEqual([
			400,
			[{ status: 400, message: typeof message === 'string' ? message : expect.stringMatching(message) }],
		]);
		expect(shop.get('v2/orders/118').text).toBe(before);
	});
});

describe('what hangs on an order', () => {
	const shop = new SandboxClient();
	const order = shop.store.addOrder({
		id: 118,
		lines: [
			{ name: 'Towel', price: '24.00', quantity: 3 },
			{ name: 'Brewer', sku: 'ABS', price: '60.00' },
		],
		shippingCost: '12.00',
	});
	const [towel, brewer] = order.lines;

	test('products carry the ids that refunds and shipments name', () => {
		expect(shop.get('v2/orders/118/products').body).toEqual([
			expect.objectContaining({
				id: towel?.id,
				order_id: 118,
				order_address_id: order.addressId,
				quantity: 3,
				total_inc_tax: '72.0000',
			}),
			expect.objectContaining({ id: brewer?.id, sku: 'ABS', price_inc_tax: '60.0000' }),
		]);
		expect(shop.ids('v2/orders/118/products?limit=1&page=2')).toEqual([brewer?.id]);
		expect(shop.get('v2/orders/118/products?limit=1&page=3').status).toBe(204);
	});

	test('the shipping address is served under both of its names', () => {
		expect(shop.get('v2/orders/118/shipping_addresses').body).toEqual([
			expect.objectContaining({ id: order.addressId, items_total: 4, cost_inc_tax: '12.0000' }),
		]);
		expect(shop.get('v2/orders/118/shippingaddresses').text).toBe(shop.get('v2/orders/118/shipping_addresses').text);
	});

	test('shipments move the order to Partially Shipped and to Shipped', () => {
		expect(shop.get('v2/orders/118/shipments').status).toBe(204);
		const items = [{ order_product_id: towel?.id, quantity: 2 }];
		const made = shop.call('POST', 'v2/orders/118/shipments', {
			order_address_id: order.addressId,
			items,
			tracking_number: 'T1',
		});
		expect(made).toMatchObject({ status: 201, body: { id: 301, order_id: 118, tracking_number: 'T1', items } });
		expect(shop.order(118)).toMatchObject({ status_id: 3, items_shipped: 2, payment_status: 'authorized' });
		shop.store.ship(118);
		expect(shop.order(118)).toMatchObject({
			status_id: 2,
			items_shipped: 4,
			date_shipped: 'Thu, 05 Mar 2026 10:00:00 +0000',
		});
		expect(shop.ids('v2/orders/118/shipments')).toEqual([301, 302]);
		expect(() => shop.store.ship(118)).toThrow('nothing left to ship');
	});

	test.each([
		[{ items: [] }, /order_address_id/],
		[{ order_address_id: order.addressId, items: [] }, /items/],
		[{ order_address_id: order.addressId, items: [{ order_product_id: towel?.id, quantity: 1 }] }, /only 0 of product/],
		[{ order_address_id: order.addressId, items: [{ order_product_id: 1, quantity: 1 }] }, /no product 1/],
		[{ order_address_id: order.addressId, items: [{ order_product_id: 1, quantity: 0 }] }, /items/],
	])('a shipment of %j is refused', (body, message) => {
		expect(shop.call('POST', 'v2/orders/118/shipments', body)).toMatchObject({
			status: 400,
			body: [{ message: expect.stringMatching(message) }],
		});
	});
});

describe('transactions', () => {
	test.each([
		['object', {}],
		['null', null],
		['missing', undefined],
	] as const)('show what they have not as %s', (absentValues, value) => {
		const shop = new SandboxClient({ absentValues });
		shop.store.addOrder({ id: 118, total: '25.50' });
		const { body } = shop.get('v3/orders/118/transactions');
		const [transaction] = list(record(body).data);
		expect(transaction).toMatchObject({
			order_id: '118',
			event: 'authorization',
			method: 'credit_card',
			amount: 25.5,
			currency: 'USD',
			gateway: 'braintree',
			status: 'ok',
			date_created: '2026-03-05T10:00:00+00:00',
			credit_card: { card_last4: '1111' },
		});
		expect(record(transaction).reference_transaction_id).toEqual(value);
		expect('offline' in record(transaction)).toBe(value !== undefined);
		expect(record(body).meta).toMatchObject({ pagination: { total: 1, current_page: 1 } });
	});

	test('of a capture refer to the authorization', () => {
		const shop = new SandboxClient({ captureDelayMs: 0 });
		shop.store.addOrder({ id: 118 });
		shop.capture(118);
		const [authorization, capture] = list(record(shop.get('v3/orders/118/transactions').body).data);
		expect(record(capture).reference_transaction_id).toBe(record(authorization).id);
	});

	test('show every part of a split payment', () => {
		const shop = new SandboxClient();
		shop.store.addOrder({ id: 118, total: '60', storeCredit: '15', giftCertificate: '5' });
		const transactions = list(record(shop.get('v3/orders/118/transactions').body).data).map(record);
		expect(transactions.map(({ event, method, amount }) => [event, method, amount])).toEqual([
			['purchase', 'store_credit', 15],
			['purchase', 'gift_certificate', 5],
			['authorization', 'credit_card', 40],
		]);
		expect(shop.store.truth(118).authorized).toBe(4_000);
	});

	test('of a missing order are a 404 with an instance', () => {
		expect(new SandboxClient().get('v3/orders/118/transactions')).toMatchObject({
			status: 404,
			body: { status: 404, instance: '/stores/sandbox/v3/orders/118/transactions' },
		});
	});
});

test('an order that cannot be is refused when it is added', () => {
	const { store } = new SandboxClient();
	store.addOrder({ id: 118 });
	expect(() => store.addOrder({ id: 118 })).toThrow('exists already');
	expect(() => store.addOrder({ id: 0 })).toThrow('positive integer');
	expect(() => store.addOrder({ total: '1.005' })).toThrow('not an amount of USD');
	expect(() => store.addOrder({ total: '1.5', currency: 'JPY' })).toThrow('not an amount of JPY');
	expect(store.addOrder().id).toBe(119);
});
