import { SharedStores } from '../../../nodes/BigCommerce/session/sharedStores';
import { orderId } from '../../builders/orderIds';
import { VirtualProcess, VirtualTime } from '../../property/world/virtualTime';

const store = (storeHash: string, apiUrl = 'https://api.bigcommerce.com') => ({ apiUrl, storeHash });

function setUp() {
	const time = new VirtualTime();
	const alarms: Array<() => void> = [];
	const stores = new SharedStores(new VirtualProcess(time, () => 0.5).clock, (_ms, run) => void alarms.push(run));
	/** So many minutes in which nobody works: the alarm rings every five. */
	const rest = (minutes: number): void => {
		for (let passed = 0; passed < minutes; passed += 5) {
			time.jump(5 * 60_000);
			for (const ring of alarms.splice(0)) ring();
		}
	};
	return { time, stores, alarms, rest };
}

/** What is known of a capture that was sent just now, and of which the result was seen. */
const baseline = { entries: null, earlier: null, from: null, until: null };

test('what was sent is forgotten after a quarter of an hour, and the store after twenty minutes, also where nothing more is run', () => {
	const { time, stores, alarms, rest } = setUp();
	const { claims, release } = stores.acquire(store('abc'));
	claims.recordSent(orderId(118), { action: 'capture', at: time.now, isAccepted: true, baseline });
	claims.recordResolved(orderId(118), time.now, 'done');
	release();
	rest(15);
	expect({ sent: claims.size, stores: stores.size }).toEqual({ sent: 1, stores: 1 });
	rest(5);
	expect({ sent: claims.size, stores: stores.size }).toEqual({ sent: 0, stores: 1 });
	rest(5);
	// Nobody wakes the process any more.
	expect({ stores: stores.size, alarms: alarms.length }).toEqual({ stores: 0, alarms: 0 });
});

test('there is one alarm, however many executions come and go, and a store in use stays', () => {
	const { stores, alarms, rest } = setUp();
	const busy = stores.acquire(store('abc'));
	for (let run = 0; run < 10; run++) stores.acquire(store('abc')).release();
	expect(alarms).toHaveLength(1);
	rest(60);
	expect(stores.acquire(store('abc')).lane).toBe(busy.lane);
});

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
