import type { RunningSandbox } from '../../../sandbox/server';
import { quickSandbox } from '../harness';
import { lookUp, queriesOf } from './lookup';

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
});

afterEach(async () => await sandbox.close());

describe('get', () => {
	test('an order, in ten fields', async () => {
		sandbox.store.update({ customStatusLabels: { 7: 'To be captured' } });
		const order = sandbox.store.addOrder({
			total: '25.00',
			customerName: 'Ada Lovelace',
			email: 'ada@example.com',
			externalOrderId: 'ERP-1',
		});
		const { items } = await lookUp(sandbox, 'order', 'get', {}, { ids: [order.id] });
		expect(items).toEqual([
			{
				orderId: order.id,
				statusId: 7,
				status: 'To be captured',
				paymentStatus: 'authorized',
				total: '25.00',
				currency: 'USD',
				customer: 'Ada Lovelace',
				email: 'ada@example.com',
				externalOrderId: 'ERP-1',
				createdAt: expect.stringMatching(/^20.*Z$/),
			},
		]);
	});

	test('each item by itself: errors keep their place', async () => {
		const [one, two] = sandbox.store.addOrders(2);
		const { items, errors, paired } = await lookUp(
			sandbox,
			'order',
			'get',
			{ simplify: false },
			{ ids: [one?.id, 999_999, two?.id] },
		);
		expect(items).toMatchObject([{ id: one?.id, billing_address: {} }, { id: two?.id }]);
		expect(paired).toEqual([0, 2]);
		expect(errors).toMatchObject([
			{ details: { outcome: 'notFound', orderId: 999_999, httpStatus: 404, requestId: expect.any(String) } },
		]);
	});

	test.each([
		{ name: 'server down', fault: { kind: 'serverError', status: 503, on: 'any' }, outcome: 'unavailable' },
		{ name: 'HTML', fault: { kind: 'html', status: 200, on: 'any' }, outcome: 'unavailable' },
		{ name: 'redirect', fault: { kind: 'redirect', to: 'http://127.0.0.1:9/', on: 'any' }, outcome: 'unavailable' },
		{ name: 'reset', fault: { kind: 'reset', on: 'any' }, outcome: 'unavailable' },
	] as const)('$name', async ({ fault, outcome }) => {
		const order = sandbox.store.addOrder();
		sandbox.store.setStoreFault(fault);
		expect((await lookUp(sandbox, 'order', 'get', {}, { ids: [order.id] })).errors).toMatchObject([
			{ details: { outcome, orderId: order.id, retriable: true } },
		]);
	});

	test('a server that fails once is asked again', async () => {
		const order = sandbox.store.addOrder({ faults: [{ kind: 'readError', times: 1 }] });
		expect((await lookUp(sandbox, 'order', 'get', {}, { ids: [order.id] })).items).toHaveLength(1);
	});
});

describe('getMany', () => {
	test('the newest first, up to the limit, with no row asked for in vain', async () => {
		const orders = sandbox.store.addOrders(5);
		const { items } = await lookUp(sandbox, 'order', 'getMany', { limit: 2 });
		expect(items.map(({ orderId }) => orderId)).toEqual([orders[4]?.id, orders[3]?.id]);
		expect(queriesOf(sandbox, 'orderList')).toMatchObject([{ limit: '2', sort: 'id:desc' }]);
	});

	test('none is none', async () => {
		expect(await lookUp(sandbox, 'order', 'getMany', { returnAll: true })).toMatchObject({ items: [], errors: [] });
	});

	test.each(['id:asc', 'id:desc', 'date_created:asc', 'date_created:desc', 'date_modified:desc', 'status_id:asc'])(
		'all of 530 by %s, each once',
		async (sort) => {
			sandbox.store.addOrders(530, (index) => ({ ageDays: 30 - index / 50, statusId: 7 + (index % 3) }));
			const { items } = await lookUp(sandbox, 'order', 'getMany', { returnAll: true, sort });
			expect(new Set(items.map(({ orderId }) => orderId)).size).toBe(530);
			expect(items).toHaveLength(530);
		},
		20_000,
	);

	test('an order that leaves the list meanwhile does not make another slip through', async () => {
		const orders = sandbox.store.addOrders(400);
		const stop = sandbox.store.listen((event) => {
			// After the first page, ten orders of it get another status.
			if (event.type !== 'request' || event.request.endpoint !== 'orderList') return;
			stop();
			for (const order of orders.slice(0, 10)) order.statusId = 2;
		});
		const { items } = await lookUp(sandbox, 'order', 'getMany', {
			returnAll: true,
			sort: 'id:asc',
			filters: { statusId: 7 },
		});
		expect(items).toHaveLength(400);
	}, 20_000);

	test.each([
		{ name: 'status', filters: { statusId: 2 }, expected: ['shipped'] },
		{ name: 'customer', filters: { customerId: 77 }, expected: ['ada'] },
		{ name: 'email', filters: { email: 'ada@example.com' }, expected: ['ada'] },
		{ name: 'external ID', filters: { externalOrderId: 'ERP-9' }, expected: ['erp'] },
		{ name: 'least total', filters: { minTotal: 100 }, expected: ['dear'] },
		{
			name: 'most total and payment method',
			filters: { maxTotal: 24, paymentMethod: 'Credit Card' },
			expected: ['cheap'],
		},
		{
			name: 'created',
			filters: {
				createdAfter: new Date(Date.now() - 20 * 86_400_000).toISOString(),
				createdBefore: new Date(Date.now() - 10 * 86_400_000).toISOString(),
			},
			expected: ['old'],
		},
		{ name: 'highest ID', filters: { maxId: 101 }, expected: ['shipped'] },
		{ name: 'channel', filters: { channelId: 4 }, expected: ['elsewhere'] },
	])('by $name', async ({ filters, expected }) => {
		const orders: Record<string, number> = {
			shipped: sandbox.store.addOrder({ id: 101, statusId: 2 }).id,
			ada: sandbox.store.addOrder({ customerId: 77, email: 'ada@example.com' }).id,
			erp: sandbox.store.addOrder({ externalOrderId: 'ERP-9' }).id,
			dear: sandbox.store.addOrder({ total: '100.00' }).id,
			cheap: sandbox.store.addOrder({ total: '20.00' }).id,
			old: sandbox.store.addOrder({ ageDays: 15 }).id,
			elsewhere: sandbox.store.addOrder({ channelId: 4 }).id,
		};
		const { items } = await lookUp(sandbox, 'order', 'getMany', { filters });
		expect(items.map(({ orderId }) => orderId)).toEqual(expected.map((name) => orders[name]));
	});

	test("a filter that BigCommerce refuses is said in BigCommerce's words", async () => {
		sandbox.store.setStoreFault({ kind: 'readError', status: 400, on: 'orderList' });
		expect((await lookUp(sandbox, 'order', 'getMany')).errors).toMatchObject([
			{ error: expect.stringContaining('HTTP 400: Internal Server Error'), details: { outcome: 'refused' } },
		]);
	});
});

