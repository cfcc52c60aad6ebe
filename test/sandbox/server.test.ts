import { createServer, type Server } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import { type RunningSandbox, startSandbox } from '../../sandbox/server';
import { FAULT_SAMPLES } from '../../sandbox/faults';
import { SEED_ORDERS } from '../../sandbox/seed';
import { list, record } from './sandboxClient';

let sandbox: RunningSandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ settings: { captureDelayMs: 50, quota: null }, orders: [{ id: 118 }] });
});
afterEach(() => sandbox.close());

async function api(method: string, path: string, init: RequestInit = {}): Promise<Response> {
	return fetch(`${sandbox.apiUrl}/stores/sandbox/${path}`, {
		method,
		redirect: 'manual',
		...init,
		headers: { 'x-auth-token': 'sandbox-token', ...init.headers },
	});
}

const capture = (init: RequestInit = {}) => api('POST', 'v3/orders/118/payment_actions/capture', init);

async function control(
	method: string,
	path: string,
	body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
	const response = await fetch(`${sandbox.url}/sandbox/${path}`, {
		method,
		...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
	});
	const answer: unknown = await response.json();
	return { status: response.status, body: record(answer) };
}

describe('over HTTP', () => {
	test('an order is captured', async () => {
		const answer = await capture({ body: '{}', headers: { 'content-type': 'application/json' } });
		expect([answer.status, await answer.text(), answer.headers.get('content-type')]).toEqual([
			201,
			'{}',
			expect.stringContaining('application/json'),
		]);
		await wait(60);
		expect(await (await api('GET', 'v2/orders/118')).json()).toMatchObject({ payment_status: 'captured' });
	});

	test.each([
		['no body at all', {}],
		['a body that is not JSON', { body: '{"a":', headers: { 'content-type': 'application/json' } }],
		['a body of another type', { body: '<a/>', headers: { 'content-type': 'application/xml' } }],
	])('a capture with %s is taken all the same', async (_what, init) => {
		expect((await capture(init)).status).toBe(201);
	});

	test('queries are read, the last of two values counts', async () => {
		sandbox.store.addOrders(3);
		const answer: unknown = await (await api('GET', 'v2/orders?min_id=118&min_id=119&limit=2')).json();
		expect(list(answer).map((order) => record(order).id)).toEqual([119, 120]);
		expect((await api('GET', 'v2/orders?min_date_created=Thu,%2005%20Mar%202020%2010:00:00%20%2B0000')).status).toBe(
			200,
		);
	});

	test('nothing found is a 204 without a type', async () => {
		const answer = await api('GET', 'v2/orders?min_id=999');
		expect([answer.status, await answer.text(), answer.headers.get('content-type')]).toEqual([204, '', null]);
	});

	test('unknown paths are text, inside the store and outside', async () => {
		for (const url of [`${sandbox.apiUrl}/stores/sandbox/v2/nothing`, `${sandbox.apiUrl}/nothing`]) {
			const answer = await fetch(url);
			expect([answer.status, await answer.text()]).toEqual([404, 'The route is not found, check the URL']);
		}
	});

	test('a reset cuts the connection, and a lost answer is a capture all the same', async () => {
		sandbox.store.setFault(118, [
			{ kind: 'reset', times: 1 },
			{ kind: 'lostAnswer', times: 1 },
		]);
		const failure = async (): Promise<string> => {
			try {
				return String((await capture()).status);
			} catch {
				return 'cut';
			}
		};
		expect([await failure(), sandbox.store.truth(118).captureRequestsAccepted]).toEqual(['cut', 0]);
		expect([await failure(), sandbox.store.truth(118).captureRequestsAccepted]).toEqual(['cut', 1]);
	});

	test('a hang is silent until the caller gives up, and does not keep the sandbox open', async () => {
		sandbox.store.setFault(118, { kind: 'hang', accepted: true });
		await expect(capture({ signal: AbortSignal.timeout(150) })).rejects.toThrow(/abort|time/i);
		void capture().catch(() => {});
		await wait(20);
		expect(sandbox.store.truth(118).captureRequestsAccepted).toBe(1);
	});

	test('slow answers are slow', async () => {
		sandbox.store.setFault(118, { kind: 'slow', ms: 120 });
		const begin = Date.now();
		expect((await capture()).status).toBe(201);
		expect(Date.now() - begin).toBeGreaterThanOrEqual(110);
	});

	test('redirects and HTML arrive as such', async () => {
		sandbox.store.setFault(118, [
			{ kind: 'redirect', to: 'https://elsewhere.example/', times: 1 },
			{ kind: 'html', times: 1 },
		]);
		const redirect = await capture();
		expect([redirect.status, redirect.headers.get('location')]).toEqual([302, 'https://elsewhere.example/']);
		const page = await capture();
		expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
	});
});

