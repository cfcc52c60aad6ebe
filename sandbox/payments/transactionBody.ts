/** A transaction as `GET …/transactions` shows it (docs/bigcommerce-api.md, Transactions). */
import { toIso } from '../dates';
import { gatewayTransactionId } from '../hooks/announcements';
import { toV3Money } from '../money';
import type { SandboxOrder } from '../orders/order';
import type { StoreSettings } from '../settings';
import type { SandboxTransaction } from './transaction';

/** Marks a value that this transaction has not. */
const ABSENT = Symbol('absent');

export function transactionBody(
	settings: StoreSettings,
	order: SandboxOrder,
	transaction: SandboxTransaction,
): Record<string, unknown> {
	const isCard = transaction.method === 'credit_card';
	const isOffline = transaction.method === 'offline';
	const body = {
		id: transaction.id,
		order_id: String(order.id),
		event: transaction.event,
		method: transaction.method,
		amount: toV3Money(transaction.amount, order.currency),
		currency: order.currency,
		gateway: transaction.gatewayId,
		gateway_transaction_id: isOffline ? '' : gatewayTransactionId(transaction.id),
		date_created: toIso(transaction.createdAt),
		test: true,
		status: transaction.status,
		fraud_review: transaction.fraudReview,
		reference_transaction_id: transaction.referenceId ?? ABSENT,
		offline: isOffline ? { display_name: order.paymentMethod } : ABSENT,
		custom: ABSENT,
		payment_method_id: isCard ? `${transaction.gatewayId}.card` : transaction.gatewayId,
		payment_instrument_token: ABSENT,
		avs_result: isCard ? { code: 'Y', message: 'Address and zip match', street_match: 'Y', postal_match: 'Y' } : ABSENT,
		cvv_result: isCard ? { code: 'M', message: 'Match' } : ABSENT,
		credit_card: isCard ? CARD : ABSENT,
		gift_certificate: transaction.method === 'gift_certificate' ? GIFT_CERTIFICATE : ABSENT,
		store_credit: transaction.method === 'store_credit' ? { remaining_balance: 0 } : ABSENT,
		custom_provider_field_result: ABSENT,
	};
	return Object.fromEntries(
		Object.entries(body).flatMap(([name, value]) => (value === ABSENT ? absent(settings, name) : [[name, value]])),
	);
}

/**
 * The official sample shows absent values as `{}`; the schema says null or nothing (docs/bigcommerce-api.md,
 * Transactions: absent values).
 */
function absent({ absentValues }: StoreSettings, name: string): Array<[string, unknown]> {
	if (absentValues === 'missing') return [];
	return [[name, absentValues === 'null' ? null : {}]];
}

const CARD = {
	card_type: 'visa',
	card_iin: '411111',
	card_last4: '1111',
	card_expiry_month: 12,
	card_expiry_year: 2030,
};

const GIFT_CERTIFICATE = {
	code: 'MB345',
	original_balance: 100,
	starting_balance: 100,
	remaining_balance: 35.42,
	status: 'active',
};
