import {
	decideAfterProof,
	decideOnEarlierSend,
	isFinalInOrder,
	lagAfter,
	uponReadOfNow,
} from '../../../nodes/BigCommerce/capture/earlierSend';
import { CAPTURE, VOID } from '../../../nodes/BigCommerce/payment/action';
import { ended, type End } from '../../../nodes/BigCommerce/capture/decisions';
import { NOTHING_KNOWN, withJournal, withSighting, type Source } from '../../../nodes/BigCommerce/payment/model';
import type { UnresolvedSend } from '../../../nodes/BigCommerce/session/claims';
import { OPTIONS } from '../../builders/captures';
import { payment, transaction } from '../../builders/payments';

const SENT_AT = 1_000;
const SHOWN_AT = SENT_AT + OPTIONS.verificationWindow;
const SECOND = Date.parse('2026-03-05T10:00:00Z');
const baseline = { entries: null, earlier: null, from: SECOND, until: SECOND + 1_000 };
const refused = [transaction(), transaction({ id: 2, event: 'capture', status: 'error', createdAt: SECOND + 2_000 })];

interface Case {
	title: string;
	send?: Partial<UnresolvedSend>;
	options?: Partial<typeof OPTIONS>;
	source?: Source;
	journal?: typeof refused | 'denied' | 'failed';
	now?: number;
	leadsTo: object;
}

const follow = { do: 'follow', reason: 'following' };
const pending = { do: 'end', outcome: 'pending', code: 'notSeenYet', changed: false };

const CASES: Case[] = [
	{ title: 'accepted a moment ago', leadsTo: follow },
	{ title: 'accepted, up to the window’s end', now: SHOWN_AT - 1, leadsTo: follow },
	{
		title: 'accepted a moment ago, not waited for',
		options: { waitForResult: false },
		leadsTo: { do: 'end', outcome: 'accepted', code: 'notWaited', changed: false },
	},
	{ title: 'accepted long ago: its journal is read', now: SHOWN_AT, leadsTo: { do: 'readTransactions' } },
	{
		title: 'accepted long ago, not waited for: its journal is read',
		now: SHOWN_AT,
		options: { waitForResult: false },
		leadsTo: { do: 'readTransactions' },
	},
	{ title: 'accepted long ago, and refused since', now: SHOWN_AT, journal: refused, leadsTo: { do: 'send' } },
	{
		title: 'accepted long ago, refused since, seen in a list alone',
		now: SHOWN_AT,
		journal: refused,
		source: 'list',
		leadsTo: { do: 'readOrder' },
	},
	{ title: 'accepted long ago, nothing on record', now: SHOWN_AT, journal: [transaction()], leadsTo: follow },
	{
		title: 'accepted long ago, nothing on record, not waited for',
		now: SHOWN_AT,
		journal: [transaction()],
		options: { waitForResult: false },
		leadsTo: pending,
	},
	{
		title: 'accepted long ago, its journal closed to the token, not waited for',
		now: SHOWN_AT,
		journal: 'denied',
		options: { waitForResult: false },
		leadsTo: pending,
	},
	{ title: 'accepted long ago, its journal out of order', now: SHOWN_AT, journal: 'failed', leadsTo: follow },
	{ title: 'accepted long ago, seen in transactions', now: SHOWN_AT, source: 'transactions', leadsTo: follow },
	{
		title: 'in doubt: looked into since then',
		send: { isAccepted: false },
		now: SHOWN_AT + 60_000,
		leadsTo: { do: 'follow', reason: 'ambiguous', since: SENT_AT },
	},
	{
		title: 'a capture, and a void is asked for: never taken for it',
		options: { action: VOID },
		leadsTo: { do: 'wait', until: SHOWN_AT },
	},
	{
		title: 'a capture in doubt, and a void is asked for',
		send: { isAccepted: false },
		options: { action: VOID, waitForResult: false },
		leadsTo: { do: 'wait', until: SHOWN_AT },
	},
	{
		title: 'a capture that would have shown, and a void is asked for',
		options: { action: VOID },
		now: SHOWN_AT,
		leadsTo: { do: 'send' },
	},
	{ title: 'a void, and a capture is asked for', send: { action: 'void' }, leadsTo: { do: 'wait', until: SHOWN_AT } },
];

test.each(CASES)(
	'an earlier execution sent it, $title',
	({ send, options, source = 'order', journal, now = SENT_AT, leadsTo }) => {
		const open: UnresolvedSend = { action: 'capture', at: SENT_AT, isAccepted: true, baseline, ...send };
		const looked = withSighting(
			{ ...NOTHING_KNOWN, baseline },
			{ payment: payment(), source, at: now, modifiedAt: null },
		);
		const model =
			journal === undefined
				? looked
				: withJournal(looked, typeof journal === 'string' ? journal : { transactions: journal }, now);
		expect(decideOnEarlierSend(open, model, { ...OPTIONS, ...options }, now)).toEqual(leadsTo);
	},
);

