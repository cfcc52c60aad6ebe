import type { INodeExecutionData } from 'n8n-workflow';
import type { RunningSandbox } from '../../sandbox/server';
import { CLAIM_NAMESPACE } from '../../nodes/BigCommerce/session/attempt';
import { capture, credentialFor, quickSandbox } from './harness';

let sandbox: RunningSandbox;
afterEach(async () => await sandbox.close());

const IN_STORE = { options: { claimOrders: 'inStore' } };

interface ClaimMetafield {
	resource_id: number;
	key: string;
	value: string;
	permission_set: string;
}

async function claimMetafields(): Promise<ClaimMetafield[]> {
	const url = `${sandbox.apiUrl}/stores/sandbox/v3/orders/metafields?namespace=${CLAIM_NAMESPACE}&limit=250`;
	const response = await fetch(url, { headers: { 'x-auth-token': 'sandbox-token' } });
	const { data } = (await response.json()) as { data: ClaimMetafield[] };
	return data;
}

const leaseSeconds = async (): Promise<number[]> =>
	(await claimMetafields()).map(({ value }) => (JSON.parse(value) as { leaseSeconds: number }).leaseSeconds);

/** The attempts that the store keeps, as `order: state outcome`. */
async function attempts(): Promise<string[]> {
	return (await claimMetafields()).map(({ resource_id: id, key, value, permission_set: seenBy }) => {
		const { state, outcome, action } = JSON.parse(value) as Record<string, string>;
		return `${id} ${key} ${action} ${state} ${outcome ?? '-'} ${seenBy}`;
	});
}

const outcomes = (items: INodeExecutionData[] | undefined) =>
	(items ?? []).map(({ json }) => (typeof json.details === 'object' && json.details !== null ? json.details : json));

test('a capture with its claim in the store is captured once, and leaves a closed claim that only this API account sees', async () => {
	sandbox = await quickSandbox({ orders: [{ id: 118 }, { id: 119 }, { id: 120, faults: [{ kind: 'decline' }] }] });
	const { outputs } = await capture(sandbox, [118, 119, 120], IN_STORE);
	expect(outcomes(outputs[0])).toMatchObject([
		{ orderId: 118, outcome: 'captured', changed: true },
		{ orderId: 119, outcome: 'captured', changed: true },
	]);
	expect(outcomes(outputs[1])).toMatchObject([{ orderId: 120, outcome: 'declined' }]);
	expect((await attempts()).sort()).toEqual([
		'118 payment-1 capture closed captured app_only',
		'119 payment-1 capture closed captured app_only',
		'120 payment-1 capture closed declined app_only',
	]);
	const calls = sandbox.store.log.recent().length;
	expect(calls).toBeLessThan(20);
});

test('a declined order may be tried again, under the next number', async () => {
	sandbox = await quickSandbox({ orders: [{ id: 118, faults: [{ kind: 'decline', times: 1 }] }] });
	await capture(sandbox, [118], IN_STORE);
	const { outputs } = await capture(sandbox, [118], IN_STORE);
	expect(outcomes(outputs[0])).toMatchObject([{ orderId: 118, outcome: 'captured', changed: true }]);
	expect(sandbox.store.truth(118).captures).toBe(1);
	expect((await attempts()).sort()).toEqual([
		'118 payment-1 capture closed declined app_only',
		'118 payment-2 capture closed captured app_only',
	]);
});

test("a claim holds for the longest 'Verification Window' of the items that ask for one, whichever is the first", async () => {
	sandbox = await quickSandbox({ orders: [{ id: 118 }, { id: 119 }] });
	const windows: Record<number, number> = { 118: 2, 119: 300 };
	await capture(
		sandbox,
		[],
		{ options: { claimOrders: 'inStore', verificationWindow: '={{ $json.window }}' } },
		{ items: [118, 119].map((id) => ({ json: { id, window: windows[id] ?? 0 } })) },
	);
	expect((await attempts()).sort()).toEqual([
		'118 payment-1 capture closed captured app_only',
		'119 payment-1 capture closed captured app_only',
	]);
	const leases = await leaseSeconds();
	expect(leases).toHaveLength(2);
	expect(Math.min(...leases)).toBeGreaterThan(300);
});

test("with 'Closed Claims' set to Remove a run removes what others captured long ago, and without it none does", async () => {
	const hours = 3_600_000;
	let ago = 3 * hours;
	const now = Date.now;
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() - ago);
	sandbox = await quickSandbox({ orders: [118, 119, 120].map((id) => ({ id })) });
	const closed = { state: 'closed', result: 'effect', outcome: 'captured', action: 'capture', leaseSeconds: 160 };
	for (const [id, keep] of [[7, {}] as const, [8, { keep: false }] as const])
		await fetch(`${sandbox.apiUrl}/stores/sandbox/v3/orders/${id}/metafields`, {
			method: 'POST',
			headers: { 'x-auth-token': 'sandbox-token', 'content-type': 'application/json' },
			body: JSON.stringify({
				permission_set: 'app_only',
				namespace: CLAIM_NAMESPACE,
				key: 'payment-1',
				value: JSON.stringify({ ...closed, ...keep }),
			}),
		});
	ago = 0;
	await capture(sandbox, [118], IN_STORE);
	expect((await attempts()).map((line) => line.split(' ')[0])).toEqual(['7', '8', '118']);
	await capture(sandbox, [119], { options: { claimOrders: 'inStore', closedClaims: 'remove' } });
	expect((await attempts()).map((line) => line.split(' ')[0])).toEqual(['7', '118', '119']);
	clock.mockRestore();
});

test('a token that may not keep claims sends nothing, and the item names the scope', async () => {
	sandbox = await quickSandbox({ orders: [{ id: 118 }] });
	const { outputs } = await capture(sandbox, [118], IN_STORE, {
		credential: credentialFor(sandbox, 'transactions-only-token'),
	});
	expect(outcomes(outputs[1])).toMatchObject([
		{ orderId: 118, outcome: 'unauthorized', code: 'claimDenied', moneyMoved: 'no', attempts: 0 },
	]);
	expect(JSON.stringify(outputs[1])).toContain('store_v2_orders');
	expect(sandbox.store.truth(118).captures).toBe(0);
});

test('three processes with the same forty orders, on a store that takes a second capture: forty captured once', async () => {
	sandbox = await quickSandbox({
		settings: { captureDelayMs: 200, secondCapture: 'accept201' },
		orders: Array.from({ length: 40 }, (_, index) => ({ id: 200 + index })),
	});
	const ids = Array.from({ length: 40 }, (_, index) => 200 + index);
	// Modules of its own are all that a process has: nothing is shared but the store.
	const processes: Array<typeof import('./harness')> = [];
	for (let index = 0; index < 3; index++)
		await jest.isolateModulesAsync(async () => void processes.push(await import('./harness')));
	const results = await Promise.all(processes.map(async (own) => await own.capture(sandbox, ids, IN_STORE)));
	expect(ids.filter((id) => sandbox.store.truth(id).captures !== 1)).toEqual([]);
	const all = results.flatMap(({ outputs }) => outcomes(outputs[0]));
	expect(all).toHaveLength(120);
	expect(all.filter((item) => 'changed' in item && item.changed === true)).toHaveLength(40);
	expect(results.flatMap(({ outputs }) => outputs[1] ?? [])).toEqual([]);
}, 120_000);
