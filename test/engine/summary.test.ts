import { setTimeout as wait } from 'node:timers/promises';
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

describe('the hint under the output says what others used of the quota meanwhile', () => {
	const ids = Array.from({ length: 30 }, (_, index) => 300 + index);

	/** Captures them all, while another app makes so many calls at once when a tenth are captured. */
	async function hintOf(quota: number, othersCalls: number): Promise<string> {
		await sandbox.close();
		sandbox = await quickSandbox({ settings: { quota, windowMs: 6_000 }, orders: ids.map((id) => ({ id })) });
		const run = capture(sandbox, ids, { options: { maxConcurrency: 2 } });
		const captured = () => ids.filter((id) => sandbox.store.truth(id).captures > 0).length;
		while (captured() < 3) await wait(2);
		sandbox.store.useQuota(othersCalls);
		const { task } = await run;
		return (task?.hints ?? []).map(({ message }) => message).join(' ');
	}

	test.each([
		{ what: 'nobody else', quota: 1_000, othersCalls: 0, says: /^30 captured.*\d+ API calls\.$/ },
		{
			what: 'not in the way',
			quota: 1_000,
			othersCalls: 40,
			says: /API calls\. Others used at least (\d+) of the store's quota meanwhile; they were not in the way\.$/,
		},
		{
			what: 'in the way',
			quota: 60,
			othersCalls: 40,
			says: /waited \d+ s for the API quota.*\. Others used at least (\d+) of .*; this run waited \d+ s for them\.$/,
		},
	])('$what', async ({ quota, othersCalls, says }) => {
		const hint = await hintOf(quota, othersCalls);
		expect(hint).toMatch(says);
		// "At least": what of ours is on its way when theirs come is not told from theirs, how much depends on the machine.
		const counted = Number(says.exec(hint)?.[1] ?? 0);
		expect(counted).toBeLessThanOrEqual(othersCalls);
		expect(counted).toBeGreaterThanOrEqual(othersCalls / 2);
	});
});
