/** What the transactions of an order leave open (docs/bigcommerce-api.md, Transactions; Not documented). */
import type { StoreSettings } from '../../../sandbox/settings';
import type { Evidence } from '../evidence';
import type { Journal, Look } from '../reading';
import { NOT_ASKED, question, type Question, stands, untold, type Verdict } from './question';

export const CAPTURED = ['captured', 'paid'];

/** How many of an event came off. */
export function done({ transactions }: Journal, event: string): number {
	return transactions.filter((one) => one.event === event && one.status === 'ok' && !one.isPart).length;
}

/** Statuses of one experiment in the order they were seen, each change once. */
export function story(looks: readonly Look[]): string {
	const names = looks.map(({ paymentStatus }) => paymentStatus);
	return names.filter((name, index) => name !== names[index - 1]).join(', ');
}

function recorded({ capture }: Evidence): Verdict<'all' | 'authorizationOnly' | 'none'> {
	if (!capture) return NOT_ASKED;
	const { status } = capture.journal;
	const transactions = capture.journal.transactions.filter(({ isPart }) => !isPart);
	if (!CAPTURED.includes(capture.looks.at(-1)?.paymentStatus ?? '')) return untold('The capture did not end in time.');
	if (transactions.length === 0) return stands('none', `No transactions after a capture (${status}).`);
	if (done(capture.journal, 'capture') > 0) return stands('all', 'The capture is among the transactions.');
	return stands('authorizationOnly', 'Transactions, but none of the capture.');
}

function declineRecorded(evidence: Evidence): Verdict<boolean> {
	const { decline } = evidence;
	if (!decline) return NOT_ASKED;
	const { looks, journal } = decline;
	const failed = journal.transactions.some(({ event, status }) => event === 'capture' && status === 'error');
	if (failed) return stands(true, 'A capture transaction with an error is there.');
	if (CAPTURED.includes(looks.at(-1)?.paymentStatus ?? ''))
		return untold('The gateway took it: no refusal to look at.');
	if (recorded(evidence).position !== 'all') return untold('Captures leave no transactions, refused or not.');
	return stands(false, `None is there; seen: ${story(looks)}.`);
}

function absentValues({ journals }: Evidence): Verdict<'object' | 'null' | 'missing'> {
	const acting = journals
		.flatMap(({ transactions }) => transactions)
		.filter(({ event }) => event === 'authorization' || event === 'purchase');
	const [first] = acting;
	if (!first) return untold('No transaction that acts on no other was shown.');
	if (first.reference === undefined) return stands('missing', 'Left out.');
	if (first.reference === null) return stands('null', 'null.');
	return typeof first.reference === 'object' ? stands('object', '`{}`.') : untold('It names another transaction.');
}

function partPayments({ journals }: Evidence): Verdict<StoreSettings['partPayments']> {
	const parts = journals.flatMap(({ transactions }) => transactions).filter(({ isPart }) => isPart);
	const events = parts.map(({ event }) => event);
	if (events.includes('purchase')) return stands('purchase', 'A purchase, before the capture.');
	if (events.includes('capture')) return stands('captureAtCheckout', 'A capture, before that of the card.');
	if (events.includes('authorization')) return stands('captureWithPayment', 'An authorization, before the capture.');
	return untold('No order was paid in part with store credit or a gift certificate.');
}

export const TRANSACTION_QUESTIONS: readonly Question[] = [
	question({
		setting: 'transactionsRecorded',
		asks: 'Which transactions are kept?',
		experiment: 'capture',
		judge: recorded,
	}),
	question({
		setting: 'declineLeavesTransaction',
		asks: 'Does a refused capture leave a transaction?',
		experiment: 'decline',
		judge: declineRecorded,
	}),
	question({
		setting: 'partPayments',
		asks: 'How are store credit and gift certificates among the transactions?',
		experiment: null,
		judge: partPayments,
	}),
	question({ setting: 'absentValues', asks: 'How is an absent value shown?', experiment: null, judge: absentValues }),
];
