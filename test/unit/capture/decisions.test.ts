import { VOID, type Evidence } from '../../../nodes/BigCommerce/payment/action';
import {
	decideAfterRead,
	decideBeforeSend,
	MAX_ATTEMPTS,
	nextLookAt,
	timeAllowed,
	outcomeAtDeadline,
	type Watch,
} from '../../../nodes/BigCommerce/capture/decisions';
import type { PaymentState } from '../../../nodes/BigCommerce/payment/payment';
import { payment, TERMS, watch } from './samples';

const STATES: PaymentState[] = [
	'authorized',
	'capturePending',
	'captured',
	'voidPending',
	'voided',
	'declined',
	'heldForReview',
	'unpaid',
	'unrecognised',
];
const end = (outcome: string, code: string, changed = false) => ({ do: 'end', outcome, code, changed });

describe('before sending', () => {
	const before = (state: PaymentState, more = {}) => decideBeforeSend(payment({ state }), { ...TERMS, ...more });

	test('only an authorized payment is sent, for captures and for voids', () => {
		for (const action of [TERMS.action, VOID]) {
			expect(STATES.filter((state) => before(state, { action }).do === 'send')).toEqual(['authorized']);
			expect(STATES.filter((state) => before(state, { action, dryRun: true }).do === 'send')).toEqual([]);
		}
	});

	test.each<[PaymentState, object, object]>([
		['captured', {}, end('captured', 'alreadyDone')],
		['captured', { alreadySettled: 'fail' }, end('notCapturable', 'alreadyDone')],
		['captured', { action: VOID }, end('notVoidable', 'wrongState')],
		['voided', { action: VOID }, end('voided', 'alreadyDone')],
		['voided', { action: VOID, alreadySettled: 'fail' }, end('notVoidable', 'alreadyDone')],
		['capturePending', {}, { do: 'follow' }],
		['capturePending', { waitForResult: false }, end('accepted', 'notWaited')],
		['capturePending', { dryRun: true }, end('pending', 'dryRun')],
		['capturePending', { action: VOID }, end('notVoidable', 'wrongState')],
		['voidPending', { action: VOID }, { do: 'follow' }],
		['voidPending', {}, end('notCapturable', 'wrongState')],
		['voided', {}, end('notCapturable', 'wrongState')],
		['declined', {}, end('notCapturable', 'wrongState')],
		['heldForReview', {}, end('notCapturable', 'wrongState')],
		['unpaid', {}, end('notCapturable', 'wrongState')],
		['unrecognised', {}, end('notCapturable', 'unrecognisedState')],
		['authorized', { dryRun: true }, end('planned', 'dryRun')],
	])('%s with %j', (state, more, decision) => {
		expect(before(state, more)).toEqual(decision);
	});
});

type LookCase = [
	what: string,
	watched: Partial<Watch>,
	state: PaymentState,
	evidence: Evidence | 'unreadable' | null,
	now: number,
	decision: object,
	more?: object,
];

const look = ([, watched, state, evidence, now, , more = {}]: LookCase) => {
	const { seenIn = 'order', ...terms } = { seenIn: 'order' as const, ...more };
	return decideAfterRead(watch(watched), payment({ state, seenIn }), evidence, { ...TERMS, ...terms }, now);
};
const again = (sawPending = false) => ({ do: 'lookAgain', sawPending });
const inTransactions = { seenIn: 'transactions' };

