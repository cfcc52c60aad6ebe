import type { OrderContents } from '../../../nodes/BigCommerce/api/orderContents';
import {
	linesForAmount,
	linesForEverything,
	linesForItems,
	linesForNotShipped,
	withItemIds,
} from '../../../nodes/BigCommerce/refund/items';
import type { RequestedItem } from '../../../nodes/BigCommerce/refund/selection';
import { orderId } from '../../builders/orderIds';
import { usd } from '../../builders/payments';
import { refundOf } from '../../builders/refunds';

const ORDER = orderId(118);

const CONTENTS: OrderContents = {
	lines: [
		{ id: 501, name: 'Shirt', quantity: 3, refunded: 1, shipped: 1, isPhysical: true, wrapping: '1.0000' },
		{ id: 502, name: 'Hat', quantity: 1, refunded: 1, shipped: 0, isPhysical: true, wrapping: '0.0000' },
	],
	addresses: [{ id: 2001, shipping: '4.0000', handling: '0.0000' }],
	fees: [{ id: 1, name: 'Rush', cost: '1.5000' }],
};

describe('an amount', () => {
	test.each([
		['25.00', 25],
		['0.01', 0.01],
		[' 24.99 ', 24.99],
		[12.5, 12.5],
		['25', 25],
		['25.0000', 25],
	])('%j is asked for as %d', (amount, json) => {
		expect(linesForAmount(ORDER, amount, usd(2_500))).toEqual({
			ok: true,
			lines: [{ item_type: 'ORDER', item_id: 118, amount: json }],
		});
	});

	test.each([
		['25.01', 'only 25.00 USD of order 118 are left'],
		['0', 'is 0'],
		['-0.00', 'is 0'],
		['-5', 'negative'],
		['5.005', '2 decimals'],
		['5,00', 'not an amount'],
		['1e3', 'not an amount'],
		['', 'not an amount'],
		[Number.NaN, 'not an amount'],
		[null, 'not an amount'],
		[{}, 'not an amount'],
		[true, 'not an amount'],
	])('%j is refused', (amount, sentence) => {
		expect(linesForAmount(ORDER, amount, usd(2_500))).toEqual({ ok: false, reason: expect.stringContaining(sentence) });
	});
});

test('everything is what was not refunded before, and costs that are not 0', () => {
	expect(linesForEverything(CONTENTS, 'USD')).toEqual([
		{ item_type: 'PRODUCT', item_id: 501, quantity: 2 },
		{ item_type: 'GIFT_WRAPPING', item_id: 501, quantity: 2 },
		{ item_type: 'SHIPPING', item_id: 2001, amount: 4 },
		{ item_type: 'FEE', item_id: 1, amount: 1.5 },
	]);
});

const item = (type: RequestedItem['type'], more: Partial<RequestedItem> = {}): RequestedItem => ({
	type,
	itemId: null,
	quantity: undefined,
	amount: undefined,
	...more,
});

