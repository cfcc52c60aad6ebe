import { createServer, type IncomingMessage } from 'node:http';
import type { Inbox } from './experiments/hooks';
import type { Arrived } from './evidence';

const LONGEST_BODY = 64 * 1024;

/** null for what is too long for a webhook, or breaks off: the address is a public one. */
async function read(request: IncomingMessage): Promise<string | null> {
	const chunks: Buffer[] = [];
	let length = 0;
	try {
		for await (const chunk of request) {
			const bytes = Buffer.from(chunk);
			length += bytes.length;
			if (length > LONGEST_BODY) return null;
			chunks.push(bytes);
		}
	} catch {
		return null;
	}
	return Buffer.concat(chunks).toString('utf8');
}

export interface OpenInbox extends Inbox {
	port: number;
	close(): Promise<void>;
}

/** Takes webhooks on a port until it is closed; the path's last part says which hook it was. */
export async function openInbox(url: string, port: number): Promise<OpenInbox> {
	const arrived: Arrived[] = [];
	let toHold: string | null = null;
	const server = createServer((request, response) => {
		const hook = (request.url ?? '').split('?')[0]?.split('/').at(-1) ?? '';
		const headers = Object.fromEntries(
			Object.entries(request.headers).map(([name, value]) => [name, value === undefined ? undefined : String(value)]),
		);
		void read(request).then((text) => {
			const isHeld = text !== null && hook === toHold;
			const one: Arrived = { hook, headers, text: text ?? '', at: Date.now(), ...(isHeld ? { heldMs: 'held' } : {}) };
			if (text !== null) arrived.push(one);
			if (!isHeld) return void response.end();
			toHold = null;
			response.once('close', () => (one.heldMs = Date.now() - one.at));
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, resolve);
	});
	const address = server.address();
	return {
		url,
		port: typeof address === 'object' && address !== null ? address.port : port,
		arrived: () => arrived,
		holdNext: (hook) => (toHold = hook),
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
