import type { INodeParameters } from 'n8n-workflow';
import nock from 'nock';
import packageJson from '../../package.json';
import { itemsOf, run, paymentParameters } from '../engine/harness';

const HOST = 'https://api.bigcommerce.com';
const TOKEN = 'token-of-the-store';

interface Sent {
	method: string;
	url: string;
	headers: Record<string, string>;
	body: string;
}

let sent: Sent[];
/** A store of its own for each test: what the process knows of an order outlives a run. */
let stores = 0;
let credential: { storeHash: string; accessToken: string; clientSecret: string; apiUrl: string };
let orderPath: string;
let capturePath: string;

beforeEach(() => {
	nock.disableNetConnect();
	sent = [];
	stores++;
	const hash = `abc${stores}`;
	credential = { storeHash: `stores/${hash}`, accessToken: TOKEN, clientSecret: 'not-sent', apiUrl: HOST };
	orderPath = `/stores/${hash}/v2/orders/118`;
	capturePath = `/stores/${hash}/v3/orders/118/payment_actions/capture`;
});

afterEach(() => {
	nock.cleanAll();
	nock.enableNetConnect();
});

/** Notes down what arrives at a host, and answers it. */
function answer(
	method: string,
	path: string,
	status: number,
	body: string,
	headers: Record<string, string> = { 'content-type': 'application/json' },
	host = HOST,
): nock.Scope {
	return nock(host)
		.intercept(path, method)
		.query(true)
		.reply(function (url, given) {
			const names = Object.entries(this.req.headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
			sent.push({
				method,
				url: `${host}${url}`,
				headers: Object.fromEntries(names),
				body: typeof given === 'string' ? given : JSON.stringify(given),
			});
			return [status, body, headers];
		});
}

function order(paymentStatus: string): string {
	return JSON.stringify({
		id: 118,
		payment_status: paymentStatus,
		status_id: 7,
		total_inc_tax: '25.0000',
		default_currency_code: 'USD',
		payment_method: 'Credit Card',
		date_created: 'Thu, 15 Jan 2026 09:00:00 +0000',
	});
}

async function capture(parameters: INodeParameters = {}) {
	return await run({
		parameters: paymentParameters('capture', parameters),
		items: itemsOf(118),
		credential,
		onError: 'continueErrorOutput',
	});
}

test('a capture is a read, one POST with an empty object, and a read; nothing else', async () => {
	answer('GET', orderPath, 200, order('authorized'));
	answer('POST', capturePath, 201, '{}');
	answer('GET', orderPath, 200, order('captured'));
	const { outputs } = await capture();
	expect(outputs[0]?.[0]?.json).toMatchObject({ outcome: 'captured', changed: true });
	expect(sent.map(({ method, url, body }) => [method, url, body])).toEqual([
		['GET', `${HOST}${orderPath}`, ''],
		['POST', `${HOST}${capturePath}`, '{}'],
		['GET', `${HOST}${orderPath}`, ''],
	]);
});

test('each call names its token, what it takes, and who it is; a POST says that it sends JSON', async () => {
	answer('GET', orderPath, 200, order('authorized'));
	answer('POST', capturePath, 201, '{}');
	answer('GET', orderPath, 200, order('captured'));
	await capture();
	const [read, post] = sent;
	for (const { headers } of sent) {
		expect(headers).toMatchObject({
			'x-auth-token': TOKEN,
			accept: 'application/json',
			'user-agent': `${packageJson.name}/${packageJson.version}`,
		});
		expect(Object.keys(headers).filter((name) => name.startsWith('x-'))).toEqual(['x-auth-token']);
		expect(headers).not.toHaveProperty('authorization');
		expect(headers).not.toHaveProperty('cookie');
	}
	expect(post?.headers['content-type']).toBe('application/json');
	expect(post?.headers['content-length']).toBe('2');
	expect(read?.headers).not.toHaveProperty('content-type');
	expect(JSON.stringify(sent)).not.toContain(credential.clientSecret);
});

test('a captured order is read once, and nothing is sent', async () => {
	answer('GET', orderPath, 200, order('captured'));
	await capture();
	expect(sent.map(({ method }) => method)).toEqual(['GET']);
});

test('a dry run reads and sends nothing', async () => {
	answer('GET', orderPath, 200, order('authorized'));
	const { outputs } = await capture({ options: { dryRun: true } });
	expect(outputs[0]?.[0]?.json).toMatchObject({ outcome: 'planned' });
	expect(sent.map(({ method }) => method)).toEqual(['GET']);
});

test.each([301, 302, 303, 307, 308])(
	'a %i to another host is not followed, and the token never reaches it',
	async (status) => {
		const elsewhere = 'https://other-host.example';
		const location = { location: `${elsewhere}${orderPath}`, 'content-type': 'text/html' };
		nock(HOST).persist().get(orderPath).query(true).reply(status, '', location);
		nock(HOST)
			.persist()
			.get(/transactions/)
			.reply(status, '', location);
		const other = nock(elsewhere).persist().get(/.*/).reply(200, order('authorized'));
		const post = nock(elsewhere).persist().post(/.*/).reply(201, '{}');
		const { outputs } = await capture({ options: { verificationWindow: 0, resultTimeout: 0 } });
		expect(outputs[1]).toHaveLength(1);
		expect(outputs[0] ?? []).toEqual([]);
		expect([other.isDone(), post.isDone()]).toEqual([false, false]);
		other.persist(false);
		post.persist(false);
	},
);

test('a redirected capture is not followed either, and is settled by reading', async () => {
	const elsewhere = nock('https://other-host.example').persist().post(/.*/).reply(201, '{}');
	answer('GET', orderPath, 200, order('authorized'));
	answer('POST', capturePath, 307, '', { location: 'https://other-host.example/capture' });
	answer('GET', orderPath, 200, order('captured'));
	const { outputs } = await capture();
	expect(outputs[0]?.[0]?.json).toMatchObject({ outcome: 'captured', changed: true });
	expect(elsewhere.isDone()).toBe(false);
	expect(sent.filter(({ method }) => method === 'POST')).toHaveLength(1);
	elsewhere.persist(false);
});

test('a 401 is sent once, and the item says that the token was refused', async () => {
	answer('GET', orderPath, 401, 'X-Auth-Token header should have correct format', { 'content-type': 'text/plain' });
	const { outputs } = await capture();
	expect(outputs[1]?.[0]?.json).toMatchObject({
		details: { outcome: 'unauthorized', code: 'tokenRefused', moneyMoved: 'no', httpStatus: 401 },
	});
	expect(sent).toHaveLength(1);
});

test('a 401 to the capture itself is sent once, too', async () => {
	answer('GET', orderPath, 200, order('authorized'));
	answer('POST', capturePath, 401, '{"status":401,"title":"Unauthorized"}');
	const { outputs } = await capture();
	expect(outputs[1]?.[0]?.json).toMatchObject({
		details: { outcome: 'unauthorized', code: 'tokenRefused', moneyMoved: 'no' },
	});
	expect(sent.map(({ method }) => method)).toEqual(['GET', 'POST']);
});

test('a connection that never opened is no capture: nothing is believed, and it is said', async () => {
	nock(HOST)
		.persist()
		.get(/.*/)
		.replyWithError(
			Object.assign(new Error('getaddrinfo ENOTFOUND api.bigcommerce.com'), {
				code: 'ENOTFOUND',
				syscall: 'getaddrinfo',
			}),
		);
	const { outputs } = await capture({ options: { resultTimeout: 0 } });
	expect(outputs[1]?.[0]?.json).toMatchObject({ details: { moneyMoved: 'no', attempts: 0 } });
});

test('the token is in no item and no error, raw data included', async () => {
	answer('GET', orderPath, 401, `{"status":401,"title":"Unknown token"}`);
	const { outputs, error } = await capture({ simplify: false });
	expect(JSON.stringify([outputs, error])).not.toContain(TOKEN);
});

test('a store hash with something of a path in it is refused before anything is sent', async () => {
	const everything = nock(HOST).persist().get(/.*/).reply(200, '{}');
	const { outputs } = await run({
		parameters: paymentParameters('capture'),
		items: itemsOf(118),
		credential: { ...credential, storeHash: 'abc123/../other' },
		onError: 'continueErrorOutput',
	});
	expect(outputs[1]).toHaveLength(1);
	expect(everything.isDone()).toBe(false);
	everything.persist(false);
});
