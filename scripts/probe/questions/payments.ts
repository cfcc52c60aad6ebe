/** What captures and voids leave open (docs/bigcommerce-api.md, Captures and voids; Not documented). */
import type { SecondAction, StoreSettings } from '../../../sandbox/settings';
import type { Course, Evidence, SecondCourse } from '../evidence';
import { at, type Journal, type Look } from '../reading';
import { type Measure, NOT_ASKED, question, type Question, stands, untold, type Verdict } from './question';

const ACCEPTED = [200, 201, 202, 204];
const isAccepted = (status: number): boolean => ACCEPTED.includes(status);
const CAPTURED = ['captured', 'paid'];
/** `date_modified` has whole seconds, and the two clocks may differ a little. */
const DATE_GRAIN_MS = 3_000;

function done({ transactions }: Journal, event: string): number {
	return transactions.filter((one) => one.event === event && one.status === 'ok' && !one.isPart).length;
}

function secondAction(course: SecondCourse, event: 'capture' | 'void'): Verdict<SecondAction> {
	const { status } = course.again;
	if (status === 409) return stands('conflict409', 'Refused with 409.');
	if (status === 422) return stands('unprocessable422', 'Refused with 422.');
	if (!isAccepted(status)) return untold(`Refused with ${status}, which is no position of the switch.`);
	const times = done(course.journal, event);
	if (times > 1) return stands('accept201', `Taken with ${status}, and ${times} transactions of it: it ran again.`);
	if (times === 1) return stands('ignore201', `Taken with ${status}, and one transaction: it did nothing.`);
	return {
		among: ['accept201', 'ignore201'],
		seen: `Taken with ${status}; without a journal of it nobody can tell whether it ran again.`,
	};
}

/** Statuses of one course in the order they were seen, each change once. */
function story(looks: readonly Look[]): string {
	const names = looks.map(({ paymentStatus }) => paymentStatus);
	return names.filter((name, index) => name !== names[index - 1]).join(', ');
}

function pendingShown(course: Course): Verdict<boolean> {
	const { looks } = course;
	const seen = `Seen after it was taken: ${story(looks)}.`;
	if (looks.some(({ paymentStatus }) => paymentStatus === 'capture pending')) return stands(true, seen);
	const before = looks.filter(({ paymentStatus }) => paymentStatus === 'authorized');
	const isOver = CAPTURED.includes(looks.at(-1)?.paymentStatus ?? '');
	if (isOver && before.length > 1) return stands(false, seen);
	return untold(`${seen} It was over too soon to tell.`);
}

function statusAfter(course: Course, ends: readonly string[]): Verdict<number | 'unchanged'> {
	const last = course.looks.at(-1);
	if (!last || !ends.includes(last.paymentStatus)) return untold('The payment did not come to its end in time.');
	if (last.statusId === course.before.statusId) return stands('unchanged', `Stays ${last.statusId}.`);
	return stands(last.statusId, `From ${course.before.statusId} to ${last.statusId}.`);
}

/** true: the date moved while the order's status stood still. false: it never moved, though the payment did. */
function datesMoved({ before, sent, looks }: Course): boolean | undefined {
	const all = [before, ...looks];
	const pairs = all.slice(1).map((look, index) => ({ look, previous: all[index] ?? before }));
	const moved = pairs.filter(({ look, previous }) => look.modified !== previous.modified);
	if (moved.some(({ look, previous }) => look.statusId === previous.statusId)) return true;
	const isOldEnough = sent.sentAt - Date.parse(before.modified) > DATE_GRAIN_MS;
	const hasChanged = looks.at(-1)?.paymentStatus !== before.paymentStatus;
	return moved.length === 0 && isOldEnough && hasChanged ? false : undefined;
}