const LOOKS: LookCase[] = [
	['done', {}, 'captured', null, 1, end('captured', 'done', true)],
	['done, by somebody else', { ours: false }, 'captured', null, 1, end('captured', 'done')],
	['done, after a doubt', { reason: 'doubtful' }, 'captured', null, 1, end('captured', 'done', true)],
	['done, after a refusal', { reason: 'refused', ours: false }, 'captured', null, 1, end('captured', 'done')],
	['done by the transactions alone', {}, 'authorized', 'done', 1, end('captured', 'done', true)],
	['done by the transactions, the order unrecognised', {}, 'unrecognised', 'done', 1, end('captured', 'done', true)],
	['void done', {}, 'voided', null, 1, end('voided', 'done', true), { action: VOID }],

	['pending', {}, 'capturePending', null, 59_999, again(true)],
	['pending at the end', {}, 'capturePending', null, 60_000, end('pending', 'resultTimeout', true)],
	['pending at the end, not ours', { ours: false }, 'capturePending', null, 60_000, end('pending', 'resultTimeout')],
	['pending after a doubt', { reason: 'doubtful' }, 'capturePending', null, 99_000, { do: 'follow' }],
	['pending after a refusal', { reason: 'refused' }, 'capturePending', null, 99_000, { do: 'follow' }],
	[
		'pending and not waited for',
		{ reason: 'doubtful' },
		'capturePending',
		null,
		1,
		end('accepted', 'notWaited', true),
		{ waitForResult: false },
	],
	[
		'pending and not waited for, not ours',
		{ reason: 'refused', ours: false },
		'capturePending',
		null,
		1,
		end('accepted', 'notWaited'),
		{ waitForResult: false },
	],
	['void pending', {}, 'voidPending', null, 1, again(true), { action: VOID }],

	['accepted, still authorized', {}, 'authorized', null, 1, again()],
	['accepted, authorized after the window', {}, 'authorized', null, 10_000, { do: 'readTransactions' }],
	['accepted, authorized just before', {}, 'authorized', null, 9_999, again()],
	['accepted, authorized, transactions say nothing', {}, 'authorized', 'none', 10_000, again()],
	['accepted, authorized, transactions cannot be read', {}, 'authorized', 'unreadable', 10_000, again()],
	['accepted, authorized, transactions were read', { sawJournal: true }, 'authorized', null, 20_000, again()],
	['accepted, authorized at the end', { sawJournal: true }, 'authorized', null, 60_000, { do: 'readTransactions' }],
	[
		'accepted, authorized at the end, transactions say nothing',
		{ sawJournal: true },
		'authorized',
		'none',
		60_000,
		{ ...end('declined', 'refusedByGateway'), isOpen: true },
	],
	[
		'accepted, authorized at the end, transactions cannot be read',
		{ sawJournal: true },
		'authorized',
		'unreadable',
		60_000,
		{ ...end('declined', 'refusedByGateway'), isOpen: true },
	],
	['accepted, authorized just before the end', { sawJournal: true }, 'authorized', 'none', 59_999, again()],
	[
		'accepted, authorized at an end before the window’s',
		{},
		'authorized',
		'none',
		9_999,
		end('pending', 'resultTimeout', true),
		{ resultTimeout: 5_000 },
	],
	[
		'accepted, authorized at an end that is the window’s',
		{},
		'authorized',
		'none',
		10_000,
		{ ...end('declined', 'refusedByGateway'), isOpen: true },
		{ resultTimeout: 5_000 },
	],
	['accepted, refused on record', {}, 'authorized', 'refused', 1, end('declined', 'refusedByGateway')],
	['accepted, fell back', { sawPending: true }, 'authorized', null, 1, { do: 'readTransactions' }],
	[
		'accepted, fell back, transactions say nothing',
		{ sawPending: true },
		'authorized',
		'none',
		1,
		end('declined', 'refusedByGateway'),
	],
	[
		'accepted, fell back, transactions cannot be read',
		{ sawPending: true },
		'authorized',
		'unreadable',
		1,
		end('declined', 'refusedByGateway'),
	],
	['accepted, fell back, but taken', { sawPending: true }, 'authorized', 'done', 1, end('captured', 'done', true)],
	['accepted, seen in transactions alone', {}, 'authorized', 'none', 30_000, again(), inTransactions],
	[
		'accepted, seen in transactions, pending before',
		{ sawPending: true },
		'authorized',
		'none',
		30_000,
		again(true),
		inTransactions,
	],
	[
		'accepted, seen in transactions, at the end',
		{},
		'authorized',
		'none',
		60_000,
		end('pending', 'resultTimeout', true),
		inTransactions,
	],
	[
		'accepted, seen in transactions, refused',
		{},
		'authorized',
		'refused',
		1,
		end('declined', 'refusedByGateway'),
		inTransactions,
	],
	[
		'accepted, window longer than the wait',
		{},
		'authorized',
		null,
		5_000,
		{ do: 'readTransactions' },
		{ resultTimeout: 5_000 },
	],

	['doubtful, authorized', { reason: 'doubtful' }, 'authorized', null, 9_999, again()],
	[
		'doubtful, authorized after the window',
		{ reason: 'doubtful' },
		'authorized',
		null,
		10_000,
		{ do: 'readTransactions' },
	],
	['doubtful, transactions say nothing', { reason: 'doubtful' }, 'authorized', 'none', 10_000, { do: 'sendAgain' }],
	[
		'doubtful, transactions cannot be read',
		{ reason: 'doubtful' },
		'authorized',
		'unreadable',
		10_000,
		{ do: 'sendAgain' },
	],
	['doubtful, transactions read too early', { reason: 'doubtful' }, 'authorized', 'none', 9_999, again()],
	[
		'doubtful, refused on record',
		{ reason: 'doubtful' },
		'authorized',
		'refused',
		1,
		end('declined', 'refusedByGateway'),
	],
	['doubtful, taken on record', { reason: 'doubtful' }, 'authorized', 'done', 1, end('captured', 'done', true)],
	[
		'doubtful for the second time',
		{ reason: 'doubtful', attempts: MAX_ATTEMPTS - 1 },
		'authorized',
		'none',
		10_000,
		{ do: 'sendAgain' },
	],
	[
		'doubtful for the third time',
		{ reason: 'doubtful', attempts: MAX_ATTEMPTS },
		'authorized',
		'none',
		10_000,
		end('unavailable', 'serverUnavailable'),
	],
	['doubtful, seen in transactions', { reason: 'doubtful' }, 'authorized', 'none', 9_999, again(), inTransactions],
	[
		'doubtful, seen in transactions, after the window',
		{ reason: 'doubtful' },
		'authorized',
		'none',
		10_000,
		end('unknown', 'resultUnproved'),
		inTransactions,
	],
	[
		'doubtful, without a window',
		{ reason: 'doubtful' },
		'authorized',
		'none',
		0,
		{ do: 'sendAgain' },
		{ verificationWindow: 0 },
	],

	['refused, authorized', { reason: 'refused' }, 'authorized', null, 2_999, again()],
	[
		'refused, authorized after its window',
		{ reason: 'refused' },
		'authorized',
		null,
		3_000,
		{ do: 'readTransactions' },
	],
	[
		'refused, transactions say nothing',
		{ reason: 'refused' },
		'authorized',
		'none',
		3_000,
		end('notCapturable', 'refusedByBigCommerce'),
	],
	[
		'refused, shorter window',
		{ reason: 'refused' },
		'authorized',
		'none',
		1_000,
		end('notCapturable', 'refusedByBigCommerce'),
		{ verificationWindow: 1_000 },
	],
	[
		'refused, somebody else’s refused on record',
		{ reason: 'refused' },
		'authorized',
		'refused',
		1,
		end('declined', 'refusedByGateway'),
	],
	[
		'refused, seen in transactions',
		{ reason: 'refused' },
		'authorized',
		'none',
		3_000,
		end('notCapturable', 'refusedByBigCommerce'),
		inTransactions,
	],

	['declined', {}, 'declined', null, 1, end('declined', 'refusedByGateway')],
	['voided meanwhile', {}, 'voided', null, 1, end('declined', 'voidedMeanwhile')],
	['being voided meanwhile', { reason: 'doubtful' }, 'voidPending', null, 1, end('declined', 'voidedMeanwhile')],
	['refused, for it was voided', { reason: 'refused' }, 'voided', null, 1, end('notCapturable', 'voidedMeanwhile')],
	['void, captured meanwhile', {}, 'captured', null, 1, end('declined', 'voidedMeanwhile'), { action: VOID }],
	[
		'void, being captured meanwhile',
		{ reason: 'refused' },
		'capturePending',
		null,
		1,
		end('notVoidable', 'voidedMeanwhile'),
		{ action: VOID },
	],

	['held for review', {}, 'heldForReview', null, 59_999, again()],
	['held for review at the end', {}, 'heldForReview', null, 60_000, end('pending', 'resultTimeout', true)],
	['unrecognised, doubtful', { reason: 'doubtful', sawPending: true }, 'unrecognised', null, 9_999, again(true)],
	[
		'unrecognised, doubtful, at the end',
		{ reason: 'doubtful' },
		'unrecognised',
		null,
		10_000,
		end('unknown', 'resultUnproved'),
	],
	[
		'unpaid, refused, at the end',
		{ reason: 'refused' },
		'unpaid',
		null,
		3_000,
		end('notCapturable', 'refusedByBigCommerce'),
	],
];

