import { deliveryKeys, digestOf, RecentKeys } from '../../../nodes/BigCommerce/trigger/recentDeliveries';

describe('RecentKeys', () => {
	test('never holds more than it may, and forgets the oldest first', () => {
		const keys = new RecentKeys(3);
		for (const key of ['a', 'b', 'c', 'd']) keys.add(key);
		expect(keys.size).toBe(3);
		expect(['a', 'b', 'c', 'd'].map((key) => keys.has(key))).toEqual([false, true, true, true]);
	});

	test('keeps what is seen again', () => {
		const keys = new RecentKeys(2);
		for (const key of ['a', 'b', 'a', 'c']) keys.add(key);
		expect([keys.has('a'), keys.has('b')]).toEqual([true, false]);
	});

	test('forgets on demand', () => {
		const keys = new RecentKeys(2);
		keys.add('a');
		keys.forget('a');
		expect(keys.has('a')).toBe(false);
	});
});

describe('deliveryKeys', () => {
	const marks = { webhookId: null, scope: 'store/order/updated', hash: 'h', createdAt: 1 };

	test('goes by the ID of the delivery where there is one', () => {
		expect(deliveryKeys({ ...marks, webhookId: 'msg_1' })).toEqual(
			deliveryKeys({ ...marks, webhookId: 'msg_1', hash: 'other' }),
		);
		expect(deliveryKeys({ ...marks, webhookId: 'msg_1' })).not.toEqual(deliveryKeys({ ...marks, webhookId: 'msg_2' }));
	});

	test('goes by both where two API accounts may tell of the same event', () => {
		const [byId, byHash] = deliveryKeys({ ...marks, webhookId: 'msg_1' }, true);
		expect(deliveryKeys({ ...marks, webhookId: 'msg_1' })).toEqual([byId]);
		expect(deliveryKeys({ ...marks, webhookId: 'msg_2' }, true)).toContain(byHash);
	});

	test('goes by the hash where there is none, and by the time, because a hash over data alone is shared', () => {
		expect(deliveryKeys(marks)).toEqual(deliveryKeys({ ...marks }));
		expect(deliveryKeys(marks)).not.toEqual(deliveryKeys({ ...marks, createdAt: 2 }));
		expect(deliveryKeys(marks)).not.toEqual(deliveryKeys({ ...marks, scope: 'store/order/created' }));
	});

	test('has nothing to go by otherwise', () => {
		expect(deliveryKeys({ ...marks, hash: null })).toEqual([]);
	});
});

describe('digestOf', () => {
	test('is short, and keeps its parts apart', () => {
		expect(digestOf('a', 'b')).toHaveLength(11);
		expect(digestOf('a', 'b')).not.toBe(digestOf('ab'));
		expect(digestOf('a', 'b,c')).not.toBe(digestOf('a,b', 'c'));
	});
});
