import http from 'node:http';
import type { RunningSandbox } from '../../sandbox/server';
import { capture, credentialFor, quickSandbox } from './harness';
import { lineTo, type Line } from './line';

let sandbox: RunningSandbox;
let line: Line;
afterEach(async () => {
	jest.restoreAllMocks();
	line.close();
	await sandbox.close();
});

const captureThroughLine = async (options: object, more: object = {}) =>
	await capture(
		sandbox,
		[118],
		{ options: { ...options }, ...more },
		{ credential: { ...credentialFor(sandbox), apiUrl: line.url } },
	);

test('an answer that trickles is over at Request Timeout: looked after, and captured once', async () => {
	sandbox = await quickSandbox({ orders: [{ id: 118 }] });
	let gone = 0;
	line = await lineTo(sandbox, (request, reply, response) => {
		if (request.method !== 'POST') return false;
		reply.resume();
		response.writeHead(201, { 'content-type': 'application/json' });
		const drip = setInterval(() => response.write(' '), 50);
		response.on('close', () => {
			clearInterval(drip);
			gone++;
		});
		return true;
	});
	const began = performance.now();
	const { outputs } = await captureThroughLine({ requestTimeout: 1 });
	expect(performance.now() - began).toBeLessThan(20_000);
	expect(outputs[0]?.[0]?.json).toMatchObject({ orderId: 118, outcome: 'captured', changed: true });
	expect(line.seen.filter((call) => call.startsWith('POST'))).toHaveLength(1);
	expect(gone).toBe(1);
	expect(sandbox.store.truth(118).captures).toBe(1);
});

test.each(['EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EHOSTDOWN'])(
	'%s on an open connection is doubt: the capture that arrived is found, and not sent again',
	async (code) => {
		sandbox = await quickSandbox({ orders: [{ id: 118 }] });
		const open: http.ClientRequest[] = [];
		const request = http.request.bind(http);
		jest.spyOn(http, 'request').mockImplementation((...args: Parameters<typeof http.request>) => {
			const made = request(...args);
			open.push(made);
			return made;
		});
		line = await lineTo(sandbox, (call, reply, response) => {
			if (call.method !== 'POST') return false;
			reply.resume();
			const own = open.find((made) => made.method === 'POST' && made.getHeader('host') === call.headers.host);
			own?.socket?.destroy(Object.assign(new Error(`read ${code}`), { code, syscall: 'read', errno: -113 }));
			response.destroy();
			return true;
		});
		const { outputs } = await captureThroughLine({});
		expect(line.seen.filter((call) => call.startsWith('POST'))).toHaveLength(1);
		expect(outputs[0]?.[0]?.json).toMatchObject({ orderId: 118, outcome: 'captured', changed: true });
	},
);

test('accepted, and no read since: what the payment reads is not said', async () => {
	sandbox = await quickSandbox({ orders: [{ id: 118 }] });
	let isSent = false;
	line = await lineTo(sandbox, (request, reply, response) => {
		isSent ||= request.method === 'POST';
		if (request.method === 'POST' || !isSent) return false;
		reply.resume();
		response.writeHead(503).end();
		return true;
	});
	const { outputs } = await captureThroughLine({ resultTimeout: 2 }, { outputs: 'byOutcome' });
	const [said] = outputs.flatMap((items) => items ?? []);
	expect(said?.json).toMatchObject({ orderId: 118, outcome: 'pending', changed: true });
	expect(said?.json.reason).toContain('the order could not be read since');
	expect(sandbox.store.truth(118).captures).toBe(1);
});

test('its transactions cannot be read, and a condition goes by them: that is said, and not that the order cannot', async () => {
	sandbox = await quickSandbox({ orders: [{ id: 118 }] });
	line = await lineTo(sandbox, (request, reply, response) => {
		if (request.url?.includes('/transactions') !== true) return false;
		reply.resume();
		response.writeHead(503).end();
		return true;
	});
	const { outputs } = await captureThroughLine({}, { guards: { maxAmount: '100' } });
	const [said] = outputs[1] ?? [];
	expect(said?.json.error).toContain(
		'Order 118 was read, and its transactions, by which it is to be judged, could not',
	);
	expect(said?.json.details).toMatchObject({ outcome: 'unavailable', moneyMoved: 'no' });
	expect(sandbox.store.truth(118).captureRequests).toBe(0);
});
