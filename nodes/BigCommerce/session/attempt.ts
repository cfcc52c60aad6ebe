import { isObject, integerOf, textOf } from '../api/json';
import type { NewMetafield, OrderMetafield } from '../api/orderMetafields';
import type { OrderId } from '../model/orderId';

/**
 * Attempts to move an order's money, as they are kept in the store: one order metafield each, numbered. BigCommerce
 * takes no second metafield of one namespace and key for an order (409), which makes the number n of an order the
 * compare-and-set that the API has nowhere else (docs/bigcommerce-api.md, Metafields). Times are the store's.
 */
export const CLAIM_NAMESPACE = 'n8n-nodes-bigcommerce';

/** What an attempt is about. Captures and voids exclude each other, so they share their numbers. */
export type ClaimSubject = 'payment' | 'refund';

export interface Attempt {
	orderId: OrderId;
	subject: ClaimSubject;
	number: number;
	metafieldId: number;
	/** Random, of the run that made it. */
	token: string;
	action: string;
	/** What exactly, where one order may have several of its kind: a refund's reference. */
	about: string | null;
	/** Which execution of n8n made it, for people. */
	execution: string | null;
	/** Milliseconds since 1970. */
	madeAt: number;
	leaseMs: number;
	/** What came of it; null while it is open. */
	result: AttemptResult | null;
	/** Whether it stays when it is closed. */
	isKept: boolean;
	/** When it was closed, or else last changed. */
	changedAt: number;
}

/** `effect`: the money moved, or is on its way. `noEffect`: proved that it did not. */
export type AttemptResult = { kind: 'effect' | 'noEffect'; outcome: string };

/** An attempt to be written. `madeAt` counts where the metafield has no date of its own. */
export type AttemptToWrite = Omit<Attempt, 'metafieldId' | 'changedAt'>;

/** The metafield that keeps an attempt. */
export function metafieldOf(attempt: AttemptToWrite): NewMetafield {
	const { orderId, subject, number, token, action, about, execution, madeAt, leaseMs, result, isKept } = attempt;
	const value = {
		version: 1,
		token,
		action,
		...(about === null ? {} : { about }),
		execution,
		madeAt: new Date(madeAt).toISOString(),
		leaseSeconds: Math.ceil(leaseMs / 1000),
		state: result === null ? 'open' : 'closed',
		...(result === null ? {} : { result: result.kind, outcome: result.outcome }),
		...(isKept ? {} : { keep: false }),
	};
	return {
		orderId,
		namespace: CLAIM_NAMESPACE,
		key: `${subject}-${number}`,
		value: JSON.stringify(value),
		description: 'Who moved this payment with n8n, and when. Keeps it from being done twice.',
	};
}

/**
 * Reads an attempt; null where the metafield is none. One that cannot be read stands as open: it may be of a later
 * version.
 */
export function readAttempt({ id, orderId, key, value, createdAt, modifiedAt }: OrderMetafield): Attempt | null {
	const found = /^(payment|refund)-([1-9]\d{0,5})$/.exec(key);
	if (found === null) return null;
	const subject: ClaimSubject = found[1] === 'refund' ? 'refund' : 'payment';
	const body = parsed(value);
	const told = Date.parse(textOf(body, 'madeAt') ?? '');
	const madeAt = createdAt ?? (Number.isNaN(told) ? 0 : told);
	return {
		orderId,
		subject,
		number: Number(found[2]),
		metafieldId: id,
		token: textOf(body, 'token') ?? '',
		action: textOf(body, 'action') ?? '',
		about: textOf(body, 'about'),
		execution: textOf(body, 'execution'),
		madeAt,
		leaseMs: (integerOf(body, 'leaseSeconds') ?? LONGEST_LEASE_SECONDS) * 1000,
		result: resultIn(textOf(body, 'state'), textOf(body, 'result'), textOf(body, 'outcome')),
		// Without dates nobody can tell how long ago it was closed.
		isKept: body.keep !== false || createdAt === null || modifiedAt === null,
		changedAt: modifiedAt ?? madeAt,
	};
}

/** These attempts, by order. */
export function attemptsByOrder(attempts: readonly Attempt[], subject: ClaimSubject): Map<OrderId, Attempt[]> {
	const byOrder = new Map<OrderId, Attempt[]>();
	for (const attempt of attempts) {
		if (attempt.subject !== subject) continue;
		const own = byOrder.get(attempt.orderId);
		if (own === undefined) byOrder.set(attempt.orderId, [attempt]);
		else own.push(attempt);
	}
	return byOrder;
}

