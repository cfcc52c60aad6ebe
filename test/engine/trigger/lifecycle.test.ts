import { randomUUID } from 'node:crypto';
import { pause, rehearse, type Rehearsal } from './rehearsal';

const PAYMENTS = { events: ['paymentCaptured', 'paymentCaptureFailed'] };
const SCOPES = ['store/order/transaction/created', 'store/order/transaction/updated'];

let stage: Rehearsal;
afterEach(async () => await stage.end());

function scopes(): string[] {
	return stage
		.hooks()
		.map(({ scope }) => scope)
		.sort();
}

/** Somebody else's hook, made with the same API account. */
async function makeHook(body: Record<string, unknown>): Promise<void> {
	const response = await fetch(`${stage.sandbox.apiUrl}/stores/sandbox/v3/hooks`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-auth-token': 'sandbox-token' },
		body: JSON.stringify(body),
	});
	if (!response.ok) throw new Error(await response.text());
}

/** Writing calls about hooks, as the store saw them. */
function writes(): string[] {
	return stage.sandbox.store.log
		.recent()
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path }) => `${method} ${path.replace(/^.*v3/, '')}`);
}

describe('activation', () => {
	test('subscribes once to each scope, with the secret', async () => {
		stage = await rehearse(PAYMENTS);
		await stage.host.activate();
		expect(scopes()).toEqual(SCOPES);
		for (const hook of stage.hooks()) {
			expect(hook.destination).toBe(stage.host.destination);
			expect(Object.values(hook.headers ?? {})).toEqual([stage.host.secret]);
		}
		expect(stage.host.secret).toMatch(/^[\w-]{43}$/);
	});

	test('has nothing to do the second time, nor when n8n starts again', async () => {
		stage = await rehearse(PAYMENTS);
		await stage.host.activate();
		const before = stage.hooks();
		await stage.host.activate();
		await stage.host.activate('init');
		expect(stage.hooks()).toEqual(before);
		expect(writes()).toEqual(['POST /hooks', 'POST /hooks']);
	});

	test('switches hooks on again that BigCommerce has switched off', async () => {
		stage = await rehearse(PAYMENTS);
		await stage.host.activate();
		for (const hook of stage.hooks()) Object.assign(hook, { isActive: false, isDeactivated: true });
		expect(await stage.host.isInPlace()).toBe(false);
		await stage.host.activate('init');
		expect(stage.hooks().map(({ isActive }) => isActive)).toEqual([true, true]);
		expect(scopes()).toEqual(SCOPES);
	});

	test('gives hooks it finds its own secret', async () => {
		stage = await rehearse(PAYMENTS);
		await makeHook({ scope: SCOPES[0], destination: stage.host.destination, headers: { 'X-N8N-Hook-Secret': 'old' } });
		await makeHook({ scope: SCOPES[1], destination: stage.host.destination });
		await stage.host.activate();
		expect(stage.hooks()).toHaveLength(2);
		for (const { headers } of stage.hooks()) expect(Object.values(headers ?? {})).toContain(stage.host.secret);
	});

	test('removes what is not wanted any more, and leaves the hooks of others', async () => {
		stage = await rehearse({ events: ['orderCreated'] });
		await makeHook({ scope: 'store/order/updated', destination: stage.host.destination });
		await makeHook({ scope: 'store/order/created', destination: 'https://shop.example.com/in' });
		await stage.host.activate();
		expect(stage.hooks().map(({ scope, destination }) => [scope, destination === stage.host.destination])).toEqual([
			['store/order/created', false],
			['store/order/created', true],
		]);
	});

	test('finds its hooks behind many pages of others', async () => {
		stage = await rehearse({ events: ['orderCreated'] });
		await stage.host.activate();
		const [own] = stage.hooks();
		if (own === undefined) throw new Error('no hook');
		stage.sandbox.store.hooks.clear();
		for (let id = 1; id <= 600; id++)
			stage.sandbox.store.hooks.add({ ...own, id, destination: `https://shop${id}.example.com/in` });
		stage.sandbox.store.hooks.add({ ...own, id: 601 });
		expect(await stage.host.isInPlace()).toBe(true);
	});

	test('follows n8n to a new address, and leaves the hooks of the old one alone', async () => {
		stage = await rehearse({ events: ['orderCreated'] });
		const local = stage.host.destination;
		await stage.host.activate();
		stage.host.moveTo('https://n8n.example.com');
		await stage.host.activate('init');
		expect(stage.hooks().map(({ destination }) => destination)).toEqual([local, stage.host.destination]);
		expect(stage.host.destination).not.toBe(local);
	});

	test('tidies up at an earlier path of its own on this host', async () => {
		stage = await rehearse({ events: ['orderCreated'] });
		await stage.host.activate();
		stage.host.node.webhookId = randomUUID();
		await stage.host.activate('init');
		expect(stage.hooks().map(({ destination }) => destination)).toEqual([stage.host.destination]);
	});

	test('keeps a test in the editor and the production hook apart', async () => {
		stage = await rehearse({ events: ['orderCreated'] });
		await stage.host.activate();
		const production = stage.host.destination;
		stage.host.isTest = true;
		await stage.host.activate('manual');
		expect(stage.hooks()).toHaveLength(2);
		await stage.host.deactivate();
		expect(stage.hooks().map(({ destination }) => destination)).toEqual([production]);
	});
});

