import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import type { RunningSandbox } from '../../sandbox/server';
import { capture, credentialFor, quickSandbox, run, itemsOf, PATIENT } from './harness';
import { lineTo, type Line } from './line';

let sandbox: RunningSandbox;
let line: Line;
afterEach(async () => {
	line.close();
	await sandbox.close();
});

/** Something on the way, such as a cache, answers what is asked of order 8 with what order 7 has. */
async function mixUp(part: 'transactions' | 'payment_actions/refunds'): Promise<ICredentialDataDecryptedObject> {
	line = await lineTo(sandbox, (request, reply, response) => {
		if (request.method !== 'GET' || request.url?.includes(`/v3/orders/8/${part}`) !== true) return false;
		reply.resume();
		const { 'x-auth-token': token } = request.headers;
		void fetch(`${sandbox.apiUrl}${request.url.replace('/8/', '/7/')}`, { headers: { 'x-auth-token': String(token) } })
			.then(async (other) => await other.text())
			.then((body) => response.writeHead(200, { 'content-type': 'application/json' }).end(body));
		return true;
	});
	return { ...credentialFor(sandbox), apiUrl: line.url };
}

const detailsOf = (items: Array<{ json: IDataObject }> | undefined) => items?.map(({ json }) => json.details);
const postsOf8 = () => line.seen.filter((call) => call.startsWith('POST') && call.includes('/8/'));

test.each([
	{ condition: 'Max Amount', more: { guards: { maxAmount: '100' }, options: PATIENT } },
	{ condition: 'Max Total', more: { options: { ...PATIENT, maxTotal: '100' } } },
])("another order's transactions meet no condition: $condition", async ({ more }) => {
	sandbox = await quickSandbox({
		orders: [
			{ id: 7, total: '10.00' },
			{ id: 8, total: '500.00' },
		],
	});
	const { outputs } = await capture(sandbox, [8], more, { credential: await mixUp('transactions') });
	expect(detailsOf(outputs[1])).toMatchObject([{ orderId: 8, moneyMoved: 'no', attempts: 0 }]);
	expect(postsOf8()).toEqual([]);
});

test("another order's capture proves none of this one", async () => {
	const orders = [
		{ id: 7, total: '10.00', state: 'captured' as const },
		{ id: 8, total: '25.00' },
	];
	sandbox = await quickSandbox({ orders });
	sandbox.store.addFault(8, { kind: 'serverError', status: 504, on: 'capture' });
	const { outputs } = await capture(
		sandbox,
		[8],
		{ options: { resultTimeout: 3, verificationWindow: 0.5 } },
		{ credential: await mixUp('transactions') },
	);
	expect(sandbox.store.truth(8).state).toBe('authorized');
	expect(outputs[0]).toEqual([]);
	expect(detailsOf(outputs[1])).toMatchObject([{ orderId: 8, outcome: 'unknown', moneyMoved: 'unknown' }]);
});

test("another order's refunds and transactions are not listed as this one's", async () => {
	const orders = [
		{ id: 7, total: '10.00', state: 'partiallyRefunded' as const },
		{ id: 8, total: '25.00', state: 'captured' as const },
	];
	sandbox = await quickSandbox({ orders });
	const orderId = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
	const transactions = await run({
		parameters: { resource: 'transaction', operation: 'getMany', orderId, returnAll: true },
		items: itemsOf(8),
		credential: await mixUp('transactions'),
		onError: 'continueErrorOutput',
	});
	line.close();
	expect([transactions.outputs[0], transactions.outputs[1]?.length]).toEqual([[], 1]);
	const refund = await run({
		parameters: { resource: 'refund', operation: 'create', orderId },
		items: itemsOf(8),
		credential: await mixUp('payment_actions/refunds'),
		onError: 'continueErrorOutput',
	});
	expect(detailsOf(refund.outputs[1])).toMatchObject([{ outcome: 'unavailable', moneyMoved: 'no' }]);
	expect(postsOf8()).toEqual([]);
});
