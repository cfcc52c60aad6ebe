import type { IDataObject } from 'n8n-workflow';
import { isObject, type JsonObject } from '../../api/json';
import type { Transaction } from '../../api/transactions';
import { formatAmount } from '../../model/money';
import { isoTime } from '../../model/time';
import { amountOf } from '../../payment/authorization';

/** A transaction in ten fields. */
export function transactionItem(orderId: number, transaction: Transaction): IDataObject {
	const amount = amountOf(transaction);
	return {
		transactionId: transaction.id,
		orderId,
		event: transaction.event,
		status: transaction.status,
		method: transaction.method,
		amount: formatAmount(amount),
		currency: transaction.currency,
		gateway: transaction.gateway,
		gatewayTransactionId: textIn(transaction.raw, 'gateway_transaction_id'),
		createdAt: isoTime(transaction.createdAt),
	};
}

// reference/orders.v3.yml, `Transaction`: what may be absent.
const MAY_BE_ABSENT = [
	'avs_result',
	'credit_card',
	'custom',
	'custom_provider_field_result',
	'cvv_result',
	'fraud_review',
	'gateway',
	'gateway_transaction_id',
	'gift_certificate',
	'offline',
	'payment_instrument_token',
	'payment_method_id',
	'reference_transaction_id',
	'store_credit',
	'test',
];

/**
 * A transaction as BigCommerce sent it, with one word for "not there": `{}`, a missing field and null all become null.
 */
export function rawTransactionItem({ raw }: Transaction): IDataObject {
	const item: IDataObject = {};
	for (const name of new Set([...Object.keys(raw), ...MAY_BE_ABSENT])) item[name] = present(raw[name]);
	return item;
}

function present(value: unknown): IDataObject | string | number | boolean | null {
	if (isObject(value)) {
		const entries = Object.entries(value).map(([name, inner]) => [name, present(inner)] as const);
		return entries.length === 0 ? null : Object.fromEntries(entries);
	}
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
	return null;
}

function textIn(raw: JsonObject, name: string): string | null {
	const value = raw[name];
	return typeof value === 'string' && value !== '' ? value : null;
}