test.each(LOOKS)('a look at an order: %s', (...args) => {
	expect(look(args)).toEqual(args[5]);
});

test('nothing is sent again on a look that is not at an authorized payment in the order itself', () => {
	for (const state of STATES) {
		for (const reason of ['following', 'doubtful', 'refused'] as const) {
			for (const seenIn of ['order', 'transactions'] as const) {
				for (const evidence of ['done', 'refused', 'none', 'unreadable', null] as const) {
					for (const now of [0, 9_999, 10_000, 60_000, 1e9]) {
						const decision = decideAfterRead(watch({ reason }), payment({ state, seenIn }), evidence, TERMS, now);
						if (decision.do !== 'sendAgain') continue;
						expect({ state, reason, seenIn, isLate: now >= 10_000 }).toEqual({
							state: 'authorized',
							reason: 'doubtful',
							seenIn: 'order',
							isLate: true,
						});
						expect(['none', 'unreadable']).toContain(evidence);
					}
				}
			}
		}
	}
});

describe('the end of a watch', () => {
	test.each<[Watch['reason'], number, object]>([
		['following', 60_000, end('pending', 'resultTimeout', true)],
		['refused', 3_000, end('notCapturable', 'refusedByBigCommerce')],
		['doubtful', 10_000, end('unknown', 'resultUnproved')],
	])('%s, after %i ms', (reason, ms, decision) => {
		expect(timeAllowed(watch({ reason }), TERMS)).toBe(ms);
		expect(outcomeAtDeadline(watch({ reason }), TERMS)).toEqual(decision);
	});
});

