import type { INodeParameters } from 'n8n-workflow';
import type { RunningSandbox } from '../../../sandbox/server';
import { CLAIM_NAMESPACE } from '../../../nodes/BigCommerce/session/attempt';
import { credentialFor, itemsOf, quickSandbox, run } from '../harness';
import { jsonOf, refundParameters } from './refundRun';

let sandbox: RunningSandbox;

afterEach(async () => await sandbox.close());

const FIVE = { refundWhat: 'amount', amount: '5.00' };
const IN_STORE = { claimOrders: 'inStore', verificationWindow: 1, resultTimeout: 10 };

/** The refund attempts that the store keeps: key, what it is about, and what came of it. */
async function attempts(): Promise<string[]> {
	const url = `${sandbox.apiUrl}/stores/sandbox/v3/orders/metafields?namespace=${CLAIM_NAMESPACE}&limit=250`;
	const response = await fetch(url, { headers: { 'x-auth-token': 'sandbox-token' } });
	const { data } = (await response.json()) as { data: Array<{ key: string; value: string }> };
	return data
		.map(({ key, value }) => {
			const { about, state, outcome } = JSON.parse(value) as Record<string, string>;
			return `${key} ${about} ${state} ${outcome ?? '-'}`;
		})
		.sort();
}

async function refundOnce(id: number, options: INodeParameters, token?: string) {
	const { outputs } = await run({
		parameters: refundParameters('create', { ...FIVE, options: { ...IN_STORE, ...options } }),
		items: itemsOf(id),
		credential: credentialFor(sandbox, token),
		onError: 'continueErrorOutput',
	});
	return outputs;
}

test('a refund with its claim in the store is made once, and the closed claim names its reference', async () => {
	sandbox = await quickSandbox();
	const order = sandbox.store.addOrder({ total: '25.00', state: 'captured' });
	const outputs = await refundOnce(order.id, { reference: 'RMA-17' });
	expect(jsonOf(outputs[0])).toMatchObject([{ outcome: 'refunded', changed: true }]);
	expect(await attempts()).toEqual(['refund-1 RMA-17 closed refunded']);
	const other = await refundOnce(order.id, { reference: 'RMA-18' });
	expect(jsonOf(other[0])).toMatchObject([{ outcome: 'refunded', changed: true }]);
	expect(await attempts()).toEqual(['refund-1 RMA-17 closed refunded', 'refund-2 RMA-18 closed refunded']);
	expect(sandbox.store.truth(order.id)).toMatchObject({ refunds: 2, refunded: 1_000 });
});

test('a refund that was declined may be made again, under the next number', async () => {
	sandbox = await quickSandbox();
	const order = sandbox.store.addOrder({ total: '25.00', state: 'captured', faults: [{ kind: 'decline', times: 1 }] });
	expect(jsonOf((await refundOnce(order.id, { reference: 'RMA-17' }))[1])).toMatchObject([
		{ details: { outcome: 'declined' } },
	]);
	expect(jsonOf((await refundOnce(order.id, { reference: 'RMA-17' }))[0])).toMatchObject([
		{ outcome: 'refunded', changed: true },
	]);
	expect(await attempts()).toEqual(['refund-1 RMA-17 closed declined', 'refund-2 RMA-17 closed refunded']);
});

test('a token that may not keep claims sends nothing, and the item names the scope', async () => {
	sandbox = await quickSandbox();
	const order = sandbox.store.addOrder({ total: '25.00', state: 'captured' });
	const outputs = await refundOnce(order.id, { reference: 'RMA-17' }, 'transactions-only-token');
	expect(outputs[0]).toEqual([]);
	expect(jsonOf(outputs[1])).toMatchObject([
		{
			details: {
				outcome: 'unauthorized',
				code: 'claimDenied',
				moneyMoved: 'no',
				attempts: 0,
				nextStep: expect.stringContaining('store_v2_orders'),
			},
		},
	]);
	expect(sandbox.store.truth(order.id).refundRequests).toBe(0);
});

test("'Claim Orders' that is neither is refused, and nothing is sent", async () => {
	sandbox = await quickSandbox();
	const order = sandbox.store.addOrder({ total: '25.00', state: 'captured' });
	const outputs = await refundOnce(order.id, { claimOrders: '={{ "" }}' });
	expect(jsonOf(outputs[1])).toMatchObject([{ details: { outcome: 'blocked', code: 'invalidParameter' } }]);
	expect(sandbox.store.log.recent()).toEqual([]);
});

test.each([
	{ name: 'at the same moment', faults: [] },
	{ name: 'while the list does not show it yet', faults: [{ kind: 'lateVisibility', ms: 2_000 } as const] },
])(
	'two processes that refund one order under one reference, $name: one refund, and both say it',
	async ({ faults }) => {
		sandbox = await quickSandbox();
		const order = sandbox.store.addOrder({ total: '25.00', state: 'captured', faults: [...faults] });
		// Modules of its own are all that a process has: nothing is shared but the store.
		const processes: Array<typeof import('../harness')> = [];
		for (let index = 0; index < 2; index++)
			await jest.isolateModulesAsync(async () => void processes.push(await import('../harness')));
		const results = await Promise.all(
			processes.map(
				async (own) =>
					await own.run({
						parameters: refundParameters('create', { ...FIVE, options: { ...IN_STORE, reference: 'RMA-17' } }),
						items: itemsOf(order.id),
						credential: credentialFor(sandbox),
						onError: 'continueErrorOutput',
					}),
			),
		);
		expect(sandbox.store.truth(order.id)).toMatchObject({ refundRequests: 1, refunds: 1, refunded: 500 });
		const said = results.flatMap(({ outputs }) => jsonOf(outputs[0]));
		expect(said.map(({ changed }) => changed).sort()).toEqual([false, true]);
		expect(said.map(({ outcome }) => outcome)).toEqual(['refunded', 'refunded']);
	},
	60_000,
);

test('a refund in doubt keeps its claim open: another process sends nothing under it, and says that nobody can tell', async () => {
	sandbox = await quickSandbox();
	const order = sandbox.store.addOrder({
		total: '25.00',
		state: 'captured',
		faults: [
			{ kind: 'lateVisibility', ms: 60_000 },
			{ kind: 'lostAnswer', times: 1 },
		],
	});
	const short = { reference: 'RMA-17', resultTimeout: 2 };
	expect(jsonOf((await refundOnce(order.id, short))[1])).toMatchObject([{ details: { outcome: 'unknown' } }]);
	expect(await attempts()).toEqual(['refund-1 RMA-17 open -']);
	await jest.isolateModulesAsync(async () => {
		const other = await import('../harness');
		for (const [reference, said] of [
			['RMA-17', { outcome: 'unknown', code: 'resultUnproved', moneyMoved: 'unknown', attempts: 0 }],
			['RMA-18', { outcome: 'notRefundable', code: 'orderBusy', moneyMoved: 'no', attempts: 0 }],
		] as const) {
			const options = { ...IN_STORE, ...short, reference };
			const { outputs } = await other.run({
				parameters: refundParameters('create', { ...FIVE, options }),
				items: itemsOf(order.id),
				credential: credentialFor(sandbox),
				onError: 'continueErrorOutput',
			});
			expect(jsonOf(outputs[1])).toMatchObject([{ details: said }]);
		}
	});
	expect(sandbox.store.truth(order.id)).toMatchObject({ refundRequests: 1, refunds: 1 });
}, 60_000);
