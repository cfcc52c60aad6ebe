import { HOOK_HEADER } from '../../nodes/BigCommerce/trigger/secret';
import { outputOf } from './harness/capture-proof';
import { seen, TRIGGER, TriggerStage, until } from './trigger-stage';

let stage: TriggerStage;

describe('the trigger', () => {
	beforeAll(async () => {
		stage = await TriggerStage.open('trigger');
	});
	afterEach(() => {
		stage.sandbox.store.reset();
		stage.sandbox.store.update({ hookStatusUpdatedHasStatus: true });
	});
	afterAll(async () => await stage?.close());

	test('activated, captured, started once for each result though each is delivered twice; deactivated, hooks gone', async () => {
		for (const id of [1, 2, 3]) stage.sandbox.store.addOrder({ id });
		stage.sandbox.store.addOrder({ id: 4, faults: [{ kind: 'decline' }] });
		const flow = await stage.active({ events: ['paymentCaptured', 'paymentCaptureFailed'] }, 2);
		expect(stage.hooks().map(({ scope, isActive }) => [scope, isActive])).toEqual([
			['store/order/transaction/created', true],
			['store/order/transaction/updated', true],
		]);
		await Promise.all([1, 2, 3, 4].map(async (id) => await stage.capture(id)));
		const runs = await stage.executions(flow, 4);
		expect(stage.sandbox.store.deliveries.recent()).toHaveLength(8);
		expect(seen(runs)).toEqual([
			'paymentCaptureFailed 4',
			'paymentCaptured 1',
			'paymentCaptured 2',
			'paymentCaptured 3',
		]);

		await stage.deactivate(flow);
		await stage.activate(flow, 2);
		await stage.deactivate(flow);
	});

	test('killed and started again it is still subscribed, and gets what happened meanwhile', async () => {
		for (const id of [11, 12, 13]) stage.sandbox.store.addOrder({ id });
		const flow = await stage.active({ events: ['paymentCaptured'], includeOrder: true }, 2);
		const before = stage.hooks();
		await stage.capture(11);
		await stage.executions(flow, 1);

		await stage.n8n.kill();
		await stage.capture(12);
		await until(() => stage.sandbox.store.deliveries.recent().some(({ retries }) => retries > 0));
		await stage.n8n.restart();
		await stage.capture(13);
		const runs = await stage.executions(flow, 3);
		expect(seen(runs)).toEqual(['paymentCaptured 11', 'paymentCaptured 12', 'paymentCaptured 13']);
		expect(runs.flatMap((run) => outputOf(run, TRIGGER)).map(({ order }) => order)).toEqual(
			expect.arrayContaining([expect.objectContaining({ id: 12, payment_status: 'captured' })]),
		);
		expect(stage.hooks()).toEqual(before);

		// What was seen before the crash is known after it.
		const [old] = stage.sandbox.store.deliveries.recent();
		if (old === undefined) throw new Error('nothing was delivered');
		const { status } = await fetch(old.url, {
			method: 'POST',
			headers: { ...stage.sandbox.store.deliveries.headersOf(old, Date.now()), connection: 'close' },
			body: old.body,
		});
		expect(status).toBe(200);
		await stage.executions(flow, 3);
		await stage.deactivate(flow);
	});

	test('what is not genuine is refused, and starts nothing', async () => {
		const flow = await stage.active({ events: ['orderCreated'] });
		const [hook] = stage.hooks();
		if (hook === undefined) throw new Error('no hook');
		const good = {
			producer: 'stores/sandbox',
			hash: 'h',
			created_at: 1_762_126_619,
			store_id: '1',
			scope: 'store/order/created',
			data: { type: 'order', id: 1 },
		};
		const text = JSON.stringify(good);
		const send = async (body: string, headers: Record<string, string> = {}): Promise<number> => {
			const answer = await fetch(hook.destination, {
				method: 'POST',
				headers: { 'content-type': 'application/json', connection: 'close', ...hook.headers, ...headers },
				body,
			});
			return answer.status;
		};
		await until(async () => (await send(text, { [HOOK_HEADER]: '' })) !== 404);
		expect(await send(text, { [HOOK_HEADER]: '' })).toBe(401);
		expect(await send(text, { [HOOK_HEADER]: 'x'.repeat(43) })).toBe(401);
		expect(
			await send(text, {
				'webhook-id': 'm',
				'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
				'webhook-signature': 'v1,AAAA',
			}),
		).toBe(401);
		expect(await send(JSON.stringify({ ...good, producer: 'stores/other' }))).toBe(401);
		// With the right secret, what cannot be read is logged and answered 200: refusing it would switch the hook off.
		expect(await send(JSON.stringify({ ...good, scope: 'store/cart/created' }))).toBe(200);
		expect(await send(text.replace('"data":{', '"data":{"__proto__":{},'))).toBe(200);
		// n8n reads the body before the node does, and says 422 to JSON that is cut off.
		expect(await send(text.slice(0, 50))).toBe(422);
		expect(await send(JSON.stringify({ ...good, padding: 'x'.repeat(100_000) }))).toBe(200);
		await stage.executions(flow, 0);

		expect(await send(text)).toBe(200);
		await stage.executions(flow, 1);
		await stage.deactivate(flow);
	});

	test('what cannot be decided becomes a failed execution that says so', async () => {
		stage.sandbox.store.update({ hookStatusUpdatedHasStatus: false });
		stage.sandbox.store.addOrder({ id: 31 });
		const flow = await stage.active({ events: ['orderStatusUpdated'], toStatus: [2] });
		await stage.api('PUT', 'v2/orders/31', { status_id: 2 });
		const [told] = await stage.executions(flow, 1);
		expect(told && outputOf(told, TRIGGER)).toMatchObject([
			{ event: 'orderStatusUpdated', orderId: 31, newStatusId: 2 },
		]);

		stage.sandbox.store.setStoreFault({ kind: 'readError', status: 404, on: 'orderGet' });
		await stage.api('PUT', 'v2/orders/31', { status_id: 9 });
		const runs = await stage.executions(flow, 2);
		const failed = runs.find(({ status }) => status === 'error');
		expect(failed?.error?.message).toMatch(/^Order 31: its new status cannot be told/);
		expect(stage.n8n.log()).not.toMatch(/unhandled/i);
		stage.sandbox.store.setStoreFault([]);
		await stage.deactivate(flow);
	});

	test('listening for one event in the editor: a hook of its own, gone afterwards', async () => {
		stage.sandbox.store.addOrder({ id: 41 });
		const flow = await stage.add({ events: ['paymentCaptured'] });
		const answer = await stage.n8n.rest.call<{ waitingForWebhook?: boolean }>(
			'POST',
			`/rest/workflows/${flow.id}/run`,
			{ triggerToStartFrom: { name: TRIGGER } },
		);
		expect(answer.waitingForWebhook).toBe(true);
		expect(stage.hooks().map(({ destination }) => destination)).toEqual([
			expect.stringContaining('/webhook-test/'),
			expect.stringContaining('/webhook-test/'),
		]);
		await stage.capture(41);
		const runs = await stage.executions(flow, 1);
		expect(runs.map(({ mode }) => mode)).toEqual(['manual']);
		expect(seen(runs)).toEqual(['paymentCaptured 41']);
		await until(() => stage.hooks().length === 0);
	});

	test('an activation that cannot be done says why, and leaves no hook behind', async () => {
		stage.sandbox.store.setStoreFault({ kind: 'serverError', status: 503, on: 'hookCreate', after: 1 });
		const flow = await stage.add({ events: ['paymentCaptured'] });
		await stage.n8n.rest.activate(flow);
		// n8n tries several times before it gives up.
		await until(() =>
			/could not subscribe to store\/order\/transaction\/(created|updated) \(HTTP 503/.test(stage.n8n.log()),
		);
		await until(() => stage.hooks().length === 0);
		await stage.n8n.rest.call('POST', `/rest/workflows/${flow.id}/deactivate`, { versionId: flow.versionId });
	});
});

/** n8n 1 asks every trigger about its hooks when it starts; n8n 2 does so on activation alone. */
describe('the trigger in n8n 1', () => {
	beforeAll(async () => {
		stage = await TriggerStage.open('trigger-n8n-1', 1);
	});
	afterAll(async () => await stage?.close());

	test('starts once for each result, and a start switches on what BigCommerce has switched off', async () => {
		for (const id of [51, 52]) stage.sandbox.store.addOrder({ id });
		const flow = await stage.active({ events: ['paymentCaptured'] }, 2);
		await stage.capture(51);
		await stage.executions(flow, 1);

		await stage.n8n.kill();
		for (const hook of stage.hooks()) Object.assign(hook, { isActive: false, isDeactivated: true });
		await stage.n8n.restart();
		await until(() => stage.hooks().every(({ isActive }) => isActive));
		await stage.capture(52);
		expect(seen(await stage.executions(flow, 2))).toEqual(['paymentCaptured 51', 'paymentCaptured 52']);
		expect(stage.hooks()).toHaveLength(2);
		await stage.deactivate(flow);
	});
});
