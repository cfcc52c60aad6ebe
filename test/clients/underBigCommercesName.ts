import net, { type AddressInfo } from 'node:net';
import tls, { type ConnectionOptions } from 'node:tls';
import { md, pki } from 'node-forge';
import type { RunningSandbox } from '../../sandbox/server';

/** Where every published client sends its calls, and none lets that be changed. */
const HOST = 'api.bigcommerce.com';

/** Made once: a key takes a second. */
let certificate: { key: string; cert: string } | undefined;

/**
 * Lets connections to BigCommerce end at the sandbox. Clients are not touched: they open TLS to their own host, check
 * its certificate, and speak HTTP over it. Only where the connection leads and which authority is trusted is changed.
 *
 * @returns how to undo it
 */
export async function serveUnderBigCommercesName(sandbox: RunningSandbox): Promise<() => Promise<void>> {
	const { key, cert } = (certificate ??= certificateFor(HOST));
	const { port: sandboxPort } = new URL(sandbox.url);
	const sockets = new Set<net.Socket>();
	const terminator = tls.createServer({ key, cert }, (secure) => {
		const plain = net.connect(Number(sandboxPort), '127.0.0.1');
		for (const socket of [secure, plain]) {
			sockets.add(socket);
			socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
		}
		secure.pipe(plain).pipe(secure);
	});
	await new Promise<void>((resolve) => terminator.listen(0, '127.0.0.1', resolve));
	const restore = redirect((terminator.address() as AddressInfo).port, cert);
	return async () => {
		restore();
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => terminator.close(resolve));
	};
}

function redirect(port: number, ca: string): () => void {
	const connect = tls.connect;
	const redirected = jest.spyOn(tls, 'connect').mockImplementation((...given: unknown[]) => {
		const [options] = given;
		if (!isToBigCommerce(options)) return Reflect.apply(connect, tls, given);
		return connect({ ...options, host: '127.0.0.1', port, servername: HOST, ca });
	});
	return () => redirected.mockRestore();
}

function isToBigCommerce(options: unknown): options is ConnectionOptions {
	return typeof options === 'object' && options !== null && 'host' in options && options.host === HOST;
}

/** A certificate that signs itself, good for a day around now. */
function certificateFor(host: string): { key: string; cert: string } {
	const keys = pki.rsa.generateKeyPair(2048);
	const certificate = pki.createCertificate();
	certificate.publicKey = keys.publicKey;
	certificate.validity.notBefore = new Date(Date.now() - 3_600_000);
	certificate.validity.notAfter = new Date(Date.now() + 86_400_000);
	certificate.setSubject([{ name: 'commonName', value: host }]);
	certificate.setIssuer([{ name: 'commonName', value: host }]);
	certificate.setExtensions([{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }]);
	certificate.sign(keys.privateKey, md.sha256.create());
	return { key: pki.privateKeyToPem(keys.privateKey), cert: pki.certificateToPem(certificate) };
}
