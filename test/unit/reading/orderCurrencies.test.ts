import { ApiClient } from '../../../nodes/BigCommerce/api/client';
import { Lane } from '../../../nodes/BigCommerce/api/lane';
import { OrderCurrencies } from '../../../nodes/BigCommerce/reading/orderCurrencies';
import { SandboxStore } from '../../../sandbox/store';
import { seededRandom, VirtualProcess, VirtualTime } from '../../property/world/virtualTime';
import { wireTo } from '../../property/world/wire';
import { orderId } from '../../builders/orderIds';

/** Learns the currencies of these orders of a store that has them; returns the calls it took and how many are known. */
async function learn(ids: number[]): Promise<{ calls: number; known: number }> {
	const time = new VirtualTime();
	const process = new VirtualProcess(time, seededRandom(1));
	const store = new SandboxStore({ now: () => time.wall, random: seededRandom(2), quota: null });
	for (const id of ids) store.addOrder({ id, currency: 'JPY', total: '150' });
	const lane = new Lane(process.clock).join({ maxConcurrency: 4, quotaReserve: 0, maxThrottleWaitMs: 60_000 });
	let calls = 0;
	const http = wireTo({ store, process, token: 'sandbox-token', latency: () => 5, onAnswer: () => calls++ });
	const currencies = new OrderCurrencies(new ApiClient(http, lane, process.clock, 30_000));
	const requested = ids.map((id) => orderId(id));
	await time.until(currencies.learn(requested));
	return { calls, known: requested.filter((id) => currencies.of(id) === 'JPY').length };
}

test.each([
	{ title: 'one order', ids: [118], calls: 1, known: 1 },
	{ title: 'a hundred in a row', ids: Array.from({ length: 100 }, (_, index) => 200 + index), calls: 1, known: 100 },
	{
		title: 'a hundred, forty apart',
		ids: Array.from({ length: 100 }, (_, index) => 200 + 40 * index),
		calls: 15,
		known: 100,
	},
	{
		title: 'a hundred, a thousand apart',
		ids: Array.from({ length: 100 }, (_, index) => 1_000 * (index + 1)),
		calls: 20,
		known: 20,
	},
])('the currencies of $title take $calls calls at most', async ({ ids, calls, known }) => {
	const learned = await learn(ids);
	expect(learned.calls).toBeLessThanOrEqual(calls);
	expect(learned.known).toBe(known);
});
