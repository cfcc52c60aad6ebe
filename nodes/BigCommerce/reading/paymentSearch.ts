import { ApiError } from '../api/apiError';
import type { ApiClient } from '../api/client';
import { orderPages, type OrderFilters } from '../api/orderList';
import type { OrderSnapshot } from '../api/orders';
import { pagesOfV3 } from '../api/pages';
import { ALL_REFUNDS_PATH, readRefunds, type Refund } from '../api/refunds';
import type { Transaction } from '../api/transactions';
import { shortestWindow } from '../payment/authorizationWindows';
import { readMoney } from '../model/money';
import type { OrderId } from '../model/orderId';
import { apiDate, DAY_MS } from '../model/time';
import { paymentOfOrder, type Payment } from '../payment/payment';
import { matches, mayMatch, paymentSummary, type PaymentFilters, type PaymentSummary } from '../payment/paymentSummary';
import { PaymentReader } from './paymentReader';
import { sumOfRefunds } from '../payment/refundable';

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
	/** Milliseconds since 1970. */
	now: number;
}

/** Payments whose transactions are read before the next are: a small list must not read a whole page's. */
const AT_ONCE = 10;

/**
 * Payments by their state, oldest order first, as they are wanted. BigCommerce has no filter for payments, so orders
 * are read page by page, narrowed by what it can filter, and sorted out here; only the page in hand is kept.
 *
 * @throws ApiError
 */
export async function* findPayments(client: ApiClient, search: PaymentSearch): AsyncGenerator<FoundPayment> {
	const reader = new PaymentReader(client);
	for await (const orders of orderPages(client, orderFiltersFor(search), 'date_created:asc')) {
		const candidates = orders.filter((order) => mayMatch(order, search.filters));
		const refunds = await refundsIn(client, candidates);
		for (let from = 0; from < candidates.length; from += AT_ONCE) {
			const found = candidates
				.slice(from, from + AT_ONCE)
				.map(async (order) => await look(reader, order, refunds, search));
			for (const one of await Promise.all(found)) if (precondition(one, search)) yield one;
		}
	}
}

/** What BigCommerce can filter of it. An order's total is never below what its payment moves. */
export function orderFiltersFor({ filters, channelId, looksUpGateway, windowDays, now }: PaymentSearch): OrderFilters {
	const query: OrderFilters = {};
	const [statusId] = filters.orderStatusIds;
	if (statusId !== undefined && filters.orderStatusIds.length === 1) query.status_id = statusId;
	if (channelId !== null) query.channel_id = channelId;
	if (filters.minAmount !== null) query.min_total = filters.minAmount;
	// An authorization is never older than its order, but may be younger.
	if (filters.maxAgeDays !== null && !looksUpGateway)
		query.min_date_created = apiDate(now - filters.maxAgeDays * DAY_MS);
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
	const transactions = seen?.kind === 'seen' ? seen.transactions : null;
	const own = refunds === null ? null : (refunds.get(order.id) ?? []);
	const refunded = own === null || order.currency === null ? null : sumOfRefunds(own, order.currency);
	const record = paymentSummary(payment, { transactions, refunded, windowDays: search.windowDays, now: search.now });
	return { orderId: order.id, payment, record, order, transactions, refunds: own };
}

function precondition({ record, order }: FoundPayment, { filters, now }: PaymentSearch): boolean {
	const bound = (amount: string | null) =>
		amount === null || order.currency === null ? null : readMoney(amount, order.currency);
	return matches(record, filters, { min: bound(filters.minAmount), max: bound(filters.maxAmount) }, now);
}

/** IDs in one query, so that the address does not grow too long. */
const IDS_AT_ONCE = 100;

/** The refunds of those orders that have any, by order; `refunded_amount` always reads 0. Null where they cannot be read. */
async function refundsIn(client: ApiClient, orders: OrderSnapshot[]): Promise<Map<number, Refund[]> | null> {
	const ids = orders
		.filter(({ paymentStatus }) => paymentStatus === 'refunded' || paymentStatus === 'partially refunded')
		.map(({ id }) => id);
	const byOrder = new Map<number, Refund[]>();
	for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
		try {
			for await (const rows of pagesOfV3(client, ALL_REFUNDS_PATH, {
				'order_id:in': ids.slice(from, from + IDS_AT_ONCE).join(','),
			})) {
				for (const refund of readRefunds(200, { data: rows }) ?? []) {
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
