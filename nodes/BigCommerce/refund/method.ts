import type { QuotedPayment, RefundQuote } from '../api/refunds';
import { formatMoney, plus, readMoney, type Money } from '../model/money';

/** How the money is to go back. */
export type RefundDestination =
	/** The way it was paid. */
	| { to: 'original' }
	| { to: 'storeCredit' }
	/** A provider of the quote, by its ID: `braintree`, `custom` … */
	| { to: 'provider'; providerId: string };

/** One part of a refund as it is sent. */
export interface PlannedPayment {
	providerId: string;
	amount: Money;
	offline: boolean;
}

/** The payments to send, or why there are none. */
export type ChosenMethod =
	| { ok: true; payments: PlannedPayment[] }
	| { ok: false; code: 'methodNotOffered' | 'offlineOnly' | 'quoteDiffers'; reason: string };

export const STORE_CREDIT = 'storecredit';
const CUSTOM = 'custom';

/** What the choice depends on beside the quote. */
export interface MethodTerms {
	/** Whether a refund may be recorded only, for somebody to pay out by hand. */
	allowOffline: boolean;
	/** Whether store credit was the way the order was paid, all of it. */
	paidByCredit: boolean;
}

/**
 * Chooses one of the quote's ways to give the money back. The payments are the quote's own, to the minor unit,
 * because a refund whose amounts differ from its quote is refused.
 *
 * @param total what the quote comes to
 */
export function chooseMethod(
	quote: RefundQuote,
	wish: RefundDestination,
	total: Money,
	{ allowOffline, paidByCredit }: MethodTerms,
): ChosenMethod {
	const method = methodFor(quote, wish, paidByCredit);
	if (method === undefined) {
		return {
			ok: false,
			code: 'methodNotOffered',
			reason: `${wishWord(wish)} is not offered. The quote offers: ${offers(quote)}.`,
		};
	}
	const payments: PlannedPayment[] = [];
	for (const { providerId, amount, offline } of method) {
		const money = readMoney(amount, total.currency);
		if (money === null)
			return { ok: false, code: 'quoteDiffers', reason: `The quote names no amount for ${providerId}.` };
		payments.push({ providerId, amount: money, offline });
	}
	const sum = payments.map(({ amount }) => amount).reduce(plus);
	if (sum.minor !== total.minor) {
		const reason = `The quote comes to ${formatMoney(total)} ${total.currency}, and its payments to ${formatMoney(sum)} ${total.currency}.`;
		return { ok: false, code: 'quoteDiffers', reason };
	}
	const offline = method.find((payment) => payment.offline);
	// A provider that was named is what was asked for, whatever it does.
	if (offline !== undefined && wish.to !== 'provider' && !allowOffline) {
		const why = offline.offlineReason === null ? '' : ` (${offline.offlineReason})`;
		return {
			ok: false,
			code: 'offlineOnly',
			reason: `${offline.description} can only record this refund${why}; the money would have to be given back by hand.`,
		};
	}
	return { ok: true, payments };
}

function methodFor(
	{ methods }: RefundQuote,
	wish: RefundDestination,
	paidByCredit: boolean,
): QuotedPayment[] | undefined {
	const isAllOf = (providerId: string) => (method: QuotedPayment[]) =>
		method.every((payment) => payment.providerId === providerId);
	switch (wish.to) {
		case 'storeCredit':
			return methods.find(isAllOf(STORE_CREDIT));
		case 'provider':
			return (
				methods.find(isAllOf(wish.providerId)) ??
				methods.find((method) => method.some(({ providerId }) => providerId === wish.providerId))
			);
		case 'original':
			if (paidByCredit) return methods.find(isAllOf(STORE_CREDIT));
			// Store credit and "custom" are offered beside the way it was paid, and are never meant by it.
			return methods.find((method) =>
				method.some(({ providerId }) => providerId !== STORE_CREDIT && providerId !== CUSTOM),
			);
	}
}

function wishWord(wish: RefundDestination): string {
	switch (wish.to) {
		case 'original':
			return 'A refund to the original payment method';
		case 'storeCredit':
			return 'Store credit (a guest has none)';
		case 'provider':
			return `The provider "${wish.providerId}"`;
	}
}

/** The providers of a quote, for people: "braintree, storecredit + braintree". */
export function offers({ methods }: RefundQuote): string {
	const each = methods.map((method) => method.map(({ providerId }) => providerId).join(' + '));
	return each.length === 0 ? 'nothing' : each.join(', ');
}
