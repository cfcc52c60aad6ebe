/** What captures and voids leave open (docs/bigcommerce-api.md, Captures and voids; Not documented). */
import type { SecondAction } from '../../../sandbox/settings';
import type { ActionEvidence, Evidence, HookEvidence, RefundEvidence, SecondEvidence } from '../evidence';
import { at } from '../reading';
import { type Measure, NOT_ASKED, question, type Question, stands, untold, type Verdict } from './question';
import { transactionsTold } from './told';
import { CAPTURED, done, story } from './transactions';

const ACCEPTED = [200, 201, 202, 204];
const isAccepted = (status: number): boolean => ACCEPTED.includes(status);
/** `date_modified` has whole seconds, and the two clocks may differ a little. */
const DATE_GRAIN_MS = 3_000;

function secondAction(
	evidence: SecondEvidence,
	event: 'capture' | 'void',
	hooks: HookEvidence | undefined,
): Verdict<SecondAction> {
	const { status } = evidence.again;
	if (status === 409) return stands('conflict409', 'Refused with 409.');
	if (status === 422) return stands('unprocessable422', 'Refused with 422.');
	if (!isAccepted(status)) return untold(`Refused with ${status}, which is no position of the switch.`);
	const kept = done(evidence.journal, event);
	const times = kept > 0 || !hooks ? kept : transactionsTold(hooks, evidence.order, event);
	const where = kept > 0 ? 'kept' : 'told by webhooks';
	if (times > 1) return stands('accept201', `Taken with ${status}, ${times} transactions ${where}: it ran again.`);
	if (times === 1) return stands('ignore201', `Taken with ${status}, one transaction ${where}: it did nothing.`);
	return {
		among: ['accept201', 'ignore201'],
		seen: `Taken with ${status}; no transaction was kept or told that shows whether it ran again.`,
	};
}

/** Of a capture, or where that was over too soon of a void. */
function pendingShown({ capture, voided }: Evidence): Verdict<boolean> {
	const [first, ...others] = [capture, voided].flatMap((evidence) => (evidence ? [pendingOf(evidence)] : []));
	if (!first) return NOT_ASKED;
	return [first, ...others].find(({ position }) => position !== undefined) ?? first;
}

function pendingOf({ looks }: ActionEvidence): Verdict<boolean> {
	const seen = `Seen after it was taken: ${story(looks)}.`;
	if (looks.some(({ paymentStatus }) => paymentStatus.endsWith(' pending'))) return stands(true, seen);
	const before = looks.filter(({ paymentStatus }) => paymentStatus === 'authorized');
	const isOver = [...CAPTURED, 'void'].includes(looks.at(-1)?.paymentStatus ?? '');
	if (isOver && before.length > 1) return stands(false, seen);
	return untold(`${seen} It was over too soon to tell.`);
}

function statusAfter(evidence: ActionEvidence, ends: readonly string[]): Verdict<number | 'unchanged'> {
	const last = evidence.looks.at(-1);
	if (!last || !ends.includes(last.paymentStatus)) return untold('The payment did not come to its end in time.');
	if (last.statusId === evidence.before.statusId) return stands('unchanged', `Stays ${last.statusId}.`);
	return stands(last.statusId, `From ${evidence.before.statusId} to ${last.statusId}.`);
}

/** true: the date moved while the order's status stood still. false: it never moved, though the payment did. */
function datesMoved({ before, sent, looks }: Pick<ActionEvidence, 'before' | 'sent' | 'looks'>): boolean | undefined {
	const all = [before, ...looks];
	const pairs = all.slice(1).map((look, index) => ({ look, previous: all[index] ?? before }));
	const moved = pairs.filter(({ look, previous }) => look.modified !== previous.modified);
	if (moved.some(({ look, previous }) => look.statusId === previous.statusId)) return true;
	const isOldEnough = sent.sentAt - Date.parse(before.modified) > DATE_GRAIN_MS;
	const hasChanged = looks.at(-1)?.paymentStatus !== before.paymentStatus || before.paymentStatus.includes('refunded');
	return moved.length === 0 && isOldEnough && hasChanged ? false : undefined;
}

function modifiedDates({ capture, voided, refund }: Evidence): Verdict<boolean> {
	const told = [capture, voided, refundedAgain(refund)].flatMap((evidence) => (evidence ? [datesMoved(evidence)] : []));
	if (told.includes(true)) return stands(true, 'The date moved while the status of the order did not.');
	if (told.includes(false)) return stands(false, 'The payment changed, the date did not.');
	return untold('The date moved together with the status of the order, or was too new to tell.');
}

/** A refund after another, which moves neither the word of the payment nor the status. */
function refundedAgain(refund: RefundEvidence | undefined): RefundEvidence['later'] {
	return refund?.later?.sent.status === 201 ? refund.later : null;
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
		experiment: 'second',
		judge: ({ second, hooks }) => (second ? secondAction(second, 'capture', hooks) : NOT_ASKED),
	}),
	question({
		setting: 'secondVoid',
		asks: 'The same of a void.',
		experiment: 'voided',
		judge: ({ voided, hooks }) => (voided ? secondAction(voided, 'void', hooks) : NOT_ASKED),
	}),
	question({
		setting: 'notAuthorizedStatus',
		asks: "Which status refuses a capture that the payment's state rules out?",
		experiment: 'voided',
		judge: refusalStatus,
	}),
	question({
		setting: 'captureBody',
		asks: 'What is in the answer to a capture?',
		experiment: 'capture',
		judge: body201,
	}),
	question({
		setting: 'pendingVisible',
		asks: 'Do reads show `capture pending`?',
		experiment: 'capture',
		judge: pendingShown,
	}),
	question({
		setting: 'statusAfterCapture',
		asks: "Does the order's status move with a capture?",
		experiment: 'capture',
		judge: ({ capture }) => (capture ? statusAfter(capture, CAPTURED) : NOT_ASKED),
	}),
	question({
		setting: 'statusAfterVoid',
		asks: "Does the order's status move with a void?",
		experiment: 'voided',
		judge: ({ voided }) => (voided ? statusAfter(voided, ['void']) : NOT_ASKED),
	}),
	question({
		setting: 'modifiedDatesMove',
		asks: 'Does a change of the payment alone move `date_modified`?',
		experiment: 'capture',
		judge: modifiedDates,
	}),
];

function took(evidence: ActionEvidence | undefined, ends: readonly string[]): string | null {
	const end = evidence?.looks.find(({ paymentStatus }) => ends.includes(paymentStatus));
	if (!evidence || !end) return null;
	return `seen ${end.at - evidence.sent.answeredAt} ms after the answer; ${story(evidence.looks)}`;
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
