/**
 * Puts the store on HTTP without a web framework in between: whatever a client sends below `/stores/`, the answer is
 * the store's, with no content type, path or body refused in anybody else's words. Resets, hangs and delays are real.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import { type Answer, v2Error, v3Error } from '../answers';
import type { StoreReply, StoreRequest } from '../protocol';
import type { SandboxStore } from '../store';

/** Far above what any client of this API sends. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

export function isStorePath(url: string | undefined): boolean {
	return url?.startsWith('/stores/') ?? false;
}

export function storeListener(store: SandboxStore): RequestListener {
	const known = new WeakSet<Socket>();
	return (request, response) => {
		if (!known.has(request.socket)) store.log.addConnection();
		known.add(request.socket);
		void serve(store, request, response);
	};
}

async function serve(store: SandboxStore, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const { path, query } = partsOf(request.url ?? '/');
	try {
		const body = await bodyOf(request);
		if (body === 'aborted') return;
		const reply: StoreReply =
			body === 'tooLarge'
				? replyWith(ownError(path, 413, 'Request Entity Too Large'))
				: store.handle({ method: request.method ?? 'GET', path, query, headers: headersOf(request), body: body.text });
		await send(response, reply);
	} catch (error) {
		console.error(error);
		await send(response, replyWith(ownError(path, 500, 'Internal Server Error')));
	}
}

/**
 * Path and query as they were sent: nothing is decoded that could fail to be. A name given twice counts as its last
 * value.
 */
function partsOf(url: string): Pick<StoreRequest, 'path' | 'query'> {
	const at = url.indexOf('?');
	if (at < 0) return { path: url, query: {} };
	return { path: url.slice(0, at), query: Object.fromEntries(new URLSearchParams(url.slice(at + 1))) };
}

function headersOf(request: IncomingMessage): Record<string, string> {
	return Object.fromEntries(
		Object.entries(request.headers).map(([name, value]) => [name, (Array.isArray(value) ? value.at(-1) : value) ?? '']),
	);
}

async function bodyOf(request: IncomingMessage): Promise<{ text: string } | 'tooLarge' | 'aborted'> {
	const chunks: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of request) {
			const bytes = Buffer.from(chunk);
			size += bytes.length;
			// What is too much is read to its end all the same, so that the client gets to see the answer.
			if (size <= MAX_BODY_BYTES) chunks.push(bytes);
		}
	} catch {
		return 'aborted';
	}
	return size > MAX_BODY_BYTES ? 'tooLarge' : { text: Buffer.concat(chunks).toString() };
}

async function send(response: ServerResponse, reply: StoreReply): Promise<void> {
	// The socket stays open and silent until the caller gives up or the sandbox closes.
	if (reply.kind === 'hang') return;
	if (reply.delayMs > 0) await wait(reply.delayMs);
	if (reply.kind === 'reset') {
		response.socket?.resetAndDestroy();
		return;
	}
	const { status, headers, body } = reply;
	const length = status === 204 ? {} : { 'content-length': String(Buffer.byteLength(body)) };
	response.writeHead(status, { ...headers, ...length }).end(body);
}

function replyWith(answer: Answer): StoreReply {
	return { kind: 'answer', delayMs: 0, ...answer };
}

function ownError(path: string, status: number, title: string): Answer {
	return path.includes('/v2/') ? v2Error(status, title) : v3Error(status, title);
}
