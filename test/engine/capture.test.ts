import type { RunningSandbox } from '../../sandbox/server';
import { capture, quickSandbox } from './harness';

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
});

afterEach(async () => {
	await sandbox.close();
});

test('captures an order and says so with proof', async () => {
	const order = sandbox.store.addOrder({ total: '25.00' });
	const result = await capture(sandbox, [order.id]);
	expect(result.outputs[0]).toEqual([
		{
			json: {
				orderId: order.id,
				outcome: 'captured',
				changed: true,
				paymentStatus: 'captured',
				amount: '25.00',
				refunded: '0.00',
				net: '25.00',
				currency: 'USD',
				paymentMethod: expect.any(String),
				orderStatusId: 11,
				requestedAt: expect.stringMatching(/^20.*Z$/),
				settledAt: expect.stringMatching(/^20.*Z$/),
			},
			pairedItem: 0,
		},
	]);
	expect(sandbox.store.truth(order.id)).toMatchObject({ captures: 1 });
});
