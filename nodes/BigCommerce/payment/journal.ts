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

/**
 * An order's transactions, told by what acts on what. Store credit and gift certificates are left out: they pay beside
 * the card.
 */
export interface Journal {
	/** The oldest first. */
	authorizations: Authorization[];
	/**
	 * The one that the payment's state is about: the newest that was not voided; once that, or another after it, was
	 * captured, the one that was captured last and of which something is still there. Not one that only stands, where
	 * the order was paid since, or paid and paid back. Null where none is on record.
	 */
	current: Authorization | null;
	/** How many stand; where it is not one, what a capture would move cannot be told. */
	standing: number;
	/** Whether it is not known of one that stands if it went well, or which one was captured or voided. */
	hasUnclear: boolean;
	/** Whether a void may as well be of what was captured as of what stood. */
	mayBeGivenBack: boolean;
	/** Whether anything was given back beside the card: as store credit, on a gift certificate, or by hand. */
	isGivenBackBeside: boolean;
	/** Every capture and void that did not fail, whatever it acts on. */
	made: Record<'capture' | 'void', Entry[]>;
	/** Every entry by ID, to recognise a new one later. */
	entries: ReadonlySet<number>;
	/** What there is to go by where no authorization is on record. */
	loose: Loose;
}

/** Entries of an order that has no authorization on record. */
export interface Loose {
	/** Events that went well, and those that did not. */
	ok: ReadonlySet<string>;
	error: ReadonlySet<string>;
	refused: Authorization['refused'];
	/** The first of all. */
	first: (Entry & { gateway: string | null }) | null;
}

// What reserves the money, and what takes it at once.
const OPENS = new Set(['authorization', 'purchase']);

// What moves all of an authorization.
const TAKES_ALL = new Set(['capture', 'void']);

// Paid with these beside the card; their own entries say nothing about the card.
const NOT_THE_CARD = new Set(['gift_certificate', 'store_credit']);

// Written down by a person: where a card was authorized, that was paid beside it.
const BY_HAND = new Set(['custom', 'offline']);

/** Tells an order's transactions by what acts on what: by link where there is one, else by time. */
export function journalOf(transactions: Transaction[]): Journal {
	const paid = transactions.filter(({ method }) => !NOT_THE_CARD.has(method)).sort(byTime);
	const isReserved = paid.some(({ event, status }) => event === 'authorization' && status !== 'error');
	const card = isReserved ? paid.filter(isOfTheCard) : paid;
	const opening = openingIn(card);
	const acting: Acting = new Map(opening.map((transaction) => [transaction, []]));
	let isGuessed = false;
	let mayBeGivenBack = false;
	for (const transaction of card) {
		if (opening.includes(transaction)) continue;
		const referred = referredTo(transaction, acting, card);
		const guess = referred === 'none' ? likeliest(transaction, acting) : { on: referred };
		if (guess.on !== null) acting.get(guess.on)?.push(transaction);
		if (!TAKES_ALL.has(transaction.event) || transaction.status !== 'ok') continue;
		isGuessed ||= guess.isGuess === true;
		mayBeGivenBack ||= guess.mayBeOfTaken === true;
	}
	const authorizations = [...acting].map(([transaction, entries]) => authorizationOf(transaction, entries));
	return {
		authorizations,
		current: currentOf(authorizations),
		standing: authorizations.filter(({ state }) => state === 'stands').length,
		mayBeGivenBack,
		hasUnclear: isGuessed || authorizations.some(({ state, isUnclear }) => state === 'stands' && isUnclear),
		isGivenBackBeside: transactions.some(
			(entry) => entry.event === 'refund' && entry.status === 'ok' && !card.includes(entry),
		),
		made: { capture: madeOf('capture', card), void: madeOf('void', card) },
		entries: new Set(card.flatMap(({ id }) => id ?? [])),
		loose: looseOf(card),
	};
}

/**
 * The transactions that reserve or take the money, rather than act on what was. Where none is on record, the first
 * capture stands for it: some gateways keep no more.
 */
function openingIn(card: Transaction[]): Transaction[] {
	const found = card.filter(({ event, status }) => OPENS.has(event) && status !== 'error');
	if (found.length > 0) return found;
	const taken = card.filter(({ event, status }) => status === 'ok' && (event === 'capture' || event === 'settled'));
	return taken.slice(0, 1);
}

/** Dates have whole seconds; within one, the higher ID is the later. */
function byTime(one: Transaction, other: Transaction): number {
	return (one.createdAt ?? 0) - (other.createdAt ?? 0) || (one.id ?? 0) - (other.id ?? 0);
}

function madeOf(event: string, card: Transaction[]): Entry[] {
	return card.filter((entry) => entry.event === event && entry.status !== 'error').map(entryOf);
}

/** Opening transactions, the oldest first, with what acts on each so far. */
type Acting = Map<Transaction, Transaction[]>;

