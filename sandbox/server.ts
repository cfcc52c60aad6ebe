import { createServer, type Server } from 'node:http';

import fastify, { type FastifyInstance } from 'fastify';

import { gateway } from './answers';
import { controlApi } from './control/controlApi';
import { isStorePath, storeListener } from './http/storeListener';
import { startHookSender } from './hooks/sender';
import { pageFiles } from './page/pageFiles';
import { seedStore } from './seed';
import { type OrderInput, SandboxStore, type StoreOptions } from './store';

export interface SandboxOptions {
	/** 0, the default, takes any free port. */
	port?: number;
	host?: string;
	settings?: StoreOptions;
	/** The demonstration orders of `seed.ts` if left out; `[]` starts with an empty store. */
	orders?: OrderInput[];
}

export interface RunningSandbox {
	/** Where the page is. */
	url: string;
	/** What goes into the credential's `apiUrl`. */
	apiUrl: string;
	store: SandboxStore;
	close(): Promise<void>;
}

/** Starts a rehearsal store on HTTP. By default it listens on loopback alone: its token is no secret. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
	const { port = 0, host = '127.0.0.1', settings, orders } = options;
	const store = new SandboxStore(settings);
	const fill = (): void => {
		if (orders === undefined) seedStore(store);
		else for (const order of orders) store.addOrder(order);
	};
	fill();

	const app = newApp(store);
	await app.register(controlApi, { prefix: '/sandbox', store, fill });
	await app.register(pageFiles);
	const stopSending = startHookSender(store);
	app.addHook('onClose', async () => stopSending());

	const url = (await app.listen({ port, host })).replace('[::]', '127.0.0.1').replace('0.0.0.0', '127.0.0.1');
	// The links inside bodies lead back here, as those of a real store lead to its API.
	if (settings?.apiHost === undefined) store.update({ apiHost: url });
	return { url, apiUrl: url, store, close: () => app.close() };
}

/** The page and the control endpoints; what is below `/stores/` never gets this far. */
function newApp(store: SandboxStore): FastifyInstance {
	const app = fastify({
		// Hanging requests must not keep the sandbox from closing.
		forceCloseConnections: true,
		bodyLimit: 100 * 1024 * 1024,
		serverFactory: (handler) => serverFor(store, handler),
		frameworkErrors: (_error, _request, reply) => {
			const { status, headers, body } = gateway.noRoute();
			reply.hijack();
			reply.raw.writeHead(status, headers).end(body);
		},
	});
	app.setNotFoundHandler((_request, reply) => {
		const { status, headers, body } = gateway.noRoute();
		return reply.code(status).headers(headers).send(body);
	});
	return app;
}

/** Connections are kept longer than any client keeps them, so that none is closed under a request. */
const KEEP_ALIVE_MS = 72_000;

function serverFor(store: SandboxStore, handler: Parameters<typeof createServer>[1] & object): Server {
	const toStore = storeListener(store);
	const server = createServer((request, response) =>
		isStorePath(request.url) ? toStore(request, response) : handler(request, response),
	);
	server.keepAliveTimeout = KEEP_ALIVE_MS;
	server.requestTimeout = 0;
	return server;
}
