/** What webhooks leave open (docs/bigcommerce-api.md, Webhooks). */
import { createHash } from 'node:crypto';
import { orderIn } from '../experiments/hooks';
import type { ActionEvidence, Arrived, Evidence, HookEvidence } from '../evidence';
import { at, isRecord, parsed } from '../reading';
import { type Measure, NOT_ASKED, question, type Question, stands, untold, type Verdict } from './question';
import { isOfTransaction, scopeOf } from './told';

/** Deliveries so near to each other came in one go. */
const TOGETHER_MS = 500;
const REFUND = 'store/order/refund/created';

function arrivedAt(hooks: HookEvidence, name: string): Arrived[] {
	return hooks.arrived.filter(({ hook }) => hook === name);
}

/** Judges what arrived only where something did. */
function heard<P>(judge: (hooks: HookEvidence, evidence: Evidence) => Verdict<P>): (evidence: Evidence) => Verdict<P> {
	return (evidence) => {
		const { hooks } = evidence;
		if (!hooks) return NOT_ASKED;
		return hooks.arrived.length === 0 ? untold('Nothing arrived.') : judge(hooks, evidence);
	};
}

function signatures({ arrived }: HookEvidence): Verdict<boolean> {
	const signed = arrived.filter(({ headers }) => headers['webhook-signature'] !== undefined).length;
	if (signed > 0 && signed < arrived.length) return untold(`Signed: ${signed} of ${arrived.length}.`);
	return stands(signed > 0, signed > 0 ? `All ${signed} were signed.` : `None of ${arrived.length} was signed.`);
}

function hashCovers({ arrived }: HookEvidence): Verdict<'payload' | 'data'> {
	const covered = new Set(arrived.map(({ text }) => coveredBy(parsed(text))));
	const [only] = covered;
	if (covered.size === 1 && only !== undefined) return stands(only, `The \`hash\` is that of the ${only}.`);
	return untold('The `hash` is neither that of the payload nor of its `data`, as they were sent.');
}

function coveredBy(payload: unknown): 'payload' | 'data' | undefined {
	if (!isRecord(payload)) return undefined;
	const { hash, ...rest } = payload;
	const sha1 = (value: unknown): string => createHash('sha1').update(JSON.stringify(value)).digest('hex');
	if (sha1(rest) === hash) return 'payload';
	return sha1(payload.data) === hash ? 'data' : undefined;
}

function wildcard(hooks: HookEvidence): Verdict<boolean> {
	const known = hooks.arrived.filter(({ hook }) => hook !== 'all').some(isOfTransaction);
	if (arrivedAt(hooks, 'all').some(isOfTransaction)) return stands(true, '`store/order/*` heard of transactions.');
	return known ? stands(false, 'Only hooks of their own heard of transactions.') : untold('No transaction was told.');
}

function statusInside(hooks: HookEvidence): Verdict<boolean> {
	const events = arrivedAt(hooks, 'status');
	if (events.length === 0) return untold('No status was told: none moved.');
	const withStatus = events.filter(({ text }) => at(parsed(text), 'data', 'status') !== undefined).length;
	return stands(withStatus > 0, `With statuses: ${withStatus} of ${events.length}.`);
}

/** Of the captured order, told when its warm-up was over. */
function ofCapture(hooks: HookEvidence, name: string): Arrived[] {
	return arrivedAt(hooks, name).filter(({ text, at: when }) => orderIn(text) === hooks.captured && when > hooks.until);
}

/** How many events of these there are, each once however often it was delivered. */
function eventsOf(arrived: readonly Arrived[]): number {
	return new Set(arrived.map(({ headers, text }) => headers['webhook-id'] ?? text)).size;
}

/** Told of a capture, or where that moves the status as well, of a refund that does not. */
function firesUpdated(hooks: HookEvidence, { capture, refund }: Evidence): Verdict<boolean> {
	if (!capture) return NOT_ASKED;
	const [updates, until] = [ofCapture(hooks, 'updated'), capture.looks.at(-1)?.at ?? 0];
	const told = eventsOf(updates.filter((one) => one.at <= until));
	if (told === 0) return stands(false, 'Not told of a capture.');
	if (!hasMoved(capture)) return stands(true, `Told ${told} times of a capture that left the status alone.`);
	if (told > 1) return stands(true, `Told ${told} times of a capture, the status moved once.`);
	const later = refund?.later;
	if (later?.sent.status !== 201 || hasMoved(later)) return untold('Told once, and the status moved as well.');
	const end = later.looks.at(-1)?.at ?? 0;
	const ofRefund = eventsOf(updates.filter((one) => one.at >= later.sent.sentAt && one.at <= end));
	return ofRefund > 0
		? stands(true, `Told ${ofRefund} times of a refund that left the status alone.`)
		: stands(false, 'Told of a capture that moved the status, not of a refund that left it alone.');
}

function hasMoved({ before, looks }: Pick<ActionEvidence, 'before' | 'looks'>): boolean {
	return looks.at(-1)?.statusId !== before.statusId;
}

function transactionEvents(hooks: HookEvidence): Verdict<'created' | 'createdAndUpdated'> {
	const isCapture = ({ text }: Arrived): boolean => at(parsed(text), 'data', 'transaction_type') === 'capture';
	const created = ofCapture(hooks, 'transactionCreated').filter(isCapture).length;
	const updated = ofCapture(hooks, 'transactionUpdated').filter(isCapture).length;
	if (created + updated === 0) return untold('The capture was not told.');
	return updated > 0
		? stands('createdAndUpdated', `Created ${created}, updated ${updated}.`)
		: stands('created', `Created ${created}, never updated.`);
}

