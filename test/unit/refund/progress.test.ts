import type { Refund } from '../../../nodes/BigCommerce/api/refunds';
import type { Transaction } from '../../../nodes/BigCommerce/api/transactions';
import type { Payment } from '../../../nodes/BigCommerce/payment/payment';
import { isProvedByOrder, progressOf } from '../../../nodes/BigCommerce/refund/progress';
import { refundOf, transactionOf } from '../../builders/refunds';

const part = (more: Record<string, unknown> = {}) => ({
	provider_id: 'braintree',
	amount: 5,
	offline: false,
	is_declined: false,
	transaction_id: '9',
	...more,
});

test.each<{ name: string; payments: Array<Record<string, unknown>>; progress: string; proved?: true }>([
	{ name: 'answered', payments: [part()], progress: 'done' },
	{ name: 'not answered', payments: [part({ transaction_id: undefined })], progress: 'pending' },
	{ name: 'not answered, empty', payments: [part({ transaction_id: '' })], progress: 'pending' },
	{
		name: 'not answered, and proved otherwise',
		payments: [part({ transaction_id: null })],
		progress: 'done',
		proved: true,
	},
	{ name: 'declined', payments: [part({ is_declined: true })], progress: 'declined' },
	{
		name: 'declined, whatever else shows',
		payments: [part({ is_declined: true })],
		progress: 'declined',
		proved: true,
	},
	{ name: 'by hand', payments: [part({ offline: true, transaction_id: null })], progress: 'done' },
	{ name: 'custom', payments: [part({ provider_id: 'custom', transaction_id: null })], progress: 'done' },
	{ name: 'store credit', payments: [part({ provider_id: 'storecredit', transaction_id: null })], progress: 'done' },
	{
		name: 'gift certificate',
		payments: [part({ provider_id: 'giftcertificate', transaction_id: null })],
		progress: 'done',
	},
	{ name: 'one of two declined', payments: [part({ is_declined: true }), part()], progress: 'partlyDeclined' },
	{
		name: 'one declined, one to come',
		payments: [part({ is_declined: true }), part({ transaction_id: null })],
		progress: 'pending',
	},
	{ name: 'a tax adjustment', payments: [], progress: 'done' },
])('how far a refund is: $name: $progress', ({ payments, progress, proved }) => {
	expect(progressOf(refundOf({ payments }), proved)).toBe(progress);
});

const UNANSWERED = refundOf({ id: 2, payments: [part({ transaction_id: null })] });
const OTHER = refundOf({ id: 1 });
const SINCE = UNANSWERED.createdAt ?? 0;

function paymentOf(status: string, seenIn: Payment['seenIn'] = 'order'): Payment {
	return {
		state: 'captured',
		status,
		seenIn,
		amount: null,
		method: null,
		orderStatusId: null,
		authorizedAt: null,
		shipment: null,
		isDeleted: false,
	};
}

test.each<{ name: string; payment?: Payment; refunds?: Refund[]; transactions?: Transaction[]; proved: boolean }>([
	{ name: 'nothing', proved: false },
	{ name: 'still captured', payment: paymentOf('captured'), proved: false },
	{ name: 'all of the order was refunded', payment: paymentOf('refunded'), refunds: [OTHER, UNANSWERED], proved: true },
	{ name: 'as its transactions alone say', payment: paymentOf('refunded', 'transactions'), proved: false },
	{ name: 'part was refunded, and it is the only one', payment: paymentOf('partially refunded'), proved: true },
	{
		name: 'part was refunded, perhaps by another',
		payment: paymentOf('partially refunded'),
		refunds: [OTHER, UNANSWERED],
		proved: false,
	},
	{
		name: 'part was refunded, and the other was declined',
		payment: paymentOf('partially refunded'),
		refunds: [refundOf({ id: 1, payments: [part({ is_declined: true })] }), UNANSWERED],
		proved: true,
	},
	{ name: 'its transaction', transactions: [transactionOf('refund', 5, { createdAt: SINCE })], proved: true },
	{
		name: 'a refused one',
		transactions: [transactionOf('refund', 5, { createdAt: SINCE, status: 'error' })],
		proved: false,
	},
	{ name: 'one from before', transactions: [transactionOf('refund', 5, { createdAt: SINCE - 1_000 })], proved: false },
	{ name: 'one of another amount', transactions: [transactionOf('refund', 4, { createdAt: SINCE })], proved: false },
	{
		name: 'one that another refund names',
		transactions: [transactionOf('refund', 5, { id: 9, createdAt: SINCE })],
		refunds: [OTHER, UNANSWERED],
		proved: false,
	},
	{
		name: 'one for two that wait',
		transactions: [transactionOf('refund', 5, { createdAt: SINCE })],
		refunds: [UNANSWERED, { ...UNANSWERED, id: 3 }],
		proved: false,
	},
])('what stands in for a transaction ID: $name', ({ payment, refunds, transactions, proved }) => {
	const evidence = { payment: payment ?? null, refunds: refunds ?? [UNANSWERED], transactions: transactions ?? null };
	expect(isProvedByOrder(UNANSWERED, evidence)).toBe(proved);
});
