import { type RunningSandbox, startSandbox } from '../../sandbox/server';
import { PUBLISHED_CLIENTS, type PublishedClient } from './publishedClients';
import { serveUnderBigCommercesName } from './underBigCommercesName';

// Clients keep their connections, some for the whole process: one store, emptied before each test.
let sandbox: RunningSandbox;
let disconnect: () => Promise<void>;
beforeAll(async () => {
	sandbox = await startSandbox({ settings: { captureDelayMs: 0, quota: null }, orders: [] });
	disconnect = await serveUnderBigCommercesName(sandbox);
});
afterAll(async () => {
	await disconnect();
	await sandbox.close();
});
beforeEach(() => {
	sandbox.store.reset();
	sandbox.store.addOrder({ id: 118, total: '25.00' });
});

/**
 * Clients that others wrote for BigCommerce, as they are published: what they read wrongly here, the sandbox says
 * wrongly.
 */
describe.each(PUBLISHED_CLIENTS)('$name', ({ connect }) => {
	let client: PublishedClient;
	beforeEach(() => {
		client = connect({ storeHash: 'sandbox', accessToken: 'sandbox-token' });
	});

	test('lists every order once, over more pages than one', async () => {
		sandbox.store.addOrders(500);
		const ids = await client.orderIds();
		expect(ids).toEqual([...sandbox.store.orders.range()].map(({ id }) => id));
		expect(ids).toHaveLength(501);
	});

	test('an empty store is an empty list', async () => {
		sandbox.store.reset();
		await expect(client.orderIds()).resolves.toEqual([]);
	});

	test('captures an order, and sees that it was', async () => {
		await expect(client.paymentStatus(118)).resolves.toBe('authorized');
		await client.capture(118);
		await expect(client.paymentStatus(118)).resolves.toBe('captured');
		await expect(client.transactionEvents(118)).resolves.toEqual(['authorization', 'capture']);
		expect(sandbox.store.truth(118)).toMatchObject({ captures: 1 });
	});

	test('a second capture is an error that shows the answer', async () => {
		await client.capture(118);
		await expect(client.capture(118)).rejects.toThrow(/422/);
		expect(sandbox.store.truth(118)).toMatchObject({ captures: 1 });
	});

	test('refunds what a quote offers, and reads the refund', async () => {
		await client.capture(118);
		await expect(client.refundTotals(118)).resolves.toEqual([]);
		await client.refund(118, 10.5);
		await expect(client.refundTotals(118)).resolves.toEqual([10.5]);
		await expect(client.paymentStatus(118)).resolves.toBe('partially refunded');
	});

	test('adds a hook, finds it, switches it off and removes it', async () => {
		await expect(client.hooks()).resolves.toEqual([]);
		const scope = 'store/order/created';
		const id = await client.addHook(scope, 'https://example.com/hook');
		await expect(client.hooks()).resolves.toEqual([{ id, scope, isActive: true }]);
		await client.switchHookOff(id);
		await expect(client.hooks()).resolves.toEqual([{ id, scope, isActive: false }]);
		await client.removeHook(id);
		await expect(client.hooks()).resolves.toEqual([]);
	});

	test('keeps a metafield once: a second with its key is an error that says 409', async () => {
		const id = await client.addMetafield(118, 'claim');
		await expect(client.addMetafield(118, 'claim')).rejects.toThrow(/409/);
		await expect(client.metafieldKeys(118)).resolves.toEqual(['claim']);
		await client.removeMetafield(118, id);
		await expect(client.metafieldKeys(118)).resolves.toEqual([]);
		await expect(client.addMetafield(118, 'claim')).resolves.toBeGreaterThan(id);
	});

	test('an order that is not there is none, or an error that says 404', async () => {
		const status = await client.paymentStatus(999).catch((error: Error) => error.message);
		expect(status === null || String(status).includes('404')).toBe(true);
	});

	test('a token that is not the store’s is an error that says 401', async () => {
		const stranger = connect({ storeHash: 'sandbox', accessToken: 'nobody' });
		await expect(stranger.paymentStatus(118)).rejects.toThrow(/401/);
	});

	test('waits out the end of its quota and goes on', async () => {
		const warned = jest.spyOn(console, 'error').mockImplementation(() => undefined);
		sandbox.store.update({ quota: 10, windowMs: 500, retryAfter: 'window' });
		sandbox.store.useQuota(10);
		await expect(client.paymentStatus(118)).resolves.toBe('authorized');
		const outcomes = sandbox.store.log.recent().map(({ outcome }) => outcome);
		expect([outcomes[0], outcomes.at(-1)]).toEqual([429, 200]);
		sandbox.store.update({ quota: null });
		warned.mockRestore();
	});
});
