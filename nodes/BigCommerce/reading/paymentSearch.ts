import { ApiError } from '../api/apiError';
import type { ApiClient } from '../api/client';
import { integerOf } from '../api/json';
import { orderPages, type OrderFilters } from '../api/orderList';
import { fetchOrder, type OrderSnapshot } from '../api/orders';
import { pagesOfV3 } from '../api/pages';
import { ALL_REFUNDS_PATH, readRefunds, type Refund } from '../api/refunds';
import type { Transaction } from '../api/transactions';
import { longestWindow, shortestWindow } from '../payment/authorizationWindows';
import { readMoney } from '../model/money';
import type { OrderId } from '../model/orderId';
import { apiDate, DAY_MS, readTime } from '../model/time';
import { paymentOfOrder, type Payment } from '../payment/payment';
import {
	isOpenOnly,
	matches,
	mayMatch,
	paymentSummary,
	type PaymentFilters,
	type PaymentSummary,
} from '../payment/paymentSummary';
import { planRanges } from './idRanges';
import { lookedUp } from './lookedUp';
import { PaymentReader } from './paymentReader';

/** A payment that was found, with what was read of it. */
export interface FoundPayment {
	orderId: OrderId;
	payment: Payment;
	record: PaymentSummary;
	order: OrderSnapshot;
	/** Null where they were not looked up. */
	transactions: Transaction[] | null;
	refunds: Refund[] | null;
}

export interface PaymentSearch {
	filters: PaymentFilters;
	channelId: number | null;
	/** Whether each payment's transactions are read, for its gateway and the authorization's own date and amount. */
	looksUpGateway: boolean;
	windowDays: number | null;
	/** Age of the oldest order that is looked at, in days; null for as long as an authorization can last. */
	lookBackDays: number | null;
	/** Only these orders, whatever their age; null for all. */
	orderIds: OrderId[] | null;
	/** Milliseconds since 1970. */
	now: number;
	/** Whether a store with very many recent orders may be searched by order status beyond the oldest of them. */
	isBounded: boolean;
	/** Told where that was done. */
	onBounded?: () => void;
}

/** Payments whose transactions are read before the next are: a small list must not read a whole page's. */
const CONCURRENCY = 10;

/**
 * Payments by their state, oldest order first, as they are asked for. BigCommerce has no filter for payments, so orders
 * are read page by page, narrowed by what it can filter, and sorted out here; only the page in hand is kept.
 *
 * @throws ApiError
 */
export async function* findPayments(client: ApiClient, search: PaymentSearch): AsyncGenerator<FoundPayment> {
	const reader = new PaymentReader(client);
	for await (const orders of candidatePages(client, search)) {
		const candidates = orders.filter((order) => mayMatch(order, search.filters));
		const refunds = await refundsIn(client, candidates);
		for (let from = 0; from < candidates.length; from += CONCURRENCY) {
			const found = candidates
				.slice(from, from + CONCURRENCY)
				.map(async (order) => await look(reader, order, refunds, search));
			for (const one of await Promise.all(found)) if (isSought(one, search)) yield one;
		}
	}
}

/** Pages of all recent orders that are read before what is left is searched by order status. */
const MAX_PAGES = 10;
/**
 * Where BigCommerce keeps an order whose payment is authorized, until it is captured. Source: GET /v2/order_statuses.
 */
const AWAITING_PAYMENT = 7;

/**
 * The orders to look at, oldest first. A store with more recent orders than fit on a few pages keeps what is open
 * under Awaiting Payment: the oldest orders, whose authorizations end first, are all looked at, and of the rest only
 * those.
 */
async function* candidatePages(client: ApiClient, search: PaymentSearch): AsyncGenerator<OrderSnapshot[]> {
	if (search.orderIds !== null) {
		for await (const orders of ordersOf(client, search.orderIds))
			yield orders.filter((order) => isOfChannel(order, search.channelId));
		return;
	}
	const query = orderFiltersFor(search);
	const mayBound = search.isBounded && query.status_id === undefined && isOpenOnly(search.filters);
	const seen = new Set<number>();
	let pages = 0;
	let from: number | null = null;
	for await (const orders of orderPages(client, query, 'date_created:asc')) {
		yield orders;
		if (!mayBound) continue;
		for (const { id } of orders) seen.add(id);
		from = readTime(orders[orders.length - 1]?.createdAt ?? null);
		if (++pages >= MAX_PAGES && from !== null) break;
	}
	if (pages < MAX_PAGES || from === null) return;
	search.onBounded?.();
	const rest = { ...query, min_date_created: apiDate(from), status_id: AWAITING_PAYMENT };
	for await (const orders of orderPages(client, rest, 'date_created:asc'))
		yield orders.filter(({ id }) => !seen.has(id));
}

function isOfChannel({ raw }: OrderSnapshot, channelId: number | null): boolean {
	return channelId === null || integerOf(raw, 'channel_id') === channelId;
}

