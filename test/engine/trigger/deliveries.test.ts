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

	test.each<[string, string | Buffer<ArrayBuffer>, number]>([
		['the event of another store', body({ producer: 'stores/other' }), 401],
		['no producer', body({ producer: undefined }), 200],
		['an unknown scope', body({ scope: 'store/cart/created' }), 200],
		['a scope that is no text', body({ scope: ['store/order/created'] }), 200],
		['a body cut short', body().slice(0, 80), 200],
		['no body', '', 200],
		['no JSON', 'hello', 200],
		['a list', `[${body()}]`, 200],
		['no order ID', body({ data: { type: 'order' } }), 200],
		['an order ID that is a path', body({ data: { type: 'order', id: '1/../2' } }), 200],
		['a key __proto__', body().replace('"data":{', '"data":{"__proto__":{"x":1},'), 200],
		['a huge body', body({ padding: 'x'.repeat(100_000) }), 200],
		['a body of a megabyte that is no JSON', Buffer.alloc(1_000_000, 'x'), 200],
	])(
		'%s starts nothing, and with the right secret is not refused: that would switch the hook off',
		async (_what, text, status) => {
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

	test.each<[string, () => Record<string, string>, number]>([
		['a good one', () => signed(body()), 200],
		['none', () => ({}), 200],
		['one of another key', () => signed(body(), { key: 'other' }), 401],
		['one of another body', () => signed(body({ created_at: 1 })), 401],
		['an old one', () => signed(body(), { at: Date.now() - 301_000 }), 401],
		['one from the future', () => signed(body(), { at: Date.now() + 302_000 }), 401],
		['one without its ID', () => ({ ...signed(body()), 'webhook-id': '' }), 401],
		[
			'a good one among others',
			() => ({ ...signed(body()), 'webhook-signature': `v1,AAAA ${signed(body())['webhook-signature']}` }),
			200,
		],
	])('%s', async (_what, headers, status) => {
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

	test.each<[string, Array<[Record<string, unknown>, Record<string, string>]>, number]>([
		[
			'the same ID',
			[
				[update, { 'webhook-id': 'a' }],
				[update, { 'webhook-id': 'a' }],
			],
			1,
		],
		[
			'the same ID with another hash',
			[
				[update, { 'webhook-id': 'b' }],
				[{ ...update, hash: 'b' }, { 'webhook-id': 'b' }],
			],
			1,
		],
		[
			'the same hash without ID',
			[
				[update, {}],
				[update, {}],
			],
			1,
		],
		[
			'another time under the same hash',
			[
				[update, {}],
				[{ ...update, created_at: 1_762_126_620 }, {}],
			],
			2,
		],
		[
			'another ID: another change, though the payload is the same',
			[
				[update, { 'webhook-id': 'c' }],
				[update, { 'webhook-id': 'd' }],
			],
			2,
		],
		[
			'another ID for an order that can only be created once',
			[
				[{}, { 'webhook-id': 'e' }],
				[{}, { 'webhook-id': 'f' }],
			],
			1,
		],
		[
			'nothing to go by',
			[
				[{ ...update, hash: undefined }, {}],
				[{ ...update, hash: undefined }, {}],
			],
			2,
		],
	])('%s', async (_what, deliveries, started) => {
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
