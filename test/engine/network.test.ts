import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningSandbox } from '../../sandbox/server';
import { capture, credentialFor, quickSandbox } from './harness';

/** What lies between n8n and the store: hands calls on, and may tamper with what comes back. */
interface Line {
	url: string;
	/** Calls handed on, as `POST /stores/…`. */
	seen: string[];
	close(): void;
}

type Tamper = (request: http.IncomingMessage, reply: http.IncomingMessage, response: http.ServerResponse) => boolean;

async function lineTo(sandbox: RunningSandbox, tamper: Tamper): Promise<Line> {
	const seen: string[] = [];
	const server = http.createServer((request, response) => {
		seen.push(`${request.method} ${request.url?.split('?')[0]}`);
		const { method, headers, url = '' } = request;
		const onward = http.request(`${sandbox.apiUrl}${url}`, { method, headers }, (reply) => {
			if (tamper(request, reply, response)) return;
			response.writeHead(reply.statusCode ?? 500, reply.headers);
			reply.pipe(response);
		});
		request.pipe(onward);
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		seen,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}

let sandbox: RunningSandbox;
let line: Line;
afterEach(async () => {
	jest.restoreAllMocks();
	line.close();
	await sandbox.close();
});

const captureThroughLine = async (options: object) =>
	await capture(
		sandbox,
		[118],
		{ options: { ...options } },
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
