import { Management } from '@space48/bigcommerce-api';
import { BigCommerceApiClient } from 'bigcommerce-api-client';
import { metafield_Post } from 'bigcommerce-api-client/lib/model/generated/channels.v3';
import { TaxExemptItem } from 'bigcommerce-api-client/lib/model/generated/orders.v3';
import NodeBigCommerce from 'node-bigcommerce';
import { list, record } from '../sandbox/sandboxClient';

/**
 * What shops' programs do with a store, said once, so that each published client can be asked for it in its own way.
 */
export interface PublishedClient {
	/** IDs of all orders, page by page where the client leaves that to its user. */
	orderIds(): Promise<number[]>;
	/** null for an order that the client says is not there. */
	paymentStatus(orderId: number): Promise<unknown>;
	transactionEvents(orderId: number): Promise<unknown[]>;
	capture(orderId: number): Promise<void>;
	/** A quote for some amount, and a refund of it the first way that the quote offers. */
	refund(orderId: number, amount: number): Promise<void>;
	refundTotals(orderId: number): Promise<unknown[]>;
	/** An order's own, with this key; its ID. */
	addMetafield(orderId: number, key: string): Promise<number>;
	metafieldKeys(orderId: number): Promise<unknown[]>;
	removeMetafield(orderId: number, id: number): Promise<void>;
	addHook(scope: string, destination: string): Promise<number>;
	hooks(): Promise<Array<{ id: unknown; scope: unknown; isActive: unknown }>>;
	switchHookOff(id: number): Promise<void>;
	removeHook(id: number): Promise<void>;
}

export interface Account {
	storeHash: string;
	accessToken: string;
}

/** Of the account with this token; each is made afresh, as it keeps connections. */
export const PUBLISHED_CLIENTS: ReadonlyArray<{ name: string; connect: (account: Account) => PublishedClient }> = [
	{ name: '@space48/bigcommerce-api', connect: space48 },
	{ name: 'node-bigcommerce', connect: nodeBigCommerce },
	{ name: 'bigcommerce-api-client', connect: bigCommerceApiClient },
];

const PAGE = 250;

function field(key: string) {
	return { permission_set: 'app_only', namespace: 'clients', key, value: 'kept' };
}

/** Endpoints that the client's types know from an older file, with other types; it lets its user name them anew. */
type Renewed =
	| 'POST /orders/{order_id}/payment_actions/refund_quotes'
	| 'POST /orders/{order_id}/payment_actions/refunds'
	| 'GET /orders/{order_id}/payment_actions/refunds'
	| 'GET /orders/{order_id}/metafields'
	| 'POST /orders/{order_id}/metafields'
	| 'DELETE /orders/{order_id}/metafields/{metafield_id}'
	| 'POST /hooks'
	| 'PUT /hooks/{id}'
	| 'DELETE /hooks/{id}';

function space48(account: Account): PublishedClient {
	const v2 = new Management.V2.Client(account);
	const v3 = new Management.V3.Client<Renewed>(account);
	const path = (order_id: number) => ({ path: { order_id } });
	return {
		orderIds: () => pageByPage((page) => v2.get('/orders', { query: { page, limit: PAGE } })),
		paymentStatus: async (id) => statusIn(await v2.get('/orders/{order_id}', path(id))),
		transactionEvents: async (id) =>
			list((await v3.get('/orders/{order_id}/transactions', path(id))) ?? []).map((one) => record(one).event),
		capture: async (id) => void (await v3.post('/orders/{order_id}/payment_actions/capture', path(id))),
		refund: async (id, amount) => {
			const items = [{ item_type: 'ORDER', item_id: id, amount }];
			const quote = await v3.post('/orders/{order_id}/payment_actions/refund_quotes', { ...path(id), body: { items } });
			const body = { items, payments: firstWayOf(quote) };
			await v3.post('/orders/{order_id}/payment_actions/refunds', { ...path(id), body });
		},
		refundTotals: async (id) =>
			list(await v3.get('/orders/{order_id}/payment_actions/refunds', path(id))).map((one) => record(one).total_amount),
		addMetafield: async (id, key) =>
			Number(record(await v3.post('/orders/{order_id}/metafields', { ...path(id), body: field(key) })).id),
		metafieldKeys: async (id) => list(await v3.get('/orders/{order_id}/metafields', path(id))).map(keyOf),
		removeMetafield: async (order_id, metafield_id) =>
			void (await v3.delete('/orders/{order_id}/metafields/{metafield_id}', { path: { order_id, metafield_id } })),
		addHook: async (scope, destination) =>
			Number(record(await v3.post('/hooks', { body: { scope, destination, is_active: true, headers: {} } })).id),
		hooks: async () => {
			const all = [];
			for await (const hook of v3.list('/hooks')) all.push(shortHook(hook));
			return all;
		},
		switchHookOff: async (id) => void (await v3.put('/hooks/{id}', { path: { id }, body: { is_active: false } })),
		removeHook: async (id) => void (await v3.delete('/hooks/{id}', { path: { id } })),
	};
}

