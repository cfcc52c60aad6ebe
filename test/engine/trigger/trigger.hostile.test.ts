import { createHmac } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { HOOK_HEADER } from '../../../nodes/BigCommerce/trigger/secret';
import { TriggerHost } from './host';
import { setUp, until, type TriggerSetup } from './triggerSetup';

let setup: TriggerSetup;
afterEach(async () => await setup.end());

const PAYMENTS = ['paymentCaptured', 'paymentCaptureFailed'];

/** One event of a transaction, as BigCommerce words it; `status` is its transaction_status. */
function transactionEvent(orderId: number, status: string, transactionId: string, createdAt: number): string {
	return JSON.stringify({
		producer: 'stores/sandbox',
		hash: `${transactionId}-${createdAt}`,
		created_at: createdAt,
		store_id: '1025646',
		scope: 'store/order/transaction/updated',
		data: {
			type: 'transaction',
			order_id: String(orderId),
			transaction_id: transactionId,
			platform_transaction_id: transactionId,
			transaction_status: status,
			transaction_type: 'capture',
			result: { code: 'x', message: 'x', type: 'success' },
		},
	});
}

function orderEvent(orderId: number, hash: string, scope = 'store/order/updated'): string {
	return JSON.stringify({
		producer: 'stores/sandbox',
		hash,
		created_at: 1_762_126_619,
		store_id: '1025646',
		scope,
		data: { type: 'order', id: orderId },
	});
}

