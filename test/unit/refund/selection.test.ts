import {
	canonicalSelection,
	type RefundSelection,
	type RequestedItem,
} from '../../../nodes/BigCommerce/refund/selection';
import { orderId } from '../../builders/orderIds';

const ORDER = orderId(118);
const named = (selection: RefundSelection) => canonicalSelection(ORDER, selection);
const amount = (value: unknown): RefundSelection => ({ kind: 'amount', amount: value });
const items = (...list: RequestedItem[]): RefundSelection => ({ kind: 'items', items: list });
const item = (more: Partial<RequestedItem>): RequestedItem => ({
	type: 'PRODUCT',
	itemId: 501,
	quantity: undefined,
	amount: undefined,
	...more,
});

test.each([[5, '5', '5.0', '5.00', ' 5.00 ', '05', '5.0000']])(
	'an amount is the same in every notation',
	(...notations) => {
		expect(new Set(notations.map((value) => named(amount(value)))).size).toBe(1);
	},
);

test.each<{ name: string; one: RefundSelection; other: RefundSelection; same: boolean }>([
	{ name: 'a quantity as text', one: items(item({ quantity: 1 })), other: items(item({ quantity: '1' })), same: true },
	{ name: 'one unless told', one: items(item({ quantity: 1 })), other: items(item({})), same: true },
	{
		name: 'a product in two lines',
		one: items(item({ quantity: 2 })),
		other: items(item({ quantity: 1 }), item({ quantity: '1' })),
		same: true,
	},
	{
		name: 'in another order',
		one: items(item({}), item({ itemId: 502 })),
		other: items(item({ itemId: 502 }), item({})),
		same: true,
	},
	{
		name: 'the order named and not named',
		one: items(item({ type: 'ORDER', itemId: null, amount: '5' })),
		other: items(item({ type: 'ORDER', itemId: 118, amount: 5 })),
		same: true,
	},
	{ name: 'another quantity', one: items(item({})), other: items(item({ quantity: 2 })), same: false },
	{ name: 'another product', one: items(item({})), other: items(item({ itemId: 502 })), same: false },
	{ name: 'another amount', one: amount('5'), other: amount('50'), same: false },
	{ name: 'a cent more', one: amount('5'), other: amount('5.01'), same: false },
	{ name: 'an amount and everything', one: amount('5'), other: { kind: 'everything' }, same: false },
	{
		name: 'with shipping and without',
		one: { kind: 'notShipped', shippingCost: 'keep' },
		other: { kind: 'notShipped', shippingCost: 'refund' },
		same: false,
	},
])('the same refund or another: $name', ({ one, other, same }) => expect(named(one) === named(other)).toBe(same));
