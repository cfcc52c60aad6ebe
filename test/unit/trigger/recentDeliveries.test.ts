import { deliveryKey, digestOf, RecentKeys } from '../../../nodes/BigCommerce/trigger/recentDeliveries';

describe('RecentKeys', () => {
	it('never holds more than it may, and forgets the oldest first', () => {
		const keys = new RecentKeys(3);
		for (const key of ['a', 'b', 'c', 'd']) keys.add(key);
		expect(keys.size).toBe(3);
		expect(['a', 'b', 'c', 'd'].map((key) => keys.has(key))).toEqual([false, true, true, true]);
	});

	it('keeps what is seen again', () => {
		const keys = new RecentKeys(2);
		for (const key of ['a', 'b', 'a', 'c']) keys.add(key);
		expect([keys.has('a'), keys.has('b')]).toEqual([true, false]);
	});

	it('forgets on demand', () => {
		const keys = new RecentKeys(2);
		keys.add('a');
		keys.forget('a');
		expect(keys.has('a')).toBe(false);
	});
});

describe('deliveryKey', () => {
	const marks = { webhookId: null, scope: 'store/order/updated', hash: 'h', createdAt: 1 };

	it('goes by the ID of the delivery where there is one', () => {
		expect(deliveryKey({ ...marks, webhookId: 'msg_1' })).toBe(
			deliveryKey({ ...marks, webhookId: 'msg_1', hash: 'other' }),
		);
		expect(deliveryKey({ ...marks, webhookId: 'msg_1' })).not.toBe(deliveryKey({ ...marks, webhookId: 'msg_2' }));
	});

	it('goes by the hash where there is none, and by the time, because a hash over data alone is shared', () => {
		expect(deliveryKey(marks)).toBe(deliveryKey({ ...marks }));
		expect(deliveryKey(marks)).not.toBe(deliveryKey({ ...marks, createdAt: 2 }));
		expect(deliveryKey(marks)).not.toBe(deliveryKey({ ...marks, scope: 'store/order/created' }));
	});

	it('has nothing to go by otherwise', () => {
		expect(deliveryKey({ ...marks, hash: null })).toBeNull();
	});
});

describe('digestOf', () => {
	it('is short, and keeps its parts apart', () => {
		expect(digestOf('a', 'b')).toHaveLength(11);
		expect(digestOf('a', 'b')).not.toBe(digestOf('ab'));
		expect(digestOf('a', 'b,c')).not.toBe(digestOf('a,b', 'c'));
	});
});