describe('when activation cannot be done', () => {
	test.each([
		['no event', { events: [] }, 'https://n8n.example.com', /'Events' is empty/],
		['plain HTTP', PAYMENTS, 'http://n8n.example.com', /cannot deliver to this n8n/],
		['a port of its own', PAYMENTS, 'https://n8n.example.com:5678', /cannot deliver to this n8n/],
	])('refuses %s before any call', async (_what, parameters, baseUrl, words) => {
		stage = await rehearse(parameters);
		stage.host.moveTo(baseUrl);
		await expect(stage.host.activate()).rejects.toThrow(words);
		expect(stage.sandbox.store.log.recent()).toEqual([]);
	});

	test('removes the hooks it made when one of them is refused', async () => {
		stage = await rehearse({ events: ['orderCreated', 'orderUpdated', 'shipmentCreated'] });
		stage.sandbox.store.setStoreFault({ kind: 'serverError', status: 503, on: 'hookCreate', after: 2 });
		await expect(stage.host.activate()).rejects.toThrow(/could not subscribe to store\/shipment\/created \(HTTP 503/);
		expect(stage.hooks()).toEqual([]);
		stage.sandbox.store.setStoreFault([]);
		await stage.host.activate();
		expect(stage.hooks()).toHaveLength(3);
	});

	test('keeps a hook whose answer was lost', async () => {
		stage = await rehearse(PAYMENTS);
		stage.sandbox.store.setStoreFault({ kind: 'lostAnswer', on: 'hookCreate', times: 1 });
		await stage.host.activate();
		expect(scopes()).toEqual(SCOPES);
	});

	test('says that ten hooks are taken, and by whom', async () => {
		stage = await rehearse({ events: ['orderCreated'] });
		for (let shop = 1; shop <= 10; shop++)
			await makeHook({ scope: 'store/order/created', destination: `https://shop${shop}.example.com/in` });
		await expect(stage.host.activate()).rejects.toMatchObject({
			message: expect.stringContaining('could not subscribe to store/order/created (HTTP 422'),
			description: expect.stringMatching(/takes 10 hooks.*shop1\.example\.com.*shop10\.example\.com/),
		});
		expect(stage.hooks()).toHaveLength(10);
	});

	test.each([
		['a wrong token', { accessToken: 'wrong' }, /HTTP 401/, /'Access Token'/],
		['another store', { storeHash: 'other' }, /HTTP 40[34]/, /'Store Hash'/],
	])('says what to do about %s', async (_what, credential, message, description) => {
		stage = await rehearse(PAYMENTS);
		Object.assign(stage.host.credential, credential);
		await expect(stage.host.activate()).rejects.toMatchObject({
			message: expect.stringMatching(message),
			description: expect.stringMatching(description),
		});
	});

	test('stays subscribed when n8n starts while BigCommerce is down', async () => {
		stage = await rehearse(PAYMENTS);
		await stage.host.activate();
		stage.sandbox.store.setStoreFault({ kind: 'serverError', status: 503, on: 'hookList' });
		await stage.host.activate('init');
		await expect(stage.host.activate('activate')).rejects.toThrow(/HTTP 503/);
		expect(scopes()).toEqual(SCOPES);
	});
});

describe('deactivation', () => {
	test('removes every hook, and can be done again', async () => {
		stage = await rehearse(PAYMENTS);
		await stage.host.activate();
		await stage.host.deactivate();
		expect(stage.hooks()).toEqual([]);
		await stage.host.deactivate();
	});

	test('takes a hook that is gone for removed', async () => {
		stage = await rehearse(PAYMENTS);
		await stage.host.activate();
		stage.sandbox.store.setStoreFault({ kind: 'notFound', on: 'hookDelete' });
		await stage.host.deactivate();
	});

	test('tries every hook, and says which could not be removed', async () => {
		stage = await rehearse(PAYMENTS);
		await stage.host.activate();
		const [kept] = stage.hooks();
		stage.sandbox.store.setStoreFault({ kind: 'serverError', status: 500, on: 'hookDelete', times: 1 });
		await expect(stage.host.deactivate()).rejects.toThrow(
			new RegExp(`could not remove its hook ${kept?.id} for ${kept?.scope}.*HTTP 500`),
		);
		expect(stage.hooks()).toHaveLength(1);
		await stage.host.deactivate();
		expect(stage.hooks()).toEqual([]);
	});

	test('keeps the secret, so that a delivery on its way cannot bring an old one back', async () => {
		stage = await rehearse(PAYMENTS);
		await stage.host.activate();
		const { secret } = stage.host;
		await stage.host.deactivate();
		await pause(5);
		await stage.host.activate();
		expect(stage.host.secret).toBe(secret);
	});
});
