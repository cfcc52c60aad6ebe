import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { HOOK_HEADER } from '../../nodes/BigCommerce/trigger/secret';
import type { Hook } from '../../sandbox/hooks/hook';
import { startSandbox, type RunningSandbox } from '../../sandbox/server';
import type { Execution } from '../../scripts/n8n/rest';
import { packageName } from '../../scripts/n8n/user-folder';
import { outputOf } from './harness/capture-proof';
import { Instance } from './harness/instance';
import { set, workflow, type Step } from './harness/workflow';

const TRIGGER = 'BigCommerce Trigger';

const trigger = (parameters: Record<string, unknown>): Step => ({
	name: TRIGGER,
	type: `${packageName}.bigCommerceTrigger`,
	typeVersion: 1,
	webhookId: randomUUID(),
	parameters,
});

/** The trigger in real n8n: every delivery is sent twice, and what is not taken is sent again soon. */
describe('the trigger', () => {
	let sandbox: RunningSandbox;
	let n8n: Instance;

	beforeAll(async () => {
		sandbox = await startSandbox({ orders: [], settings: { captureDelayMs: 300, quota: null, hookDuplicates: 1, hookTimeScale: 0.01 } });
		n8n = await Instance.start({ name: 'trigger', sandbox });
	});
	afterEach(() => {
		sandbox.store.reset();
		sandbox.store.update({ hookStatusUpdatedHasStatus: true });
	});
	afterAll(async () => {
		await n8n?.stop();
		await sandbox?.close();
	});

	const hooks = (): Hook[] => sandbox.store.hooks.all();

	async function add(parameters: Record<string, unknown>): Promise<{ id: string; versionId: string }> {
		return await n8n.add(workflow('Triggered', [trigger(parameters), set('Went on', { seen: '={{ $json.event }} {{ $json.orderId }}' })], [[TRIGGER, 'Went on']]));
	}

	/** Activates, and waits until n8n has done it: n8n 2 answers first. */
	async function active(parameters: Record<string, unknown>, count = 1): Promise<{ id: string; versionId: string }> {
		const flow = await add(parameters);
		await activate(flow, count);
		return flow;
	}

	async function activate(flow: { id: string; versionId: string }, count: number): Promise<void> {
		await n8n.rest.activate(flow);
		await until(async () => {
			const { staticData } = await n8n.rest.call<{ staticData: unknown }>('GET', `/rest/workflows/${flow.id}`);
			return hooks().length === count && JSON.stringify(staticData ?? {}).includes('"scopes"');
		});
	}

	async function deactivate({ id, versionId }: { id: string; versionId: string }): Promise<void> {
		await n8n.rest.call('POST', `/rest/workflows/${id}/deactivate`, { versionId });
		await until(() => hooks().length === 0);
	}

	async function api(method: string, path: string, body: Record<string, unknown>): Promise<void> {
		const { status } = await fetch(`${sandbox.apiUrl}/stores/sandbox/${path}`, {
			method,
			headers: { 'x-auth-token': 'sandbox-token', accept: 'application/json', 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		if (status >= 300) throw new Error(`${method} ${path} answered ${status}`);
	}

	async function capture(orderId: number): Promise<void> {
		await api('POST', `v3/orders/${orderId}/payment_actions/capture`, {});
	}

	/** The executions of a workflow once there are so many, and still so many a moment later. */
	async function executions({ id }: { id: string }, count: number): Promise<Execution[]> {
		await until(async () => (await n8n.rest.listExecutions(id)).length >= count);
		await until(() => sandbox.store.deliveries.recent().every(({ state }) => state === 'delivered' || state === 'failed'));
		await wait(500);
		const list = await n8n.rest.listExecutions(id);
		expect(list).toHaveLength(count);
		return await Promise.all(list.map(async (one) => await n8n.rest.finished(one.id)));
	}

	const seen = (runs: Execution[]): unknown[] => runs.flatMap((run) => outputOf(run, 'Went on').map((item) => item.seen)).sort();

	test('activated, captured, started once for each result though each is delivered twice; deactivated, hooks gone', async () => {
		for (const id of [1, 2, 3]) sandbox.store.addOrder({ id });
		sandbox.store.addOrder({ id: 4, faults: [{ kind: 'decline' }] });
		const flow = await active({ events: ['paymentCaptured', 'paymentCaptureFailed'] }, 2);
		expect(hooks().map(({ scope, isActive }) => [scope, isActive])).toEqual([
			['store/order/transaction/created', true],
			['store/order/transaction/updated', true],
		]);
		await Promise.all([1, 2, 3, 4].map(capture));
		const runs = await executions(flow, 4);
		expect(sandbox.store.deliveries.recent()).toHaveLength(8);
		expect(seen(runs)).toEqual(['paymentCaptureFailed 4', 'paymentCaptured 1', 'paymentCaptured 2', 'paymentCaptured 3']);

		await deactivate(flow);
		await activate(flow, 2);
		await deactivate(flow);
	});

	test('killed and started again it is still subscribed, and gets what happened meanwhile', async () => {
		for (const id of [11, 12, 13]) sandbox.store.addOrder({ id });
		const flow = await active({ events: ['paymentCaptured'], includeOrder: true }, 2);
		const before = hooks();
		await capture(11);
		await executions(flow, 1);

		await n8n.kill();
		await capture(12);
		await until(() => sandbox.store.deliveries.recent().some(({ retries }) => retries > 0));
		await n8n.restart();
		await capture(13);
		const runs = await executions(flow, 3);
		expect(seen(runs)).toEqual(['paymentCaptured 11', 'paymentCaptured 12', 'paymentCaptured 13']);
		expect(runs.flatMap((run) => outputOf(run, TRIGGER)).map(({ order }) => order)).toEqual(
			expect.arrayContaining([expect.objectContaining({ id: 12, payment_status: 'captured' })]),
		);
		expect(hooks()).toEqual(before);

		// What was seen before the crash is known after it.
		const [old] = sandbox.store.deliveries.recent();
		if (old === undefined) throw new Error('nothing was delivered');
		const { status } = await fetch(old.url, { method: 'POST', headers: sandbox.store.deliveries.headersOf(old, Date.now()), body: old.body });
		expect(status).toBe(200);
		await executions(flow, 3);
		await deactivate(flow);
	});

	test('what is not genuine is refused, and starts nothing', async () => {
		const flow = await active({ events: ['orderCreated'] });
		const [hook] = hooks();
		if (hook === undefined) throw new Error('no hook');
		const good = { producer: 'stores/sandbox', hash: 'h', created_at: 1_762_126_619, store_id: '1', scope: 'store/order/created', data: { type: 'order', id: 1 } };
		const text = JSON.stringify(good);
		const send = async (body: string, headers: Record<string, string> = {}): Promise<number> => {
			const answer = await fetch(hook.destination, { method: 'POST', headers: { 'content-type': 'application/json', ...hook.headers, ...headers }, body });
			return answer.status;
		};
		await until(async () => (await send(text, { [HOOK_HEADER]: '' })) !== 404);
		expect(await send(text, { [HOOK_HEADER]: '' })).toBe(401);
		expect(await send(text, { [HOOK_HEADER]: 'x'.repeat(43) })).toBe(401);
		expect(await send(text, { 'webhook-id': 'm', 'webhook-timestamp': String(Math.floor(Date.now() / 1000)), 'webhook-signature': 'v1,AAAA' })).toBe(401);
		expect(await send(JSON.stringify({ ...good, producer: 'stores/other' }))).toBe(401);
		expect(await send(JSON.stringify({ ...good, scope: 'store/cart/created' }))).toBe(400);
		expect(await send(text.replace('"data":{', '"data":{"__proto__":{},'))).toBe(400);
		// n8n reads the body before the node does, and says 422 to JSON that is cut off.
		expect(await send(text.slice(0, 50))).toBe(422);
		expect(await send(JSON.stringify({ ...good, padding: 'x'.repeat(100_000) }))).toBe(413);
		await executions(flow, 0);

		expect(await send(text)).toBe(200);
		await executions(flow, 1);
		await deactivate(flow);
	});

	test('what cannot be decided becomes a failed execution that says so', async () => {
		sandbox.store.update({ hookStatusUpdatedHasStatus: false });
		sandbox.store.addOrder({ id: 31 });
		const flow = await active({ events: ['orderStatusUpdated'], toStatus: [2] });
		await api('PUT', 'v2/orders/31', { status_id: 2 });
		const [told] = await executions(flow, 1);
		expect(told && outputOf(told, TRIGGER)).toMatchObject([{ event: 'orderStatusUpdated', orderId: 31, newStatusId: 2 }]);

		sandbox.store.setStoreFault({ kind: 'readError', status: 404, on: 'orderGet' });
		await api('PUT', 'v2/orders/31', { status_id: 9 });
		const runs = await executions(flow, 2);
		const failed = runs.find(({ status }) => status === 'error');
		expect(failed?.error?.message).toMatch(/^Order 31: its new status cannot be told/);
		expect(n8n.log()).not.toMatch(/unhandled/i);
		sandbox.store.setStoreFault([]);
		await deactivate(flow);
	});

	test('listening for one event in the editor: a hook of its own, gone afterwards', async () => {
		sandbox.store.addOrder({ id: 41 });
		const flow = await add({ events: ['paymentCaptured'] });
		const answer = await n8n.rest.call<{ waitingForWebhook?: boolean }>('POST', `/rest/workflows/${flow.id}/run`, { triggerToStartFrom: { name: TRIGGER } });
		expect(answer.waitingForWebhook).toBe(true);
		expect(hooks().map(({ destination }) => destination)).toEqual([expect.stringContaining('/webhook-test/'), expect.stringContaining('/webhook-test/')]);
		await capture(41);
		const runs = await executions(flow, 1);
		expect(runs.map(({ mode }) => mode)).toEqual(['manual']);
		expect(seen(runs)).toEqual(['paymentCaptured 41']);
		await until(() => hooks().length === 0);
	});

	test('an activation that cannot be done says why, and leaves no hook behind', async () => {
		sandbox.store.setStoreFault({ kind: 'serverError', status: 503, on: 'hookCreate', after: 1 });
		const flow = await add({ events: ['paymentCaptured'] });
		await n8n.rest.activate(flow);
		// n8n tries several times before it gives up.
		await until(() => /could not subscribe to store\/order\/transaction\/(created|updated) \(HTTP 503/.test(n8n.log()));
		await until(() => hooks().length === 0);
		await n8n.rest.call('POST', `/rest/workflows/${flow.id}/deactivate`, { versionId: flow.versionId });
	});
});

async function until(what: () => boolean | Promise<boolean>, within = 30_000): Promise<void> {
	const deadline = Date.now() + within;
	while (!(await what())) {
		if (Date.now() > deadline) throw new Error(`Not within ${within / 1000} s: ${what}`);
		await wait(100);
	}
}