function signed(text: string, id: string, key: string): Record<string, string> {
	const timestamp = String(Math.floor(Date.now() / 1000));
	const digest = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64');
	return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${digest}` };
}

async function deliver(text: string, headers: Record<string, string> = {}): Promise<number> {
	const { status } = await setup.host.deliver(text, { [HOOK_HEADER]: setup.host.secret, ...headers });
	await new Promise((resolve) => setTimeout(resolve, 50));
	return status;
}

const started = () => setup.host.executions.flat().map(({ event, orderId }) => `${event} ${orderId}`);

test('a capture that two events tell of unclearly starts the workflow when the second finds the order captured', async () => {
	setup = await setUp({ events: PAYMENTS }, { captureDelayMs: 3_000 });
	setup.sandbox.store.addOrder({ id: 118 });
	await setup.host.activate();
	// So that the only events are those below.
	setup.sandbox.store.hooks.clear();
	await capture(118);
	expect(await deliver(transactionEvent(118, 'settling', '41', 1), { 'webhook-id': 'first' })).toBe(200);
	expect(started()).toEqual([]);
	await until(() => setup.sandbox.store.shownStatus(118) === 'captured');
	for (const id of ['second', 'third']) await deliver(transactionEvent(118, 'settling', '41', 2), { 'webhook-id': id });
	expect(started()).toEqual(['paymentCaptured 118']);
});

test('an unclear event of an order that still reads authorized is no failed capture', async () => {
	setup = await setUp({ events: PAYMENTS });
	setup.sandbox.store.addOrder({ id: 118 });
	await setup.host.activate();
	expect(await deliver(transactionEvent(118, 'settling', '41', 1), { 'webhook-id': 'early' })).toBe(200);
	expect(started()).toEqual([]);
	expect(setup.host.failures).toEqual([]);
});

test('an unclear event of a capture that the transactions show refused starts the failure, once', async () => {
	setup = await setUp({ events: PAYMENTS }, { captureDelayMs: 20 });
	setup.sandbox.store.addOrder({ id: 118, faults: [{ kind: 'decline' }] });
	await capture(118);
	await new Promise((resolve) => setTimeout(resolve, 120));
	const refused = await transactionOf(118, 'error');
	await setup.host.activate();
	for (const id of ['a', 'b']) await deliver(transactionEvent(118, 'settling', refused, 1), { 'webhook-id': id });
	expect(started()).toEqual(['paymentCaptureFailed 118']);
});

test("a second n8n on a copy of the database leaves production's hooks where they are", async () => {
	setup = await setUp({ events: ['orderCreated'] });
	await setup.host.activate();
	const production = setup.host.destination;
	const staging = await new TriggerHost(setup.host.node.parameters, setup.host.credential).open();
	Object.assign(staging.node, setup.host.node);
	staging.staticData = JSON.parse(JSON.stringify(setup.host.staticData)) as IDataObject;
	await staging.activate('init');
	expect(setup.hooks().map(({ destination }) => destination)).toContain(production);
	await staging.deactivate();
	expect(setup.hooks().map(({ destination }) => destination)).toEqual([production]);
	await staging.close();
});

test('a new client secret in the credential loses no event that the hooks sign with the earlier one', async () => {
	setup = await setUp({ events: ['orderUpdated'] });
	Object.assign(setup.host.credential, { clientSecret: 'earlier-secret' });
	await setup.host.activate();
	Object.assign(setup.host.credential, { clientSecret: 'later-secret' });
	const text = orderEvent(118, 'h1');
	expect(await deliver(text, signed(text, 'm1', 'earlier-secret'))).toBe(200);
	expect(started()).toEqual(['orderUpdated 118']);
});

test('after a new access token, an event that hooks of both API accounts tell of starts the workflow once', async () => {
	setup = await setUp({ events: ['orderUpdated'] });
	Object.assign(setup.host.credential, { clientSecret: 'earlier-secret' });
	await setup.host.activate();
	setup.sandbox.store.hooks.clear();
	Object.assign(setup.host.credential, { accessToken: 'orders-only-token', clientSecret: 'later-secret' });
	await setup.host.activate('update');
	const text = orderEvent(118, 'h1');
	expect(await deliver(text, signed(text, 'from-the-earlier', 'earlier-secret'))).toBe(200);
	expect(await deliver(text, signed(text, 'from-the-later', 'later-secret'))).toBe(200);
	expect(started()).toEqual(['orderUpdated 118']);
});

test('a busy store does not have its workflow stored anew for every event', async () => {
	setup = await setUp({ events: ['orderUpdated'] });
	await setup.host.activate();
	const versions = new Set<unknown>();
	for (let id = 1; id <= 40; id++) {
		await setup.host.deliver(orderEvent(id, `h${id}`), { [HOOK_HEADER]: setup.host.secret, 'webhook-id': `m${id}` });
		versions.add(setup.host.staticData);
	}
	expect(setup.host.executions).toHaveLength(40);
	expect(versions.size).toBeLessThan(10);
});

test('what is held back, refused or unreadable is not stored', async () => {
	setup = await setUp({ events: PAYMENTS });
	setup.sandbox.store.addOrder({ id: 118 });
	await setup.host.activate();
	const before = setup.host.staticData;
	await deliver(transactionEvent(118, 'settling', '41', 1), { 'webhook-id': 'held' });
	await deliver('{"half":', { 'webhook-id': 'half' });
	await deliver(orderEvent(118, 'h1'), { 'webhook-id': 'unwanted' });
	expect(setup.host.staticData).toBe(before);
});

async function capture(orderId: number): Promise<void> {
	const response = await fetch(`${setup.sandbox.url}/stores/sandbox/v3/orders/${orderId}/payment_actions/capture`, {
		method: 'POST',
		body: '{}',
		headers: { 'x-auth-token': 'sandbox-token', 'content-type': 'application/json' },
	});
	expect(response.status).toBe(201);
}

/** The ID of the order's capture transaction with this status. */
async function transactionOf(orderId: number, status: string): Promise<string> {
	const response = await fetch(`${setup.sandbox.url}/stores/sandbox/v3/orders/${orderId}/transactions`, {
		headers: { 'x-auth-token': 'sandbox-token' },
	});
	const { data } = (await response.json()) as { data: Array<{ id: number; event: string; status: string }> };
	const found = data.find((row) => row.event === 'capture' && row.status === status);
	if (found === undefined) throw new Error(`no ${status} capture among ${JSON.stringify(data)}`);
	return String(found.id);
}
