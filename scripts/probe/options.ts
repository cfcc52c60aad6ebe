import { parseArgs } from 'node:util';
import { DEFAULT_API_URL, readStoreAddress } from '../../nodes/BigCommerce/api/storeAddress';
import type { StoreAccess } from './connection';
import type { Wishes } from './plan';

const OPTIONS = {
	store: { type: 'string' },
	'api-url': { type: 'string', default: DEFAULT_API_URL },
	orders: { type: 'string' },
	declines: { type: 'string' },
	missing: { type: 'string' },
	'hook-url': { type: 'string' },
	'hook-port': { type: 'string', default: '8787' },
	'use-up-quota': { type: 'boolean', default: false },
	'many-refunds': { type: 'boolean', default: false },
	'count-orders': { type: 'boolean', default: false },
	wait: { type: 'string', default: '60' },
	json: { type: 'boolean', default: false },
	yes: { type: 'boolean', short: 'y', default: false },
	help: { type: 'boolean', short: 'h', default: false },
} as const;

export const TOKEN_VARIABLE = 'BIGCOMMERCE_ACCESS_TOKEN';
export const SECOND_TOKEN_VARIABLE = 'BIGCOMMERCE_SECOND_TOKEN';

export const HELP = `Asks a BigCommerce store in test mode what BigCommerce does not document, with test orders that you name, and prints how
each switch of the sandbox has to stand. Nothing is ever sent for an order that you did not name.

  ${TOKEN_VARIABLE}=… npm run probe -- --store abc123 --orders 118,119,120

  --store abc123          store hash, or the API path of the account
  --orders 118,119,120    authorized orders, paid in test mode. Of each: see below
  --declines 121          an authorized order whose capture the gateway is going to refuse
  --missing 999999999     the number of an order that is not there: a metafield of it is tried
  --many-refunds          51 refunds of the least amount, to see whether a list stops at fifty
  --count-orders          reads two pages of all orders, and keeps how many are on each
  --hook-url https://…    public address that leads to --hook-port, to ask about webhooks
  --hook-port 8787        port to listen on for them
  --use-up-quota          ask about 429s; uses up the store's quota for two windows
  --wait 60               seconds that a payment may take to end
  --json                  the report as JSON
  --yes, -y               do not ask before anything is sent
  --api-url URL           another API than BigCommerce's, such as the sandbox's

  The first order is captured, and three quarters of it refunded, one by one. The second is captured twice and
  refunded. The third is voided, and then a capture of it is sent. With fewer orders, less is asked. Afterwards they
  are spent: make new ones for another run.

  The token is read from ${TOKEN_VARIABLE}. Scopes: Orders (modify) and Order Transactions (read-only).
  ${SECOND_TOKEN_VARIABLE} may hold that of another API account, with Order Transactions (modify) alone: it shows
  whether the quota is shared, and which scope metafields need.
  docs/probe.md says what it costs and what it never does.
`;

export interface Options {
	access: StoreAccess;
	/** Of another API account; null where there is none. */
	secondToken: string | null;
	wishes: Wishes;
	hooks: { url: string; port: number } | null;
	asJson: boolean;
	isAgreed: boolean;
}

/** Something in the command is not right; the text says what to write instead. */
export class BadOption extends Error {}

/** @returns null when help is all that is asked for. @throws {BadOption} */
export function readOptions(args: string[], environment: Readonly<Record<string, string | undefined>>): Options | null {
	const { values } = parsedArgs(args);
	if (values.help) return null;
	if (values.store === undefined) throw new BadOption('--store is missing: the store hash, such as abc123.');
	const address = readStoreAddress(values.store, values['api-url']);
	if (!address.ok) throw new BadOption(address.reason);
	const accessToken = environment[TOKEN_VARIABLE] ?? '';
	if (accessToken === '') throw new BadOption(`${TOKEN_VARIABLE} is not set: the access token of an API account.`);
	if (values.orders === undefined) throw new BadOption('--orders is missing: no order is ever chosen for you.');
	const orders = values.orders.split(',').map((text) => orderNumber('--orders', text));
	const declines = values.declines === undefined ? undefined : orderNumber('--declines', values.declines);
	const missing = values.missing === undefined ? undefined : orderNumber('--missing', values.missing);
	const named = [...orders, ...[declines, missing].filter((order) => order !== undefined)];
	if (new Set(named).size < named.length) throw new BadOption('An order is named twice.');
	if (orders.length > 3) throw new BadOption('--orders takes three at most; more would not be used.');
	return {
		access: { ...address.address, accessToken },
		secondToken: environment[SECOND_TOKEN_VARIABLE] || null,
		wishes: {
			orders,
			declines,
			missing,
			usesUpQuota: values['use-up-quota'],
			refundsManyTimes: values['many-refunds'],
			countsOrders: values['count-orders'],
			waitMs: wholeNumber('--wait', values.wait) * 1_000,
		},
		hooks: hooksOf(values['hook-url'], values['hook-port']),
		asJson: values.json,
		isAgreed: values.yes,
	};
}

function parsedArgs(args: string[]) {
	try {
		return parseArgs({ args, options: OPTIONS });
	} catch (error) {
		throw new BadOption(error instanceof Error ? error.message : String(error));
	}
}

function hooksOf(url: string | undefined, port: string): Options['hooks'] {
	if (url === undefined) return null;
	if (!/^https?:\/\/[^/?#\s]+/.test(url)) throw new BadOption(`--hook-url takes an address, not '${url}'.`);
	return { url, port: wholeNumber('--hook-port', port) };
}

function orderNumber(option: string, text: string): number {
	const number = wholeNumber(option, text.trim());
	if (number === 0) throw new BadOption(`${option}: 0 is no order.`);
	return number;
}

function wholeNumber(option: string, text: string): number {
	if (!/^\d{1,9}$/.test(text)) throw new BadOption(`${option} takes a whole number, not '${text}'.`);
	return Number(text);
}