describe('the next look', () => {
	const at = (looks: number, lastLook: number, postponed = false, more: Partial<Watch> = {}, terms = {}) =>
		nextLookAt(watch(more), looks, lastLook, postponed, { ...TERMS, ...terms });

	test('comes after 250 ms, then half as long again each time, up to 5 s', () => {
		expect([0, 1, 2, 3].map((looks) => at(looks, 0))).toEqual([250, 375, 562.5, 843.75]);
		expect([7, 8, 9, 20, 1_000].map((looks) => at(looks, 0))).toEqual([4271.484375, 5_000, 5_000, 5_000, 5_000]);
	});

	test('is not put off beyond the time allowed', () => {
		expect(at(20, 58_000)).toBe(60_000);
		expect(at(20, 59_900)).toBe(60_150);
		expect(at(20, 60_000)).toBe(65_000);
		expect(at(0, 0, false, {}, { resultTimeout: 0 })).toBe(250);
	});

	test('is postponed for orders that are followed, not for doubtful ones', () => {
		expect(at(0, 1_000, true, { since: 1_000 }, { resultTimeout: 300_000 })).toBe(61_000);
		expect(at(0, 1_000, true, { since: 1_000 }, { resultTimeout: 30_000 })).toBe(31_000);
		expect(at(0, 1_000, true, { since: 1_000, reason: 'doubtful' })).toBe(1_250);
	});
});
