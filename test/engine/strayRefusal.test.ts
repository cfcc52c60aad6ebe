import type { RunningSandbox } from '../../sandbox/server';
import type { OrderInput } from '../../sandbox/store';
import { capture, credentialFor, quickSandbox, PATIENT } from './harness';
import { lineTo, type Line } from './line';

let sandbox: RunningSandbox;
let line: Line;
afterEach(async () => {
	line.close();
	await sandbox.close();
});

const REFUSAL = JSON.stringify({ status: 403, title: 'You do not have a required scope', type: '/api-docs/errors' });

/** Reads of `path` that are told that the token may not, or is not known. */
interface Refused {
	path: string;
	status: number;
	/** How many, from the first on. */
	times: number;
}

/** What becomes of orders where some reads are refused. */
async function outcomesWhere({ path, status, times }: Refused, orders: OrderInput[], more = {}): Promise<unknown[]> {
	sandbox = await quickSandbox({ orders });
	let refused = 0;
	line = await lineTo(sandbox, (request, reply, response) => {
		const isMeant = request.method === 'GET' && request.url?.split('?')[0]?.endsWith(path) === true;
		if (!isMeant || refused === times) return false;
		refused++;
		reply.resume();
		response.writeHead(status, { 'content-type': 'application/json' });
		response.end(REFUSAL);
		return true;
	});
	const { outputs } = await capture(
		sandbox,
		orders.map(({ id }) => id),
		{ options: { ...PATIENT, maxConcurrency: 1 }, ...more },
		{ credential: { ...credentialFor(sandbox), apiUrl: line.url } },
	);
	expect(refused).toBeGreaterThan(0);
	const said = outputs.flatMap((items) => items ?? []).map(({ json }) => json.details ?? json);
	return orders.map(({ id }) => said.find((one) => JSON.stringify(one).includes(`"orderId":${id},`)));
}

const captureCalls = () => line.seen.filter((call) => call.startsWith('POST')).length;

test('refusals in place of the order, once others were read: it is not seen, and not sent upon its transactions', async () => {
	const orders: OrderInput[] = [{ id: 101 }, { id: 5000, state: 'capturePending' }];
	const [first, other] = await outcomesWhere({ path: '/v2/orders/5000', status: 403, times: 99 }, orders);
	expect(first).toMatchObject({ outcome: 'captured', changed: true });
	expect(other).toMatchObject({ outcome: 'unavailable', moneyMoved: 'no', retriable: true });
	expect(captureCalls()).toBe(1);
});

test.each(['/v2/orders', '/v2/orders/118'])(
	'a refusal in place of the first read of all, %s: it is read again, and what is under way is not sent once more',
	async (path) => {
		const orders: OrderInput[] = path.endsWith('118')
			? [{ id: 118, state: 'capturePending' }]
			: [118, 119, 120, 121].map((id) => ({ id, state: 'capturePending' }));
		for (const said of await outcomesWhere({ path, status: 403, times: 1 }, orders))
			expect(said).toMatchObject({ changed: false });
		expect(captureCalls()).toBe(0);
	},
);

test.each([
	{ status: 403, times: 99, says: { outcome: 'unavailable', moneyMoved: 'no', retriable: true } },
	{ status: 401, times: 1, says: { outcome: 'unauthorized', code: 'tokenRefused', moneyMoved: 'no' } },
])('$status in place of a journal, once others were read: the conditions are not met by the total', async (one) => {
	const orders: OrderInput[] = [{ id: 101 }, { id: 202, total: '25.00' }];
	const more = { guards: { maxAmount: '100' } };
	const [first, other] = await outcomesWhere({ ...one, path: '/v3/orders/202/transactions' }, orders, more);
	expect(first).toMatchObject({ outcome: 'captured', changed: true });
	expect(other).toMatchObject(one.says);
	expect(captureCalls()).toBe(1);
});

test('one refusal in between is read again, as a failure of the server is', async () => {
	const orders: OrderInput[] = [{ id: 101 }, { id: 202 }];
	const refused = { path: '/v3/orders/202/transactions', status: 403, times: 1 };
	const said = await outcomesWhere(refused, orders, { guards: { maxAmount: '100' } });
	expect(said).toMatchObject([{ outcome: 'captured' }, { outcome: 'captured' }]);
});

test('a token that may not read transactions is told so twice, and then the total decides for all', async () => {
	sandbox = await quickSandbox({ orders: [{ id: 101 }, { id: 102 }, { id: 103 }] });
	line = await lineTo(sandbox, (request, reply, response) => {
		if (request.method !== 'GET' || request.url?.includes('/transactions') !== true) return false;
		reply.resume();
		response.writeHead(403, { 'content-type': 'application/json' });
		response.end(REFUSAL);
		return true;
	});
	const { outputs } = await capture(
		sandbox,
		[101, 102, 103],
		{ options: { ...PATIENT, maxConcurrency: 1 }, guards: { maxAmount: '100' } },
		{ credential: { ...credentialFor(sandbox), apiUrl: line.url } },
	);
	expect(outputs[0]?.map(({ json }) => json.outcome)).toEqual(['captured', 'captured', 'captured']);
	expect(line.seen.filter((call) => call.endsWith('/transactions'))).toHaveLength(2);
});
