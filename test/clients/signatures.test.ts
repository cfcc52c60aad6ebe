import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { checkSignature } from '../../nodes/BigCommerce/trigger/signature';
import { type RunningSandbox, startSandbox } from '../../sandbox/server';

/** The library that BigCommerce tells its users to check deliveries with, between the sandbox and the trigger. */
const SECRET = 'sandbox-client-secret';
const library = new Webhook(Buffer.from(SECRET).toString('base64'));

interface Delivery {
	headers: IncomingHttpHeaders;
	body: Buffer;
}

let sandbox: RunningSandbox;
let receiver: Server;
beforeEach(async () => {
	sandbox = await startSandbox({ settings: { clientSecret: SECRET, quota: null }, orders: [] });
	receiver = createServer().listen(0, '127.0.0.1');
	await once(receiver, 'listening');
});
afterEach(async () => {
	await sandbox.close();
	receiver.closeAllConnections();
	await new Promise((resolve) => receiver.close(resolve));
});

/** Adds a hook and an order, and waits for what the store tells about it. */
async function deliveryOfAnOrder(): Promise<Delivery> {
	const { port } = receiver.address() as AddressInfo;
	const arrived = new Promise<Delivery>((resolve) => {
		receiver.on('request', (request, response) => {
			void buffer(request).then((body) => {
				response.end();
				resolve({ headers: request.headers, body });
			});
		});
	});
	const hook = { scope: 'store/order/created', destination: `http://127.0.0.1:${port}/hook` };
	await fetch(`${sandbox.apiUrl}/stores/sandbox/v3/hooks`, {
		method: 'POST',
		headers: { 'x-auth-token': 'sandbox-token' },
		body: JSON.stringify(hook),
	});
	sandbox.store.addOrder({ id: 118 });
	return await arrived;
}

const texts = (headers: IncomingHttpHeaders): Record<string, string> =>
	Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

test('what the sandbox sends passes the library and the trigger', async () => {
	const { headers, body } = await deliveryOfAnOrder();
	expect(library.verify(body, texts(headers))).toMatchObject({ scope: 'store/order/created', data: { id: 118 } });
	expect(checkSignature(headers, body, SECRET, Date.now())).toEqual({ kind: 'good' });
});

test('a body changed on the way passes neither', async () => {
	const { headers, body } = await deliveryOfAnOrder();
	const changed = Buffer.from(body.toString('utf8').replace('118', '119'));
	expect(() => library.verify(changed, texts(headers))).toThrow(WebhookVerificationError);
	expect(checkSignature(headers, changed, SECRET, Date.now())).toMatchObject({ kind: 'bad' });
});

test.each([
	{ what: 'signed now', secondsAgo: 0, isTaken: true },
	{ what: 'four minutes old', secondsAgo: 240, isTaken: true },
	{ what: 'six minutes old', secondsAgo: 360, isTaken: false },
	{ what: 'six minutes ahead', secondsAgo: -360, isTaken: false },
])('what the library signs, $what, library and trigger judge alike', ({ secondsAgo, isTaken }) => {
	const body = '{"scope":"store/order/updated","data":{"type":"order","id":118}}';
	const at = new Date(Date.now() - secondsAgo * 1000);
	const headers = {
		'webhook-id': 'msg_1',
		'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
		'webhook-signature': library.sign('msg_1', at, body),
	};
	const judged = (): unknown => library.verify(body, headers);
	if (isTaken) expect(judged()).toMatchObject({ data: { id: 118 } });
	else expect(judged).toThrow(WebhookVerificationError);
	expect(checkSignature(headers, Buffer.from(body), SECRET, Date.now()).kind).toBe(isTaken ? 'good' : 'bad');
});
