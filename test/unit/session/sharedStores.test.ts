import { SharedStores } from '../../../nodes/BigCommerce/session/sharedStores';
import { VirtualProcess, VirtualTime } from '../../property/world/virtualTime';

const store = (storeHash: string, apiUrl = 'https://api.bigcommerce.com') => ({ apiUrl, storeHash });

function setUp() {
	const time = new VirtualTime();
	const stores = new SharedStores(new VirtualProcess(time, () => 0.5).clock);
	return { time, stores };
}

test('executions share a store by API URL and hash, and nothing else', () => {
	const { stores } = setUp();
	const first = stores.acquire(store('abc'));
	expect(stores.acquire(store('abc')).lane).toBe(first.lane);
	expect(stores.acquire(store('abc')).claims).toBe(first.claims);
	expect(stores.acquire(store('abd')).lane).not.toBe(first.lane);
	expect(stores.acquire(store('abc', 'https://proxy.example')).lane).not.toBe(first.lane);
});

test('a store that nobody used for twenty minutes goes; one in use, or used lately, stays', () => {
	const { time, stores } = setUp();
	const busy = stores.acquire(store('busy'));
	const idle = stores.acquire(store('idle'));
	idle.release();
	time.jump(20 * 60_000);
	expect(stores.acquire(store('idle')).lane).toBe(idle.lane);
	expect(stores.size).toBe(2);

	const left = stores.acquire(store('left'));
	left.release();
	time.jump(20 * 60_000 + 1);
	expect(stores.acquire(store('busy')).lane).toBe(busy.lane);
	expect(stores.size).toBe(2);
	expect(stores.acquire(store('left')).lane).not.toBe(left.lane);
});

test('released twice is released once', () => {
	const { time, stores } = setUp();
	const first = stores.acquire(store('abc'));
	const second = stores.acquire(store('abc'));
	first.release();
	first.release();
	time.jump(60 * 60_000);
	expect(stores.acquire(store('abc')).lane).toBe(second.lane);
});
