import { objectOf, textOf } from '../api/json';
import type { Transaction } from '../api/transactions';
import { plus, readMoney, type Money } from '../model/money';

/** One entry that acts on an authorization. */
export interface Entry {
	id: number | null;
	/** Milliseconds since 1970, in whole seconds; null where not known. */
	at: number | null;
	amount: Money | null;
}

/** What became of an authorization, by the entries that act on it. */
export type AuthorizationState =
	/** It can be captured. */
	| 'stands'
	/** Captured, and at least a part of it is still there. */
	| 'captured'
	/** Captured, and then refunded in full or voided. */
	| 'givenBack'
	| 'voided';

/** One authorization of the order's card (or the like), with everything that acts on it. */
export interface Authorization extends Entry {
	/** A purchase takes the money at once: an authorization and its capture in one. */
	isTaken: boolean;
	/** Whether its status says neither that it went well nor that it did not; what acts on it may tell. */
	isUnclear: boolean;
	state: AuthorizationState;
	gateway: string | null;
	/** Brand of the card (`visa`), where the gateway says so. */
	cardType: string | null;
	fraudReview: boolean;
	captures: Entry[];
	voids: Entry[];
	refunds: Entry[];
	/** What gave money of it back: refunds, and voids of what was captured before. */
	back: Entry[];
	refused: { capture: Entry[]; void: Entry[] };
}

/** An authorization, or what stands for it, with the transactions that act on it. */
export function authorizationOf(transaction: Transaction, entries: Transaction[]): Authorization {
	const of = (event: string, status: 'ok' | 'error') =>
		entries.filter((entry) => entry.event === event && entry.status === status);
	const isUnclear = transaction.status !== 'ok';
	const isTaken = transaction.event !== 'authorization' && !isUnclear;
	const captured = of('capture', 'ok');
	// A settlement reports what was captured before.
	const captures = isTaken ? [transaction] : captured.length > 0 ? captured : of('settled', 'ok');
	const voids = of('void', 'ok');
	const refunds = of('refund', 'ok');
	const [first] = captures;
	// A void after a capture gives the money back, as a refund of what was not settled yet does.
	const back = [...refunds, ...voids.filter((entry) => first === undefined || byTime(first, entry) <= 0)];
	const isMoved = captures.length > 0 || refunds.length > 0;
	return {
		...entryOf(transaction),
		isTaken,
		isUnclear,
		state: isMoved ? stateOfTaken(transaction, captures, back) : voids.length > 0 ? 'voided' : 'stands',
		gateway: transaction.gateway,
		cardType: textOf(objectOf(transaction.raw, 'credit_card') ?? {}, 'card_type'),
		fraudReview: transaction.fraudReview,
		captures: captures.map(entryOf),
		voids: voids.map(entryOf),
		refunds: refunds.map(entryOf),
		back: isMoved ? back.map(entryOf) : [],
		refused: { capture: of('capture', 'error').map(entryOf), void: of('void', 'error').map(entryOf) },
	};
}

function stateOfTaken(
	transaction: Transaction,
	captures: Transaction[],
	back: Transaction[],
): 'captured' | 'givenBack' {
	const taken = sumOf(captures) ?? entryOf(transaction).amount;
	return isAllOf(back, taken) ? 'givenBack' : 'captured';
}

/** What was captured of an authorization, or would be: its own amount. Null where that cannot be read. */
export function amountMoved({ captures, amount }: Authorization): Money | null {
	return totalOf(captures) ?? amount;
}

/** Whether what was given back is all that was taken. What cannot be read counts as all: then nobody ships. */
function isAllOf(back: Transaction[], taken: Money | null): boolean {
	if (back.length === 0) return false;
	const sum = sumOf(back);
	return sum === null || taken === null || sum.currency !== taken.currency || sum.minor >= taken.minor;
}

/** What the transactions come to; null where there are none, or one of them cannot be read. */
function sumOf(transactions: Transaction[]): Money | null {
	return totalOf(transactions.map(entryOf));
}

/** What entries come to; null where there are none, or one of them cannot be read. */
export function totalOf(entries: Entry[]): Money | null {
	let total: Money | null = null;
	for (const { amount } of entries) {
		if (amount === null || (total !== null && total.currency !== amount.currency)) return null;
		total = total === null ? amount : plus(total, amount);
	}
	return total;
}

/** An entry's amount has no sign: whether it was taken or given back is in its event. */
export function entryOf(transaction: Transaction): Entry {
	return { id: transaction.id, at: transaction.createdAt, amount: sizeOf(amountOf(transaction)) };
}

function sizeOf(amount: Money | null): Money | null {
	return amount !== null && amount.minor < 0 ? { ...amount, minor: -amount.minor } : amount;
}

/** A transaction's amount, or null where it has none. */
export function amountOf(transaction: Transaction): Money | null {
	return transaction.currency === null ? null : readMoney(transaction.amount, transaction.currency);
}

/** Which is the earlier, to sort by. Dates have whole seconds; within one, the higher ID is the later. */
export function byTime(one: Transaction, other: Transaction): number {
	return (one.createdAt ?? 0) - (other.createdAt ?? 0) || (one.id ?? 0) - (other.id ?? 0);
}
