import { list, record, SandboxClient } from './sandboxClient';

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
