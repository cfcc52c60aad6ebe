import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';
import type { INodeParameters } from 'n8n-workflow';
import type { RunningSandbox } from '../../../sandbox/server';
import { quickSandbox, run } from '../harness';
import { lookUp, queriesOf } from './lookup';

describe('in the sandbox', () => {
	let sandbox: RunningSandbox;

	afterEach(async () => await sandbox.close());

	test.each([1, 2, 100])(
		'orders of a store that shows %d a page, whatever is asked for, are all there',
		async (pageCap) => {
			sandbox = await quickSandbox({ settings: { pageCap } });
			const orders = sandbox.store.addOrders(pageCap === 100 ? 230 : 5, (index) => ({ ageDays: 20 - index / 20 }));
			const ids = orders.map(({ id }) => id);
			for (const sort of ['id:asc', 'id:desc', 'date_created:asc', 'date_created:desc']) {
				const { items } = await lookUp(sandbox, 'order', 'getMany', { returnAll: true, sort });
				expect([sort, items.map(({ orderId }) => orderId).sort()]).toEqual([sort, [...ids].sort()]);
			}
			const { items } = await lookUp(sandbox, 'payment', 'getMany', { returnAll: true });
			expect(items).toHaveLength(ids.length);
		},
		30_000,
	);

	test('a short list costs one call more at most, and every page is asked for with the same size', async () => {
		sandbox = await quickSandbox();
		sandbox.store.addOrders(5);
		await lookUp(sandbox, 'order', 'getMany', { returnAll: true });
		await lookUp(sandbox, 'payment', 'getMany', { returnAll: true });
		const queries = queriesOf(sandbox, 'orderList');
		expect(queries.length).toBeLessThanOrEqual(4);
		expect(new Set(queries.map(({ limit }) => limit))).toEqual(new Set(['250']));
	});

	test.each(['whole', 'pages', 'first50'] as const)(
		'60 transactions, with the list paged as %s: all of them, or an error',
		async (undocumentedPaging) => {
			sandbox = await quickSandbox({ settings: { undocumentedPaging } });
			const order = sandbox.store.addOrder({ state: 'captured' });
			const template = order.transactions[0];
			if (template === undefined) throw new Error('no transaction');
			for (let more = order.transactions.length; more < 60; more++)
				order.transactions.push({ ...template, id: 900_000 + more });
			const { items, errors } = await lookUp(
				sandbox,
				'transaction',
				'getMany',
				{ returnAll: true },
				{ ids: [order.id] },
			);
			const queries = queriesOf(sandbox, 'transactions');
			expect(queries.every(({ limit }) => limit === '250')).toBe(true);
			const payment = await lookUp(sandbox, 'payment', 'get', { simplify: false }, { ids: [order.id] });
			const journal = payment.items[0]?.transactions;
			expect(Array.isArray(journal) ? journal.length : journal).toBe(undocumentedPaging === 'first50' ? null : 60);
			if (undocumentedPaging !== 'first50') return expect([items.length, errors]).toEqual([60, []]);
			expect(items).toEqual([]);
			expect(errors).toMatchObject([
				{
					error: expect.stringContaining('the list came back incomplete (50 of 60 rows came)'),
					details: { outcome: 'unavailable', code: 'incompleteList', retriable: true },
				},
			]);
		},
	);
});

