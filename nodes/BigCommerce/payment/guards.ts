import { formatMoney, minus, parseMoney, type Money } from '../model/money';
import { NOT_READ, type OrderDates, type StandingFacts } from './standing';
import type { Payment } from './payment';

/** The 'Only If' conditions of one item. Null or an empty list: not set. */
export interface Guards {
	expectedAmount: string | number | null;
	amountTolerance: string | number | null;
	currency: string | null;
	maxAmount: string | number | null;
	minAgeDays: number | null;
	maxAgeDays: number | null;
	orderStatusIds: number[];
	/** How much of the order must have been shipped. */
	shipped: 'anything' | 'everything' | null;
	/** No fraud review, not held, not in Manual Verification Required. */
	notUnderReview: boolean;
}

export const NO_GUARDS: Guards = {
	expectedAmount: null,
	amountTolerance: null,
	currency: null,
	maxAmount: null,
	minAgeDays: null,
	maxAgeDays: null,
	orderStatusIds: [],
	shipped: null,
	notUnderReview: false,
};

const DAY = 86_400_000;

/** Whether the authorization itself decides, so that the journal is worth a call. */
export function needsJournal(guards: Guards): boolean {
	return comparesAmount(guards) || guards.notUnderReview;
}

/**
 * Whether the order's own dates leave open how old the authorization is, so that the journal is worth a call: it is
 * never older than the order, and as young as the order's last change where the payment was authorized anew.
 */
export function isAgeOpen(guards: Guards, dates: OrderDates, now: number): boolean {
	return ageByDates(guards, dates, now) === 'open';
}

/** Whether every age that the order's dates allow meets the limits; else why none does, a sentence, or `open`. */
function ageByDates(
	{ minAgeDays, maxAgeDays }: Guards,
	{ createdAt, modifiedAt }: OrderDates,
	now: number,
): { unmet: string | null } | 'open' {
	const most = createdAt === null ? Number.POSITIVE_INFINITY : (now - createdAt) / DAY;
	const least = modifiedAt === null ? 0 : Math.min((now - modifiedAt) / DAY, most);
	const shown = "By the order's dates the authorization is";
	if (minAgeDays !== null && most < minAgeDays)
		return { unmet: `${shown} at most ${most.toFixed(1)} days old, less than 'Min Age' ${minAgeDays}.` };
	if (maxAgeDays !== null && least > maxAgeDays)
		return { unmet: `${shown} at least ${least.toFixed(1)} days old, more than 'Max Age' ${maxAgeDays}.` };
	const isMet = (minAgeDays === null || least >= minAgeDays) && (maxAgeDays === null || most <= maxAgeDays);
	return isMet ? { unmet: null } : 'open';
}

/** Whether there is any condition. */
export function isAnySet({ orderStatusIds, notUnderReview, ...others }: Guards): boolean {
	return orderStatusIds.length > 0 || notUnderReview || Object.values(others).some((each) => each !== null);
}

/** Whether the amount decides. */
export function comparesAmount(guards: Guards): boolean {
	return guards.expectedAmount !== null || guards.maxAmount !== null;
}

/**
 * The first condition that is not met, as a sentence; null where all are. What cannot be checked is not met:
 * a guard that lets through what it could not see is none.
 *
 * @param now milliseconds since 1970
 */
export function unmetGuard(
	guards: Guards,
	payment: Payment,
	now: number,
	standing: StandingFacts = NOT_READ,
): string | null {
	return (
		unmetCurrency(guards, payment.amount) ??
		unmetStanding(guards, standing) ??
		unmetAmount(guards, payment.amount) ??
		unmetAge(guards, payment.authorizedAt, standing, now) ??
		unmetStatus(guards, payment.orderStatusId) ??
		unmetShipment(guards, payment) ??
		unmetReview(guards, payment, standing)
	);
}

/**
 * What a capture would take is known where one authorization stands, or where the order's total is all there is to go
 * by.
 */
function unmetStanding(guards: Guards, facts: StandingFacts): string | null {
	if (!needsJournal(guards)) return null;
	return cannotBeChecked(facts) ?? (comparesAmount(guards) && !facts.isAmountReadable ? CANNOT_COMPARE : null);
}

function cannotBeChecked(facts: StandingFacts): string | null {
	const unclear = unclearStanding(facts);
	return unclear === null ? null : `${unclear}, so the conditions cannot be checked.`;
}

/**
 * Why it is not known which authorization would be taken, a sentence without its end; null where one stands, or no
 * journal tells.
 */
export function unclearStanding({ standing, isClear }: StandingFacts): string | null {
	if (!isClear)
		return 'An authorization in its transactions has no status that can be read, or it is not told which one was captured or voided';
	if (standing === null) return null;
	if (standing === 0) return 'No authorization stands in its transactions';
	if (standing > 1)
		return `${standing} authorizations stand in its transactions, and it is not known which one would be taken`;
	return null;
}

