import { OneCredential } from '../../scripts/engine/credentials';
import { capture, quickSandbox } from './harness';

// n8n reads the credential from its database and decrypts it: a third of what a call costs its process.
test('a run reads its credential once, not for every call', async () => {
	const ids = Array.from({ length: 40 }, (_, index) => 118 + index);
	const sandbox = await quickSandbox({ orders: ids.map((id) => ({ id })) });
	const reads = jest.spyOn(OneCredential.prototype, 'getDecrypted');
	const { outputs } = await capture(sandbox, ids);
	await sandbox.close();
	expect(outputs.flat().map((item) => item.json.outcome)).toEqual(ids.map(() => 'captured'));
	// Once for the store's address, which 'Order ID' may have to be of, and once for the calls.
	expect(reads.mock.calls.length).toBeLessThanOrEqual(2);
});
