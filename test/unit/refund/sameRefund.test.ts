import { whyOtherRefund } from '../../../nodes/BigCommerce/refund/sameRefund';
import type { OrderContents } from '../../../nodes/BigCommerce/api/orderContents';
import type { RefundSelection } from '../../../nodes/BigCommerce/refund/selection';
import { usd } from '../../builders/payments';
import { refundOf } from '../../builders/refunds';

const product = (itemId: number, quantity: unknown = 1) => ({
	type: 'PRODUCT' as const,
	itemId,
	quantity,
	amount: null,
});
const MADE = refundOf({
	total_amount: 20,
	items: [
		{ item_type: 'PRODUCT', item_id: 501, quantity: 2, requested_amount: 18 },
		{ item_type: 'SHIPPING', item_id: 2001, requested_amount: 2 },
	],
});
const SHIPPING = { type: 'SHIPPING' as const, itemId: 2001, quantity: null, amount: '2.00' };
const LINE = { id: 501, name: 'Shirt', quantity: 3, refunded: 2, shipped: 1, isPhysical: true, wrapping: null };
const CONTENTS: OrderContents = { lines: [LINE], addresses: [], fees: [] };

test.each<{ name: string; selection: RefundSelection; left?: number; contents?: OrderContents; is: 'same' | RegExp }>([
	{ name: 'the amount', selection: { kind: 'amount', amount: '20' }, is: 'same' },
	{
		name: 'another amount',
		selection: { kind: 'amount', amount: '40' },
		is: /20\.00 USD were refunded, and 40\.00 USD/,
	},
	{ name: 'everything, and nothing is left', selection: { kind: 'everything' }, is: 'same' },
	{
		name: 'everything, and something is left',
		selection: { kind: 'everything' },
		left: 2_000,
		is: /20\.00 USD are left/,
	},
	{ name: 'the items', selection: { kind: 'items', items: [product(501, '2'), SHIPPING] }, is: 'same' },
	{
		name: 'the items in other lines',
		selection: { kind: 'items', items: [SHIPPING, product(501), product(501)] },
		is: 'same',
	},
	{
		name: 'fewer of them',
		selection: { kind: 'items', items: [product(501), SHIPPING] },
		is: /other items \(PRODUCT 501\)/,
	},
	{
		name: 'other items',
		selection: { kind: 'items', items: [product(502, 2), SHIPPING] },
		is: /other items \(PRODUCT 502\)/,
	},
	{
		name: 'one item less',
		selection: { kind: 'items', items: [product(501, 2)] },
		is: /other items \(SHIPPING 2001\)/,
	},
	{
		name: 'what was not shipped',
		selection: { kind: 'notShipped', shippingCost: 'keep' },
		contents: CONTENTS,
		is: 'same',
	},
	{
		name: 'less than what was not shipped',
		selection: { kind: 'notShipped', shippingCost: 'keep' },
		contents: { ...CONTENTS, lines: [LINE, { ...LINE, id: 502, refunded: 0 }] },
		is: /there is more that was not shipped/,
	},
])('a reference that was used for $name', ({ selection, left, contents, is }) => {
	const refundable = { paid: usd(4_000), refunded: usd(2_000), left: usd(left ?? 0), paidByCredit: false };
	const why = whyOtherRefund(MADE, selection, { refunds: [MADE], refundable }, contents ?? null);
	if (is === 'same') expect(why).toBeNull();
	else expect(why).toMatch(is);
});
