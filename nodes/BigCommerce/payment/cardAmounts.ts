import type { OrderSnapshot } from '../api/orders';
import type { Refund } from '../api/refunds';
import type { Transaction } from '../api/transactions';
import { minus, plus, readMoney, type Money } from '../model/money';
import { amountOf, entryOf, type Entry } from './authorization';
import type { Journal } from './journal';
import { addUp, greater, rowsOf, type BackEntry } from './listedRefunds';
import type { PaymentModel } from './model';
import type { Payment } from './payment';

/** What was read of an order beside its payment. */
export interface CardSources {
	/** Null where the token may not read orders. */
	order: OrderSnapshot | null;
	/** Null where they were not read. */
	transactions: Transaction[] | null;
	/** Null where they were not read. */
	refunds: Refund[] | null;
}

/**
 * What was taken of the card (or the like), by the provider's own reports, of whatever authorization. Where none is on
 * record it is what the payment moves; null where the transactions could not be read, for an order may have been edited
 * since.
 *
 * @param payment the payment as it is now, of that model
 */
export function capturedOf(
	{ last, journal, journalLook }: PaymentModel,
	payment: Payment,
	{ transactions }: CardSources,
): Money | null {
	const captures = entriesIn('capture', journal?.journal ?? null, transactions);
	const isTaken = payment.state === 'captured';
	// What was taken may as well be of the one that stands.
	if (isTaken && payment.amount === null && (journal?.journal.standing ?? 0) > 0) return null;
	const [first] = captures;
	if (first !== undefined) return sumOf(amountsOf(captures), first.amount?.currency ?? '');
	if (!isTaken) return noneOf(payment.amount ?? last?.payment.amount ?? null);
	return journalLook?.result === 'failed' ? null : payment.amount;
}

/** What took money of the card, or gave it back: on whatever authorization, or on one that is not on record. */
function entriesIn(event: 'capture' | 'refund', journal: Journal | null, transactions: Transaction[] | null): Entry[] {
	if (journal === null) return [];
	const known = journal.authorizations.flatMap(({ captures, back }) => (event === 'capture' ? captures : back));
	const others = (transactions ?? []).filter(
		(one) =>
			one.event === event &&
			one.status === 'ok' &&
			one.id !== null &&
			journal.entries.has(one.id) &&
			!known.some(({ id }) => id === one.id),
	);
	return [...known, ...others.map(entryOf)];
}

/** 0 in the amount's currency. */
function noneOf(amount: Money | null): Money | null {
	return amount === null ? null : minus(amount, amount);
}

/**
 * What was given back of what was taken of the card: as the refunds and the transactions have it, each refund counted
 * once. One made at the gateway is in no list, and one that has just been made is not in the transactions yet. Null
 * where they leave more than one answer.
 */
export function refundedOf(captured: Money | null, journal: Journal | null, sources: CardSources): Money | null {
	const { order, refunds, transactions } = sources;
	const currency = captured?.currency ?? order?.currency?.toUpperCase() ?? null;
	if (currency === null) return null;
	const zero: Money = { minor: BigInt(0), currency };
	const back = entriesIn('refund', journal, transactions);
	const entries = backEntries(back, transactions ?? []);
	// A refund names no currency: it is the order's.
	const isListed = refunds !== null && (order === null || order.currency?.toUpperCase() === currency);
	const rows = isListed ? rowsOf(refunds, currency) : null;
	const { ofCard, otherwise, mayBeCounted } = addUp(rows ?? [], entries, currency);
	const beside = paidBeside(sources, journal, currency);
	// Store credit that was given back may have been paid as such; what is more than that was paid by card.
	const moreOfCard = beside === null ? zero : greater(zero, minus(minus(otherwise, mayBeCounted), beside));
	const least = plus(ofCard, moreOfCard);
	const isKnown = rows !== null && sumOf(amountsOf(back), currency) !== null;
	const most = isKnown ? plus(ofCard, otherwise) : null;
	const bound = captured !== null && (most === null || most.minor > captured.minor) ? captured : most;
	return bound?.minor === least.minor ? least : null;
}

/** The transactions that gave money back, of the card and beside it. */
function backEntries(ofCard: Entry[], transactions: Transaction[]): BackEntry[] {
	const known = new Set(ofCard.map(({ id }) => id));
	const byHand = new Set(transactions.filter(({ method }) => BY_HAND.has(method)).map(({ id }) => id));
	const others = transactions.filter(
		({ id, event, status }) => event === 'refund' && status === 'ok' && !known.has(id),
	);
	const told = (entry: Entry, isOfCard: boolean) => ({ ...entry, isOfCard, isByHand: byHand.has(entry.id) });
	return [...ofCard.map((entry) => told(entry, true)), ...others.map((other) => told(entryOf(other), false))];
}

const CREDIT: ReadonlySet<string> = new Set(['store_credit', 'gift_certificate']);
const BY_HAND: ReadonlySet<string> = new Set(['custom', 'offline']);

/** What was paid beside the card: by store credit, gift certificates and by hand. Null where that cannot be read. */
function paidBeside({ order, transactions }: CardSources, journal: Journal | null, currency: string): Money | null {
	const purchases = (transactions ?? []).filter(({ event, status }) => event === 'purchase' && status !== 'error');
	const byHand = purchases.filter(
		({ method, id }) => BY_HAND.has(method) && (id === null || journal?.entries.has(id) !== true),
	);
	const credit =
		order === null
			? purchases.filter(({ method }) => CREDIT.has(method)).map(amountOf)
			: [order.storeCredit, order.giftCertificates].map((part) => readMoney(part ?? '0', order.currency ?? currency));
	return sumOf([...credit, ...byHand.map(amountOf)], currency);
}

function amountsOf(entries: Entry[]): Array<Money | null> {
	return entries.map(({ amount }) => amount);
}

/** What they come to; null where one is not known, or is in another currency. */
function sumOf(amounts: Array<Money | null>, currency: string): Money | null {
	let sum: Money = { minor: BigInt(0), currency };
	for (const amount of amounts) {
		if (amount?.currency !== currency) return null;
		sum = plus(sum, amount);
	}
	return sum;
}
