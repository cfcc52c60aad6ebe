/** What webhooks leave open (docs/bigcommerce-api.md, Webhooks). */
import { createHash } from 'node:crypto';
import { orderIn } from '../courses/hooks';
import type { Arrived, Course, Evidence, HookCourse } from '../evidence';
import { at, isRecord, parsed } from '../reading';
import { type Measure, NOT_ASKED, question, type Question, stands, untold, type Verdict } from './question';

const TRANSACTION = 'store/order/transaction/';

function scopeOf({ text }: Arrived): string {
	return String(at(parsed(text), 'scope') ?? '');
}

function arrivedAt(hooks: HookCourse, name: string): Arrived[] {
	return hooks.arrived.filter(({ hook }) => hook === name);
}

/** Judges what arrived only where something did. */
function heard<P>(judge: (hooks: HookCourse, evidence: Evidence) => Verdict<P>): (evidence: Evidence) => Verdict<P> {
	return (evidence) => {
		const { hooks } = evidence;
		if (!hooks) return NOT_ASKED;
		return hooks.arrived.length === 0 ? untold('Nothing arrived.') : judge(hooks, evidence);
	};
}

function signatures({ arrived }: HookCourse): Verdict<boolean> {
	const signed = arrived.filter(({ headers }) => headers['webhook-signature'] !== undefined).length;
	if (signed > 0 && signed < arrived.length) return untold(`Signed: ${signed} of ${arrived.length}.`);
	return stands(signed > 0, signed > 0 ? `All ${signed} were signed.` : `None of ${arrived.length} was signed.`);
}

function hashCovers({ arrived }: HookCourse): Verdict<'payload' | 'data'> {
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

function wildcard(hooks: HookCourse): Verdict<boolean> {
	const isTransaction = (one: Arrived): boolean => scopeOf(one).startsWith(TRANSACTION);
	const known = hooks.arrived.filter(({ hook }) => hook !== 'all').some(isTransaction);
	if (arrivedAt(hooks, 'all').some(isTransaction)) return stands(true, '`store/order/*` heard of transactions.');
	return known ? stands(false, 'Only hooks of their own heard of transactions.') : untold('No transaction was told.');
}

function statusInside(hooks: HookCourse): Verdict<boolean> {
	const events = arrivedAt(hooks, 'status');
	if (events.length === 0) return untold('No status was told: none moved.');
	const withStatus = events.filter(({ text }) => at(parsed(text), 'data', 'status') !== undefined).length;
	return stands(withStatus > 0, `With statuses: ${withStatus} of ${events.length}.`);
}

/** Of the captured order, told before anything else was done to it. */
function ofCapture(hooks: HookCourse, name: string): Arrived[] {
	return arrivedAt(hooks, name).filter(({ text }) => orderIn(text) === hooks.captured);
}

function firesUpdated(hooks: HookCourse, { capture }: Evidence): Verdict<boolean> {
	if (!capture) return NOT_ASKED;
	const until = capture.looks.at(-1)?.at ?? 0;
	const events = ofCapture(hooks, 'updated').filter((one) => one.at <= until);
	const told = new Set(events.map(({ headers, text }) => headers['webhook-id'] ?? text)).size;
	if (told === 0) return stands(false, 'Not told of a capture.');
	if (!hasMoved(capture)) return stands(true, `Told ${told} times of a capture that left the status alone.`);
	return told > 1
		? stands(true, `Told ${told} times of a capture, the status moved once.`)
		: untold('Told once, and the status moved as well.');
}

function hasMoved({ before, looks }: Course): boolean {
	return looks.at(-1)?.statusId !== before.statusId;
}

function transactionEvents(hooks: HookCourse): Verdict<'created' | 'createdAndUpdated'> {
	const isCapture = ({ text }: Arrived): boolean => at(parsed(text), 'data', 'transaction_type') === 'capture';
	const created = ofCapture(hooks, 'transactionCreated').filter(isCapture).length;
	const updated = ofCapture(hooks, 'transactionUpdated').filter(isCapture).length;
	if (created + updated === 0) return untold('The capture was not told.');
	return updated > 0
		? stands('createdAndUpdated', `Created ${created}, updated ${updated}.`)
		: stands('created', `Created ${created}, never updated.`);
}

/** Deliveries of one event to one hook: the same `webhook-id`, or else the same body. */
function copies({ arrived }: HookCourse): Verdict<number> {
	const counts = new Map<string, number>();
	for (const { hook, headers, text } of arrived) {
		const key = `${hook} ${headers['webhook-id'] ?? text}`;
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}
	const most = Math.max(...counts.values());
	const least = Math.min(...counts.values());
	if (most !== least) return untold(`Between ${least} and ${most} deliveries of an event.`);
	return stands(most - 1, most === 1 ? 'Each event arrived once.' : `Each event arrived ${most} times.`);
}

const course = 'hooks' as const;

export const HOOK_QUESTIONS: readonly Question[] = [
	question({ setting: 'hookSignatures', asks: 'Are deliveries signed?', course, judge: heard(signatures) }),
	question({ setting: 'hookHashCovers', asks: 'What does `hash` cover?', course, judge: heard(hashCovers) }),
	question({
		setting: 'hookWildcardCoversTransactions',
		asks: 'Does `store/order/*` cover transactions?',
		course,
		judge: heard(wildcard),
	}),
	question({
		setting: 'hookStatusUpdatedHasStatus',
		asks: 'Does `statusUpdated` say which status?',
		course,
		judge: heard(statusInside),
	}),
	question({
		setting: 'hookPaymentFiresOrderUpdated',
		asks: 'Does a change of the payment alone fire `store/order/updated`?',
		course,
		judge: heard(firesUpdated),
	}),
	question({
		setting: 'hookTransactionEvents',
		asks: 'Is a capture told once, or as created and updated?',
		course,
		judge: heard(transactionEvents),
	}),
	question({ setting: 'hookDuplicates', asks: 'Do events arrive more than once?', course, judge: heard(copies) }),
];

export const HOOK_MEASURES: readonly Measure[] = [
	{
		name: 'Order of webhooks of a capture',
		measure: ({ hooks }) => {
			if (!hooks) return null;
			const told = hooks.arrived.filter(({ text, hook }) => hook !== 'all' && orderIn(text) === hooks.captured);
			return told.length === 0 ? null : told.map(scopeOf).join(', ');
		},
	},
	{ name: 'Hooks refused', measure: ({ hooks }) => (hooks?.refused.length ? hooks.refused.join(', ') : null) },
];
