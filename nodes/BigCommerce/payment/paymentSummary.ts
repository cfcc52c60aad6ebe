import type { OrderSnapshot } from '../api/orders';
import type { Refund } from '../api/refunds';
import type { Transaction } from '../api/transactions';
import { estimateExpiry, type ExpiryEstimate } from './authorizationWindows';
import { minus, type Money } from '../model/money';
import { DAY_MS, readTime } from '../model/time';
import type { Authorization } from './authorization';
import { capturedOf, refundedOf } from './cardAmounts';
import { paymentIn } from './currentPayment';
import { isTakenAndGone, subjectOf } from './evidence';
import { NOTHING_KNOWN, withJournal, withSighting, type PaymentModel } from './model';
import { paymentOfOrder, type Payment, type PaymentState } from './payment';

/** Where a payment stands, in one word a state; what was given back is distinguished. */
export const RECORD_STATES = [
	'authorized',
	'capturePending',
	'captured',
	'partiallyRefunded',
	'refunded',
	'voidPending',
	'voided',
	'declined',
	'heldForReview',
	'unpaid',
	'unrecognised',
] as const;

export type RecordState = (typeof RECORD_STATES)[number];

/** States in which money may still move by itself or by a capture or void. An unknown word may be any of them. */
export const OPEN_STATES = ['authorized', 'capturePending', 'voidPending', 'heldForReview', 'unrecognised'] as const;

const OPEN: ReadonlySet<RecordState> = new Set(OPEN_STATES);

/** One order's payment, made the same for all gateways and states. */
export interface PaymentSummary {
	state: RecordState;
	/** Whether a capture would be sent for it. */
	capturable: boolean;
	/** Why, or why not; a sentence. */
	reason: string;
	/** What stands at the gateway to be captured, or was; null where nothing ever was or it is not known. */
	authorized: Money | null;
	/** What was taken of the card (or the like), store credit and gift certificates left out; null where not known. */
	captured: Money | null;
	/** What was given back of that; null where not known. */
	refunded: Money | null;
	gateway: string | null;
	/** Milliseconds since 1970. */
	authorizedAt: number | null;
	/** Null unless the authorization stands. */
	expiry: ExpiryEstimate | null;
	/** Days since the authorization, to one decimal. */
	ageDays: number | null;
}

/** What a record is made from beside the newest look at the payment. */
export interface RecordSources {
	/** The order that the payment was seen in; null where the token may not read orders. */
	order: OrderSnapshot | null;
	/** Its transactions, read no earlier than the order, or what came of the attempt. */
	transactions: Transaction[] | 'denied' | 'failed' | 'notLookedUp';
	/** The order's refunds, where its own word is that money was taken; null where they could not be read. */
	refunds: Refund[] | null;
	/** The user's own number of days that authorizations last. */
	windowDays: number | null;
	/** Milliseconds since 1970. */
	now: number;
}

/** The state, refunds distinguished. */
export function recordState({ state, status }: Pick<Payment, 'state' | 'status'>): RecordState {
	if (state !== 'captured') return state;
	if (status === 'refunded') return 'refunded';
	return status === 'partially refunded' ? 'partiallyRefunded' : 'captured';
}

/** Makes a payment's record out of what was read of it, as a capture would understand it. */
export function paymentSummary(seen: Payment, sources: RecordSources): PaymentSummary {
	const { order, windowDays, now } = sources;
	const model = modelOf(seen, sources);
	const payment = paymentNow(model, seen);
	const transactions = Array.isArray(sources.transactions) ? sources.transactions : null;
	const authorization = authorizationIn(model, payment);
	const authorizedAt = authorization?.at ?? payment.authorizedAt;
	const gateway =
		authorization?.gateway ?? gatewayOf(transactions) ?? (payment.seenIn === 'transactions' ? payment.method : null);
	const card = authorization?.cardType ?? null;
	const expiry = payment.state === 'authorized' ? estimateExpiry({ authorizedAt, gateway, card }, windowDays) : null;
	const state = recordState(payment);
	// Of an order that does not say that money was taken, none were read.
	const refunds = seen.state === 'captured' ? sources.refunds : null;
	const read = { order, transactions, refunds };
	const captured = capturedOf(model, payment, read);
	const refunded = refundedOf(captured, model.journal?.journal ?? null, read);
	return {
		state,
		capturable: payment.state === 'authorized',
		reason: isAuthorizedAfterAll(payment, authorization)
			? 'Reads as not paid, though its transactions show an authorization.'
			: reasonFor(payment.state, payment.status, expiry, now),
		authorized: authorizedOf(model, payment, captured),
		captured,
		refunded: isRefundOf(state, refunded, captured) ? refunded : null,
		gateway,
		authorizedAt,
		expiry,
		ageDays: authorizedAt === null ? null : Math.round(((now - authorizedAt) / DAY_MS) * 10) / 10,
	};
}

