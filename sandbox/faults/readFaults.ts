/** Faults of what reads show of an order. */
import { fault, milliseconds, oneOf, optional, required } from './definition';

/** What may be late or stale: everything, or one kind of read. `order` is the single order and the lists. */
export const STALE_READS = ['all', 'order', 'single', 'list', 'transactions', 'refunds'] as const;
export type StaleReads = (typeof STALE_READS)[number];

export const READ_FAULTS = {
	pendingHidden: fault({}, { on: 'any', label: 'Pending never shown', does: 'pending is never shown' }),
	lateVisibility: fault(
		{ ms: required(2_000, milliseconds), reads: oneOf(STALE_READS, 'all') },
		{
			on: 'action',
			label: 'Change visible 2 s late',
			does: 'reads go on showing the old state that long after acceptance',
		},
	),
	staleRead: fault(
		{ ms: optional(5_000, milliseconds) },
		{
			on: 'orderGet',
			label: 'One read is 5 s old',
			does: 'the read it matches (`orderGet`, `orderList`, `transactions`, `orderRefunds`) shows the order as it was that long ago',
			sample: { times: 1 },
			more: [
				{ label: 'Lists are 5 s old', sample: { on: 'orderList' } },
				{ label: 'Transactions are 5 s old', sample: { on: 'transactions' } },
			],
		},
	),
	archived: fault({}, { on: 'any', label: 'Archived', does: 'in no list; it can be read alone' }),
	unknownStatus: fault(
		{ paymentStatus: required('awaiting the oracle', { type: 'string' }) },
		{ on: 'any', label: 'Unknown payment status', does: 'a payment status nobody knows' },
	),
	unreadableRow: fault(
		{
			field: oneOf(
				['payment_status', 'status_id', 'total_inc_tax', 'default_currency_code', 'date_modified'],
				'payment_status',
			),
		},
		{
			on: 'any',
			label: 'Payment status is null',
			does: 'a field of the order is null wherever it is shown',
		},
	),
};
