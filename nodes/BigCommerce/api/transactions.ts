import type { OrderId } from '../model/orderId';
import { isErrorShape } from './errorShape';
import { integerOf, isObject, objectsIn, textOf, type JsonObject } from './json';

/** What of a v3 transaction a decision about the payment needs. */
export interface Transaction {
	id: number | null;
	/** `purchase`, `authorization`, `capture`, `refund`, `void`, `pending`, `settled`. */
	event: string;
	/** `ok` or `error`. */
	status: string;
	/** `credit_card`, `gift_certificate`, `store_credit`, `offline` … */
	method: string;
	/** As it was written: a number as published, or digits in quotes as v2 writes money. Null where absent. */
	amount: number | string | null;
	currency: string | null;
	gateway: string | null;
	/** The transaction this one acts on (capture on authorization), or null. */
	referenceId: number | null;
	/** Milliseconds since 1970, or null. Dates have whole seconds. */
	createdAt: number | null;
	/** Whether the gateway holds it for a fraud review. Not every gateway says so. */
	fraudReview: boolean;
	raw: JsonObject;
}

/**
 * Reads an order's transactions. 204 is none; null where the body makes no sense, or something in it is no transaction
 * of that order.
 * Source: reference/orders.v3.yml, GET /orders/{order_id}/transactions.
 */
export function readTransactions(orderId: OrderId, status: number, body: unknown): Transaction[] | null {
	if (status === 204) return [];
	if (status !== 200 || !isObject(body) || !Array.isArray(body.data) || isErrorShape(body)) return null;
	const rows = objectsIn(body.data).filter((row) => textOf(row, 'event') !== null);
	// Of what names no event it is not known whether it is a capture.
	if (rows.length < body.data.length || !rows.every((row) => isOfOrder(row, orderId))) return null;
	return rows.map(transactionOf);
}

/** Whether a row is about the order, or does not say of which it is. */
export function isOfOrder(row: JsonObject, orderId: OrderId): boolean {
	const named = integerOf(row, 'order_id');
	return named === null || named === orderId;
}

/** One row of a list of transactions. What is absent or makes no sense is null or empty. */
export function transactionOf(row: JsonObject): Transaction {
	return {
		id: integerOf(row, 'id'),
		event: (textOf(row, 'event') ?? '').toLowerCase(),
		status: (textOf(row, 'status') ?? '').toLowerCase(),
		method: (textOf(row, 'method') ?? '').toLowerCase(),
		amount: typeof row.amount === 'number' ? row.amount : textOf(row, 'amount'),
		currency: textOf(row, 'currency'),
		gateway: textOf(row, 'gateway'),
		referenceId: idOf(row, 'reference_transaction_id'),
		createdAt: timeOf(textOf(row, 'date_created')),
		fraudReview: isYes(row.fraud_review),
		raw: row,
	};
}

/** The path of an order's transactions. */
export function transactionsPath(orderId: OrderId): string {
	return `/v3/orders/${orderId}/transactions`;
}

/** The ID in a field, or null: 0 is none, as it is in orders. */
function idOf(row: JsonObject, field: string): number | null {
	const id = integerOf(row, field);
	return id !== null && id > 0 ? id : null;
}

function isYes(value: unknown): boolean {
	return value === true || value === 'true' || value === 1;
}

function timeOf(text: string | null): number | null {
	const time = text === null ? Number.NaN : Date.parse(text);
	return Number.isNaN(time) ? null : time;
}
