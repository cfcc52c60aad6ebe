import type { Transaction } from '../api/transactions';
import { attribute, type Attribution } from './attribution';
import { authorizationOf, byTime, entryOf, type Authorization, type Entry } from './authorization';

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
	/** Whether a refund is on record that acts on none that is, or of which it is not told if it went well. */
	hasUnclearRefund: boolean;
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

// Paid with these beside the card; their own entries say nothing about the card.
const NOT_THE_CARD = new Set(['gift_certificate', 'store_credit']);

// Written down by a person: where a card was authorized, that was paid beside it.
const BY_HAND = new Set(['custom', 'offline']);

/** Tells an order's transactions by what acts on what: by link where there is one, else by time. */
export function journalOf(transactions: Transaction[]): Journal {
	const paid = transactions.filter(({ method }) => !NOT_THE_CARD.has(method)).sort(byTime);
	const isReserved = paid.some(({ event, status }) => event === 'authorization' && status !== 'error');
	const card = isReserved ? paid.filter(isOfTheCard) : paid;
	const { acting, isGuessed, mayBeGivenBack } = attribute(card);
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
		hasUnclearRefund: hasUnclearRefund(card, acting),
		made: { capture: madeOf('capture', card), void: madeOf('void', card) },
		entries: new Set(card.flatMap(({ id }) => id ?? [])),
		loose: looseOf(card),
	};
}

function hasUnclearRefund(card: Transaction[], acting: Attribution['acting']): boolean {
	const refunds = card.filter(({ event, status }) => event === 'refund' && status !== 'error');
	const told = new Set([...acting.values()].flat());
	return refunds.some((refund) => refund.status !== 'ok' || !told.has(refund));
}

function madeOf(event: string, card: Transaction[]): Entry[] {
	return card.filter((entry) => entry.event === event && entry.status !== 'error').map(entryOf);
}

/** Where a card was authorized, what a person wrote down is of it only where it says so. */
function isOfTheCard({ method, event, referenceId }: Transaction): boolean {
	return !BY_HAND.has(method) || (event !== 'purchase' && referenceId !== null);
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
