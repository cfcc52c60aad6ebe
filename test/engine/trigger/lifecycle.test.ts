import { randomUUID } from 'node:crypto';
import { pause, setUp, type TriggerSetup } from './triggerSetup';

const PAYMENTS = { events: ['paymentCaptured', 'paymentCaptureFailed'] };
const SCOPES = ['store/order/transaction/created', 'store/order/transaction/updated'];

let setup: TriggerSetup;
afterEach(async () => await setup.end());

function scopes(): string[] {
	return setup
		.hooks()
		.map(({ scope }) => scope)
		.sort();
}

/** Somebody else's hook, made with the same API account. */
async function makeHook(body: Record<string, unknown>): Promise<void> {
	const response = await fetch(`${setup.sandbox.apiUrl}/stores/sandbox/v3/hooks`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-auth-token': 'sandbox-token' },
		body: JSON.stringify(body),
	});
	if (!response.ok) throw new Error(await response.text());
}

/** Writing calls about hooks, as the store saw them. */
function writes(): string[] {
	return setup.sandbox.store.log
		.recent()
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path }) => `${method} ${path.replace(/^.*v3/, '')}`);
}

describe('activation', () => {
	test('subscribes once to each scope, with the secret', async () => {
		setup = await setUp(PAYMENTS);
		await setup.host.activate();
		expect(scopes()).toEqual(SCOPES);
		for (const hook of setup.hooks()) {
			expect(hook.destination).toBe(setup.host.destination);
			expect(Object.values(hook.headers ?? {})).toEqual([setup.host.secret]);
		}
		expect(setup.host.secret).toMatch(/^[\w-]{43}$/);
	});

	test('has nothing to do the second time, nor when n8n starts again', async () => {
		setup = await setUp(PAYMENTS);
		await setup.host.activate();
		const before = setup.hooks();
		await setup.host.activate();
		await setup.host.activate('init');
		expect(setup.hooks()).toEqual(before);
		expect(writes()).toEqual(['POST /hooks', 'POST /hooks']);
	});

	test('switches hooks on again that BigCommerce has switched off', async () => {
		setup = await setUp(PAYMENTS);
		await setup.host.activate();
		for (const hook of setup.hooks()) Object.assign(hook, { isActive: false, isDeactivated: true });
		expect(await setup.host.isInPlace()).toBe(false);
		await setup.host.activate('init');
		expect(setup.hooks().map(({ isActive }) => isActive)).toEqual([true, true]);
		expect(scopes()).toEqual(SCOPES);
	});

	test('gives hooks it finds its own secret', async () => {
		setup = await setUp(PAYMENTS);
		await makeHook({ scope: SCOPES[0], destination: setup.host.destination, headers: { 'X-N8N-Hook-Secret': 'old' } });
		await makeHook({ scope: SCOPES[1], destination: setup.host.destination });
		await setup.host.activate();
		expect(setup.hooks()).toHaveLength(2);
		for (const { headers } of setup.hooks()) expect(Object.values(headers ?? {})).toContain(setup.host.secret);
	});

	test('removes what is no longer needed, and leaves the hooks of others', async () => {
		setup = await setUp({ events: ['orderCreated'] });
		await makeHook({ scope: 'store/order/updated', destination: setup.host.destination });
		await makeHook({ scope: 'store/order/created', destination: 'https://shop.example.com/in' });
		await setup.host.activate();
		expect(setup.hooks().map(({ scope, destination }) => [scope, destination === setup.host.destination])).toEqual([
			['store/order/created', false],
			['store/order/created', true],
		]);
	});

	test('finds its hooks behind many pages of others', async () => {
		setup = await setUp({ events: ['orderCreated'] });
		await setup.host.activate();
		const [own] = setup.hooks();
		if (own === undefined) throw new Error('no hook');
		setup.sandbox.store.hooks.clear();
		for (let id = 1; id <= 600; id++)
			setup.sandbox.store.hooks.add({ ...own, id, destination: `https://shop${id}.example.com/in` });
		setup.sandbox.store.hooks.add({ ...own, id: 601 });
		expect(await setup.host.isInPlace()).toBe(true);
	});

	test('follows n8n to a new address, and leaves the hooks of the old one alone', async () => {
		setup = await setUp({ events: ['orderCreated'] });
		const local = setup.host.destination;
		await setup.host.activate();
		setup.host.moveTo('https://n8n.example.com');
		await setup.host.activate('init');
		expect(setup.hooks().map(({ destination }) => destination)).toEqual([local, setup.host.destination]);
		expect(setup.host.destination).not.toBe(local);
	});

	test('tidies up at an earlier path of its own on this host', async () => {
		setup = await setUp({ events: ['orderCreated'] });
		await setup.host.activate();
		setup.host.node.webhookId = randomUUID();
		await setup.host.activate('init');
		expect(setup.hooks().map(({ destination }) => destination)).toEqual([setup.host.destination]);
	});

	test('keeps a test in the editor and the production hook apart', async () => {
		setup = await setUp({ events: ['orderCreated'] });
		await setup.host.activate();
		const production = setup.host.destination;
		setup.host.isTest = true;
		await setup.host.activate('manual');
		expect(setup.hooks()).toHaveLength(2);
		await setup.host.deactivate();
		expect(setup.hooks().map(({ destination }) => destination)).toEqual([production]);
	});
});

