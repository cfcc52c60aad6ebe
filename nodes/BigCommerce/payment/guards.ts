import { formatMoney, minus, parseMoney, type Money } from '../model/money';
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
}

export const NO_GUARDS: Guards = {
	expectedAmount: null,
	amountTolerance: null,
	currency: null,
	maxAmount: null,
	minAgeDays: null,
	maxAgeDays: null,
	orderStatusIds: [],
};

const DAY = 86_400_000;

/** Whether the amount decides, so that the authorization's own amount is worth a call. */
export function comparesAmount(guards: Guards): boolean {
	return guards.expectedAmount !== null || guards.maxAmount !== null;
}

/**
 * The first condition that is not met, as a sentence; null where all are. What cannot be checked is not met:
 * a guard that lets through what it could not see is none.
 *
 * @param now milliseconds since 1970
 */
export function unmetGuard(guards: Guards, payment: Payment, now: number): string | null {
	return (
		unmetCurrency(guards, payment.amount) ??
		unmetAmount(guards, payment.amount) ??
		unmetAge(guards, payment.authorizedAt, now) ??
		unmetStatus(guards, payment.orderStatusId)
	);
}

function unmetCurrency({ currency }: Guards, amount: Money | null): string | null {
	if (currency === null) return null;
	if (amount === null) return `'Currency' is ${currency}, and the order's currency could not be read.`;
	return amount.currency === currency.trim().toUpperCase()
		? null
		: `'Currency' is ${currency}, and the payment is in ${amount.currency}.`;
}

function unmetAmount(guards: Guards, amount: Money | null): string | null {
	if (!comparesAmount(guards)) return null;
	if (amount === null) return 'The amount could not be read, so it cannot be compared.';
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

function unmetAge({ minAgeDays, maxAgeDays }: Guards, authorizedAt: number | null, now: number): string | null {
	if (minAgeDays === null && maxAgeDays === null) return null;
	if (authorizedAt === null) return 'The age of the authorization could not be read.';
	const age = (now - authorizedAt) / DAY;
	const shown = `The authorization is ${age.toFixed(1)} days old`;
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