function modifiedDates({ capture, voided }: Evidence): Verdict<boolean> {
	const told = [capture, voided].flatMap((course) => (course === undefined ? [] : [datesMoved(course)]));
	if (told.includes(true)) return stands(true, 'The date moved while the status of the order did not.');
	if (told.includes(false)) return stands(false, 'The payment changed, the date did not.');
	return untold('The date moved together with the status of the order, or was too new to tell.');
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

function body201({ capture }: Evidence): Verdict<'{}' | '' | 204> {
	if (!capture) return NOT_ASKED;
	const { status, text } = capture.sent;
	if (status === 204) return stands(204, 'Answered 204.');
	if (!isAccepted(status)) return untold(`The capture was refused with ${status}.`);
	if (text.trim() === '') return stands('', `${status} without a body.`);
	const isEmpty = text.replaceAll(/\s/g, '') === '{}';
	return isEmpty ? stands('{}', `${status} with \`{}\`.`) : untold(`${status} with another body.`);
}

function refusalStatus({ voided }: Evidence): Verdict<400 | 404 | 409 | 422> {
	if (!voided) return NOT_ASKED;
	const { status } = voided.captured;
	const known = ([400, 404, 409, 422] as const).find((one) => one === status);
	const isVoid = voided.looks.at(-1)?.paymentStatus === 'void';
	if (!isVoid) return untold(`The void was not over; a capture then answered ${status}.`);
	return known ? stands(known, `A capture of a voided payment: ${status}.`) : untold(`Answered ${status}.`);
}

export const PAYMENT_QUESTIONS: readonly Question[] = [
	question({
		setting: 'secondCapture',
		asks: 'What does a second capture answer while the first is under way, and does it run again?',
		course: 'second',
		judge: ({ second }) => (second ? secondAction(second, 'capture') : NOT_ASKED),
	}),
	question({
		setting: 'secondVoid',
		asks: 'The same of a void.',
		course: 'voided',
		judge: ({ voided }) => (voided ? secondAction(voided, 'void') : NOT_ASKED),
	}),
	question({
		setting: 'notAuthorizedStatus',
		asks: "Which status refuses a capture that the payment's state rules out?",
		course: 'voided',
		judge: refusalStatus,
	}),
	question({ setting: 'captureBody', asks: 'What is in the answer to a capture?', course: 'capture', judge: body201 }),
	question({
		setting: 'pendingVisible',
		asks: 'Do reads show `capture pending`?',
		course: 'capture',
		judge: ({ capture }) => (capture ? pendingShown(capture) : NOT_ASKED),
	}),
	question({
		setting: 'statusAfterCapture',
		asks: "Does the order's status move with a capture?",
		course: 'capture',
		judge: ({ capture }) => (capture ? statusAfter(capture, CAPTURED) : NOT_ASKED),
	}),
	question({
		setting: 'statusAfterVoid',
		asks: "Does the order's status move with a void?",
		course: 'voided',
		judge: ({ voided }) => (voided ? statusAfter(voided, ['void']) : NOT_ASKED),
	}),
	question({
		setting: 'modifiedDatesMove',
		asks: 'Does a change of the payment alone move `date_modified`?',
		course: 'capture',
		judge: modifiedDates,
	}),
	question({
		setting: 'transactionsRecorded',
		asks: 'Which transactions are kept?',
		course: 'capture',
		judge: recorded,
	}),
	question({
		setting: 'declineLeavesTransaction',
		asks: 'Does a refused capture leave a transaction?',
		course: 'decline',
		judge: declineRecorded,
	}),
	question({
		setting: 'partPayments',
		asks: 'How are store credit and gift certificates among the transactions?',
		course: null,
		judge: partPayments,
	}),
	question({ setting: 'absentValues', asks: 'How is an absent value shown?', course: null, judge: absentValues }),
];

function took(course: Course | undefined, ends: readonly string[]): string | null {
	const end = course?.looks.find(({ paymentStatus }) => ends.includes(paymentStatus));
	if (!course || !end) return null;
	return `seen ${end.at - course.sent.answeredAt} ms after the answer; ${story(course.looks)}`;
}

export const PAYMENT_MEASURES: readonly Measure[] = [
	{ name: 'From the answer to captured', measure: ({ capture }) => took(capture, CAPTURED) },
	{ name: 'From the answer to void', measure: ({ voided }) => took(voided, ['void']) },
	{
		name: 'First look that showed a capture',
		measure: ({ capture }) => {
			const changed = capture?.looks.find(({ paymentStatus }) => paymentStatus !== 'authorized');
			return capture && changed ? `${changed.at - capture.sent.answeredAt} ms after the answer` : null;
		},
	},
	{
		name: 'Shape of a refusal',
		measure: ({ second, voided }) => {
			const refused = [second?.again, voided?.captured].find((one) => one !== undefined && one.status >= 400);
			return refused ? shapeOf(refused.body) : null;
		},
	},
	{ name: 'What became of a refused capture', measure: ({ decline }) => (decline ? story(decline.looks) : null) },
];

/** The names of a body's fields, not what they say. */
export function shapeOf(body: unknown): string {
	if (Array.isArray(body)) return `[${shapeOf(body[0])}]`;
	if (typeof body !== 'object' || body === null) return body === undefined ? 'no JSON' : typeof body;
	return `{${Object.keys(body)
		.sort()
		.map((name) => (name === 'data' ? `data: ${shapeOf(at(body, 'data'))}` : name))
		.join(', ')}}`;
}
