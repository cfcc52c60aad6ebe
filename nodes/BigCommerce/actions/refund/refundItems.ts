import type { IDataObject } from 'n8n-workflow';
import { isObject, type JsonObject } from '../../api/json';
import type { Refund, RefundQuote } from '../../api/refunds';
import { formatMoney, readMoney, type Money } from '../../model/money';
import type { OrderId } from '../../model/orderId';
import type { RefundProgress } from '../../refund/progress';
import type { RefundSettlement } from '../../refund/outcome';

/** A refund in ten fields. It names no currency; without the order's, amounts are as BigCommerce wrote them. */
export function refundItem(refund: Refund, progress: RefundProgress, currency: string | null): IDataObject {
	const [declined] = refund.payments.filter(({ isDeclined }) => isDeclined);
	return {
		refundId: refund.id,
		orderId: refund.orderId,
		state: STATES[progress],
		amount: amountText(refund.total, currency),
		tax: amountText(refund.tax, currency),
		currency,
		providers: [...new Set(refund.payments.map(({ providerId }) => providerId))].join(', '),
		declinedMessage: declined === undefined ? null : (declined.declinedMessage ?? ''),
		reason: refund.reasons.join('; '),
		createdAt: isoTime(refund.createdAt),
	};
}

const STATES = {
	done: 'refunded',
	pending: 'pending',
	declined: 'declined',
	partlyDeclined: 'partlyDeclined',
} as const;

/** The refund as BigCommerce sent it. */
export function rawRefundItem({ raw }: Refund): IDataObject {
	return copyOf(raw);
}

/** A quote in ten fields. */
export function quoteItem(orderId: OrderId, quote: RefundQuote, currency: string, left: Money): IDataObject {
	return {
		orderId,
		amount: amountText(quote.total, currency),
		tax: amountText(quote.tax, currency),
		orderLevelAmount: amountText(quote.orderLevel, currency),
		adjustment: amountText(quote.adjustment, currency),
		rounding: amountText(quote.rounding, currency),
		taxInclusive: quote.taxInclusive,
		currency,
		leftToRefund: formatMoney(left),
		methods: quote.methods.map((method) =>
			method.map(({ providerId, description, amount, offline, offlineReason }) => ({
				providerId,
				description,
				amount: amountText(amount, currency),
				offline,
				offlineReason,
			})),
		),
	};
}

/** The quote as BigCommerce sent it. */
export function rawQuoteItem({ raw }: RefundQuote): IDataObject {
	return copyOf(raw);
}

/** The success item of a refund in ten fields. */
export function settledRefundItem(settlement: RefundSettlement): IDataObject {
	const { orderId, outcome, changed, refund, amount, payments, reference } = settlement;
	return {
		orderId,
		outcome,
		changed,
		refundId: refund?.id ?? null,
		amount: amount === null ? null : formatMoney(amount),
		currency: amount?.currency ?? settlement.left?.currency ?? null,
		providers: payments.map(({ providerId }) => providerId).join(', ') || null,
		offline: payments.some(({ offline }) => offline),
		reference,
		createdAt: refund === null ? null : isoTime(refund.createdAt),
	};
}

/** What 'Simplify' off adds: the quote, the refund, and what was sent and seen. */
export function settledRefundDetails({ quote, refund, log }: RefundSettlement): IDataObject {
	return {
		quote: quote === null ? null : copyOf(quote.raw),
		refund: refund === null ? null : copyOf(refund.raw),
		log: log.map(({ at, did, saw }) => ({ at: new Date(at).toISOString(), did, saw })),
	};
}

/** An amount with its currency's digits; as it was written where the currency is not known. */
function amountText(value: string | null, currency: string | null): string | null {
	if (value === null || currency === null) return value;
	const negative = value.startsWith('-');
	const money = readMoney(negative ? value.slice(1) : value, currency);
	if (money === null) return value;
	return formatMoney(negative ? { ...money, minor: -money.minor } : money);
}

function isoTime(time: number | null): string | null {
	return time === null ? null : new Date(time).toISOString();
}

function copyOf(raw: JsonObject): IDataObject {
	const copy: unknown = structuredClone(raw);
	return isDataObject(copy) ? copy : {};
}

function isDataObject(value: unknown): value is IDataObject {
	return isObject(value);
}