describe('the control endpoints', () => {
	test('add orders, many of a kind and one by one', async () => {
		const added = await control('POST', 'orders', {
			count: 2,
			template: { total: '12.50', faults: [{ kind: 'decline' }] },
			orders: [{ id: 500, currency: 'JPY', total: 900 }],
		});
		expect(added).toEqual({ status: 201, body: { ids: [500, 501, 502] } });
		expect((await control('GET', 'orders?search=jpy')).body).toMatchObject({
			total: 1,
			orders: [{ id: 500, amount: '900', currency: 'JPY' }],
		});
		expect((await control('GET', 'orders?page=2&limit=3')).body).toMatchObject({
			total: 4,
			orders: [{ id: 502, faults: [{ kind: 'decline' }] }],
		});
		expect(await control('POST', 'orders', { orders: [{ id: 500 }] })).toMatchObject({
			status: 400,
			body: { message: 'Order 500 exists already' },
		});
		expect((await control('POST', 'orders', { orders: [{ idd: 7 }] })).status).toBe(400);
	});

	test('set, replace and clear faults', async () => {
		expect((await control('PUT', 'orders/118/fault', { kind: 'slow', ms: 5, times: 2 })).body.faults).toEqual([
			{ kind: 'slow', ms: 5, times: 2 },
		]);
		expect(
			(await control('PUT', 'orders/118/fault', [{ kind: 'decline' }, { kind: 'reset', times: 1 }])).body.faults,
		).toHaveLength(2);
		expect((await control('DELETE', 'orders/118/fault')).body.faults).toEqual([]);
		expect((await control('PUT', 'orders/999/fault', { kind: 'decline' })).status).toBe(404);
		expect((await control('PUT', 'faults', { kind: 'readError', on: 'orderList' })).body.store).toHaveLength(1);
		expect((await api('GET', 'v2/orders')).status).toBe(500);
		expect((await control('DELETE', 'faults')).body.store).toEqual([]);
	});

	test('take every sample fault', async () => {
		for (const { fault } of FAULT_SAMPLES)
			expect((await control('PUT', 'orders/118/fault', fault)).body.faults).toEqual([fault]);
	});

	test('refuse faults that do not exist or lack something', async () => {
		const wrong = [
			{ kind: 'nonsense' },
			{ kind: 'slow' },
			{ kind: 'redirect' },
			{ kind: 'unknownStatus' },
			{ kind: 'serverError', status: 418 },
			{ kind: 'decline', on: 'lunch' },
			{ kind: 'decline', times: 0 },
			{ kind: 'decline', tiems: 1 },
		];
		for (const fault of wrong)
			expect([fault, (await control('PUT', 'orders/118/fault', fault)).status]).toEqual([fault, 400]);
	});

	test('act as the people in the shop', async () => {
		expect((await control('POST', 'orders/118/staff', { action: 'capture' })).body.truth).toMatchObject({
			state: 'capturePending',
		});
		expect((await control('POST', 'orders/118/shipments', {})).body.orderStatus).toBe('Shipped');
		expect(await control('POST', 'orders/118/shipments')).toMatchObject({
			status: 409,
			body: { message: expect.stringContaining('nothing left') },
		});
		await control('POST', 'orders', { orders: [{ id: 200, faults: [{ kind: 'stuckPending' }] }] });
		await api('POST', 'v3/orders/200/payment_actions/capture');
		expect((await control('POST', 'orders/200/settle', { result: 'ok' })).body.truth).toMatchObject({
			state: 'captured',
			captures: 1,
		});
	});

	test('let somebody else act, now or later', async () => {
		expect(
			(await control('POST', 'orders/118/acts', { who: 'staff', does: 'edit', total: '31.00' })).body,
		).toMatchObject({
			total: '31.00',
			amount: '25.00',
		});
		await control('POST', 'orders/118/acts', { who: 'gateway', does: 'capture', afterMs: 30 });
		await wait(60);
		expect((await control('GET', 'truth?ids=118')).body.orders).toMatchObject([{ state: 'authorized', captures: 1 }]);
		for (const wrong of [{}, { does: 'dance' }, { does: 'edit', total: 'much' }, { does: 'void', who: 'nobody' }])
			expect((await control('POST', 'orders/118/acts', wrong)).status).toBe(400);
	});

	test('describe every setting, with what may be chosen', async () => {
		const switches = list((await control('GET', 'switches')).body.switches).map(record);
		const { body } = await control('GET', 'settings');
		expect(switches.map(({ name }) => name).sort()).toEqual(Object.keys(body).sort());
		for (const { name, options } of switches)
			for (const option of list(options)) {
				const set = await control('PATCH', 'settings', { [String(name)]: record(option).value });
				expect([name, set.status, set.body[String(name)]]).toEqual([name, 200, record(option).value]);
			}
	});

	test('tell the truth, the ledger, the requests and the counters', async () => {
		await capture();
		await wait(60);
		expect((await control('GET', 'truth?ids=118,999')).body.orders).toEqual([
			expect.objectContaining({ orderId: 118, captures: 1 }),
		]);
		expect((await control('GET', 'ledger?order_id=118')).body).toMatchObject({
			totals: { capture: 1 },
			entries: [{}, {}, { kind: 'capture', amount: 2_500 }],
		});
		expect((await control('GET', 'requests?order_id=118')).body.requests).toEqual([
			expect.objectContaining({ endpoint: 'capture', outcome: 201 }),
		]);
		expect((await control('GET', 'counters')).body).toMatchObject({ total: 1, byEndpoint: { capture: 1 } });
		expect((await control('DELETE', 'requests')).body.total).toBe(0);
		expect((await control('GET', 'orders/118')).body).toMatchObject({
			shownStatus: 'captured',
			ledger: [{}, {}, {}],
			log: [],
		});
		expect((await control('GET', 'orders/999')).status).toBe(404);
	});

	test('change settings, and refuse those that do not exist', async () => {
		expect(
			(await control('PATCH', 'settings', { quota: 5, secondCapture: 'accept201', captureBody: 204 })).body,
		).toMatchObject({ quota: 5, captureBody: 204 });
		expect((await control('PATCH', 'settings', { quota: null })).body.quota).toBeNull();
		expect((await control('PATCH', 'settings', { qouta: 5 })).status).toBe(400);
		expect((await control('PATCH', 'settings', { quota: '5' })).status).toBe(400);
		expect((await control('GET', 'settings')).body).toMatchObject({ secondCapture: 'accept201' });
	});

	test('know a schema for every setting there is', async () => {
		const { body } = await control('GET', 'settings');
		expect((await control('PATCH', 'settings', body)).status).toBe(200);
	});

	test('use up quota for other apps', async () => {
		await control('PATCH', 'settings', { quota: 100 });
		expect((await control('POST', 'other-apps', { now: 90 })).body.left).toBe(10);
		await control('POST', 'other-apps', { perWindow: 30 });
		expect(sandbox.store.settings.otherAppsPerWindow).toBe(30);
		expect((await control('GET', 'quota')).body.quota).toBe(100);
	});

	test('start over', async () => {
		sandbox.store.addOrders(4);
		expect((await control('POST', 'reset')).body).toEqual({ orders: 1 });
		expect((await control('POST', 'reset', { orders: 'none' })).body).toEqual({ orders: 0 });
		expect((await control('POST', 'reset', { orders: 'initial' })).body).toEqual({ orders: 1 });
	});

	test('send what happens as server-sent events', async () => {
		const stop = new AbortController();
		const response = await fetch(`${sandbox.url}/sandbox/events`, { signal: stop.signal });
		expect(response.headers.get('content-type')).toBe('text/event-stream');
		await capture();
		let text = '';
		const reader = response.body?.getReader();
		while (reader && !text.includes('data: ')) text += Buffer.from((await reader.read()).value ?? []).toString();
		stop.abort();
		const news: unknown = JSON.parse(/data: (.*)/.exec(text)?.[1] ?? '');
		expect(news).toMatchObject({
			requestCount: 1,
			orderIds: [118],
			ledger: true,
			requests: [{ endpoint: 'capture' }],
			quota: { quota: null },
		});
	});
});