/** One look at the payment, and one at its transactions after it. */
function modelOf(payment: Payment, { order, transactions }: RecordSources): PaymentModel {
	const source = order === null ? 'transactions' : 'order';
	const modifiedAt = readTime(order?.modifiedAt ?? null);
	const model = withSighting(NOTHING_KNOWN, { payment, source, at: 0, modifiedAt });
	if (transactions === 'notLookedUp') return model;
	return withJournal(model, Array.isArray(transactions) ? { transactions } : transactions, 1);
}

/** The authorizations that stand, the oldest first. */
function standingIn({ journal }: PaymentModel): Authorization[] {
	const standing = journal?.journal.authorizations.filter(({ state }) => state === 'stands') ?? [];
	return standing.sort((one, other) => (one.at ?? 0) - (other.at ?? 0));
}

/** The payment as it is now, all of it given back where the transactions alone show that yet. */
function paymentNow(model: PaymentModel, seen: Payment): Payment {
	const payment = paymentIn(model) ?? seen;
	const isBehind = recordState(payment) === 'captured' && isTakenAndGone(model);
	return isBehind ? { ...payment, status: 'refunded' } : payment;
}

/**
 * The authorization that the payment's state is about; a purchase is none. Of several that stand it is not known which
 * one is meant, and the oldest ends first.
 */
function authorizationIn(model: PaymentModel, { state }: Payment): Authorization | null {
	const [oldest, ...others] = state === 'authorized' ? standingIn(model) : [];
	const subject = (others.length > 0 ? oldest : null) ?? subjectOf(model);
	return subject === null || subject.isTaken ? null : subject;
}

/**
 * What stands at the gateway to be captured, or was; of a purchase, what it took. The order's own total, which may have
 * been edited, stands for it where the transactions were not asked for, or show none; of an order that reads as if
 * nothing had been authorized, that is nothing then.
 */
function authorizedOf(model: PaymentModel, payment: Payment, captured: Money | null): Money | null {
	const { amount } = payment;
	if (model.journalLook?.result === 'failed') return null;
	// BigCommerce does not say which of them it would capture.
	if (payment.state === 'authorized' && standingIn(model).length > 1) return null;
	const subject = subjectOf(model);
	if (NEVER_AUTHORIZED.has(payment.state)) {
		if (subject === null) return amount === null ? null : minus(amount, amount);
		if (subject.isUnclear) return null;
	}
	return subject?.isTaken === true ? captured : (subject?.amount ?? amount);
}

/** Whether it can be what was given back of a payment in this state. */
function isRefundOf(state: RecordState, refunded: Money | null, captured: Money | null): boolean {
	if (refunded === null || (state !== 'refunded' && state !== 'partiallyRefunded')) return true;
	if (state === 'refunded' && captured !== null) return refunded.minor === captured.minor;
	return refunded.minor > 0;
}

const NEVER_AUTHORIZED: ReadonlySet<PaymentState> = new Set<PaymentState>(['declined', 'unpaid']);

/** The gateway of the payment itself, whatever paid beside it. */
function gatewayOf(transactions: Transaction[] | null): string | null {
	const own = transactions?.find(
		({ method, gateway }) => method !== 'store_credit' && method !== 'gift_certificate' && gateway !== null,
	);
	return own?.gateway ?? null;
}