/** The latest attempt of each order among these. */
export function latestAttempts(attempts: readonly Attempt[], subject: ClaimSubject): Map<OrderId, Attempt> {
	const byOrder = attemptsByOrder(attempts, subject);
	return new Map([...byOrder].map(([orderId, own]) => [orderId, latestOf(own)]));
}

/** The latest of one order's attempts, at least one. */
export function latestOf(attempts: readonly Attempt[]): Attempt {
	return presentOf(attempts).reduce(later);
}

/**
 * The attempts of one order that count: without those that were spent when another began with the first again, and are
 * not all removed yet.
 */
export function presentOf(attempts: readonly Attempt[]): Attempt[] {
	const first = attempts.find(({ number }) => number === 1);
	if (first === undefined) return [...attempts];
	const past = attempts.filter((attempt) => spentFrom(attempt) < first.madeAt).map(({ changedAt }) => changedAt);
	const pastUntil = Math.max(Number.NEGATIVE_INFINITY, ...past);
	return attempts.filter(({ madeAt }) => madeAt > pastUntil);
}

function later(one: Attempt, other: Attempt): Attempt {
	return other.number > one.number ? other : one;
}

/** From when on an attempt is spent; never where it is kept, or had no effect. */
function spentFrom({ isKept, result, changedAt, leaseMs }: Attempt): number {
	const isToRemove = !isKept && result?.kind === 'effect';
	return isToRemove ? changedAt + leaseMs + SPENT_AFTER_MS : Number.POSITIVE_INFINITY;
}

/**
 * Where an attempt stands, seen from another run.
 *
 * - `open`: its owner may still send. Follow.
 * - `lapsed`: its lease is over; what its owner sent, if anything, has arrived or never will. The next may be made,
 *   on a read later than this.
 * - `closed`: proved to have had no effect. The next may be made, on a read later than this.
 * - `effective`: it had its effect. A read that shows the payment as before is stale, and nothing is sent on it, until
 *   no read can be that stale any more.
 * - `spent`: it had its effect long ago and is not to be kept. No attempt is ever made upon it: whoever finds the
 *   payment authorized anew removes it, and all before it, and begins with the first.
 */
export type Standing = 'open' | 'lapsed' | 'closed' | 'effective' | 'spent';

/** How long a read may lag behind what it reads, at the very most that is reckoned with. */
const LONGEST_STALENESS_MS = 15 * 60_000;
const LONGEST_LEASE_SECONDS = 600;
/**
 * How long an attempt that is not kept stands after its effect, besides a lease: longer than anybody who saw it open
 * may still make the next upon that (`KNOWN_FOR` in knownClaims.ts), on a list and seen by a list as stale as may be.
 */
export const SPENT_AFTER_MS = 60 * 60_000;

/** @param storeTime the store's time, as it was at the latest: a moment too early does no harm, one too late would */
export function standingOf(attempt: Attempt, storeTime: number): Standing {
	const { madeAt, leaseMs, result, isKept, changedAt } = attempt;
	if (result === null) return storeTime > leaseEnd(madeAt, leaseMs) ? 'lapsed' : 'open';
	if (result.kind === 'noEffect') return 'closed';
	if (!isKept) return storeTime > spentFrom(attempt) ? 'spent' : 'effective';
	return storeTime > changedAt + LONGEST_STALENESS_MS ? 'closed' : 'effective';
}

/**
 * Whether a call that leaves now is over before the lease is.
 * @param storeTime the store's time, as it may be at the latest
 */
export function mayStillSend({ madeAt, leaseMs }: Attempt, storeTime: number, longestCallMs: number): boolean {
	return storeTime + longestCallMs < madeAt + leaseMs;
}

/** Dates have whole seconds, so the metafield may be up to a second younger than it says. */
function leaseEnd(madeAt: number, leaseMs: number): number {
	return madeAt + leaseMs + 1_000;
}

function resultIn(state: string | null, kind: string | null, outcome: string | null): AttemptResult | null {
	if (state !== 'closed' || (kind !== 'effect' && kind !== 'noEffect')) return null;
	return { kind, outcome: outcome ?? '' };
}

function parsed(value: string): { [key: string]: unknown } {
	try {
		const body: unknown = JSON.parse(value);
		return isObject(body) ? body : {};
	} catch {
		return {};
	}
}
