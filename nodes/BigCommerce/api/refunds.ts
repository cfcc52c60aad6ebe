import { parseOrderId, type OrderId } from '../model/orderId';
import { integerOf, isObject, objectsIn, textOf, type JsonObject } from './json';

/** A refund as v3 shows it. It names no currency: that is the order's. */
export interface Refund {
	id: number;
	orderId: OrderId | null;
	/** Milliseconds since 1970, or null. */
	createdAt: number | null;
	/** The refund's own reason, then its items' reasons, without repeats. */
	reasons: string[];
	/** JSON numbers as they were written, or null. */
	total: string | null;
	tax: string | null;
	items: RefundedItem[];
	payments: RefundPayment[];
	raw: JsonObject;
}

export interface RefundedItem {
	type: string;
	itemId: number | null;
	/** "Only populated for PRODUCT." */
	quantity: number | null;
	/** What was asked for, as it was written; null for products in the read of one refund. */
	requested: string | null;
}

/** One part of a refund: what one provider gives back. */
export interface RefundPayment {
	providerId: string;
	amount: string | null;
	/** Recorded only; somebody has to pay it out by hand. */
	offline: boolean;
	isDeclined: boolean;
	declinedMessage: string | null;
	/**
	 * BigCommerce's transaction; null until the provider has answered, for ever where a payment has none (store credit,
	 * gift certificate, by hand), and always where one refund is read by itself.
	 */
	transactionId: string | null;
}

/** Reads a refund, or null where the body is none. Source: reference/orders.v3.yml, `Refund`. */
export function readRefund(body: unknown): Refund | null {
	const row = isObject(body) && isObject(body.data) ? body.data : body;
	if (!isObject(row)) return null;
	const id = integerOf(row, 'id');
	if (id === null || id < 1 || !Array.isArray(row.payments)) return null;
	const items = objectsIn(row.items);
	const order = parseOrderId(row.order_id);
	const reasons = [textOf(row, 'reason'), ...items.map((item) => textOf(item, 'reason'))];
	const created = Date.parse(textOf(row, 'created') ?? '');
	return {
		id,
		orderId: order.ok ? order.orderId : null,
		createdAt: Number.isNaN(created) ? null : created,
		reasons: [...new Set(reasons.filter((reason): reason is string => reason !== null && reason.trim() !== ''))],
		total: textOf(row, 'total_amount'),
		tax: textOf(row, 'total_tax'),
		items: items.map((item) => ({
			type: textOf(item, 'item_type') ?? '',
			itemId: integerOf(item, 'item_id'),
			quantity: integerOf(item, 'quantity'),
			requested: textOf(item, 'requested_amount'),
		})),
		payments: objectsIn(row.payments).map(readPayment),
		raw: row,
	};
}

function readPayment(row: JsonObject): RefundPayment {
	return {
		providerId: textOf(row, 'provider_id') ?? '',
		amount: textOf(row, 'amount'),
		offline: row.offline === true,
		isDeclined: row.is_declined === true,
		declinedMessage: filled(textOf(row, 'declined_message')),
		transactionId: filled(textOf(row, 'transaction_id')),
	};
}

/** Reads a list of refunds. 204 is an empty list; null where the body is no list. */
export function readRefunds(status: number, body: unknown): Refund[] | null {
	if (status === 204) return [];
	if (!isObject(body) || !Array.isArray(body.data)) return null;
	return objectsIn(body.data).flatMap((row) => readRefund(row) ?? []);
}

/** What a refund would come to. Amounts are JSON numbers as they were written. */
export interface RefundQuote {
	total: string | null;
	tax: string | null;
	orderLevel: string | null;
	rounding: string | null;
	adjustment: string | null;
	taxInclusive: boolean | null;
	/** Each a way to give the money back, of one part or several. */
	methods: QuotedPayment[][];
	raw: JsonObject;
}

export interface QuotedPayment {
	providerId: string;
	description: string;
	amount: string | null;
	offline: boolean;
	offlineReason: string | null;
}

/** Reads a quote, or null where the body is none. Source: reference/orders.v3.yml, `RefundQuote`. */
export function readQuote(body: unknown): RefundQuote | null {
	const row = isObject(body) ? body.data : null;
	if (!isObject(row) || textOf(row, 'total_refund_amount') === null || !Array.isArray(row.refund_methods)) return null;
	// The guide's sample calls it `is_tax_included`.
	const taxInclusive = row.tax_inclusive ?? row.is_tax_included;
	return {
		total: textOf(row, 'total_refund_amount'),
		tax: textOf(row, 'total_refund_tax_amount'),
		orderLevel: textOf(row, 'order_level_refund_amount'),
		rounding: textOf(row, 'rounding'),
		adjustment: textOf(row, 'adjustment'),
		taxInclusive: typeof taxInclusive === 'boolean' ? taxInclusive : null,
		methods: row.refund_methods
			.map((method) => objectsIn(method).map(readOption))
			.filter((method) => method.length > 0),
		raw: row,
	};
}

function readOption(row: JsonObject): QuotedPayment {
	const providerId = textOf(row, 'provider_id') ?? '';
	return {
		providerId,
		description: filled(textOf(row, 'provider_description')) ?? providerId,
		amount: textOf(row, 'amount'),
		offline: row.offline === true || row.offline_provider === true,
		offlineReason: filled(textOf(row, 'offline_reason')),
	};
}

/** The path of an order's refunds: plural, where the guide's table has it singular. */
export function refundsPath(orderId: OrderId): string {
	return `/v3/orders/${orderId}/payment_actions/refunds`;
}

/** The path of an order's refund quotes. */
export function quotesPath(orderId: OrderId): string {
	return `/v3/orders/${orderId}/payment_actions/refund_quotes`;
}

/** The path of one refund. It names no order. */
export function refundPath(refundId: number): string {
	return `/v3/orders/payment_actions/refunds/${refundId}`;
}

export const ALL_REFUNDS_PATH = '/v3/orders/payment_actions/refunds';

function filled(text: string | null): string | null {
	return text === null || text.trim() === '' ? null : text.trim();
}
