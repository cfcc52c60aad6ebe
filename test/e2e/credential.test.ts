import { startSandbox, type RunningSandbox } from '../../sandbox/server';
import { credentialData, credentialType, type SandboxAccess } from '../../scripts/n8n/workspace';
import { Instance } from './harness/instance';

/** The "Test" of the credential's form, as n8n runs it against the store. */
describe('credential test in n8n', () => {
	let sandbox: RunningSandbox;
	let n8n: Instance;

	beforeAll(async () => {
		sandbox = await startSandbox({ orders: [] });
		n8n = await Instance.start({ name: 'credential', sandbox });
	});
	afterAll(async () => {
		await n8n?.stop();
		await sandbox?.close();
	});

	async function testCredential(access: Partial<SandboxAccess>): Promise<{ status: string; message: string }> {
		const data = credentialData({ apiUrl: sandbox.apiUrl, ...access });
		const { id, name } = await n8n.rest.createCredential(
			`Store ${JSON.stringify(access)}`.slice(0, 100),
			credentialType,
			data,
		);
		return await n8n.rest.testCredential({ id, name, type: credentialType, data });
	}

	test.each([
		'sandbox',
		'stores/sandbox',
		'https://api.bigcommerce.com/stores/sandbox/v3/',
		'https://store-sandbox.mybigcommerce.com/manage/orders',
	])('passes with the store hash given as %s', async (storeHash) => {
		expect(await testCredential({ storeHash })).toMatchObject({ status: 'OK' });
	});

	test.each(['orders-only-token', 'transactions-only-token', 'orders-read-only-token', 'transactions-read-only-token'])(
		'passes with the %s, one scope being enough',
		async (accessToken) => {
			expect(await testCredential({ accessToken })).toMatchObject({ status: 'OK' });
		},
	);

	test('says that a token is wrong', async () => {
		const { status, message } = await testCredential({ accessToken: 'no-such-token' });
		expect(status).toBe('Error');
		expect(message).toMatch(/access token/i);
	});

	test('says that the store hash may be wrong', async () => {
		const { status, message } = await testCredential({ storeHash: 'another' });
		expect(status).toBe('Error');
		expect(message).toMatch(/store hash/i);
	});

	test('names the scopes when the token has none of them', async () => {
		const { status, message } = await testCredential({ accessToken: 'no-scope-token' });
		expect(status).toBe('Error');
		expect(message).toMatch(/scope/i);
		expect(message).toMatch(/orders/i);
		expect(message).toMatch(/transactions/i);
	});
});