/** Whether the order reads as not paid, and its transactions show an authorization that went well. */
function isAuthorizedAfterAll({ state }: Payment, authorization: Authorization | null): boolean {
	return state === 'unpaid' && authorization?.isUnclear === false;
}

function reasonFor(state: PaymentState, status: string, expiry: ExpiryEstimate | null, now: number): string {
	switch (state) {
		case 'authorized':
			return expiry !== null && expiry.at < now
				? 'Authorized, and may have expired at the gateway; a capture shows it.'
				: 'Authorized: a capture takes the money.';
		case 'capturePending':
			return 'A capture is under way.';
		case 'captured':
			return status === 'captured' || status === 'paid' ? 'Captured already.' : `Captured already, and ${status}.`;
		case 'voidPending':
			return 'A void is under way.';
		case 'voided':
			return 'The authorization was voided.';
		case 'declined':
			return 'The payment was declined.';
		case 'heldForReview':
			return 'Held for review: approve or refuse it first.';
		case 'unpaid':
			return 'Nothing is authorized: an offline method, or a payment that was never finished.';
		case 'unrecognised':
			if (status === '') return 'The transactions do not tell which authorization was captured or voided.';
			return `The payment reads "${status}", which is not one of BigCommerce's published words.`;
	}
}

/** What 'Get Many' looks for. Amounts in minor units are compared in the payment's own currency. */
export interface PaymentFilters {
	/** Empty: all. */
	states: RecordState[];
	orderStatusIds: number[];
	minAgeDays: number | null;
	maxAgeDays: number | null;
	/** Decimals as typed; null: no bound. */
	minAmount: string | null;
	maxAmount: string | null;
	currency: string | null;
	expiresWithinDays: number | null;
}

/** Whether nothing but open payments is looked for. */
export function isOpenOnly({ states, orderStatusIds }: PaymentFilters): boolean {
	return states.length > 0 && orderStatusIds.length === 0 && states.every((state) => OPEN.has(state));
}

/** Whether the order itself rules the payment out, before anything more is read about it. */
export function mayMatch(order: OrderSnapshot, filters: PaymentFilters): boolean {
	const payment = paymentOfOrder(order);
	if (filters.states.length > 0 && !filters.states.includes(recordState(payment))) return false;
	if (
		filters.orderStatusIds.length > 0 &&
		(order.statusId === null || !filters.orderStatusIds.includes(order.statusId))
	)
		return false;
	return filters.currency === null || order.currency?.toUpperCase() === filters.currency.toUpperCase();
}

/**
 * Whether a payment is one that is looked for. What cannot be compared does not match.
 * @param bounds the amounts in the payment's currency
 */
export function matches(
	record: PaymentSummary,
	filters: PaymentFilters,
	bounds: { min: Money | null; max: Money | null },
	now: number,
): boolean {
	const { state, ageDays, expiry } = record;
	// The transactions may tell another state than the order, by which it was chosen to be looked at.
	if (filters.states.length > 0 && !filters.states.includes(state)) return false;
	if (filters.minAgeDays !== null && (ageDays === null || ageDays < filters.minAgeDays)) return false;
	if (filters.maxAgeDays !== null && (ageDays === null || ageDays > filters.maxAgeDays)) return false;
	const amount = amountIn(record);
	if (bounds.min !== null && !isAtMost(bounds.min, amount)) return false;
	if (bounds.max !== null && !isAtMost(amount, bounds.max)) return false;
	if (filters.expiresWithinDays === null) return true;
	return expiry !== null && expiry.at <= now + filters.expiresWithinDays * DAY_MS;
}

const TAKEN: ReadonlySet<RecordState> = new Set<RecordState>(['captured', 'partiallyRefunded', 'refunded']);

/** What was taken, or would be. */
function amountIn({ state, authorized, captured }: PaymentSummary): Money | null {
	return TAKEN.has(state) && captured !== null ? captured : authorized;
}

function isAtMost(one: Money | null, other: Money | null): boolean {
	return one !== null && other !== null && one.currency === other.currency && one.minor <= other.minor;
}
