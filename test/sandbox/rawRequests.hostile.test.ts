import { request } from 'node:http';

import { type RunningSandbox, startSandbox } from '../../sandbox/server';

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ settings: { captureDelayMs: 0, quota: null }, orders: [] });
});
afterAll(() => sandbox.close());

interface Raw {
	method?: string;
	path: string;
	headers?: Record<string, string>;
	body?: string;
}

/** Sent as it stands: `fetch` would mend paths and headers. */
function send({
	method = 'GET',
	path,
	headers = {},
	body,
}: Raw): Promise<{ status: number; type: string; text: string }> {
	return new Promise((resolve, reject) => {
		const sent = request(sandbox.url, { method, path, headers: { 'x-auth-token': 'sandbox-token', ...headers } });
		sent.on('error', reject);
		sent.on('response', (answer) => {
			let text = '';
			answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
			answer.on('end', () =>
				resolve({ status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', text }),
			);
		});
		sent.end(body);
	});
}

const CAPTURE = '/v3/orders/118/payment_actions/capture';
const at = (path: string): string => `/stores/sandbox${path}`;

/** The words of the web framework and its error codes. */
const FOREIGN = /FST_|fastify|statusCode|"error":"(Bad Request|Unsupported|Payload)/i;

describe('whatever is sent below /stores/, the answer has one of the shapes of BigCommerce', () => {
	const rows: Array<{ what: string; raw: Raw; status: number; body: RegExp }> = [
		{
			what: 'a path that cannot be decoded',
			raw: { path: at('/v2/%ZZ') },
			status: 404,
			body: /^The route is not found/,
		},
		{ what: 'a query that cannot be decoded', raw: { path: at('/v2/orders?email=%ZZ') }, status: 204, body: /^$/ },
		{ what: 'a very long path', raw: { path: at(`/v2/${'x'.repeat(5_000)}`) }, status: 404, body: /^The route/ },
		{ what: 'an unknown method', raw: { method: 'PATCH', path: at('/v2/orders') }, status: 405, body: /"status":405/ },
		{
			what: 'an order number that is none',
			raw: { path: at('/v2/orders/..%2f1') },
			status: 404,
			body: /^The route is not found/,
		},
		{
			what: 'broken JSON to v2',
			raw: { method: 'PUT', path: at('/v2/orders/118'), body: '{"a":' },
			status: 400,
			body: /^\[\{"status":400,"message"/,
		},
		{
			what: 'broken JSON to v3',
			raw: { method: 'POST', path: at('/v3/hooks'), body: '{"a":' },
			status: 400,
			body: /^\{"status":400,"title"/,
		},
		{
			what: 'a body above all limits',
			raw: { method: 'PUT', path: at('/v2/orders/118'), body: 'x'.repeat(10 * 1024 * 1024 + 1) },
			status: 413,
			body: /^\[\{"status":413,"message"/,
		},
		{
			what: 'the same to v3',
			raw: { method: 'POST', path: at('/v3/hooks'), body: 'x'.repeat(10 * 1024 * 1024 + 1) },
			status: 413,
			body: /^\{"status":413,"title"/,
		},
		{
			what: 'no token',
			raw: { path: at('/v2/orders'), headers: { 'x-auth-token': '' } },
			status: 401,
			body: /^X-Auth/,
		},
	];
	test.each(rows)('$what: $status', async ({ raw, status, body }) => {
		sandbox.store.reset();
		sandbox.store.addOrder({ id: 118 });
		const answer = await send(raw);
		expect([answer.status, answer.text]).toEqual([status, expect.stringMatching(body)]);
		expect(answer.text).not.toMatch(FOREIGN);
	});

	test('outside of it a path that cannot be decoded is not found either', async () => {
		expect(await send({ path: '/%ZZ' })).toMatchObject({ status: 404, text: 'The route is not found, check the URL' });
	});
});

describe('content types that clients in the wild send', () => {
	const TYPES = [
		'undefined',
		'application/json; charset=utf-8',
		'text/plain',
		'application/xml',
		'nonsense',
		'*/*',
		'',
	];

	test.each(TYPES)('a capture without a body is taken as %j', async (type) => {
		sandbox.store.reset();
		sandbox.store.addOrder({ id: 118 });
		const answer = await send({ method: 'POST', path: at(CAPTURE), headers: { 'content-type': type } });
		expect([answer.status, sandbox.store.truth(118).captures]).toEqual([201, 1]);
	});

	test.each(TYPES)('a webhook is deleted as %j', async (type) => {
		sandbox.store.reset();
		const made = await send({
			method: 'POST',
			path: at('/v3/hooks'),
			headers: { 'content-type': type },
			body: JSON.stringify({ scope: 'store/order/created', destination: 'https://n8n.example.com/hook' }),
		});
		expect(made.status).toBe(200);
		const [hook] = sandbox.store.hooks.all();
		const headers = { 'content-type': type, 'content-length': '0' };
		const gone = await send({ method: 'DELETE', path: at(`/v3/hooks/${hook?.id}`), headers });
		expect([gone.status, sandbox.store.hooks.all()]).toEqual([200, []]);
	});
});
