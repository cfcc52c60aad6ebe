/** Starts a run by its webhook, and waits until it is over, however long that takes. */
import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** A webhook's address takes a moment to be there after its workflow was published. */
const PATIENCE_MS = 15_000;

export async function postAndWait(url: string, body: unknown): Promise<void> {
	const text = JSON.stringify(body);
	const deadline = Date.now() + PATIENCE_MS;
	while ((await post(url, text)) === 404) {
		if (Date.now() > deadline) throw new Error(`The webhook ${url} is not there`);
		await wait(50);
	}
}

/** Not by `fetch`, which gives up after five minutes. */
function post(url: string, text: string): Promise<number> {
	return new Promise((resolve, reject) => {
		const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
		const call = request(url, { method: 'POST', headers }, (response) => {
			response.resume();
			response.once('end', () => resolve(response.statusCode ?? 0));
		});
		call.once('error', reject);
		call.end(text);
	});
}