/** What a transaction acts on, as far as can be told. */
interface Guess {
	on: Transaction | null;
	/** Whether it may as well be of another; of a void of what stood, whether of what was captured. */
	isGuess?: boolean;
	mayBeOfTaken?: boolean;
}

/** Where a card was authorized, what a person wrote down is of it only where it says so. */
function isOfTheCard({ method, event, referenceId }: Transaction): boolean {
	return !BY_HAND.has(method) || (event !== 'purchase' && referenceId !== null);
}

/**
 * The authorization that a transaction refers to, perhaps by way of others (a refund of a capture of an authorization);
 * null where it refers to what is not on record, `none` where it refers to nothing that could be found.
 */
function referredTo(transaction: Transaction, acting: Acting, card: Transaction[]): Transaction | null | 'none' {
	const opening = [...acting.keys()];
	const passed = new Set<Transaction>();
	let from = transaction;
	while (from.referenceId !== null && !passed.has(from)) {
		passed.add(from);
		const { referenceId } = from;
		const next = card.find(({ id }) => id === referenceId);
		// What has no ID may be what is meant.
		if (next === undefined) return opening.every(({ id }) => id !== null) ? null : 'none';
		const on = opening.find((each) => each === next || acting.get(each)?.includes(next));
		if (on !== undefined) return on;
		from = next;
	}
	return 'none';
}

/**
 * The authorization that a transaction without a reference acts on: of those before it, the newest that can be captured
 * or voided, or of which there is something to give back; of the same amount first. A guess, where it may as well be
 * another.
 */
function likeliest(transaction: Transaction, acting: Acting): Guess {
	const opening = [...acting.keys()];
	if (opening.length === 1 && transaction.createdAt === null) return { on: opening[0] ?? null };
	const earlier = opening.filter((authorization) => byTime(authorization, transaction) <= 0).reverse();
	const inState = (state: AuthorizationState) =>
		earlier.filter((each) => authorizationOf(each, acting.get(each) ?? []).state === state);
	const standing = TAKES_ALL.has(transaction.event) ? inState('stands') : [];
	// A void may also be of what was captured.
	const taken = transaction.event === 'capture' ? [] : inState('captured');
	const asMuch = [standing, taken].map((some) => some.filter((each) => isAsMuch(each, transaction)));
	const likely = [...asMuch, standing, taken].find((some) => some.length > 0) ?? [];
	const mayBeOfTaken = asMuch.every((some) => some.length > 0);
	return { on: likely[0] ?? earlier[0] ?? null, isGuess: likely.length > 1 || mayBeOfTaken, mayBeOfTaken };
}

/** Whether both have an amount, and the same. */
function isAsMuch(one: Transaction, other: Transaction): boolean {
	const [amount, same] = [entryOf(one).amount, entryOf(other).amount];
	return amount !== null && same !== null && amount.minor === same.minor && amount.currency === same.currency;
}

function authorizationOf(transaction: Transaction, entries: Transaction[]): Authorization {
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

function currentOf(authorizations: Authorization[]): Authorization | null {
	const newest = [...authorizations].reverse();
	const last = newest.find(({ state }) => state !== 'voided') ?? newest[0] ?? null;
	if (last === null) return null;
	const taken = newest.filter(({ captures }) => captures.length > 0).sort((a, b) => takenAt(b) - takenAt(a));
	const isPaidSince = taken.some(({ captures }) => captures.some((entry) => isAfter(entry, last)));
	if (last.state === 'stands' && !isPaidSince) return last;
	return taken.find(({ state }) => state === 'captured') ?? taken[0] ?? last;
}

/** Whether it was made after the other; within one second, the higher ID is the later. */
function isAfter(one: Entry, other: Entry): boolean {
	return ((one.at ?? 0) - (other.at ?? 0) || (one.id ?? 0) - (other.id ?? 0)) > 0;
}

function takenAt({ captures }: Authorization): number {
	return Math.max(...captures.map(({ at }) => at ?? 0));
}

function looseOf(card: Transaction[]): Loose {
	const of = (status: string) => card.filter((entry) => entry.status === status);
	const events = (status: string) => new Set(of(status).map(({ event }) => event));
	const refused = (event: string) =>
		of('error')
			.filter((entry) => entry.event === event)
			.map(entryOf);
	const [first] = card;
	return {
		ok: events('ok'),
		error: events('error'),
		refused: { capture: refused('capture'), void: refused('void') },
		first: first === undefined ? null : { ...entryOf(first), gateway: first.gateway },
	};
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
function entryOf(transaction: Transaction): Entry {
	return { id: transaction.id, at: transaction.createdAt, amount: sizeOf(amountOf(transaction)) };
}

function sizeOf(amount: Money | null): Money | null {
	return amount !== null && amount.minor < 0 ? { ...amount, minor: -amount.minor } : amount;
}

/** A transaction's amount, or null where it has none. */
export function amountOf(transaction: Transaction): Money | null {
	return transaction.currency === null ? null : readMoney(transaction.amount, transaction.currency);
}
