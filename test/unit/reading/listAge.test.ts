import { readOrder } from '../../../nodes/BigCommerce/api/orders';
import { isOfThisMoment } from '../../../nodes/BigCommerce/reading/listAge';

const NOW = Date.UTC(2026, 0, 11, 12, 0, 30);

function changedAgo(seconds: number | null) {
	const date_modified = seconds === null ? '' : new Date(NOW - seconds * 1_000).toUTCString();
	const order = readOrder({ id: 118, payment_status: 'captured', total_inc_tax: '25.0000', date_modified });
	if (order === null) throw new Error('not an order');
	return order;
}

test.each([
	{ it: 'a change in the same second', orders: [90, 0], is: true },
	{ it: 'a change in the second before', orders: [1, 3_600], is: true },
	{ it: 'none since two seconds', orders: [2, 90], is: false },
	{ it: 'orders that tell no date', orders: [null], is: false },
	{ it: 'no orders', orders: [], is: false },
])('a list that shows $it: of this moment is $is', ({ orders, is }) => {
	expect(isOfThisMoment(orders.map(changedAgo), NOW)).toBe(is);
});

test('a list whose answer tells no time may be of any', () => {
	expect(isOfThisMoment([changedAgo(0)], null)).toBe(false);
});
