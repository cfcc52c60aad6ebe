import type { Refund, RefundPayment } from '../api/refunds';
import { minus, plus, readMoney, type Money } from '../model/money';
import { DAY_MS } from '../model/time';
import type { Entry } from './authorization';
import { wayBackOf, type WayBack } from './refundable';

/** A transaction that gave money back. */
export interface BackEntry extends Entry {
	/** Whether it is of the card (or the like), rather than beside it. */
	isOfCard: boolean;
	/** Whether a person wrote it down. */
	isByHand: boolean;
}

/** What an order's refunds and its transactions come to, each refund counted once. */
export interface GivenBack {
	/** Of the card for certain. */
	ofCard: Money;
	/** Otherwise, that is as store credit, on a gift certificate or by hand; it may have been of the card as well. */
	otherwise: Money;
	/** How much of that may be counted in `ofCard` already. */
	mayBeCounted: Money;
}

/** One payment of a refund, as the list has it. */
export interface Row extends Pick<RefundPayment, 'transactionId'> {
	way: WayBack;
	/** Milliseconds since 1970; null where not known. */
	at: number | null;
	amount: Money;
}

/**
 * Adds up what was given back. A refund that has a transaction is counted by that. One that has none on record is not
 * with the transactions yet, or was made in a way that leaves none there. By the provider, what is left of the list and
 * what is left of the transactions may be the same, so that whichever is more counts.
 */
export function addUp(rows: Row[], entries: BackEntry[], currency: string): GivenBack {
	const found = matched(rows, entries);
	const isUsed = new Set(found.values());
	const sum = (amounts: Array<Money | null>) => sumOf(amounts, currency);
	const rest = (way: WayBack) => sum(rows.filter((row) => row.way === way && !found.has(row)).map(amountOf));
	const beside = sum(rows.filter((row) => found.get(row)?.isOfCard === false).map(amountOf));
	const ofCard = entries.filter(({ isOfCard }) => isOfCard);
	const matchedOfCard = sum(ofCard.filter((entry) => isUsed.has(entry)).map(amountOf));
	const restOfCard = sum(ofCard.filter((entry) => !isUsed.has(entry)).map(amountOf));
	const [byProvider, byHand] = [rest('provider'), rest('byHand')];
	return {
		ofCard: plus(matchedOfCard, greater(byProvider, restOfCard)),
		otherwise: plus(plus(byHand, rest('credit')), beside),
		mayBeCounted: lesser(byHand, greater(minus(restOfCard, byProvider), sum([]))),
	};
}

/** The payments of an order's refunds, without those that were declined; null where an amount cannot be read. */
export function rowsOf(refunds: Refund[], currency: string): Row[] | null {
	const rows: Row[] = [];
	for (const { payments, createdAt } of refunds) {
		for (const payment of payments) {
			if (payment.isDeclined) continue;
			const amount = readMoney(payment.amount, currency);
			if (amount === null) return null;
			rows.push({ transactionId: payment.transactionId, way: wayBackOf(payment), at: createdAt, amount });
		}
	}
	return rows;
}

/** When a row of the list has such a transaction; the surest first. */
const RULES: Array<(row: Row, entry: BackEntry) => boolean> = [
	({ transactionId }, { id }) => id !== null && transactionId === String(id),
	(row, entry) => row.way === 'provider' && entry.isOfCard && !entry.isByHand && isAsMuch(row, entry),
	(row, entry) => row.way === 'byHand' && !entry.isOfCard && entry.isByHand && isAsMuch(row, entry),
	(row, entry) => row.way === 'byHand' && entry.isByHand && isAsMuch(row, entry),
	(row, entry) => row.way === 'byHand' && entry.isOfCard && isAsMuch(row, entry) && isNear(row, entry),
];

/** The transaction of each row that has one: that it names, else one of the same amount. None is of two rows. */
function matched(rows: Row[], entries: BackEntry[]): Map<Row, BackEntry> {
	const found = new Map<Row, BackEntry>();
	const used = new Set<BackEntry>();
	for (const isOf of RULES) {
		for (const row of rows.filter((one) => !found.has(one))) {
			const entry = entries.find((one) => !used.has(one) && isOf(row, one));
			if (entry === undefined) continue;
			found.set(row, entry);
			used.add(entry);
		}
	}
	return found;
}

function isAsMuch({ amount }: Row, entry: BackEntry): boolean {
	return entry.amount?.minor === amount.minor && entry.amount.currency === amount.currency;
}

/** What is written down by hand is so at once; a day allows for clocks and time zones. */
function isNear(row: Row, entry: BackEntry): boolean {
	return row.at === null || entry.at === null || Math.abs(row.at - entry.at) <= DAY_MS;
}

function amountOf({ amount }: Row | BackEntry): Money | null {
	return amount;
}

/** What is not known counts for nothing here: whoever asks knows that it is not. */
function sumOf(amounts: Array<Money | null>, currency: string): Money {
	const known = amounts.filter((amount): amount is Money => amount?.currency === currency);
	return known.reduce(plus, { minor: BigInt(0), currency });
}

/** The greater of two amounts in one currency. */
export function greater(one: Money, other: Money): Money {
	return one.minor < other.minor ? other : one;
}

function lesser(one: Money, other: Money): Money {
	return one.minor < other.minor ? one : other;
}
