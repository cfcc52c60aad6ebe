import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Inbox } from './courses/hooks';
import type { Arrived } from './evidence';

const LONGEST_BODY = 64 * 1024;

/** Takes webhooks on a port until it is closed; the path's last part says which hook it was. */
export async function openInbox(url: string, port: number): Promise<Inbox & { close(): Promise<void> }> {
	const arrived: Arrived[] = [];
	const server = createServer((request, response) => {
		const hook = (request.url ?? '').split('?')[0]?.split('/').at(-1) ?? '';
		const headers = Object.fromEntries(
			Object.entries(request.headers).map(([name, value]) => [name, value === undefined ? undefined : String(value)]),
		);
		text(request)
			.then((body) => {
				if (body.length <= LONGEST_BODY) arrived.push({ hook, headers, text: body, at: Date.now() });
			})
			.catch(() => undefined)
			.finally(() => response.end());
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, resolve);
	});
	return {
		url,
		arrived: () => arrived,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
