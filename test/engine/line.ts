import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningSandbox } from '../../sandbox/server';

/** What lies between n8n and the store: hands calls on, and may tamper with what comes back. */
export interface Line {
	url: string;
	/** Calls handed on, as `POST /stores/…`. */
	seen: string[];
	close(): void;
}

export type Tamper = (
	request: http.IncomingMessage,
	reply: http.IncomingMessage,
	response: http.ServerResponse,
) => boolean;

/** @param tamper answers in its own way where it returns true */
export async function lineTo(sandbox: RunningSandbox, tamper: Tamper): Promise<Line> {
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