const CANNOT_COMPARE = 'The amount could not be read, so it cannot be compared.';

function unmetCurrency({ currency }: Guards, amount: Money | null): string | null {
	if (currency === null) return null;
	if (amount === null) return `'Currency' is ${currency}, and the order's currency could not be read.`;
	return amount.currency === currency.trim().toUpperCase()
		? null
		: `'Currency' is ${currency}, and the payment is in ${amount.currency}.`;
}

function unmetAmount(guards: Guards, amount: Money | null): string | null {
	if (!comparesAmount(guards)) return null;
	if (amount === null) return CANNOT_COMPARE;
	const { currency } = amount;
	const shown = `${formatMoney(amount)} ${currency}`;
	if (guards.maxAmount !== null) {
		const most = parseMoney(guards.maxAmount, currency, 'Max Amount');
		if (!most.ok) return most.reason;
		if (amount.minor > most.money.minor)
			return `The payment is ${shown}, more than 'Max Amount' ${formatMoney(most.money)}.`;
	}
	if (guards.expectedAmount === null) return null;
	const expected = parseMoney(guards.expectedAmount, currency, 'Expected Amount');
	if (!expected.ok) return expected.reason;
	const tolerance = parseMoney(guards.amountTolerance ?? '0', currency, 'Amount Tolerance');
	if (!tolerance.ok) return tolerance.reason;
	const off = minus(amount, expected.money).minor;
	const size = off < 0 ? -off : off;
	if (size <= tolerance.money.minor) return null;
	const allowed = tolerance.money.minor === BigInt(0) ? '' : ` (tolerance ${formatMoney(tolerance.money)})`;
	return `The payment is ${shown}, and 'Expected Amount' is ${formatMoney(expected.money)}${allowed}.`;
}

/** By the order's dates where they tell; else by the authorization's own, or the order's where no journal tells. */
function unmetAge(guards: Guards, orderedAt: number | null, facts: StandingFacts, now: number): string | null {
	const { minAgeDays, maxAgeDays } = guards;
	if (minAgeDays === null && maxAgeDays === null) return null;
	const byDates = ageByDates(guards, facts.dates, now);
	if (byDates !== 'open') return byDates.unmet;
	const unclear = cannotBeChecked(facts);
	if (unclear !== null) return unclear;
	const isByOrder = facts.standing === null;
	const at = isByOrder ? orderedAt : facts.authorizedAt;
	if (at === null) return 'The age of the authorization could not be read.';
	const age = (now - at) / DAY;
	const shown = `${isByOrder ? "By the order's date the" : 'The'} authorization is ${age.toFixed(1)} days old`;
	if (minAgeDays !== null && age < minAgeDays) return `${shown}, less than 'Min Age' ${minAgeDays}.`;
	if (maxAgeDays !== null && age > maxAgeDays) return `${shown}, more than 'Max Age' ${maxAgeDays}.`;
	return null;
}

function unmetStatus({ orderStatusIds }: Guards, statusId: number | null): string | null {
	if (orderStatusIds.length === 0) return null;
	if (statusId === null) return "The order's status could not be read.";
	return orderStatusIds.includes(statusId)
		? null
		: `The order's status is ${statusId}, not one of 'Order Statuses' (${orderStatusIds.join(', ')}).`;
}

function unmetShipment({ shipped }: Guards, { shipment }: Payment): string | null {
	if (shipped === null) return null;
	if (shipment === null) return 'It could not be read how much of the order was shipped.';
	if (shipped === 'anything')
		return shipment.shipped > 0 ? null : "Nothing of the order was shipped, and 'Shipped' is set.";
	const isAll = shipment.total > 0 && shipment.shipped >= shipment.total;
	return isAll
		? null
		: `${shipment.shipped} of the order's ${shipment.total} items were shipped, and 'Shipped' wants all.`;
}

/** Manual Verification Required (docs/bigcommerce-api.md, Orders: status numbers). */
const MANUAL_VERIFICATION = 12;

function unmetReview({ notUnderReview }: Guards, payment: Payment, { fraudReview }: StandingFacts): string | null {
	if (!notUnderReview) return null;
	if (payment.state === 'heldForReview') return 'The payment is held for review.';
	if (payment.orderStatusId === MANUAL_VERIFICATION) return 'The order is in Manual Verification Required.';
	if (payment.orderStatusId === null) return "The order's status could not be read.";
	if (fraudReview === null)
		return 'Its transactions could not be read, so it cannot be seen whether it is under review.';
	return fraudReview ? 'The gateway holds the payment for a fraud review.' : null;
}
