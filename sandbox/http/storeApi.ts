import { setTimeout as wait } from 'node:timers/promises';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { isRecord } from '../jsonBody';
import type { StoreReply, StoreRequest } from '../protocol';
import type { SandboxStore } from '../store';

/** Puts the store behind `/stores/…`: bodies arrive as text, and resets, hangs and delays are real. */
export async function storeApi(app: FastifyInstance, { store }: { store: SandboxStore }): Promise<void> {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
	// What a body is called is no matter here, and a published client calls an absent one `undefined`: fastify would
	// turn that away in words of its own.
	app.addHook('onRequest', async ({ raw }) => {
		raw.headers['content-type'] = 'application/octet-stream';
	});
	app.route({
		method: ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'],
		url: '/stores/*',
		handler: async (request, reply) => send(reply, store.handle(toStoreRequest(request))),
	});
}

function toStoreRequest(request: FastifyRequest): StoreRequest {
	const { method, url, headers, body } = request;
	return {
		method,
		path: url.split('?')[0] ?? url,
		query: toStrings(request.query),
		headers: toStrings(headers),
		body: typeof body === 'string' ? body : '',
	};
}

/** A name given twice counts as its last value. */
function toStrings(values: unknown): Record<string, string> {
	if (!isRecord(values)) return {};
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => [name, String(Array.isArray(value) ? value.at(-1) : value)]),
	);
}

async function send(reply: FastifyReply, answer: StoreReply): Promise<FastifyReply> {
	// The socket stays open and silent until the caller gives up or the sandbox closes.
	if (answer.kind === 'hang') return reply.hijack();
	if (answer.delayMs > 0) await wait(answer.delayMs);
	if (answer.kind === 'reset') {
		reply.hijack();
		reply.raw.socket?.resetAndDestroy();
		return reply;
	}
	reply.code(answer.status).headers(answer.headers);
	return answer.body === '' ? reply.send() : reply.send(answer.body);
}
