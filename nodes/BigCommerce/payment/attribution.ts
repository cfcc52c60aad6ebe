import type { Transaction } from '../api/transactions';
import { authorizationOf, byTime, entryOf, type AuthorizationState } from './authorization';

// What reserves the money, and what takes it at once.
const OPENS = new Set(['authorization', 'purchase']);

// What moves all of an authorization.
const TAKES_ALL = new Set(['capture', 'void']);

/** Opening transactions, the oldest first, with what acts on each so far. */
type Acting = Map<Transaction, Transaction[]>;

/** Which transactions act on which. */
export interface Attribution {
	acting: ReadonlyMap<Transaction, Transaction[]>;
	/** Whether a capture or void that went well may as well be of another than it was taken for. */
	isGuessed: boolean;
	/** Whether a void that went well may as well be of what was captured as of what stood. */
	mayBeGivenBack: boolean;
}

/** What a transaction acts on, as far as can be told. */
interface Guess {
	on: Transaction | null;
	/** Whether it may as well be of another. */
	isGuess: boolean;
	/** Whether it may as well be of what stands as of what was captured. */
	mayBeOfTaken: boolean;
}

/**
 * Tells which of a card's transactions act on which: by reference where they have one, else by time, state and amount.
 *
 * @param card the oldest first
 */
export function attribute(card: Transaction[]): Attribution {
	const acting: Acting = new Map(openingIn(card).map((transaction) => [transaction, []]));
	let isGuessed = false;
	let mayBeGivenBack = false;
	for (const transaction of card) {
		if (acting.has(transaction)) continue;
		const { on, isGuess, mayBeOfTaken } = actedOn(transaction, acting, card);
		if (on !== null) acting.get(on)?.push(transaction);
		if (!TAKES_ALL.has(transaction.event) || transaction.status !== 'ok') continue;
		isGuessed ||= isGuess;
		mayBeGivenBack ||= mayBeOfTaken;
	}
	return { acting, isGuessed, mayBeGivenBack };
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

function actedOn(transaction: Transaction, acting: Acting, card: Transaction[]): Guess {
	const referred = referredTo(transaction, acting, card);
	return referred === 'none' ? likeliest(transaction, acting) : certainly(referred);
}

function certainly(on: Transaction | null): Guess {
	return { on, isGuess: false, mayBeOfTaken: false };
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
	if (opening.length === 1 && transaction.createdAt === null) return certainly(opening[0] ?? null);
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
