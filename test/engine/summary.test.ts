import type { RunningSandbox } from '../../sandbox/server';
import { capture, quickSandbox } from './harness';

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
});

afterEach(async () => {
	await sandbox.close();
});

test.each([
	{ outputs: 'single', place: 1 },
	{ outputs: 'byOutcome', place: 4 },
])(
	'Summary is one item after the others, and the error output comes last (outputs: $outputs)',
	async ({ outputs, place }) => {
		const good = sandbox.store.addOrder({ total: '25.00' });
		const other = sandbox.store.addOrder({ total: '30.00' });
		const result = await capture(sandbox, [good.id, other.id, '12,13'], {
			outputs,
			options: { resultTimeout: 10, summary: true },
		});
		expect(result.outputs[place]?.map(({ json }) => json)).toEqual([
			{
				orders: 3,
				byOutcome: [
					{ outcome: 'captured', count: 2, amounts: [{ currency: 'USD', amount: '55.00' }] },
					{ outcome: 'invalidOrderId', count: 1, amounts: [] },
				],
				text: 'Capture: 3 orders\n- 2 captured (55.00 USD)\n- 1 invalid order id',
			},
		]);
		expect(result.outputs[place + 1]?.map(({ json }) => Object.keys(json))).toEqual([['error', 'message', 'details']]);
	},
);

test('an order of a process that claims in the store is captured once', async () => {
	const order = sandbox.store.addOrder();
	const { outputs } = await capture(sandbox, [order.id], { options: { claimOrders: 'inStore', resultTimeout: 10 } });
	expect(outputs[0]?.[0]?.json).toMatchObject({ outcome: 'captured', changed: true });
	expect(sandbox.store.log.countersOf(order.id).capture).toBe(1);
});