describe('hooks over HTTP', () => {
	let sink: Server;
	let received: Array<{ headers: Record<string, unknown>; body: unknown }>;
	let answers: number[];
	let destination: string;
	beforeEach(async () => {
		received = [];
		answers = [];
		sink = createServer((request, response) => {
			let text = '';
			request.on('data', (chunk) => (text += chunk));
			request.on('end', () => {
				received.push({ headers: request.headers, body: JSON.parse(text) });
				response.writeHead(answers.shift() ?? 200).end('{}');
			});
		});
		await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
		const address = sink.address();
		destination = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hook`;
	});
	afterEach(() => new Promise((resolve) => sink.close(resolve)));

	const until = async (isDone: () => boolean): Promise<void> => {
		for (let tries = 0; tries < 100 && !isDone(); tries++) await wait(20);
	};

	test('arrive with headers and signature, and again after a failure', async () => {
		sandbox.store.update({ hookTimeScale: 0.001 });
		answers = [500];
		const made = await api('POST', 'v3/hooks', {
			body: JSON.stringify({ scope: 'store/order/transaction/*', destination, headers: { 'X-Secret': 's' } }),
		});
		expect(made.status).toBe(200);
		await capture();
		await until(() => received.length >= 2);
		expect(received).toHaveLength(2);
		expect(received[0]?.body).toMatchObject({
			scope: 'store/order/transaction/created',
			data: { order_id: '118', transaction_type: 'capture' },
		});
		expect(received[1]?.body).toEqual(received[0]?.body);
		expect(received[0]?.headers).toMatchObject({
			'x-secret': 's',
			'webhook-id': received[1]?.headers['webhook-id'],
			'webhook-signature': expect.stringMatching(/^v1,/),
		});
		await until(() => sandbox.store.deliveries.recent()[0]?.state === 'delivered');
		expect((await control('GET', 'deliveries')).body.deliveries).toEqual([
			expect.objectContaining({
				state: 'delivered',
				answers: [expect.objectContaining({ status: 500 }), expect.objectContaining({ status: 200 })],
			}),
		]);
	});

	test('can be switched off and made up by hand', async () => {
		const made = await api('POST', 'v3/hooks', { body: JSON.stringify({ scope: 'store/order/created', destination }) });
		const answer: unknown = await made.json();
		const { id } = record(record(answer).data);
		expect(
			(await control('POST', 'hook-events', { scope: 'store/order/created', data: { type: 'order', id: 1 } })).status,
		).toBe(202);
		await until(() => received.length === 1);
		expect((await control('PUT', `hooks/${String(id)}`, { isActive: false })).body).toMatchObject({
			isActive: false,
			isDeactivated: true,
		});
		expect((await control('GET', 'hooks')).body.hooks).toHaveLength(1);
		sandbox.store.addOrder();
		await wait(60);
		expect(received).toHaveLength(1);
		expect((await control('PUT', 'hooks/1', { isActive: true })).status).toBe(404);
	});
});

describe('the page', () => {
	test.each([
		['/', 'text/html'],
		['/page.css', 'text/css'],
		['/page.js', 'text/javascript'],
		['/orders.js', 'text/javascript'],
	])('%s is served', async (path, type) => {
		const answer = await fetch(sandbox.url + path);
		expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([200, type]);
	});

	test('asks nothing of other hosts', async () => {
		const html = await (await fetch(sandbox.url)).text();
		expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:\/\//);
	});
});

test('a sandbox without orders of its own has the demonstration orders', async () => {
	const demo = await startSandbox();
	try {
		expect([...demo.store.orders.range()].map(({ id }) => id)).toEqual(SEED_ORDERS.map(({ id }) => id));
	} finally {
		await demo.close();
	}
});
