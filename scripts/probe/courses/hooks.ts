import type { Arrived } from '../evidence';
import type { NamedOrders } from '../namedOrders';
import { at, parsed } from '../reading';

/** Where deliveries arrive. What is none of the named orders' must be dropped by whoever takes it (`ofNamed`). */
export interface Inbox {
	/** Public address that leads here. */
	url: string;
	/** All that arrived so far. */
	arrived(): readonly Arrived[];
}

export const HOOKS: Readonly<Record<string, string>> = {
	all: 'store/order/*',
	transactionCreated: 'store/order/transaction/created',
	transactionUpdated: 'store/order/transaction/updated',
	updated: 'store/order/updated',
	status: 'store/order/statusUpdated',
};

/** "Up to one minute" until a new hook works (docs/bigcommerce-api.md, Webhooks: warm-up). */
const WARM_UP_MS = 65_000;

/** @returns statuses of the hooks that were refused */
export async function addHooks(store: NamedOrders, { url }: Inbox): Promise<number[]> {
	const refused: number[] = [];
	for (const [name, scope] of Object.entries(HOOKS)) {
		const { status } = await store.createHook(scope, `${url.replace(/\/$/, '')}/${name}`);
		if (status >= 300) refused.push(status);
	}
	await store.clock.wait(WARM_UP_MS);
	return refused;
}

/** Deliveries of orders that were named; those of others are dropped unread. */
export function ofNamed(arrived: readonly Arrived[], named: readonly number[]): Arrived[] {
	return arrived.filter(({ text }) => named.includes(orderIn(text)));
}

export function orderIn(text: string): number {
	const body = parsed(text);
	return Number(at(body, 'data', 'order_id') ?? at(body, 'data', 'id') ?? Number.NaN);
}