describe('items', () => {
	test.each<{ name: string; items: RequestedItem[]; lines: object[] }>([
		{
			name: 'a product, once unless told',
			items: [item('PRODUCT', { itemId: 501 })],
			lines: [{ item_type: 'PRODUCT', item_id: 501, quantity: 1 }],
		},
		{
			name: 'a quantity as text',
			items: [item('PRODUCT', { itemId: 501, quantity: '2' })],
			lines: [{ item_type: 'PRODUCT', item_id: 501, quantity: 2 }],
		},
		{
			name: 'the only address',
			items: [item('SHIPPING', { amount: '2.50' })],
			lines: [{ item_type: 'SHIPPING', item_id: 2001, amount: 2.5 }],
		},
		{ name: 'the only fee', items: [item('FEE', { amount: 1 })], lines: [{ item_type: 'FEE', item_id: 1, amount: 1 }] },
		{
			name: 'the order itself',
			items: [item('ORDER', { amount: '3' })],
			lines: [{ item_type: 'ORDER', item_id: 118, amount: 3 }],
		},
	])('$name', ({ items, lines }) => expect(linesForItems(ORDER, items, 'USD', CONTENTS)).toEqual({ ok: true, lines }));

	test.each<{ name: string; items: RequestedItem[]; sentence: string }>([
		{ name: 'none', items: [], sentence: 'empty' },
		{
			name: 'a product of another order',
			items: [item('PRODUCT', { itemId: 999 })],
			sentence: 'there is no order product 999. It has: 501, 502',
		},
		{ name: 'another order', items: [item('ORDER', { itemId: 119, amount: '1' })], sentence: 'not in order 118' },
		{ name: 'which product?', items: [item('PRODUCT')], sentence: "has no 'Item ID'" },
		{ name: 'no quantity', items: [item('PRODUCT', { itemId: 501, quantity: 0 })], sentence: 'whole number' },
		{ name: 'half a piece', items: [item('PRODUCT', { itemId: 501, quantity: 1.5 })], sentence: 'whole number' },
		{ name: 'more than is left', items: [item('PRODUCT', { itemId: 501, quantity: 3 })], sentence: '2 of 3 are left' },
		{
			name: 'more than is left, over two lines',
			items: [item('PRODUCT', { itemId: 501, quantity: 1 }), item('PRODUCT', { itemId: 501, quantity: 2 })],
			sentence: 'asks for 3',
		},
		{ name: 'refunded before', items: [item('PRODUCT', { itemId: 502 })], sentence: '0 of 1 are left' },
		{ name: 'no amount', items: [item('SHIPPING')], sentence: 'not an amount' },
		{ name: 'amount 0', items: [item('FEE', { amount: '0' })], sentence: 'is 0' },
	])('$name', ({ items, sentence }) => {
		expect(linesForItems(ORDER, items, 'USD', CONTENTS)).toEqual({
			ok: false,
			reason: expect.stringContaining(sentence),
		});
	});

	test('are left to BigCommerce where the order cannot be read', () => {
		expect(linesForItems(ORDER, [item('PRODUCT', { itemId: 999, quantity: 9 })], 'USD', null)).toMatchObject({
			ok: true,
		});
		expect(linesForItems(ORDER, [item('SHIPPING', { amount: '1' })], 'USD', null)).toMatchObject({ ok: false });
	});
});

describe('what was not shipped', () => {
	const line = (more: Partial<OrderContents['lines'][number]>): OrderContents['lines'][number] => ({
		id: 501,
		name: 'Shirt',
		quantity: 3,
		refunded: 0,
		shipped: 0,
		isPhysical: true,
		wrapping: null,
		...more,
	});
	test.each<{ name: string; lines: OrderContents['lines']; quantities: number[] | null }>([
		{ name: 'quantity less shipped less refunded', lines: [line({ shipped: 1, refunded: 1 })], quantities: [1] },
		{ name: 'nothing of what is shipped', lines: [line({ shipped: 3 }), line({ id: 502 })], quantities: [3] },
		{ name: 'never less than nothing', lines: [line({ shipped: 3, refunded: 2 })], quantities: [] },
		{ name: 'no download', lines: [line({ isPhysical: false })], quantities: [] },
		{ name: 'nothing where it is not said', lines: [line({ shipped: null })], quantities: null },
	])('$name', ({ lines, quantities }) => {
		const found = linesForNotShipped({ ...CONTENTS, lines }, [], 'USD', 'keep');
		expect(found?.map((one) => ('quantity' in one ? one.quantity : null)) ?? null).toEqual(quantities);
	});

	test('shipping goes back where it is asked for, less what was given back of it', () => {
		const contents = { ...CONTENTS, lines: [line({ shipped: 2 })] };
		const before = refundOf({ items: [{ item_type: 'SHIPPING', item_id: 2001, requested_amount: 1.5 }] });
		expect(linesForNotShipped(contents, [before], 'USD', 'refund')).toEqual([
			{ item_type: 'PRODUCT', item_id: 501, quantity: 1 },
			{ item_type: 'SHIPPING', item_id: 2001, amount: 2.5 },
		]);
	});

	test('shipping stays where everything was shipped', () => {
		expect(linesForNotShipped({ ...CONTENTS, lines: [line({ shipped: 3 })] }, [], 'USD', 'refund')).toEqual([]);
	});
});

test('an ID that was left out is the only one there is', () => {
	expect(
		withItemIds(ORDER, [item('SHIPPING'), item('PRODUCT'), item('ORDER')], CONTENTS).map(({ itemId }) => itemId),
	).toEqual([2001, null, 118]);
});
