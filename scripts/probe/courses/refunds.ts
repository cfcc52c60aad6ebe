import type { RefundCourse, WholeRefundCourse } from '../evidence';
import type { NamedOrders } from '../namedOrders';
import { at, listAt, type Look } from '../reading';
import { follow, isRefunded } from './follow';

/** A quote for a quarter of a captured order, a refund of it, and the same again at once. */
export async function refundTwice(
	store: NamedOrders,
	order: number,
	before: Look,
	waitMs: number,
): Promise<RefundCourse> {
	const quarter = BigInt(/^\d+/.exec(before.total)?.[0] ?? '0') / 4n;
	const amount = quarter > 0n ? Number(quarter) : 1;
	const quote = await store.quoteRefund(order, amount);
	const payments = firstOnlineWay(quote.body);
	const first = payments === null ? null : await store.refund(order, amount, payments);
	const isTaken = first?.status === 201;
	const again = isTaken ? await store.refund(order, amount, payments) : null;
	const looks = isTaken ? await follow(store, order, isRefunded, waitMs) : [];
	return { before, quote, first, again, looks, journal: await store.journal(order), list: await store.refunds(order) };
}

/** All that an order came to, in one refund. */
export async function refundWhole(
	store: NamedOrders,
	order: number,
	before: Look,
	waitMs: number,
): Promise<WholeRefundCourse> {
	const amount = Number(before.total);
	const payments = firstOnlineWay((await store.quoteRefund(order, amount)).body);
	const sent = payments === null ? null : await store.refund(order, amount, payments);
	if (sent?.status === 201) await follow(store, order, isRefunded, waitMs);
	return { sent, journal: await store.journal(order) };
}

/** The first way of a quote that goes through the gateway; else its first; null where it has none. */
function firstOnlineWay(quote: unknown): unknown {
	const ways = listAt(quote, 'data', 'refund_methods').filter((way): way is unknown[] => Array.isArray(way));
	const isOnline = (way: unknown[]): boolean => way.every((payment) => at(payment, 'offline') === false);
	const chosen = ways.find(isOnline) ?? ways[0];
	return (
		chosen?.map((payment) => ({
			provider_id: at(payment, 'provider_id'),
			amount: at(payment, 'amount'),
			offline: at(payment, 'offline'),
		})) ?? null
	);
}
