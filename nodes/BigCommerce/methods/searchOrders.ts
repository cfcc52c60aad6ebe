import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { customerName } from '../actions/order/orderItem';
import { ApiError } from '../api/apiError';
import type { ApiClient } from '../api/client';
import { objectOf, textOf } from '../api/json';
import { orderPages, type OrderFilters } from '../api/orderList';
import { fetchOrder, type OrderSnapshot } from '../api/orders';
import { formatMoney } from '../model/money';
import { parseOrderId } from '../model/orderId';
import { paymentOfOrder } from '../payment/payment';
import { withPicker } from './pickerSession';

/** Orders shown at once. */
const SHOWN = 50;
/** Orders that one search for a name looks through, where it finds some and where it finds none. */
const SEARCHED = 1_000;
const SEARCHED_IN_VAIN = 4_000;
const AWAITING_PAYMENT = 7;

/** Where a list goes on, as n8n hands it back: first the orders that can be captured, then the rest, newest first. */
interface Place {
	part: 'capturable' | 'rest';
	/** Highest order ID of the next page; null for the start. */
	maxId: number | null;
}

/**
 * Orders for the picker: "#118 · Ada Lovelace · 25.00 USD · authorized". Found by ID, name or email; without a
 * search, those that can be captured come first. BigCommerce has no filter for names, so a search reads the newest
 * orders and goes on where n8n asks for more.
 */
export async function searchOrders(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const text = (filter ?? '').trim();
	return await withPicker(this, 'The orders', async ({ client }) => {
		const place = placeIn(paginationToken);
		if (text === '') return await browse(client, place);
		const found = place.maxId === null ? await lookUp(client, text) : [];
		return found.length > 0
			? { results: found.map(entryOf) }
			: await searchText(client, text.toLowerCase(), place.maxId);
	});
}

/** Pages read for one answer at most, where page after page has nothing to show. */
const MOST_PAGES = 8;

async function browse(client: ApiClient, from: Place): Promise<INodeListSearchResult> {
	let place: Place | null = from;
	for (let page = 0; place !== null && page < MOST_PAGES; page++) {
		const { orders, next } = await pageAt(client, place);
		place = next;
		if (orders.length > 0) return { results: orders.map(entryOf), ...tokenOf(next) };
	}
	const text = `None of the newest ${SHOWN * MOST_PAGES} orders Awaiting Payment can be captured. More are further down.`;
	return place === null ? { results: [] } : { results: [remark(text)], ...tokenOf(place) };
}

/** One page of a part: first the orders that can be captured, most of which are Awaiting Payment, then all others. */
async function pageAt(
	client: ApiClient,
	{ part, maxId }: Place,
): Promise<{ orders: OrderSnapshot[]; next: Place | null }> {
	const isFirst = part === 'capturable';
	const read = await firstPage(
		client,
		{ ...(isFirst ? { status_id: AWAITING_PAYMENT } : {}), ...bounded(maxId) },
		SHOWN,
	);
	const last = read[read.length - 1];
	const hasMore = read.length >= SHOWN && last !== undefined;
	const orders = isFirst ? read.filter(isFirstPart) : read.filter((order) => !isFirstPart(order)).sort(byCapturable);
	if (hasMore) return { orders, next: { part, maxId: last.id - 1 } };
	return { orders, next: isFirst ? { part: 'rest', maxId: null } : null };
}

function tokenOf(place: Place | null): { paginationToken?: string } {
	return place === null ? {} : { paginationToken: `${place.part}:${place.maxId ?? ''}` };
}

/** An ID is read directly; an email address is a filter of the API. */
async function lookUp(client: ApiClient, text: string): Promise<OrderSnapshot[]> {
	const id = parseOrderId(text);
	if (id.ok) {
		const order = await fetchOrder(client, id.orderId).catch(nullIfMissing);
		return order === null ? [] : [order];
	}
	return /^\S+@\S+\.\S+$/.test(text) ? await firstPage(client, { email: text }, SHOWN) : [];
}

function nullIfMissing(error: unknown): null {
	if (error instanceof ApiError && error.failure.status === 404) return null;
	throw error;
}

async function searchText(client: ApiClient, text: string, maxId: number | null): Promise<INodeListSearchResult> {
	const found: OrderSnapshot[] = [];
	let searched = 0;
	for await (const orders of orderPages(client, bounded(maxId), 'id:desc')) {
		found.push(...orders.filter((order) => searchable(order).includes(text)));
		searched += orders.length;
		const last = orders[orders.length - 1];
		const isEnough = found.length > 0 ? found.length >= SHOWN || searched >= SEARCHED : searched >= SEARCHED_IN_VAIN;
		if (last === undefined || !isEnough) continue;
		const none = `Not among ${searched} orders down to #${last.id}. Older ones are further down; an ID or email finds any.`;
		const results = found.length > 0 ? found.sort(byCapturable).map(entryOf) : [remark(none)];
		return { results, paginationToken: `rest:${last.id - 1}` };
	}
	return { results: found.sort(byCapturable).map(entryOf) };
}

/** A line that is no order: an empty list says nothing, and cannot be scrolled for more. Chosen, it is no order ID. */
function remark(text: string): INodeListSearchItems {
	return { name: text, value: '' };
}

function searchable(order: OrderSnapshot): string {
	const address = objectOf(order.raw, 'billing_address') ?? {};
	return [`#${order.id}`, customerName(order), textOf(address, 'company'), textOf(address, 'email')]
		.filter((part) => part !== null)
		.join(' ')
		.toLowerCase();
}

async function firstPage(client: ApiClient, filters: OrderFilters, rows: number): Promise<OrderSnapshot[]> {
	for await (const orders of orderPages(client, filters, 'id:desc', rows)) return orders;
	return [];
}

function placeIn(token: string | undefined): Place {
	const found = /^(capturable|rest):(\d*)$/.exec(token ?? '');
	const maxId = found?.[2] === undefined || found[2] === '' ? null : Number(found[2]);
	return { part: found?.[1] === 'rest' ? 'rest' : 'capturable', maxId };
}

function bounded(maxId: number | null): OrderFilters {
	return maxId === null ? {} : { max_id: maxId };
}

function isFirstPart(order: OrderSnapshot): boolean {
	return order.statusId === AWAITING_PAYMENT && isCapturable(order);
}

function isCapturable(order: OrderSnapshot): boolean {
	return paymentOfOrder(order).state === 'authorized';
}

function byCapturable(a: OrderSnapshot, b: OrderSnapshot): number {
	return Number(isCapturable(b)) - Number(isCapturable(a)) || b.id - a.id;
}

function entryOf(order: OrderSnapshot): INodeListSearchItems {
	const { amount, status } = paymentOfOrder(order);
	const parts = [
		`#${order.id}`,
		customerName(order) ?? 'Guest',
		amount === null ? null : `${formatMoney(amount)} ${amount.currency}`,
		status === '' ? 'no payment' : status,
	];
	return { name: parts.filter((part) => part !== null).join(' · '), value: String(order.id) };
}
