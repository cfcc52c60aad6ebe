/** How a payment is called that a person writes down: cash, a cheque, an invoice. */
export type ByHand = 'custom' | 'offline';

/** One entry of an order's journal, as the store keeps it. Money in minor units, times in milliseconds since 1970. */
export interface StoreTransaction {
	id: number;
	event: 'authorization' | 'capture' | 'void' | 'refund' | 'purchase';
	/** Null: the journal shows none. */
	status: 'ok' | 'error' | null;
	method: 'credit_card' | 'gift_certificate' | 'store_credit' | ByHand;
	minor: number;
	at: number;
	/** The transaction that it acts on. */
	reference: number | null;
}

/** How the journal shows what a transaction has not: the published example has `{}`, the schema null or nothing. */
export type AbsentValues = 'object' | 'null' | 'missing';

/** A transaction as `GET /v3/orders/{id}/transactions` shows it. */
export function transactionBody(
	orderId: number,
	{ id, event, status, method, minor, at, reference }: StoreTransaction,
	absent: AbsentValues,
): Record<string, unknown> {
	const body: Record<string, unknown> = {
		id,
		order_id: String(orderId),
		event,
		...(status === null ? {} : { status }),
		method,
		amount: minor / 100,
		currency: 'USD',
		gateway: method === 'credit_card' ? 'testgateway' : method,
		gateway_transaction_id: `gw-${id}`,
		date_created: new Date(at).toISOString().replace(/\.\d+Z$/, '+00:00'),
		test: true,
		fraud_review: false,
	};
	if (reference !== null) body.reference_transaction_id = reference;
	else if (absent !== 'missing') body.reference_transaction_id = absent === 'object' ? {} : null;
	return body;
}
