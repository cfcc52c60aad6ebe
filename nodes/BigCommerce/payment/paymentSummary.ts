import type { OrderSnapshot } from '../api/orders';
import type { Transaction } from '../api/transactions';
import { estimateExpiry, type ExpiryEstimate } from './authorizationWindows';
import { minus, plus, type Money } from '../model/money';
import { DAY_MS } from '../model/time';
import { amountOf, type Authorization } from './authorization';
import { journalOf } from './journal';
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
	captured: Money | null;
	refunded: Money | null;
	gateway: string | null;
	/** Milliseconds since 1970. */
	authorizedAt: number | null;
	/** Null unless the authorization stands. */
	expiry: ExpiryEstimate | null;
	/** Days since the authorization, to one decimal. */
	ageDays: number | null;
}

/** What a record is made from beside the payment. */
export interface RecordSources {
	/** Null where they were not looked up, or the token may not read them. */
	transactions: Transaction[] | null;
	/** What the order's refunds come to; null where they were not looked up. */
	refunded: Money | null;
	/** The user's own number of days that authorizations last. */
	windowDays: number | null;
	/** Milliseconds since 1970. */
	now: number;
}

/** The state, refunds distinguished. */
export function recordState({ state, status }: Payment): RecordState {
	if (state !== 'captured') return state;
	if (status === 'refunded') return 'refunded';
	return status === 'partially refunded' ? 'partiallyRefunded' : 'captured';
}

/** Makes a payment's record out of what was read of it. */
export function paymentSummary(
	payment: Payment,
	{ transactions, refunded, windowDays, now }: RecordSources,
): PaymentSummary {
	const authorization = authorizationIn(transactions);
	const authorizedAt = authorization?.at ?? payment.authorizedAt;
	const amount = authorization?.amount ?? payment.amount;
	const gateway =
		authorization?.gateway ?? gatewayOf(transactions) ?? (payment.seenIn === 'transactions' ? payment.method : null);
	const card = authorization?.cardType ?? null;
	const isCaptured = payment.state === 'captured';
	const expiry = payment.state === 'authorized' ? estimateExpiry({ authorizedAt, gateway, card }, windowDays) : null;
	const none = amount === null ? null : minus(amount, amount);
	return {
		state: recordState(payment),
		capturable: payment.state === 'authorized',
		reason: reasonFor(payment.state, payment.status, expiry, now),
		authorized: NEVER_AUTHORIZED.has(payment.state) ? none : amount,
		captured: isCaptured ? ((transactions === null ? null : capturedIn(transactions)) ?? amount) : none,
		refunded: isCaptured ? refunded : none,
		gateway,
		authorizedAt,
		expiry,
		ageDays: authorizedAt === null ? null : Math.round(((now - authorizedAt) / DAY_MS) * 10) / 10,
	};
}

/** The authorization that the payment's state is about; a purchase is none. */
function authorizationIn(transactions: Transaction[] | null): Authorization | null {
	const current = transactions === null ? null : journalOf(transactions).current;
	return current === null || current.isTaken ? null : current;
}

const NEVER_AUTHORIZED: ReadonlySet<PaymentState> = new Set<PaymentState>(['declined', 'unpaid']);

/** The gateway of the payment itself, whatever paid beside it. */
function gatewayOf(transactions: Transaction[] | null): string | null {
	const own = transactions?.find(
		({ method, gateway }) => method !== 'store_credit' && method !== 'gift_certificate' && gateway !== null,
	);
	return own?.gateway ?? null;
}

/** What was taken by the payment provider, by its own reports. */
function capturedIn(transactions: Transaction[]): Money | null {
	const of = (event: string) =>
		transactions.filter(
			({ event: found, status, method }) =>
				found === event && status === 'ok' && method !== 'store_credit' && method !== 'gift_certificate',
		);
	const taken = [...of('capture'), ...of('purchase')];
	const amounts = (taken.length > 0 ? taken : of('settled'))
		.map(amountOf)
		.filter((amount): amount is Money => amount !== null);
	return amounts.length === 0 ? null : amounts.reduce(plus);
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
			return 'The payment was declined at checkout.';
		case 'heldForReview':
			return 'Held for review: approve or refuse it first.';
		case 'unpaid':
			return 'Nothing is authorized: an offline method, or a payment that was never finished.';
		case 'unrecognised':
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
	return filters.currency === null || order.currency === filters.currency;
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
	const { ageDays, authorized, captured, expiry } = record;
	if (filters.minAgeDays !== null && (ageDays === null || ageDays < filters.minAgeDays)) return false;
	if (filters.maxAgeDays !== null && (ageDays === null || ageDays > filters.maxAgeDays)) return false;
	const amount = captured !== null && captured.minor > 0 ? captured : authorized;
	if (bounds.min !== null && (amount === null || amount.minor < bounds.min.minor)) return false;
	if (bounds.max !== null && (amount === null || amount.minor > bounds.max.minor)) return false;
	if (filters.expiresWithinDays === null) return true;
	return expiry !== null && expiry.at <= now + filters.expiresWithinDays * DAY_MS;
}