describe('when activation cannot be done', () => {
	test.each([
		{ what: 'no event', parameters: { events: [] }, baseUrl: 'https://n8n.example.com', words: /'Events' is empty/ },
		{
			what: 'plain HTTP',
			parameters: PAYMENTS,
			baseUrl: 'http://n8n.example.com',
			words: /cannot deliver to this n8n/,
		},
		{
			what: 'a port of its own',
			parameters: PAYMENTS,
			baseUrl: 'https://n8n.example.com:5678',
			words: /cannot deliver to this n8n/,
		},
	])('refuses $what before any call', async ({ parameters, baseUrl, words }) => {
		setup = await setUp(parameters);
		setup.host.moveTo(baseUrl);
		await expect(setup.host.activate()).rejects.toThrow(words);
		expect(setup.sandbox.store.log.recent()).toEqual([]);
	});

	test('removes the hooks it made when one of them is refused', async () => {
		setup = await setUp({ events: ['orderCreated', 'orderUpdated', 'shipmentCreated'] });
		setup.sandbox.store.setStoreFault({ kind: 'serverError', status: 503, on: 'hookCreate', after: 2 });
		await expect(setup.host.activate()).rejects.toThrow(/could not subscribe to store\/shipment\/created \(HTTP 503/);
		expect(setup.hooks()).toEqual([]);
		setup.sandbox.store.setStoreFault([]);
		await setup.host.activate();
		expect(setup.hooks()).toHaveLength(3);
	});

	test('keeps a hook whose answer was lost', async () => {
		setup = await setUp(PAYMENTS);
		setup.sandbox.store.setStoreFault({ kind: 'lostAnswer', on: 'hookCreate', times: 1 });
		await setup.host.activate();
		expect(scopes()).toEqual(SCOPES);
	});

	test('says that ten hooks are taken, and by whom', async () => {
		setup = await setUp({ events: ['orderCreated'] });
		for (let shop = 1; shop <= 10; shop++)
			await makeHook({ scope: 'store/order/created', destination: `https://shop${shop}.example.com/in` });
		await expect(setup.host.activate()).rejects.toMatchObject({
			message: expect.stringContaining('could not subscribe to store/order/created (HTTP 422'),
			description: expect.stringMatching(/takes 10 hooks.*shop1\.example\.com.*shop10\.example\.com/),
		});
		expect(setup.hooks()).toHaveLength(10);
	});

	test.each([
		{ what: 'a wrong token', credential: { accessToken: 'wrong' }, message: /HTTP 401/, description: /'Access Token'/ },
		{ what: 'another store', credential: { storeHash: 'other' }, message: /HTTP 40[34]/, description: /'Store Hash'/ },
	])('says what to do about $what', async ({ credential, message, description }) => {
		setup = await setUp(PAYMENTS);
		Object.assign(setup.host.credential, credential);
		await expect(setup.host.activate()).rejects.toMatchObject({
			message: expect.stringMatching(message),
			description: expect.stringMatching(description),
		});
	});

	test('stays subscribed when n8n starts while BigCommerce is down', async () => {
		setup = await setUp(PAYMENTS);
		await setup.host.activate();
		setup.sandbox.store.setStoreFault({ kind: 'serverError', status: 503, on: 'hookList' });
		await setup.host.activate('init');
		await expect(setup.host.activate('activate')).rejects.toThrow(/HTTP 503/);
		expect(scopes()).toEqual(SCOPES);
	});
});

describe('deactivation', () => {
	test('removes every hook, and can be done again', async () => {
		setup = await setUp(PAYMENTS);
		await setup.host.activate();
		await setup.host.deactivate();
		expect(setup.hooks()).toEqual([]);
		await setup.host.deactivate();
	});

	test('takes a hook that is gone for removed', async () => {
		setup = await setUp(PAYMENTS);
		await setup.host.activate();
		setup.sandbox.store.setStoreFault({ kind: 'notFound', on: 'hookDelete' });
		await setup.host.deactivate();
	});

	test('tries every hook, and says which could not be removed', async () => {
		setup = await setUp(PAYMENTS);
		await setup.host.activate();
		const [kept] = setup.hooks();
		setup.sandbox.store.setStoreFault({ kind: 'serverError', status: 500, on: 'hookDelete', times: 1 });
		await expect(setup.host.deactivate()).rejects.toThrow(
			new RegExp(`could not remove its hook ${kept?.id} for ${kept?.scope}.*HTTP 500`),
		);
		expect(setup.hooks()).toHaveLength(1);
		await setup.host.deactivate();
		expect(setup.hooks()).toEqual([]);
	});

	test('keeps the secret, so that a delivery on its way cannot bring an old one back', async () => {
		setup = await setUp(PAYMENTS);
		await setup.host.activate();
		const { secret } = setup.host;
		await setup.host.deactivate();
		await pause(5);
		await setup.host.activate();
		expect(setup.host.secret).toBe(secret);
	});
});