describe('of a store that answers oddly', () => {
	let server: Server;

	afterEach(async () => await new Promise((resolve) => server.close(resolve)));

	/** Runs a look-up against a server that answers each list call with what `answer` makes of its query. */
	async function listOf(
		parameters: INodeParameters,
		answer: (query: URLSearchParams, path: string) => unknown,
	): Promise<{ items: unknown[]; errors: unknown[]; calls: string[] }> {
		const calls: string[] = [];
		server = createServer((request, response) => {
			const url = new URL(request.url ?? '/', 'http://localhost');
			calls.push(url.search);
			const body = answer(url.searchParams, url.pathname);
			response.writeHead(body === undefined ? 204 : 200, { 'content-type': 'application/json' });
			response.end(body === undefined ? undefined : JSON.stringify(body));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const address = server.address();
		const { port } = isAddress(address) ? address : { port: 0 };
		const { outputs } = await run({
			parameters: { orderId: { __rl: true, mode: 'id', value: '118' }, returnAll: true, ...parameters },
			items: [{ json: {} }],
			credential: { storeHash: 'odd', accessToken: 'x', clientSecret: '', apiUrl: `http://127.0.0.1:${port}` },
			onError: 'continueErrorOutput',
		});
		const [success = [], error = []] = outputs;
		return { items: success.map(({ json }) => json), errors: error.map(({ json }) => json), calls };
	}

	function isAddress(address: string | AddressInfo | null): address is AddressInfo {
		return typeof address === 'object' && address !== null;
	}

	const ORDERS: INodeParameters = { resource: 'order', operation: 'getMany' };
	const TRANSACTIONS: INodeParameters = { resource: 'transaction', operation: 'getMany' };
	const order = (id: number, more: object = {}) => ({ id, payment_status: 'authorized', status_id: 7, ...more });
	const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
	const incomplete = [{ details: { outcome: 'unavailable', code: 'incompleteList' } }];

	test.each([null, undefined])('an order whose payment_status is %p is in the list, and can be got', async (status) => {
		const odd = order(5, { payment_status: status });
		const { items } = await listOf(ORDERS, (query) => (query.has('max_id') ? undefined : [order(6), odd]));
		expect(items).toMatchObject([{ orderId: 6 }, { orderId: 5, paymentStatus: null, statusId: 7 }]);
		await new Promise((resolve) => server.close(resolve));
		const got = await listOf(
			{ resource: 'order', operation: 'get', orderId: { __rl: true, mode: 'id', value: '5' } },
			() => odd,
		);
		expect(got.items).toMatchObject([{ orderId: 5, paymentStatus: null }]);
	});

	test.each([
		{ what: 'a row without an ID', row: { payment_status: 'authorized' } },
		{ what: 'a row that is no object', row: 'order 7' },
		{ what: 'a row that is null', row: null },
	])('$what makes the list an error, not a shorter list', async ({ row }) => {
		const { items, errors } = await listOf(ORDERS, () => [order(6), row]);
		expect([items, errors]).toMatchObject([[], [{ details: { outcome: 'unavailable', code: 'unreadableAnswer' } }]]);
	});

	test('a transaction that is no object makes the list an error', async () => {
		const { items, errors } = await listOf(TRANSACTIONS, () => ({ data: [{ id: 1, event: 'capture' }, null] }));
		expect([items, errors]).toMatchObject([[], [{ details: { outcome: 'unavailable', code: 'unreadableAnswer' } }]]);
	});

	test('a store that ignores the page is noticed where its total says more', async () => {
		const meta = { pagination: { total: 300, total_pages: 2, per_page: 250 } };
		const { items, errors } = await listOf(TRANSACTIONS, () => ({ data: range(1, 250).map((id) => ({ id })), meta }));
		expect([items, errors]).toMatchObject([[], incomplete]);
	});

	test('a list whose last page is short of its total is an error', async () => {
		const meta = { pagination: { total: 300, total_pages: 2 } };
		const { items, errors } = await listOf(TRANSACTIONS, (query) =>
			query.get('page') === '1'
				? { data: range(1, 250).map((id) => ({ id })), meta }
				: query.get('page') === '2'
					? { data: range(251, 290).map((id) => ({ id })), meta }
					: { data: [], meta },
		);
		expect([items, errors]).toMatchObject([[], incomplete]);
	});

	test('transactions without totals, cut to 20 a page, are all there', async () => {
		const { items, calls } = await listOf(TRANSACTIONS, (query) => {
			const page = Number(query.get('page'));
			return { data: range(20 * page - 19, Math.min(45, 20 * page)).map((id) => ({ id })) };
		});
		expect(items).toHaveLength(45);
		expect(calls).toHaveLength(3);
	});

	test.each([
		{ what: 'fifty a page', last: (page: number) => Math.min(60, 50 * page), journal: 60 },
		{ what: 'the first fifty, whatever page is asked', last: () => 50, journal: null },
		{ what: 'forty in all', last: (page: number) => (page === 1 ? 40 : 0), journal: 40 },
	])("a payment's journal without totals that comes as $what is all of it, or none", async ({ last, journal }) => {
		const get: INodeParameters = { resource: 'payment', operation: 'get', simplify: false };
		const { items } = await listOf(get, (query, path) => {
			if (!path.endsWith('/transactions')) return order(118, { default_currency_code: 'USD', total_inc_tax: '25.00' });
			const page = Number(query.get('page'));
			const first = last(page) === 50 ? 1 : 50 * (page - 1) + 1;
			return { data: range(first, Math.max(first - 1, last(page))).map((id) => ({ id, event: 'capture' })), meta: {} };
		});
		const [payment] = items;
		const shown =
			typeof payment === 'object' && payment !== null && 'transactions' in payment ? payment.transactions : 0;
		expect(Array.isArray(shown) ? shown.length : shown).toBe(journal);
	});

	test('transactions without IDs that come again and again end', async () => {
		const { items } = await listOf(TRANSACTIONS, () => ({ data: [{ event: 'capture' }, { event: 'capture' }] }));
		expect(items).toHaveLength(2);
	});

	test('orders that come again and again, or out of order, are an error rather than half a list or an endless one', async () => {
		const again = await listOf(ORDERS, () =>
			range(101, 350)
				.reverse()
				.map((id) => order(id)),
		);
		expect(again.errors).toMatchObject(incomplete);
		expect(again.calls.length).toBeLessThan(5);
		await new Promise((resolve) => server.close(resolve));
		const unsorted = await listOf(ORDERS, () => range(101, 350).map((id) => order(id)));
		expect(unsorted.errors).toMatchObject(incomplete);
	});

	test('orders by date from a store that knows no page end', async () => {
		const created = 'Tue, 05 Mar 2019 21:40:11 +0000';
		const { errors, calls } = await listOf({ ...ORDERS, sort: 'date_created:asc' }, () =>
			range(1, 250).map((id) => order(id, { date_created: created })),
		);
		expect(errors).toMatchObject(incomplete);
		expect(calls.length).toBeLessThan(5);
	});

	test('204 is an empty list', async () => {
		expect(await listOf(ORDERS, () => undefined)).toMatchObject({ items: [], errors: [] });
		await new Promise((resolve) => server.close(resolve));
		expect(await listOf(TRANSACTIONS, () => undefined)).toMatchObject({ items: [], errors: [] });
	});
});
