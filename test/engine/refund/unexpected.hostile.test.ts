import type { RunningSandbox } from '../../../sandbox/server';
import { ApiClient } from '../../../nodes/BigCommerce/api/client';
import * as naming from '../../../nodes/BigCommerce/refund/naming';
import { quickSandbox } from '../harness';
import { jsonOf, refund } from './refundRun';

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
});

afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

const FIVE = { refundWhat: 'amount', amount: '5.00' };

/** Makes every call that sends something break after it arrived, or before it left, in a way that nobody expects. */
function breakSending(when: 'before it is sent' | 'after it arrived', on: RegExp): void {
	const send = Reflect.get(ApiClient.prototype, 'send') as ApiClient['send'];
	jest.spyOn(ApiClient.prototype, 'send').mockImplementation(async function (this: ApiClient, ...call) {
		const isIt = on.test(call[1]);
		if (isIt && when === 'before it is sent') throw new TypeError('broken');
		const answer = await send.apply(this, call);
		if (isIt) throw new TypeError('broken');
		return answer;
	});
}

test.each([
	{ when: 'before it is sent', refunds: 0 },
	{ when: 'after it arrived', refunds: 1 },
] as const)(
	'something unexpected $when is an item of the error output that claims nothing, and no input goes to Success',
	async ({ when, refunds }) => {
		const orders = [0, 1].map(() => sandbox.store.addOrder({ total: '25.00', state: 'captured' }));
		const ids = orders.map(({ id }) => id);
		breakSending(when, new RegExp(`/orders/${ids[0]}/payment_actions/refunds$`));
		const { outputs } = await refund(sandbox, ids, { ...FIVE, options: { summary: true, reference: 'RMA-17' } });
		expect(jsonOf(outputs[0])).toMatchObject([{ orderId: ids[1], outcome: 'refunded' }]);
		expect(jsonOf(outputs[1])).toMatchObject([{ byOutcome: [{ outcome: 'refunded' }, { outcome: 'unknown' }] }]);
		expect(jsonOf(outputs[2])).toMatchObject([
			{
				error: expect.stringContaining('broken'),
				details: {
					orderId: ids[0],
					outcome: 'unknown',
					code: 'unexpected',
					moneyMoved: 'unknown',
					reference: 'RMA-17',
				},
			},
		]);
		expect(outputs[2]?.map(({ pairedItem }) => pairedItem)).toEqual([0]);
		expect(sandbox.store.truth(ids[0] ?? 0).refunds).toBe(refunds);
	},
);

test('something unexpected before any refund is worked is an item of the error output for each, and nothing is sent', async () => {
	const ids = [0, 1].map(() => sandbox.store.addOrder({ total: '25.00', state: 'captured' }).id);
	jest.spyOn(naming, 'nameRefunds').mockImplementation(() => {
		throw new TypeError('broken');
	});
	const { outputs } = await refund(sandbox, ids, FIVE);
	expect(outputs[0]).toEqual([]);
	expect(jsonOf(outputs[1])).toMatchObject(
		ids.map((orderId) => ({ details: { orderId, outcome: 'unavailable', code: 'unexpected', moneyMoved: 'no' } })),
	);
	expect(sandbox.store.log.recent().filter(({ method }) => method !== 'GET')).toEqual([]);
});
