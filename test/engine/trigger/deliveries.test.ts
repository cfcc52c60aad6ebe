import { createHmac } from 'node:crypto';
import { HOOK_HEADER } from '../../../nodes/BigCommerce/trigger/secret';
import type { Reply } from './host';
import { delivered, setUp, until, type TriggerSetup } from './triggerSetup';

let setup: TriggerSetup;
afterEach(async () => await setup.end());

const EVENTS = { events: ['orderCreated', 'orderUpdated', 'paymentCaptured', 'transactionCreated'] };

function body(more: Record<string, unknown> = {}): string {
	return JSON.stringify({
		producer: 'stores/sandbox',
		hash: 'a'.repeat(40),
		created_at: 1_762_126_619,
		store_id: '1025646',
		scope: 'store/order/created',
		data: { type: 'order', id: 118 },
		...more,
	});
}

async function deliver(text: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}): Promise<Reply> {
	return await setup.host.deliver(text, { [HOOK_HEADER]: setup.host.secret, ...headers });
}

function signed(
	text: string,
	{ id = 'msg_1', at = Date.now(), key = 'sandbox-client-secret' } = {},
): Record<string, string> {
	const timestamp = String(Math.floor(at / 1000));
	const digest = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64');
	return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${digest}` };
}

describe('what is not genuine', () => {
	beforeEach(async () => {
		setup = await setUp(EVENTS);
		await setup.host.activate();
	});

	test('a genuine delivery, for comparison', async () => {
		expect((await deliver(body())).status).toBe(200);
		expect(setup.host.executions).toEqual([
			[expect.objectContaining({ event: 'orderCreated', orderId: 118, createdAt: '2025-11-02T23:36:59.000Z' })],
		]);
	});

	test.each<[string, Record<string, string>]>([
		['no secret', { [HOOK_HEADER]: '' }],
		['a wrong secret', { [HOOK_HEADER]: 'x'.repeat(43) }],
		['half the secret', { [HOOK_HEADER]: 'half' }],
	])('%s: 401', async (what, headers) => {
		const given = what === 'half the secret' ? { [HOOK_HEADER]: setup.host.secret.slice(0, 20) } : headers;
		expect((await deliver(body(), given)).status).toBe(401);
		expect(setup.host.executions).toEqual([]);
	});

	test.each<{ what: string; text: string | Buffer<ArrayBuffer>; status: number }>([
		{ what: 'the event of another store', text: body({ producer: 'stores/other' }), status: 401 },
		{ what: 'no producer', text: body({ producer: undefined }), status: 200 },
		{ what: 'an unknown scope', text: body({ scope: 'store/cart/created' }), status: 200 },
		{ what: 'a scope that is no text', text: body({ scope: ['store/order/created'] }), status: 200 },
		{ what: 'a body cut short', text: body().slice(0, 80), status: 200 },
		{ what: 'no body', text: '', status: 200 },
		{ what: 'no JSON', text: 'hello', status: 200 },
		{ what: 'a list', text: `[${body()}]`, status: 200 },
		{ what: 'no order ID', text: body({ data: { type: 'order' } }), status: 200 },
		{ what: 'an order ID that is a path', text: body({ data: { type: 'order', id: '1/../2' } }), status: 200 },
		{ what: 'a key __proto__', text: body().replace('"data":{', '"data":{"__proto__":{"x":1},'), status: 200 },
		{ what: 'a huge body', text: body({ padding: 'x'.repeat(100_000) }), status: 200 },
		{ what: 'a body of a megabyte that is no JSON', text: Buffer.alloc(1_000_000, 'x'), status: 200 },
	])(
		'$what starts nothing, and with the right secret is not refused: that would switch the hook off',
		async ({ text, status }) => {
			expect((await deliver(text)).status).toBe(status);
			expect(setup.host.executions).toEqual([]);
			expect(setup.host.failures).toEqual([]);
		},
	);

	test('a known scope that is not subscribed to is taken and starts nothing', async () => {
		expect(
			(await deliver(body({ scope: 'store/shipment/created', data: { type: 'shipment', id: 1, orderId: 118 } })))
				.status,
		).toBe(200);
		expect(setup.host.executions).toEqual([]);
	});

	test('nothing is taken before the first activation', async () => {
		setup.host.staticData = {};
		expect((await deliver(body(), { [HOOK_HEADER]: 'anything' })).status).toBe(401);
		expect((await deliver(body(), { [HOOK_HEADER]: '' })).status).toBe(401);
	});

	test('two thousand with a wrong secret start nothing, and the genuine one after them gets through', async () => {
		const wrong = { [HOOK_HEADER]: 'y'.repeat(43) };
		let refused = 0;
		for (let batch = 0; batch < 100; batch++) {
			const replies = await Promise.all(Array.from({ length: 20 }, async () => await deliver(body(), wrong)));
			refused += replies.filter(({ status }) => status === 401).length;
		}
		expect(refused).toBe(2_000);
		expect((await deliver(body())).status).toBe(200);
		expect(setup.host.executions).toHaveLength(1);
	});
});

describe('signatures', () => {
	beforeEach(async () => {
		setup = await setUp(EVENTS);
		Object.assign(setup.host.credential, { clientSecret: 'sandbox-client-secret' });
		await setup.host.activate();
	});

	test.each<{ what: string; headers: () => Record<string, string>; status: number }>([
		{ what: 'a good one', headers: () => signed(body()), status: 200 },
		{ what: 'none', headers: () => ({}), status: 200 },
		{ what: 'one of another key', headers: () => signed(body(), { key: 'other' }), status: 401 },
		{ what: 'one of another body', headers: () => signed(body({ created_at: 1 })), status: 401 },
		{ what: 'an old one', headers: () => signed(body(), { at: Date.now() - 301_000 }), status: 401 },
		{ what: 'one from the future', headers: () => signed(body(), { at: Date.now() + 302_000 }), status: 401 },
		{ what: 'one without its ID', headers: () => ({ ...signed(body()), 'webhook-id': '' }), status: 401 },
		{
			what: 'a good one among others',
			headers: () => ({ ...signed(body()), 'webhook-signature': `v1,AAAA ${signed(body())['webhook-signature']}` }),
			status: 200,
		},
	])('$what', async ({ headers, status }) => {
		expect((await deliver(body(), headers())).status).toBe(status);
		expect(setup.host.executions).toHaveLength(status === 200 ? 1 : 0);
	});

	test('a good signature does not stand in for the secret', async () => {
		expect((await deliver(body(), { ...signed(body()), [HOOK_HEADER]: '' })).status).toBe(401);
	});

	test('those of the store are taken', async () => {
		setup.sandbox.store.addOrder({ id: 200 });
		await delivered(setup);
		expect(setup.host.executions.flat().map(({ orderId }) => orderId)).toContain(200);
	});
});

describe('repeats', () => {
	beforeEach(async () => {
		setup = await setUp(EVENTS);
		await setup.host.activate();
	});

	const update = { scope: 'store/order/updated' };

	test.each<{ what: string; deliveries: Array<[Record<string, unknown>, Record<string, string>]>; started: number }>([
		{
			what: 'the same ID',
			deliveries: [
				[update, { 'webhook-id': 'a' }],
				[update, { 'webhook-id': 'a' }],
			],
			started: 1,
		},
		{
			what: 'the same ID with another hash',
			deliveries: [
				[update, { 'webhook-id': 'b' }],
				[{ ...update, hash: 'b' }, { 'webhook-id': 'b' }],
			],
			started: 1,
		},
		{
			what: 'the same hash without ID',
			deliveries: [
				[update, {}],
				[update, {}],
			],
			started: 1,
		},
		{
			what: 'another time under the same hash',
			deliveries: [
				[update, {}],
				[{ ...update, created_at: 1_762_126_620 }, {}],
			],
			started: 2,
		},
		{
			what: 'another ID: another change, though the payload is the same',
			deliveries: [
				[update, { 'webhook-id': 'c' }],
				[update, { 'webhook-id': 'd' }],
			],
			started: 2,
		},
		{
			what: 'another ID for an order that can only be created once',
			deliveries: [
				[{}, { 'webhook-id': 'e' }],
				[{}, { 'webhook-id': 'f' }],
			],
			started: 1,
		},
		{
			what: 'nothing to go by',
			deliveries: [
				[{ ...update, hash: undefined }, {}],
				[{ ...update, hash: undefined }, {}],
			],
			started: 2,
		},
	])('$what', async ({ deliveries, started }) => {
		for (const [more, headers] of deliveries) expect((await deliver(body(more), headers)).status).toBe(200);
		expect(setup.host.executions).toHaveLength(started);
	});

	test('copies that arrive at once start one execution', async () => {
		const replies = await Promise.all(
			Array.from({ length: 20 }, async () => await deliver(body(), { 'webhook-id': 'once' })),
		);
		expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
		expect(setup.host.executions).toHaveLength(1);
	});

	test('what n8n could not start is taken again', async () => {
		setup.host.failingStarts = 1;
		expect((await deliver(body(), { 'webhook-id': 'again' })).status).toBe(500);
		await until(() => setup.host.failures.length === 1);
		expect((await deliver(body(), { 'webhook-id': 'again' })).status).toBe(200);
		expect((await deliver(body(), { 'webhook-id': 'again' })).status).toBe(200);
		expect(setup.host.executions).toHaveLength(1);
	});

	test('is also known after a restart, from what n8n has stored', async () => {
		await deliver(body(update), { 'webhook-id': 'stored' });
		expect(JSON.stringify(setup.host.staticData)).toMatch(/"seen":\["[\w-]{11}"/);
		// Another process: the same node, and none of this process's memory.
		await jest.isolateModulesAsync(async () => {
			const { TriggerHost } = await import('./host');
			const second = await new TriggerHost(setup.host.node.parameters, setup.host.credential).open();
			Object.assign(second.node, setup.host.node);
			second.staticData = setup.host.staticData;
			const headers = { [HOOK_HEADER]: setup.host.secret };
			await second.deliver(body(update), { ...headers, 'webhook-id': 'stored' });
			await second.deliver(body(update), { ...headers, 'webhook-id': 'new' });
			expect(second.executions).toHaveLength(1);
			await second.close();
		});
	});

	test('is forgotten by the next test in the editor', async () => {
		setup.host.isTest = true;
		for (const session of [1, 2]) {
			await setup.host.activate('manual');
			for (let copy = 0; copy < 2; copy++) await deliver(body(), { 'webhook-id': 'test' });
			expect(setup.host.executions).toHaveLength(session);
		}
		setup.host.isTest = false;
		await deliver(body(), { 'webhook-id': 'test' });
		expect(setup.host.executions).toHaveLength(3);
	});

	test('keeps what it stores small', async () => {
		for (let id = 1; id <= 400; id++)
			await deliver(body({ data: { type: 'order', id } }), { 'webhook-id': `many-${id}` });
		expect(setup.host.executions).toHaveLength(400);
		expect(JSON.stringify(setup.host.staticData).length).toBeLessThan(9_000);
	});
});

describe('results in words that are not documented', () => {
	function settled(result: Record<string, unknown>): string {
		return body({
			scope: 'store/order/transaction/updated',
			data: {
				type: 'transaction',
				order_id: '118',
				platform_transaction_id: '7',
				transaction_type: 'capture',
				...result,
			},
		});
	}

	test.each([
		['captured' as const, ['paymentCaptured']],
		['authorized' as const, []],
	])('the order decides: %s', async (state, events) => {
		setup = await setUp({ events: ['paymentCaptured'] });
		setup.sandbox.store.addOrder({ id: 118, state });
		await setup.host.activate();
		expect((await deliver(settled({ transaction_status: 'final', result: { type: 'ok?' } }))).status).toBe(200);
		await until(() => setup.sandbox.store.log.recent().some(({ path }) => path.endsWith('/orders/118')));
		if (events.length > 0) await until(() => setup.host.executions.length > 0);
		expect(setup.host.executions.flat().map(({ event }) => event)).toEqual(events);
	});
});
