import { ApiClient } from '../../../nodes/BigCommerce/api/client';
import { Lane } from '../../../nodes/BigCommerce/api/lane';
import { PaymentReader } from '../../../nodes/BigCommerce/reading/paymentReader';
import { SandboxStore } from '../../../sandbox/store';
import { orderId } from '../../builders/orderIds';
import { seededRandom, VirtualProcess, VirtualTime } from '../../property/world/virtualTime';
import { wireTo } from '../../property/world/wire';

test('a row for an order that the look is not for is told at once, while the look goes on for others', async () => {
	const time = new VirtualTime();
	const process = new VirtualProcess(time, seededRandom(1));
	const store = new SandboxStore({ now: () => time.wall, random: seededRandom(2), quota: null });
	for (const id of [101, 102, 103, 104, 9_000]) store.addOrder({ id, archived: id === 9_000 });
	const lane = new Lane(process.clock).join({ maxConcurrency: 4, quotaReserve: 0, maxThrottleWaitMs: 60_000 });
	const http = wireTo({ store, process, token: 'sandbox-token', latency: () => 1_000, onAnswer: () => {} });
	const told: Array<[id: number, at: number]> = [];
	const reader = new PaymentReader(new ApiClient(http, lane, process.clock, 30_000), ({ id }) =>
		told.push([id, time.now]),
	);
	const wanted = [101, 104, 9_000].map(orderId);
	const welcome = orderId(102);
	const looks = await time.until(reader.look(wanted, { name: 'before' }, new Set([welcome])));
	expect([...looks].filter(([, look]) => look.kind === 'seen').map(([id]) => Number(id))).toEqual(
		expect.arrayContaining([101, 102, 104]),
	);
	const [first] = told.filter(([id]) => id === welcome);
	expect(first?.[1]).toBeLessThan(time.now);
	expect(told.map(([id]) => id)).not.toContain(101);
	expect(told.map(([id]) => id)).toContain(103);
});
