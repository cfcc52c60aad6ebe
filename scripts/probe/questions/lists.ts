/** What refunds and lists leave open (docs/bigcommerce-api.md, Refunds; Lists and paging). */
import type { StoreSettings } from '../../../sandbox/settings';
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

function transactionIds({ refund }: Evidence): Verdict<'present' | 'missing'> {
	if (!refund) return NOT_ASKED;
	if (refund.first?.status !== 201) return untold(whyNoRefund(refund.first?.status));
	const has = (payments: unknown[]): boolean => payments.some((one) => at(one, 'transaction_id') !== undefined);
	if (has(listAt(refund.first.body, 'data', 'payments'))) return stands('present', 'In the answer to the refund.');
	const listed = listAt(refund.list.body, 'data').flatMap((one) => listAt(one, 'payments'));
	if (has(listed)) return stands('present', 'Later, in the list.');
	const isOver = refund.looks.at(-1)?.paymentStatus.includes('refunded') ?? false;
	return isOver ? stands('missing', 'Neither in the answer nor in the list.') : untold('The refund was not over.');
}

function unsettledRefunds({ wholeRefund }: Evidence): Verdict<'refund' | 'void'> {
	if (!wholeRefund) return NOT_ASKED;
	const { sent, journal } = wholeRefund;
	if (sent?.status !== 201) return untold(whyNoRefund(sent?.status));
	const shown = journal.transactions
		.filter(({ status, isPart }) => status === 'ok' && !isPart)
		.map(({ event }) => event);
	if (shown.includes('void')) return stands('void', 'The transactions show a void.');
	return shown.includes('refund') ? stands('refund', 'The transactions show a refund.') : untold('Nothing was shown.');
}

function undocumentedPaging({ capture }: Evidence): Verdict<StoreSettings['undocumentedPaging']> {
	if (!capture) return NOT_ASKED;
	const { status, body } = capture.oneRow;
	const rows = listAt(body, 'data').length;
	if (capture.journal.transactions.length < 2) return untold('It takes two transactions to tell.');
	if (status !== 200) return untold(`Asked for one row it answered ${status}.`);
	if (rows === 1) return stands('pages', 'Asked for one row, it gave one.');
	return { among: ['whole', 'first50'], seen: `Asked for one row, it gave ${rows}.` };
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
		setting: 'refundTransactionIds',
		asks: 'Does a refund name its transaction?',
		course: 'refund',
		judge: transactionIds,
	}),
	question({
		setting: 'unsettledRefunds',
		asks: 'How is the whole refund of a capture shown that was just made?',
		course: 'wholeRefund',
		judge: unsettledRefunds,
	}),
	question({
		setting: 'undocumentedPaging',
		asks: 'Does the list of transactions know pages?',
		course: 'capture',
		judge: undocumentedPaging,
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
		name: 'Refund in the transactions',
		measure: ({ refund }) => {
			if (refund?.first?.status !== 201) return null;
			const events = refund.journal.transactions.map(({ event, status }) => `${event} (${status})`);
			return events.length === 0 ? 'no transactions' : events.join(', ');
		},
	},
];