function nodeBigCommerce(account: Account): PublishedClient {
	const common = { ...account, clientId: 'client', responseType: 'json' } as const;
	const v2 = new NodeBigCommerce({ ...common, apiVersion: 'v2' });
	const v3 = new NodeBigCommerce({ ...common, apiVersion: 'v3' });
	const actions = (id: number): string => `/orders/${id}/payment_actions`;
	return {
		orderIds: () => pageByPage((page) => v2.get(`/orders?page=${page}&limit=${PAGE}`)),
		paymentStatus: async (id) => statusIn(await v2.get(`/orders/${id}`)),
		transactionEvents: async (id) => dataOf(await v3.get(`/orders/${id}/transactions`)).map((one) => record(one).event),
		capture: async (id) => void (await v3.post(`${actions(id)}/capture`)),
		refund: async (id, amount) => {
			const items = [{ item_type: 'ORDER', item_id: id, amount }];
			const quote = record(await v3.post(`${actions(id)}/refund_quotes`, { items })).data;
			await v3.post(`${actions(id)}/refunds`, { items, payments: firstWayOf(quote) });
		},
		refundTotals: async (id) => dataOf(await v3.get(`${actions(id)}/refunds`)).map((one) => record(one).total_amount),
		addMetafield: async (id, key) =>
			Number(record(record(await v3.post(`/orders/${id}/metafields`, field(key))).data).id),
		metafieldKeys: async (id) => dataOf(await v3.get(`/orders/${id}/metafields`)).map(keyOf),
		removeMetafield: async (orderId, id) => void (await v3.delete(`/orders/${orderId}/metafields/${id}`)),
		addHook: async (scope, destination) =>
			Number(record(record(await v3.post('/hooks', { scope, destination })).data).id),
		hooks: async () => dataOf(await v3.get('/hooks')).map(shortHook),
		switchHookOff: async (id) => void (await v3.put(`/hooks/${id}`, { is_active: false })),
		removeHook: async (id) => void (await v3.delete(`/hooks/${id}`)),
	};
}

function bigCommerceApiClient(account: Account): PublishedClient {
	const { orders, orderTransactions, webhooks } = new BigCommerceApiClient({ ...account, retryDelay: 200 });
	const { paymentActions, orderMetafields } = orderTransactions;
	return {
		orderIds: async () => {
			// Typed as a list; a 204 comes out as an empty text.
			const all: unknown = await orders.getAllOrders({}, 1, 10_000);
			return all === '' ? [] : list(all).map((order) => Number(record(order).id));
		},
		paymentStatus: async (id) => statusIn(await orders.getOrder(id)),
		transactionEvents: async (id) =>
			dataOf(await orderTransactions.getTransactions(id)).map((one) => record(one).event),
		capture: async (id) => void (await paymentActions.capture(id)),
		refund: async (id, amount) => {
			const items = [{ item_type: TaxExemptItem.item_type.ORDER, item_id: id, amount }];
			const { data } = await paymentActions.createRefundQuote(id, { items });
			await paymentActions.createRefund(id, { items, payments: firstWayOf(data) });
		},
		refundTotals: async (id) =>
			dataOf(await paymentActions.getRefundsForOrder(id)).map((one) => record(one).total_amount),
		addMetafield: async (id, key) => {
			const { permission_set } = metafield_Post;
			const { data } = await orderMetafields.createMetafield(id, {
				...field(key),
				permission_set: permission_set.APP_ONLY,
			});
			return Number(data.id);
		},
		metafieldKeys: async (id) => dataOf(await orderMetafields.getAllMetafields(id)).map(keyOf),
		removeMetafield: (orderId, id) => orderMetafields.deleteMetafield(orderId, id),
		addHook: async (scope, destination) =>
			Number((await webhooks.createWebhook({ scope, destination, headers: {} })).data.id),
		hooks: async () => dataOf(await webhooks.getWebhooks()).map(shortHook),
		switchHookOff: async (id) => void (await webhooks.updateWebhook(id, { is_active: false })),
		removeHook: async (id) => void (await webhooks.deleteWebhook(id)),
	};
}

/** v2 lists have no total: they end with a page that is short, or with nothing at all. */
async function pageByPage(read: (page: number) => Promise<unknown>): Promise<number[]> {
	const ids: number[] = [];
	for (let page = 1; ; page += 1) {
		const answer = await read(page);
		const orders = answer === null || answer === '' ? [] : list(answer);
		ids.push(...orders.map((order) => Number(record(order).id)));
		if (orders.length < PAGE) return ids;
	}
}

function statusIn(order: unknown): unknown {
	return order === null ? null : record(order).payment_status;
}

/** The list in a v3 answer; one without content reads as an empty text or nothing at all, as the client sees fit. */
function dataOf(answer: unknown): unknown[] {
	return answer === '' || answer === null ? [] : list(record(answer).data);
}

/** `refund_methods` is a list of ways, each a list of payments. */
function firstWayOf(quote: unknown): Array<Record<string, unknown>> {
	const [way] = list(record(quote).refund_methods);
	return list(way).map((payment) => {
		const { provider_id, amount, offline } = record(payment);
		return { provider_id, amount, offline };
	});
}

function keyOf(metafield: unknown): unknown {
	return record(metafield).key;
}

function shortHook(hook: unknown): { id: unknown; scope: unknown; isActive: unknown } {
	const { id, scope, is_active } = record(hook);
	return { id, scope, isActive: is_active };
}
