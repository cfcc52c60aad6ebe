import { readRefund, type Refund, type RefundQuote } from '../../nodes/BigCommerce/api/refunds';
import type { Transaction } from '../../nodes/BigCommerce/api/transactions';
import { parseReference, type Reference } from '../../nodes/BigCommerce/refund/reference';
import { transaction } from './payments';

export function reference(value: string): Reference {
	const parsed = parseReference(value);
	if (!parsed.ok) throw new Error(parsed.reason);
	return parsed.reference;
}

/** A refund as BigCommerce shows it, with what matters to the case. */
export function refundOf(
	body: {
		id?: number;
		total_amount?: number;
		reason?: string;
		items?: unknown[];
		payments?: Array<Record<string, unknown>>;
	} = {},
): Refund {
	const total = body.total_amount ?? 5;
	const refund = readRefund({
		id: 1,
		order_id: 118,
		created: '2022-06-16T16:44:15+00:00',
		total_amount: total,
		total_tax: 0,
		items: [],
		payments: [
			{
				provider_id: 'braintree',
				amount: total,
				offline: false,
				is_declined: false,
				declined_message: '',
				transaction_id: '9',
			},
		],
		...body,
	});
	if (refund === null) throw new Error('not a refund');
	return refund;
}

export function quoteOf(
	total: string,
	...methods: Array<Array<[providerId: string, amount: string, offline?: boolean]>>
): RefundQuote {
	return {
		total,
		tax: '0',
		orderLevel: '0',
		rounding: '0',
		adjustment: '0',
		taxInclusive: true,
		methods: methods.map((method) =>
			method.map(([providerId, amount, offline = false]) => ({
				providerId,
				description: providerId,
				amount,
				offline,
				offlineReason: offline ? 'By hand.' : null,
			})),
		),
		raw: {},
	};
}

/** A transaction of an order whose refunds are read. */
export function transactionOf(event: string, amount: number, more: Partial<Transaction> = {}): Transaction {
	return transaction({ event, amount, gateway: 'stripe', createdAt: 1_000_000, ...more });
}
