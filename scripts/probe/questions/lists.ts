/** What refunds and lists leave open (docs/bigcommerce-api.md, Refunds; Lists and paging). */
import type { StoreSettings } from '../../../sandbox/settings';
import type { Evidence, ManyRefunds, RefundEvidence } from '../evidence';
import { at, listAt } from '../reading';
import { type Measure, NOT_ASKED, question, type Question, stands, untold, type Verdict } from './question';
import { transactionsTold } from './told';

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

/** The most that passed between the first refund and the end of the refusals of the next. */
function busyMs({ refund }: Evidence): Verdict<number> {
	if (!refund) return NOT_ASKED;
	const { first, again, busy, looks } = refund;
	if (first?.status !== 201 || !again) return untold(whyNoRefund(first?.status));
	if (again.status === 201) return stands(0, 'A second refund at once was taken.');
	if (!busy?.taken || busy.taken.status !== 201) return untold('No second refund was taken in half a minute.');
	const last = busy.refused.at(-1);
	if (!last) {
		const over = (looks.at(-1)?.at ?? first.sentAt) - first.sentAt;
		return stands(0, `Taken as soon as the first was seen to be over, after ${over} ms.`);
	}
	const [from, to] = [last.sentAt - first.sentAt, busy.taken.sentAt - first.sentAt];
	return stands(Math.round((from + to) / 2_000) * 1_000, `Still refused after ${from} ms, taken after ${to} ms.`);
}

function unsettledRefunds({ wholeRefund, hooks }: Evidence): Verdict<'refund' | 'void'> {
	if (!wholeRefund) return NOT_ASKED;
	const { order, sent, journal } = wholeRefund;
	if (sent?.status !== 201) return untold(whyNoRefund(sent?.status));
	const events = journal.transactions.filter(({ status, isPart }) => status === 'ok' && !isPart);
	const listed = events.map(({ event }) => event);
	const isTold = (event: string): boolean => hooks !== undefined && transactionsTold(hooks, order, event) > 0;
	for (const event of ['void', 'refund'] as const) {
		if (listed.includes(event)) return stands(event, `The transactions show a ${event}.`);
	}
	if (isTold('void')) return stands('void', 'The webhooks tell a void; no transaction is kept.');
	if (isTold('refund')) return stands('refund', 'The webhooks tell a refund; no transaction is kept.');
	return untold('No transaction of it was kept or told.');
}

/** One row of two or more: of the transactions, or where none are kept of the refunds. */
function undocumentedPaging({ capture, refund, manyRefunds }: Evidence): Verdict<StoreSettings['undocumentedPaging']> {
	if (!capture) return NOT_ASKED;
	const hasTwo = capture.journal.transactions.length > 1;
	const [what, one] = hasTwo ? ['transaction', capture.oneRow] : ['refund', refund?.oneRow];
	if (!one || (!hasTwo && !hasTwoRefunds(refund))) return untold('It takes two transactions or refunds to tell.');
	if (one.status !== 200) return untold(`Asked for one ${what} it answered ${one.status}.`);
	const rows = listAt(one.body, 'data').length;
	if (rows === 1) return stands('pages', `Asked for one ${what}, it gave one.`);
	return manyRefunds ? ofMany(manyRefunds) : { among: ['whole', 'first50'], seen: `Asked for one, it gave ${rows}.` };
}

function hasTwoRefunds(refund: RefundEvidence | undefined): boolean {
	return [refund?.again, refund?.busy?.taken].some((answer) => answer?.status === 201);
}

function ofMany({ made, list }: ManyRefunds): Verdict<StoreSettings['undocumentedPaging']> {
	const rows = listAt(list.body, 'data').length;
	if (made < 51 || list.status !== 200) return untold(`${made} refunds were taken, listed ${rows} (${list.status}).`);
	if (rows === 50) return stands('first50', `It gave 50 of more than ${made} refunds.`);
	return rows >= made ? stands('whole', `It gave all ${rows} refunds.`) : untold(`It gave ${rows} of ${made} refunds.`);
}

function pageCap({ pages }: Evidence): Verdict<number | null> {
	if (!pages) return NOT_ASKED;
	const { first, second } = pages;
	if (first === null || second === null) return untold('The list of orders was refused.');
	if (first >= 250) return stands(null, 'Asked for 250 orders, it gave them.');
	if (second === 0) return untold(`The store has ${first} orders: too few to tell.`);
	return stands(first, `Asked for 250 orders, it gave ${first}; there are more.`);
}

export const LIST_QUESTIONS: readonly Question[] = [
	question({
		setting: 'overLimit',
		asks: 'Is `limit=251` refused on a v2 list?',
		experiment: 'overLimit',
		judge: overLimit,
	}),
	question({
		setting: 'refundListMeta',
		asks: 'Does the list of all refunds say how many pages it has?',
		experiment: 'refund',
		judge: refundListMeta,
	}),
	question({
		setting: 'statusAfterRefund',
		asks: "Does the order's status move with a refund?",
		experiment: 'refund',
		judge: statusAfterRefund,
	}),
	question({
		setting: 'refundTransactionIds',
		asks: 'Does a refund name its transaction?',
		experiment: 'refund',
		judge: transactionIds,
	}),
	question({
		setting: 'unsettledRefunds',
		asks: 'How is the whole refund of a capture shown that was just made?',
		experiment: 'wholeRefund',
		judge: unsettledRefunds,
	}),
	question({
		setting: 'undocumentedPaging',
		asks: 'Does the list of transactions know pages?',
		experiment: 'capture',
		judge: undocumentedPaging,
	}),
	question({
		setting: 'refundBusyStatus',
		asks: 'Which status refuses a refund while another runs?',
		experiment: 'refund',
		judge: busyStatus,
	}),
	question({
		setting: 'refundBusyMs',
		asks: 'How long after a refund, besides its own time, is another refused?',
		experiment: 'refund',
		judge: busyMs,
	}),
	question({ setting: 'pageCap', asks: 'Is a page of 250 orders full?', experiment: 'pages', judge: pageCap }),
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