const DONE_AT = 5_000;
const FRESH = DONE_AT + OPTIONS.verificationWindow + 1;
const captured = [transaction(), transaction({ id: 2, event: 'capture', referenceId: 1 })];
const anew = [...captured, transaction({ id: 3, createdAt: SECOND })];
const wait = { do: 'wait', until: DONE_AT + 60_000 };

const AFTER_PROOF: Array<Pick<Case, 'title' | 'source' | 'journal' | 'now' | 'leadsTo'> & { lag?: 'unrecorded' }> = [
	{ title: 'within the window', now: FRESH - 1, leadsTo: { do: 'wait', until: FRESH - 1 } },
	{ title: 'in a list', source: 'list', leadsTo: { do: 'readOrder' } },
	{ title: 'its journal not asked', leadsTo: { do: 'readTransactions' } },
	{ title: 'authorized anew by its journal', journal: anew, leadsTo: { do: 'send' } },
	{ title: 'and its journal knows of nothing else', journal: [transaction()], leadsTo: { do: 'send' } },
	{ title: 'or refused without a record, and so it stays', lag: 'unrecorded', journal: [transaction()], leadsTo: wait },
	{ title: 'a journal out of order', journal: 'failed', leadsTo: wait },
	{ title: 'a journal closed to the token', journal: 'denied', leadsTo: wait },
	{ title: 'in transactions', source: 'transactions', leadsTo: wait },
	{ title: 'longer ago than a read lags', now: DONE_AT + 60_001, leadsTo: { do: 'send' } },
	{ title: 'longer ago, in a list', now: DONE_AT + 60_001, source: 'list', leadsTo: { do: 'readOrder' } },
];

test.each(AFTER_PROOF)(
	'what this process saw captured reads authorized, $title',
	({ source = 'order', journal, now = FRESH, lag, leadsTo }) => {
		const looked = withSighting(NOTHING_KNOWN, { payment: payment(), source, at: now, modifiedAt: null });
		const model =
			journal === undefined
				? looked
				: withJournal(looked, typeof journal === 'string' ? journal : { transactions: journal }, now);
		expect(decideAfterProof({ at: DONE_AT, lag: lag ?? 'done' }, model, OPTIONS, now)).toEqual(leadsTo);
	},
);

const seenIn = (state: 'authorized' | 'captured', journal = [transaction()]) =>
	withJournal(
		withSighting(
			{ ...NOTHING_KNOWN, baseline },
			{ payment: payment({ state }), source: 'order', at: 1, modifiedAt: null },
		),
		{ transactions: journal },
		1,
	);

test.each<{ title: string; end: End; journal?: typeof refused; lag: 'done' | 'unrecorded' | null; isFinal: boolean }>([
	{ title: 'captured', end: ended('captured', 'done', true), lag: 'done', isFinal: false },
	{ title: 'refunded since', end: ended('notCapturable', 'refundedSince'), lag: 'done', isFinal: true },
	{ title: 'refused, by two looks', end: ended('declined', 'refusedByGateway'), lag: 'unrecorded', isFinal: true },
	{
		title: 'refused, on record',
		end: ended('declined', 'refusedByGateway'),
		journal: refused,
		lag: null,
		isFinal: true,
	},
	{ title: 'voided meanwhile', end: ended('notCapturable', 'voidedMeanwhile'), lag: null, isFinal: true },
	{ title: 'nobody can tell', end: ended('unknown', 'resultUnproved'), lag: null, isFinal: false },
	{ title: 'still to come', end: ended('pending', 'resultTimeout', true), lag: null, isFinal: false },
])(
	'what a later read may still not show, of an order that reads authorized: $title',
	({ end, journal, lag, isFinal }) => {
		const model = seenIn('authorized', journal);
		expect({ lag: lagAfter(end, model, CAPTURE), isFinal: isFinalInOrder(end, model, CAPTURE) }).toEqual({
			lag,
			isFinal,
		});
	},
);

test('captured is final in the order when the order itself says so', () => {
	expect(isFinalInOrder(ended('captured', 'done', true), seenIn('captured'), CAPTURE)).toBe(true);
});

const READ_ORDER = { do: 'readOrder' } as const;
const END = ended('accepted', 'notWaited');

test.each([
	{ title: 'an end upon a look of five seconds ago', decision: END, age: 5_000, isReadNow: false, leadsTo: END },
	{ title: 'an end upon an older one', decision: END, age: 5_001, isReadNow: false, leadsTo: READ_ORDER },
	{ title: 'an end upon a look whose answer took longer', decision: END, age: 5_001, isReadNow: true, leadsTo: END },
	{
		title: 'no end, upon an older one',
		decision: { do: 'send' } as const,
		age: 5_001,
		isReadNow: false,
		leadsTo: { do: 'send' },
	},
])('what is said is said upon a read of now: $title', ({ decision, age, isReadNow, leadsTo }) => {
	const model = withSighting(NOTHING_KNOWN, { payment: payment(), source: 'list', at: 1_000, modifiedAt: null });
	expect(uponReadOfNow(decision, model, 1_000 + age, isReadNow)).toEqual(leadsTo);
});