/**
 * Deliveries of one event to one hook: the same `webhook-id`, or else the same body where it has a number of its own.
 * What was left without an answer is sent again, which is no copy.
 */
function copies({ arrived }: HookEvidence): Verdict<number> {
	const counts = new Map<string, number>();
	const keyOf = ({ hook, headers, text }: Arrived): string => `${hook} ${headers['webhook-id'] ?? text}`;
	const held = new Set(arrived.filter(({ heldMs }) => heldMs !== undefined).map(keyOf));
	for (const one of arrived) {
		const isOneEvent = one.headers['webhook-id'] !== undefined || isOfTransaction(one) || scopeOf(one) === REFUND;
		const key = keyOf(one);
		if (isOneEvent && !held.has(key)) counts.set(key, (counts.get(key) ?? 0) + 1);
	}
	if (counts.size === 0) return untold('No event arrived that has a number of its own.');
	const most = Math.max(...counts.values());
	const least = Math.min(...counts.values());
	if (most !== least) return untold(`Between ${least} and ${most} deliveries of an event.`);
	return stands(most - 1, most === 1 ? 'Each event arrived once.' : `Each event arrived ${most} times.`);
}

/** The refunds that were sent together have numbers that rise. */
function reordered(hooks: HookEvidence, { wholeRefund }: Evidence): Verdict<boolean> {
	const refunds = (wholeRefund?.beside ?? []).map(({ id }) => id).sort((a, b) => a - b);
	const told = refunds.map((id) =>
		arrivedAt(hooks, 'all').find(
			(one) => scopeOf(one) === REFUND && at(parsed(one.text), 'data', 'refund', 'refund_id') === id,
		),
	);
	const [first, second] = told;
	if (!first || !second) return untold('It takes the webhooks of two refunds at once.');
	if (Math.abs(first.at - second.at) > TOGETHER_MS) return untold('Two refunds at once were told one after the other.');
	const isKept = hooks.arrived.indexOf(first) < hooks.arrived.indexOf(second);
	return isKept
		? stands(false, 'Of two refunds at once the first was told first.')
		: stands(true, 'Of two refunds at once the last was told first.');
}

/** The first change that was told, of those that were made at known times after the hooks. */
function warmUp(hooks: HookEvidence): Verdict<number> {
	const { nudges, until } = hooks;
	const told = eventsOf(arrivedAt(hooks, 'updated').filter((one) => one.at <= until));
	// The notes that were put back are the last change.
	const first = nudges[nudges.length + 1 - told];
	if (told === 0 || first === undefined) return untold(`Of ${nudges.length} changes ${told} were told.`);
	return stands(first, `Of changes every five seconds the one after ${first / 1_000} s was told first.`);
}

function timeout({ arrived }: HookEvidence): Verdict<number> {
	const held = arrived.find(({ heldMs }) => heldMs !== undefined)?.heldMs;
	if (held === undefined) return untold('No delivery came that could be left without an answer.');
	if (held === 'held') return untold('A delivery without an answer was not given up while the probe waited.');
	return stands(Math.round(held / 500) * 500, `A delivery without an answer was given up after ${held} ms.`);
}

const experiment = 'hooks' as const;

export const HOOK_QUESTIONS: readonly Question[] = [
	question({ setting: 'hookSignatures', asks: 'Are deliveries signed?', experiment, judge: heard(signatures) }),
	question({ setting: 'hookHashCovers', asks: 'What does `hash` cover?', experiment, judge: heard(hashCovers) }),
	question({
		setting: 'hookWildcardCoversTransactions',
		asks: 'Does `store/order/*` cover transactions?',
		experiment,
		judge: heard(wildcard),
	}),
	question({
		setting: 'hookStatusUpdatedHasStatus',
		asks: 'Does `statusUpdated` say which status?',
		experiment,
		judge: heard(statusInside),
	}),
	question({
		setting: 'hookPaymentFiresOrderUpdated',
		asks: 'Does a change of the payment alone fire `store/order/updated`?',
		experiment,
		judge: heard(firesUpdated),
	}),
	question({
		setting: 'hookTransactionEvents',
		asks: 'Is a capture told once, or as created and updated?',
		experiment,
		judge: heard(transactionEvents),
	}),
	question({ setting: 'hookDuplicates', asks: 'Do events arrive more than once?', experiment, judge: heard(copies) }),
	question({
		setting: 'hookReorder',
		asks: 'Does what happens together arrive last first?',
		experiment,
		judge: heard(reordered),
	}),
	question({
		setting: 'hookWarmupMs',
		asks: 'After how long does a new webhook work, at most?',
		experiment,
		judge: heard(warmUp),
	}),
	question({
		setting: 'hookTimeoutMs',
		asks: 'How long does a delivery wait for its answer?',
		experiment,
		judge: heard(timeout),
	}),
];

export const HOOK_MEASURES: readonly Measure[] = [
	{
		name: 'Order of webhooks of a capture',
		measure: ({ hooks, refund }) => {
			if (!hooks) return null;
			const until = refund?.first?.sentAt ?? Number.POSITIVE_INFINITY;
			const told = ['transactionCreated', 'transactionUpdated', 'status', 'updated']
				.flatMap((name) => ofCapture(hooks, name))
				.filter((one) => one.at <= until)
				.sort((a, b) => hooks.arrived.indexOf(a) - hooks.arrived.indexOf(b));
			return told.length === 0 ? null : told.map(scopeOf).join(', ');
		},
	},
	{ name: 'Hooks refused', measure: ({ hooks }) => (hooks?.refused.length ? hooks.refused.join(', ') : null) },
];
