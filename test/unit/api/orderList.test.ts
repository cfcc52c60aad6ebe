import { FIRST_CURSOR, nextCursor } from '../../../nodes/BigCommerce/api/orderList';
import { readOrder, type OrderSnapshot } from '../../../nodes/BigCommerce/api/orders';

function order(id: number, created = 'Tue, 05 Mar 2019 21:40:11 +0000'): OrderSnapshot {
	const read = readOrder({ id, payment_status: 'authorized', date_created: created });
	if (read === null) throw new Error('not an order');
	return read;
}

const LATER = 'Tue, 05 Mar 2019 21:40:12 +0000';

test.each([
	['id:asc', [order(3), order(7)], { filters: { min_id: 8 }, page: 1, seen: [3, 7] }],
	['id:desc', [order(7), order(3)], { filters: { max_id: 2 }, page: 1, seen: [3, 7] }],
	[
		'date_created:asc',
		[order(3), order(7, LATER)],
		{ filters: { min_date_created: '2019-03-05T21:40:12.000+00:00' }, page: 1, seen: [3, 7] },
	],
	['date_created:asc', [order(3), order(7, 'soon')], { filters: {}, page: 2, seen: [3, 7] }],
	['date_created:desc', [order(7), order(3)], { filters: {}, page: 2, seen: [3, 7] }],
	['status_id:asc', [], { filters: {}, page: 2, seen: [] }],
] as const)('after a page by %s', (sort, orders, { seen, ...expected }) => {
	const cursor = nextCursor(FIRST_CURSOR, sort, [...orders]);
	expect({ ...cursor, seen: [...cursor.seen].sort() }).toEqual({ ...expected, seen });
});

test('a second that fills a page is paged through', () => {
	const first = nextCursor(FIRST_CURSOR, 'date_created:asc', [order(1), order(2)]);
	const second = nextCursor(first, 'date_created:asc', [order(1), order(2)]);
	expect(second).toMatchObject({ filters: first.filters, page: 2 });
	expect(nextCursor(second, 'date_created:asc', [order(3, LATER)])).toMatchObject({ page: 1 });
});
