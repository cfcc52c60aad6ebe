import { parseOrderId, type OrderId } from '../model/orderId';
import { read, unreadable } from './apiError';
import type { ApiClient } from './client';
import { isObject, objectsIn, textOf, integerOf, type JsonObject } from './json';

/** What of a v2 order a decision about its payment needs. Kept small: a run holds thousands. */
export interface OrderSnapshot {
	id: OrderId;
	/** `payment_status` trimmed and in lower case; words are separated by spaces ("capture pending"). */
	paymentStatus: string;
	/** Display name of the payment method ("Credit Card", "Test Payment Gateway"). */
	paymentMethod: string | null;
	statusId: number | null;
	/** `default_currency_code`, the currency the shopper pays in; `currency_code` is only the one displayed. */
	currency: string | null;
	/** Decimal strings as v2 writes them ("69.8400"). */
	total: string | null;
	storeCredit: string | null;
	giftCertificates: string | null;
	/** RFC 2822, UTC. */
	createdAt: string | null;
	/** RFC 2822, UTC, whole seconds: when anything of the order last changed. */
	modifiedAt: string | null;
	/** `items_shipped` of `items_total`; null where the order does not say. */
	shipment: { shipped: number; total: number } | null;
	isDeleted: boolean;
	raw: JsonObject;
}

/**
 * Stands for a payment status that is null or not there. The empty one is published and means that nothing was paid;
 * of one that is missing nothing is known, so it is a word of its own, which no decision takes for any other.
 */
export const NO_PAYMENT_STATUS = '(missing)';

/** Reads one order, or null where the body is not one. Source: reference/orders.v2.oas2.yml. */
export function readOrder(body: unknown): OrderSnapshot | null {
	if (!isObject(body)) return null;
	const id = parseOrderId(body.id);
	if (!id.ok) return null;
	return {
		id: id.orderId,
		paymentStatus:
			typeof body.payment_status === 'string' ? body.payment_status.trim().toLowerCase() : NO_PAYMENT_STATUS,
		paymentMethod: filled(textOf(body, 'payment_method')),
		statusId: integerOf(body, 'status_id'),
		currency: filled(textOf(body, 'default_currency_code')) ?? filled(textOf(body, 'currency_code')),
		total: textOf(body, 'total_inc_tax'),
		storeCredit: textOf(body, 'store_credit_amount'),
		giftCertificates: textOf(body, 'gift_certificate_amount'),
		createdAt: filled(textOf(body, 'date_created')),
		modifiedAt: filled(textOf(body, 'date_modified')),
		shipment: shipmentOf(body),
		isDeleted: body.is_deleted === true,
		raw: body,
	};
}

function shipmentOf(body: JsonObject): OrderSnapshot['shipment'] {
	const shipped = integerOf(body, 'items_shipped');
	const total = integerOf(body, 'items_total');
	return shipped === null || total === null ? null : { shipped, total };
}

/** A page of a list. A row that is not an order counts as a row and is left out of the orders. */
export interface OrderPage {
	rows: number;
	orders: OrderSnapshot[];
}

/** Reads a page of orders. Null where the body is no list at all. */
export function readOrderPage(status: number, body: unknown): OrderPage | null {
	// v2 answers an empty list with 204 and no body.
	if (status === 204) return { rows: 0, orders: [] };
	if (!Array.isArray(body)) return null;
	return { rows: body.length, orders: objectsIn(body).flatMap((row) => readOrder(row) ?? []) };
}

/** The path of the order list. */
export const ORDERS_PATH = '/v2/orders';

/** The path of one order. */
export function orderPath(orderId: OrderId): string {
	return `${ORDERS_PATH}/${orderId}`;
}

/** Reads one order. @throws ApiError, also where another order comes back than was asked for */
export async function fetchOrder(client: ApiClient, orderId: OrderId): Promise<OrderSnapshot> {
	const { status, body } = await read(client, orderPath(orderId));
	const order = readOrder(body);
	if (order === null || order.id !== orderId) throw unreadable(status);
	return order;
}

function filled(text: string | null): string | null {
	return text === null || text.trim() === '' ? null : text.trim();
}
