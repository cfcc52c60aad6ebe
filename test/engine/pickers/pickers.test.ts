import 'reflect-metadata';
import type { INodeParameters } from 'n8n-workflow';
import { BigCommerce } from '../../../nodes/BigCommerce/BigCommerce.node';
import type { RunningSandbox } from '../../../sandbox/server';
import { editorContext } from '../editorContext';
import { quickSandbox } from '../harness';

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
});

afterEach(async () => await sandbox.close());

const { listSearch, loadOptions } = new BigCommerce().methods;

const editor = (parameters: INodeParameters = {}, token?: string) => editorContext(sandbox, parameters, token);

async function search(filter?: string, token?: string) {
	return await listSearch.searchOrders.call(editor(), filter, token);
}

describe('orders', () => {
	test('are shown with customer, amount and payment status, those to be captured first', async () => {
		const order = sandbox.store.addOrder({ id: 118, customerName: 'Ada Lovelace', total: '25.00' });
		sandbox.store.addOrder({ id: 119, customerName: 'Grace Hopper', total: '500', currency: 'JPY', state: 'captured' });
		sandbox.store.addOrder({ id: 120, customerName: 'Alan Turing', state: 'pending' });
		const first = await search();
		expect(first.results).toEqual([{ name: '#118 · Ada Lovelace · 25.00 USD · authorized', value: String(order.id) }]);
		const rest = await search(undefined, first.paginationToken);
		expect(rest.results.map(({ name }) => name)).toEqual([
			'#120 · Alan Turing · 25.00 USD · pending',
			'#119 · Grace Hopper · 500 JPY · captured',
		]);
		expect(rest.paginationToken).toBeUndefined();
	});

	test('all come, page by page, each once', async () => {
		sandbox.store.addOrders(130, (index) => ({
			state: index % 3 === 0 ? 'authorized' : index % 3 === 1 ? 'pending' : 'captured',
		}));
		const values: unknown[] = [];
		let token: string | undefined;
		let pages = 0;
		do {
			const page = await search('', token);
			values.push(...page.results.map(({ value }) => value));
			token = page.paginationToken;
			pages++;
		} while (token !== undefined && pages < 20);
		expect(new Set(values).size).toBe(130);
		expect(values).toHaveLength(130);
	});

	test('a page with nothing to capture does not end the list', async () => {
		sandbox.store.addOrder({ id: 101, customerName: 'Ada Lovelace' });
		sandbox.store.addOrders(120, { state: 'pending', statusId: 7 });
		expect((await search()).results.map(({ value }) => value)).toEqual(['101']);
	});

	test('none is an empty list', async () => {
		expect(await search()).toEqual({ results: [] });
	});

	test.each([
		['118', [118]],
		['#118', [118]],
		['ada', [118]],
		['LOVELACE', [118]],
		['ada@example.com', [118]],
		['example', [119, 118]],
		['999', []],
		['nobody', []],
	])('are found by "%s"', async (filter, expected) => {
		sandbox.store.addOrder({ id: 118, customerName: 'Ada Lovelace', email: 'ada@example.com' });
		sandbox.store.addOrder({ id: 119, customerName: 'Grace Hopper', email: 'grace@example.com', state: 'authorized' });
		sandbox.store.addOrder({ id: 120, customerName: 'Alan Turing', email: 'alan@elsewhere.net' });
		expect((await search(filter)).results.map(({ value }) => Number(value))).toEqual(expected);
	});

	test('a name that is not among the newest thousands says so, and can be searched on; it is never an empty page', async () => {
		const old = sandbox.store.addOrder({ customerName: 'Zacharias Old' });
		sandbox.store.addOrders(1_100, () => ({ customerName: 'Somebody Else' }));
		expect((await search('zacharias')).results).toMatchObject([{ value: String(old.id) }]);
		sandbox.store.addOrders(4_000, () => ({ customerName: 'Somebody Else' }));
		const first = await search('zacharias');
		expect(first.results).toEqual([{ name: expect.stringContaining('Not among 4000 orders down to #'), value: '' }]);
		expect((await search('zacharias', first.paginationToken)).results).toMatchObject([{ value: String(old.id) }]);
	}, 60_000);

	test('a token that may not read orders is told so', async () => {
		await expect(listSearch.searchOrders.call(editor({}, 'transactions-only-token'))).rejects.toMatchObject({
			message: expect.stringContaining('HTTP 403'),
			description: expect.stringContaining('Orders: read-only'),
		});
	});
});

describe('order statuses', () => {
	test("come under the store's own labels", async () => {
		sandbox.store.update({ customStatusLabels: { 11: 'Ready to pack' } });
		const options = await loadOptions.getOrderStatuses.call(editor());
		expect(options).toContainEqual(
			expect.objectContaining({ name: expect.stringContaining('Ready to pack'), value: 11 }),
		);
		expect(options).toHaveLength(15);
	});
});

describe('refund pickers', () => {
	const chosen = (id: number): INodeParameters => ({ orderId: { __rl: true, mode: 'list', value: String(id) } });

	test('providers come from a quote', async () => {
		const order = sandbox.store.addOrder({ total: '25.00', state: 'captured', customerId: 7 });
		expect(await loadOptions.getRefundProviders.call(editor(chosen(order.id)))).toEqual([
			{ name: 'Braintree · up to 25.00 USD', value: 'braintree' },
			{ name: 'Store Credit · up to 25.00 USD', value: 'storecredit' },
			{ name: 'Custom · up to 25.00 USD · by hand', value: 'custom' },
		]);
		expect(sandbox.store.truth(order.id).refundRequests).toBe(0);
	});

	test('items come from the order', async () => {
		const order = sandbox.store.addOrder({
			state: 'captured',
			lines: [{ name: 'Shirt', quantity: 2, price: '10.00' }],
			shippingCost: '4.00',
			fees: [{ name: 'Rush', cost: '1.00' }],
		});
		const options = await loadOptions.getRefundItems.call(editor(chosen(order.id)));
		expect(options.map(({ value }) => value)).toEqual([
			order.lines[0]?.id,
			order.addressId,
			order.fees[0]?.id,
			order.id,
		]);
		expect(options[0]?.name).toBe('Product · Shirt · 2 of 2 left');
	});

	test.each(['getRefundProviders', 'getRefundItems'] as const)('%s ask for the order first', async (name) => {
		await expect(loadOptions[name].call(editor({ orderId: '' }))).rejects.toThrow('Choose the order first');
	});

	test('an order that cannot be refunded says why', async () => {
		const order = sandbox.store.addOrder({ state: 'authorized' });
		await expect(loadOptions.getRefundProviders.call(editor(chosen(order.id)))).rejects.toThrow('Void it instead');
	});
});

test('the picker is the one that the order field names', () => {
	const fields = new BigCommerce().description.properties.filter(({ name }) => name === 'orderId');
	expect(fields.length).toBeGreaterThan(5);
	for (const { modes } of fields)
		expect(modes?.[0]?.typeOptions).toMatchObject({ searchListMethod: 'searchOrders', searchable: true });
});
