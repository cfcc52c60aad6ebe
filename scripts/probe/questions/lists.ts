/** What refunds and lists leave open (docs/bigcommerce-api.md, Refunds; Lists and paging). */
import type { Evidence } from '../evidence';
import { at, listAt } from '../reading';
import { type Measure, NOT_ASKED, question, type Question, stands, untold, type Verdict } from './question';

function overLimit({ overLimit: answer }: Evidence): Verdict<'error413' | 'cap'> {
	if (!answer) return NOT_ASKED;
	if (answer.status === 413) return stands('error413', 'Refused with 413.');
	if (answer.status === 200) return stands('cap', 'Answered 200.');
	return untold(`Answered ${answer.status}.`);
}

function refundListMeta({ refund }: Evidence): Verdict<'pagination' | 'empty'> {
	if (!refund) return NOT_ASKED;
	if (refund.list.status !== 200) return untold(`The list answered ${refund.list.status}.`);
	const hasPages = at(refund.list.body, 'meta', 'pagination') !== undefined;
	return hasPages ? stands('pagination', 'It has `meta.pagination`.') : stands('empty', 'It has none.');
}

function statusAfterRefund({ refund }: Evidence): Verdict<'moves' | 'unchanged'> {
	const last = refund?.looks.at(-1);
	if (!refund) return NOT_ASKED;
	if (!last?.paymentStatus.includes('refunded')) return untold(whyNoRefund(refund.first?.status));
	return last.statusId === refund.before.statusId
		? stands('unchanged', `Stays ${last.statusId}.`)
		: stands('moves', `From ${refund.before.statusId} to ${last.statusId}.`);
}

function whyNoRefund(status: number | undefined): string {
	if (status === undefined) return 'The quote offered no way to refund.';
	return status === 201 ? 'The refund was not seen to end in time.' : `The refund was refused with ${status}.`;
}

function busyStatus({ refund }: Evidence): Verdict<409 | 422> {
	if (!refund?.again) return untold(refund ? whyNoRefund(refund.first?.status) : 'Not asked.');
	const { status } = refund.again;
	if (status === 409 || status === 422) return stands(status, `The same refund again at once: ${status}.`);
	return untold(`Two refunds at once were both taken (${status}).`);
}

export const LIST_QUESTIONS: readonly Question[] = [
	question({
		setting: 'overLimit',
		asks: 'Is `limit=251` refused on a v2 list?',
		course: 'overLimit',
		judge: overLimit,
	}),
	question({
		setting: 'refundListMeta',
		asks: 'Does the list of all refunds say how many pages it has?',
		course: 'refund',
		judge: refundListMeta,
	}),
	question({
		setting: 'statusAfterRefund',
		asks: "Does the order's status move with a refund?",
		course: 'refund',
		judge: statusAfterRefund,
	}),
	question({
		setting: 'refundBusyStatus',
		asks: 'Which status refuses a refund while another runs?',
		course: 'refund',
		judge: busyStatus,
	}),
];

export const REFUND_MEASURES: readonly Measure[] = [
	{
		name: 'Transaction ID of a refund',
		measure: ({ refund }) => {
			if (refund?.first?.status !== 201) return null;
			const has = (payments: unknown[]): boolean => payments.some((one) => at(one, 'transaction_id') !== undefined);
			if (has(listAt(refund.first.body, 'data', 'payments'))) return 'in the answer to the refund';
			const listed = listAt(refund.list.body, 'data').flatMap((one) => listAt(one, 'payments'));
			return has(listed) ? 'later, in the list' : 'not given';
		},
	},
	{
		name: 'Refund in the transactions',
		measure: ({ refund }) => {
			if (refund?.first?.status !== 201) return null;
			const events = refund.journal.transactions.map(({ event, status }) => `${event} (${status})`);
			return events.length === 0 ? 'no transactions' : events.join(', ');
		},
	},
];
