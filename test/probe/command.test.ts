import { startSandbox } from '../../sandbox/server';
import { run } from '../../scripts/probe/run';

describe('npm run probe', () => {
	const command = async (args: string[], token: string | undefined, answer?: string) => {
		const [printed, said]: [string[], string[]] = [[], []];
		const code = await run(
			args,
			{ BIGCOMMERCE_ACCESS_TOKEN: token },
			{
				print: (text) => printed.push(text),
				say: (text) => said.push(text),
				ask: answer === undefined ? null : async () => answer,
			},
		);
		return { code, printed: printed.join(''), said: said.join('\n') };
	};

	test('asks a sandbox over HTTP and prints the report', async () => {
		const sandbox = await startSandbox({
			settings: { captureDelayMs: 700, captureBody: '', statusAfterCapture: 'unchanged' },
			orders: [{ id: 70118, gateway: 'testgateway', ageDays: 1 }],
		});
		const args = ['--store', 'sandbox', '--api-url', sandbox.apiUrl, '--orders', '70118', '--yes', '--json'];
		const { code, printed } = await command(args, 'sandbox-token');
		await sandbox.close();
		expect(code).toBe(0);
		expect(JSON.parse(printed)).toMatchObject({
			stopped: null,
			settings: { captureBody: '', statusAfterCapture: 'unchanged', pendingVisible: true, quotaHeaders: 'normal' },
		});
	});

	test.each([
		{ what: 'no order', args: ['--store', 'abc123'], token: 't', says: 'no order is ever chosen for you' },
		{
			what: 'no token',
			args: ['--store', 'abc123', '--orders', '1'],
			token: undefined,
			says: 'BIGCOMMERCE_ACCESS_TOKEN',
		},
		{ what: 'no store', args: ['--orders', '1'], token: 't', says: '--store is missing' },
		{ what: 'a path for an order', args: ['--store', 'abc123', '--orders', '1,../2'], token: 't', says: "not '../2'" },
		{ what: 'an order twice', args: ['--store', 'abc123', '--orders', '1,1'], token: 't', says: 'named twice' },
		{
			what: 'plain HTTP',
			args: ['--store', 'a', '--orders', '1', '--api-url', 'http://example.com'],
			token: 't',
			says: 'https://',
		},
		{ what: 'an unknown option', args: ['--all-orders'], token: 't', says: '--all-orders' },
		{ what: 'nobody who agrees', args: ['--store', 'abc123', '--orders', '1'], token: 't', says: '--yes is needed' },
	])('$what: sends nothing and says what is missing', async ({ args, token, says }) => {
		const { code, printed, said } = await command(args, token);
		expect([code, printed]).toEqual([2, '']);
		expect(said).toContain(says);
	});

	test('tells what it will send, and takes no for an answer', async () => {
		const { code, said } = await command(['--store', 'abc123', '--orders', '70118,70119'], 't', 'no');
		expect(code).toBe(2);
		expect(said).toContain('captures order 70119, and again at once');
		expect(said).not.toContain('order C');
		expect(said).toContain('Nothing was sent.');
	});

	test('--help says how', async () => {
		const { code, printed } = await command(['--help'], undefined);
		expect(code).toBe(0);
		expect(printed).toContain('--orders 118,119,120');
	});
});
