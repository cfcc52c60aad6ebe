import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Where ports for later are looked for: below what Linux (32768), macOS and Windows (49152) take for outgoing
 * connections. One of those could be on the port by the time a program that was told of it listens, seconds later.
 */
const FIRST = 20_000;
const BEHIND = 32_000;
const TRIES = 200;

const handedOut = new Set<number>();

/** A port of 127.0.0.1 that nobody listens on, and that this process was not told of before. */
export async function freePort(): Promise<number> {
	for (let tried = 0; tried < TRIES; tried++) {
		const port = randomInt(FIRST, BEHIND);
		if (handedOut.has(port)) continue;
		handedOut.add(port);
		if (await isFree(port)) return port;
	}
	throw new Error(`No free port of 127.0.0.1 was found between ${FIRST} and ${BEHIND}, in ${TRIES} tries.`);
}

export const isFree = (port: number): Promise<boolean> =>
	new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
	});
