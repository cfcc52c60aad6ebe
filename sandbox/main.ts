/** `npm run sandbox -- --port 4010`: a rehearsal store until Ctrl-C. */
import { parseArgs } from 'node:util';

import { SEED_ORDERS } from './seed';
import { startSandbox } from './server';

const OPTIONS = {
	port: { type: 'string', default: '4010' },
	host: { type: 'string', default: '127.0.0.1' },
	quota: { type: 'string', default: '150' },
	window: { type: 'string', default: '30000' },
	'capture-delay': { type: 'string', default: '1000' },
	orders: { type: 'string', default: '0' },
	help: { type: 'boolean', short: 'h', default: false },
} as const;

const HELP = `A BigCommerce store to rehearse against.

  --port 4010            port; 0 takes any free one
  --host 127.0.0.1       address to listen on
  --quota 150            requests allowed in a window, or "unlimited"
  --window 30000         length of a window in milliseconds
  --capture-delay 1000   milliseconds from accepted to captured
  --orders 0             authorized orders to add after the demonstration orders, from 1001 on
`;

async function main(): Promise<void> {
	const { values } = parseArgs({ options: OPTIONS });
	if (values.help) {
		console.log(HELP);
		return;
	}
	const extra = wholeNumber('--orders', values.orders);
	const sandbox = await startSandbox({
		port: wholeNumber('--port', values.port),
		host: values.host,
		settings: {
			quota: values.quota === 'unlimited' ? null : wholeNumber('--quota', values.quota),
			windowMs: Math.max(1, wholeNumber('--window', values.window)),
			captureDelayMs: wholeNumber('--capture-delay', values['capture-delay']),
		},
	});
	sandbox.store.addOrders(extra, (index) => ({ id: 1_001 + index, ageDays: 1 }));
	console.log(greeting(sandbox.url, extra));

	const leave = (): void => void sandbox.close().then(() => process.exit(0));
	process.once('SIGINT', leave);
	process.once('SIGTERM', leave);
}

function greeting(url: string, extra: number): string {
	return [
		'',
		`  Sandbox store   ${url}`,
		`  API URL         ${url}`,
		'  Store hash      sandbox',
		'  Access token    sandbox-token',
		'  Client secret   sandbox-client-secret',
		'',
		...SEED_ORDERS.map(({ id, story }) => `  ${id}  ${story}`),
		...(extra > 0 ? [`  1001 to ${1_000 + extra}  Authorized`] : []),
		'',
		'  Ctrl-C ends it; nothing is kept.',
		'',
	].join('\n');
}

function wholeNumber(name: string, text: string): number {
	if (!/^\d{1,9}$/.test(text))
		throw new Error(`${name} takes a whole number, not '${text}'. --help lists the options.`);
	return Number(text);
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
});
