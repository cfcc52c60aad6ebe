/** The HTTP side of the ERP stand-ins: JSON in, JSON out, and what was asked of them on record. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface JsonRequest {
	method: string;
	/** Decoded. */
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	body: unknown;
}

export interface JsonAnswer {
	status: number;
	body: unknown;
}

export interface JsonServer {
	url: string;
	/** Every request so far, oldest first. */
	asked: JsonRequest[];
	close(): Promise<void>;
}

export async function startJsonServer(answer: (request: JsonRequest) => JsonAnswer): Promise<JsonServer> {
	const asked: JsonRequest[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
			const text = Buffer.concat(chunks).toString();
			const told: JsonRequest = {
				method: request.method ?? 'GET',
				path: decodeURIComponent(pathname),
				query: searchParams,
				headers: request.headers,
				body: text === '' ? undefined : JSON.parse(text),
			};
			asked.push(told);
			const { status, body } = answer(told);
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(JSON.stringify(body));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		asked,
		close: () => new Promise((resolve) => server.close(() => resolve())),
	};
}
