import type { PageEvidence, SecondTokenEvidence } from '../evidence';
import type { NamedOrders } from '../namedOrders';

/** What the second account may do with an order. */
export async function askAsSecond(store: NamedOrders, order: number, run: string): Promise<SecondTokenEvidence> {
	return {
		order: await store.asSecond(order, 'order'),
		transactions: await store.asSecond(order, 'transactions'),
		metafield: await store.createMetafield({ order, key: `${run}-second` }, 'second'),
	};
}

/** How many orders two pages have. */
export async function countPages(store: NamedOrders): Promise<PageEvidence> {
	return { first: await store.countOnPage(1), second: await store.countOnPage(2) };
}