/** These orders, lowest ID first, with as few calls as show them. One that is not there is left out. */
async function* ordersOf(client: ApiClient, ids: OrderId[]): AsyncGenerator<OrderSnapshot[]> {
	const { ranges, singles } = planRanges([...new Set(ids)]);
	const sought = new Set<number>(ids);
	const found = new Map<OrderId, OrderSnapshot>();
	for (const { minId, maxId } of ranges) {
		for await (const orders of orderPages(client, { min_id: minId, max_id: maxId }, 'id:asc'))
			for (const order of orders) if (sought.has(order.id)) found.set(order.id, order);
	}
	for (const id of new Set([...singles, ...ids.filter((one) => !found.has(one))])) {
		const order = await fetchOrder(client, id).catch((error: unknown) => {
			if (error instanceof ApiError && error.failure.status === 404) return null;
			throw error;
		});
		if (order !== null) found.set(id, order);
	}
	yield [...found.values()].sort((a, b) => a.id - b.id);
}

/**
 * What BigCommerce can filter of it. An order's total is never below what its payment moves, by the order; an order may
 * have been edited to less than was authorized, which the transactions show.
 */
export function orderFiltersFor(search: Omit<PaymentSearch, 'orderIds' | 'isBounded'>): OrderFilters {
	const { filters, channelId, looksUpGateway, windowDays, lookBackDays, now } = search;
	const query: OrderFilters = {};
	const [statusId] = filters.orderStatusIds;
	if (statusId !== undefined && filters.orderStatusIds.length === 1) query.status_id = statusId;
	if (channelId !== null) query.channel_id = channelId;
	if (filters.minAmount !== null && !looksUpGateway) query.min_total = filters.minAmount;
	const oldest = lookBackDays ?? longestWindow(windowDays) + 1;
	// An authorization is never older than its order, but may be younger.
	const maxAge = filters.maxAgeDays === null || looksUpGateway ? oldest : Math.min(filters.maxAgeDays, oldest);
	query.min_date_created = apiDate(now - maxAge * DAY_MS);
	const latest = [
		filters.minAgeDays === null ? null : now - filters.minAgeDays * DAY_MS,
		filters.expiresWithinDays === null ? null : now + (filters.expiresWithinDays - shortestWindow(windowDays)) * DAY_MS,
	].filter((time): time is number => time !== null);
	if (latest.length > 0) query.max_date_created = apiDate(Math.min(...latest));
	return query;
}

async function look(
	reader: PaymentReader,
	order: OrderSnapshot,
	refunds: Map<number, Refund[]> | null,
	search: PaymentSearch,
): Promise<FoundPayment> {
	const payment = paymentOfOrder(order);
	const seen = search.looksUpGateway ? await reader.transactions(order.id) : null;
	if (seen?.kind === 'cancelled' || seen?.kind === 'throttled') {
		throw new ApiError(seen.kind, { status: null, code: seen.kind, reason: null, requestId: null });
	}
	const looked = seen === null ? 'notLookedUp' : lookedUp(seen);
	const own = refunds === null ? null : (refunds.get(order.id) ?? []);
	const { windowDays, now } = search;
	const record = paymentSummary(payment, { order, transactions: looked, refunds: own, windowDays, now });
	return {
		orderId: order.id,
		payment,
		record,
		order,
		transactions: Array.isArray(looked) ? looked : null,
		refunds: own,
	};
}

function isSought({ record, order }: FoundPayment, { filters, now }: PaymentSearch): boolean {
	const bound = (amount: string | null) =>
		amount === null || order.currency === null ? null : readMoney(amount, order.currency);
	return matches(record, filters, { min: bound(filters.minAmount), max: bound(filters.maxAmount) }, now);
}

/** IDs in one query, so that the address does not grow too long. */
const IDS_AT_ONCE = 100;

/**
 * The refunds of the orders whose money was taken, by order; `refunded_amount` always reads 0. Null where they cannot
 * be read.
 */
async function refundsIn(client: ApiClient, orders: OrderSnapshot[]): Promise<Map<number, Refund[]> | null> {
	const ids = orders.filter((order) => paymentOfOrder(order).state === 'captured').map(({ id }) => id);
	const byOrder = new Map<number, Refund[]>();
	for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
		try {
			for await (const rows of pagesOfV3(client, ALL_REFUNDS_PATH, {
				'order_id:in': ids.slice(from, from + IDS_AT_ONCE).join(','),
			})) {
				const refunds = readRefunds(200, { data: rows }) ?? [];
				if (refunds.length < rows.length) return null;
				for (const refund of refunds) {
					if (refund.orderId !== null) byOrder.set(refund.orderId, [...(byOrder.get(refund.orderId) ?? []), refund]);
				}
			}
		} catch {
			// The amount given back is then not known; the payment's state is.
			return null;
		}
	}
	return byOrder;
}
