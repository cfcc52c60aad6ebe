/** Reading answers without trusting their shape. */

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path of names; undefined where there is none. */
export function at(value: unknown, ...names: readonly string[]): unknown {
	return names.reduce<unknown>((inner, name) => (isRecord(inner) ? inner[name] : undefined), value);
}

export function listAt(value: unknown, ...names: readonly string[]): unknown[] {
	const found = at(value, ...names);
	return Array.isArray(found) ? found : [];
}

/** The body as JSON; undefined where it is none. */
export function parsed(text: string): unknown {
	try {
		const value: unknown = JSON.parse(text);
		return value;
	} catch {
		return undefined;
	}
}

/** One read of an order, as far as the probe looks. No shopper's data is kept. */
export interface Look {
	/** When the answer was there; milliseconds since 1970. */
	at: number;
	paymentStatus: string;
	paymentMethod: string;
	statusId: number;
	/** `date_modified` as it came. */
	modified: string;
	/** `total_inc_tax` as it came: a decimal. */
	total: string;
	/** ISO 4217. */
	currency: string;
}

/** null where the body is no order. */
export function readLook(body: unknown, answeredAt: number): Look | null {
	const [status, method, statusId] = [at(body, 'payment_status'), at(body, 'payment_method'), at(body, 'status_id')];
	if (typeof status !== 'string' || typeof statusId !== 'number') return null;
	return {
		at: answeredAt,
		paymentStatus: status.trim().toLowerCase(),
		paymentMethod: typeof method === 'string' ? method : '',
		statusId,
		modified: String(at(body, 'date_modified') ?? ''),
		total: String(at(body, 'total_inc_tax') ?? ''),
		currency: String(at(body, 'default_currency_code') ?? at(body, 'currency_code') ?? ''),
	};
}

export interface Transaction {
	event: string;
	status: string;
	gateway: string;
	/** Paid with store credit or a gift certificate: it says nothing of the card's payment. */
	isPart: boolean;
	/** undefined where the store does not say. */
	isTest: boolean | undefined;
	/** `reference_transaction_id` of one that acts on no other shows how absent values look. */
	reference: unknown;
}

/** All that is known of an order's transactions at one moment. */
export interface Journal {
	status: number;
	transactions: readonly Transaction[];
}

const PARTS = ['store_credit', 'gift_certificate'];

export function readTransactions(body: unknown): Transaction[] {
	return listAt(body, 'data').map((entry) => {
		const isTest = at(entry, 'test');
		return {
			event: String(at(entry, 'event') ?? ''),
			status: String(at(entry, 'status') ?? ''),
			gateway: String(at(entry, 'gateway') ?? ''),
			isPart: PARTS.includes(String(at(entry, 'method') ?? '')),
			isTest: typeof isTest === 'boolean' ? isTest : undefined,
			reference: at(entry, 'reference_transaction_id'),
		};
	});
}
