import { createServer, connect, type AddressInfo } from 'node:net';
import { freePort, isFree } from '../../../scripts/n8n/ports';

test('a port is told to one alone, and none that an outgoing connection can be on when it is needed', async () => {
	const ports = await Promise.all(Array.from({ length: 50 }, freePort));
	expect(new Set(ports).size).toBe(50);
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const socket = connect(port, '127.0.0.1');
	await new Promise((resolve) => socket.once('connect', resolve));
	expect(await isFree(port)).toBe(false);
	// What a program would meet that was told of this port before.
	expect(await isFree(socket.localPort ?? 0)).toBe(false);
	expect(Math.max(...ports)).toBeLessThan(Math.min(socket.localPort ?? 0, 32_768));
	socket.destroy();
	await new Promise((resolve) => server.close(resolve));
});