describe('update', () => {
	test('sets status, notes and external ID, and says the order as it then is', async () => {
		const order = sandbox.store.addOrder({ staffNotes: 'First' });
		const updateFields = { statusId: 11, addStaffNote: 'Second', externalOrderId: 'ERP-1' };
		const { items } = await lookUp(sandbox, 'order', 'update', { updateFields }, { ids: [order.id] });
		expect(items).toMatchObject([
			{ orderId: order.id, statusId: 11, externalOrderId: 'ERP-1', paymentStatus: 'authorized' },
		]);
		expect(order).toMatchObject({ statusId: 11, staffNotes: 'First\nSecond', externalOrderId: 'ERP-1' });
	});

	test('again sends nothing', async () => {
		const order = sandbox.store.addOrder();
		for (let time = 0; time < 2; time++)
			await lookUp(
				sandbox,
				'order',
				'update',
				{ updateFields: { statusId: 2, addStaffNote: 'Once' } },
				{ ids: [order.id] },
			);
		expect(order.staffNotes).toBe('Once');
		expect(sandbox.store.log.countersOf(order.id).orderUpdate).toBe(1);
	});

	test('notes may be replaced and emptied', async () => {
		const order = sandbox.store.addOrder({ staffNotes: 'Old' });
		await lookUp(sandbox, 'order', 'update', { updateFields: { staffNotes: '' } }, { ids: [order.id] });
		expect(order.staffNotes).toBe('');
	});

	test.each([
		{ name: 'lost answer', fault: { kind: 'lostAnswer', times: 1 }, calls: 1 },
		{ name: 'server error, done', fault: { kind: 'serverError', accepted: true, times: 1 }, calls: 1 },
		{ name: 'server error, not done', fault: { kind: 'serverError', accepted: false, times: 1 }, calls: 2 },
		{ name: 'body that makes no sense, done', fault: { kind: 'textBody', accepted: true, times: 1 }, calls: 1 },
	] as const)('$name is looked into', async ({ fault, calls }) => {
		const order = sandbox.store.addOrder({ faults: [{ ...fault, on: 'orderUpdate' }] });
		const { items } = await lookUp(sandbox, 'order', 'update', { updateFields: { statusId: 2 } }, { ids: [order.id] });
		expect(items).toMatchObject([{ statusId: 2 }]);
		expect(sandbox.store.log.countersOf(order.id).orderUpdate).toBe(calls);
	});

	test.each([
		{ name: 'nothing to update', parameters: { updateFields: {} }, token: undefined, outcome: 'blocked' },
		{
			name: 'a status that is none',
			parameters: { updateFields: { statusId: 99 } },
			token: undefined,
			outcome: 'refused',
		},
		{
			name: 'text for a status',
			parameters: { updateFields: { statusId: 'shipped' } },
			token: undefined,
			outcome: 'blocked',
		},
		{
			name: 'a token that may only read',
			parameters: { updateFields: { statusId: 2 } },
			token: 'orders-read-only-token',
			outcome: 'unauthorized',
		},
	])('$name', async ({ parameters, token, outcome }) => {
		const order = sandbox.store.addOrder();
		const { errors } = await lookUp(sandbox, 'order', 'update', parameters, { ids: [order.id], token });
		expect(errors).toMatchObject([{ details: { outcome, moneyMoved: 'no' } }]);
		expect(order.statusId).toBe(7);
	});
});
