import { decimalsOf } from '../../../nodes/BigCommerce/model/money';
import type { BesideRefund, ManyRefunds, RefundEvidence, Refusals, WholeRefundEvidence } from '../evidence';
import type { Exchange, NamedOrders } from '../namedOrders';
import { at, listAt, type Look } from '../reading';
import { follow, isRefunded } from './follow';

const BUSY_PAUSE_MS = 500;
const BUSY_WITHIN_MS = 30_000;
/** Longer than a date's grain, and than the transactions and events of the refund before take. */
const QUIET_MS = 5_000;
/** One more than a page has where its size is not documented. */
const MANY = 51;

/** A quote for a quarter of a captured order, a refund of it, the same again at once, and once more a while later. */
export async function refundOften(
	store: NamedOrders,
	order: number,
	before: Look,
	waitMs: number,
): Promise<RefundEvidence> {
	const quarter = BigInt(/^\d+/.exec(before.total)?.[0] ?? '0') / 4n;
	const amount = quarter > 0n ? Number(quarter) : 1;
	const payments = firstOnlineWay((await store.quoteRefund(order, amount)).body);
	const send = async (): Promise<Exchange> => await store.refund(order, amount, payments);
	const first = payments === null ? null : await send();
	if (first?.status !== 201) {
		const [journal, list, oneRow] = [await store.journal(order), await store.refunds(order), null];
		return { order, before, first, again: null, busy: null, looks: [], journal, list, oneRow, later: null };
	}
	const again = await send();
	const looks = await follow(store, order, isRefunded, waitMs);
	const busy = isBusy(again) ? await whenFree(store, send) : { refused: [], taken: again };
	const endedAfter = (looks.at(-1)?.at ?? first.sentAt) - first.sentAt;
	const [journal, list] = [await store.journal(order), await store.refunds(order)];
	const oneRow = await store.refundsOf(order, 1);
	await store.clock.wait(QUIET_MS + endedAfter);
	const quiet = await store.look(order);
	const sent = (await whenFree(store, send)).taken;
	await store.clock.wait(QUIET_MS + endedAfter);
	const later = sent === null ? null : { before: quiet, sent, looks: [await store.look(order)] };
	return { order, before, first, again, busy, looks, journal, list, oneRow, later };
}

/** Refunds of the least amount, until there are more than a page has; then the list of them all. */
export async function refundManyTimes(store: NamedOrders, order: number, before: Look): Promise<ManyRefunds> {
	const least = leastOf(before);
	const payments = firstOnlineWay((await store.quoteRefund(order, least)).body);
	let [made, busyMs] = [0, 0];
	while (payments !== null && made < MANY) {
		await store.clock.wait(busyMs);
		const start = store.clock.now();
		const { taken } = await whenFree(store, async () => await store.refund(order, least, payments));
		if (taken?.status !== 201) break;
		made += 1;
		if (made > 1) busyMs += taken.sentAt - start;
	}
	await store.clock.wait(busyMs);
	return { made, list: await store.refundsOf(order) };
}

/** All that an order came to, in one refund; beside it the least of another order's. */
export async function refundWhole(
	store: NamedOrders,
	order: number,
	before: Look,
	other: { order: number; before: Look },
	waitMs: number,
): Promise<WholeRefundEvidence> {
	const amount = Number(before.total);
	const payments = firstOnlineWay((await store.quoteRefund(order, amount)).body);
	const least = leastOf(other.before);
	const otherPayments = firstOnlineWay((await store.quoteRefund(other.order, least)).body);
	const [sent, besides] = await Promise.all([
		payments === null ? null : store.refund(order, amount, payments),
		otherPayments === null ? null : store.refund(other.order, least, otherPayments),
	]);
	if (sent?.status === 201) await follow(store, order, isRefunded, waitMs);
	const beside: BesideRefund[] = [sent, besides].flatMap((made) => {
		const id = at(made?.body, 'data', 'id');
		return typeof id === 'number' ? [{ id }] : [];
	});
	return { order, sent, beside, journal: await store.journal(order) };
}

/** Sends it until it is no longer refused because of another: half a minute at most. */
async function whenFree(store: NamedOrders, send: () => Promise<Exchange>): Promise<Refusals> {
	const refused: Exchange[] = [];
	const start = store.clock.now();
	for (;;) {
		const answer = await send();
		if (!isBusy(answer)) return { refused, taken: answer };
		refused.push(answer);
		if (store.clock.now() - start > BUSY_WITHIN_MS) return { refused, taken: null };
		await store.clock.wait(BUSY_PAUSE_MS);
	}
}

function isBusy({ status }: Exchange): boolean {
	return status === 409 || status === 422;
}

/** One of the currency's smallest units. */
function leastOf({ currency }: Look): number {
	return 10 ** -decimalsOf(currency);
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
