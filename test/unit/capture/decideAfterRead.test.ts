import {
	decideAfterRead,
	decideBeforeSend,
	MAX_ATTEMPTS,
	outcomeAtDeadline,
} from '../../../nodes/BigCommerce/capture/decisions';
import { timeAllowed, type Watch } from '../../../nodes/BigCommerce/capture/lookTimes';
import type { CaptureOptions } from '../../../nodes/BigCommerce/capture/options';
import { VOID } from '../../../nodes/BigCommerce/payment/action';
import { NOTHING_KNOWN, type PaymentModel } from '../../../nodes/BigCommerce/payment/model';
import { OPTIONS, watch } from '../../builders/captures';
import { PAYMENT_STATES, transaction } from '../../builders/payments';
import {
	AUTHORIZED,
	CAPTURED,
	VOIDED,
	GIVEN_BACK,
	REFUSED,
	PERHAPS_REFUSED,
	type Seen,
	modelOf,
	end,
	readOrder,
	readTransactions,
	lookAgain,
	sendAgain,
} from './seenModel';

interface AfterCase {
	title: string;
	watched?: Partial<Watch>;
	seen: Seen;
	now?: number;
	options?: Partial<CaptureOptions>;
	leadsTo: object;
}

const AMBIGUOUS = { reason: 'ambiguous' } as const;
const REFUSED_CALL = { reason: 'refused' } as const;
const OVER = OPTIONS.verificationWindow;
const LAST = OPTIONS.resultTimeout;
const VOID_BACK: Seen = { state: 'authorized', pendingState: 'voidPending', pendingThen: [500], isChanged: true };
const BACK_AND_WINDOW = 500 + OVER;

const AFTER: AfterCase[] = [
	{ title: 'done', seen: { state: 'captured', source: 'list' }, leadsTo: end('captured', 'done', true) },
	{
		title: 'done, by somebody else',
		watched: { ours: false },
		seen: { state: 'captured' },
		leadsTo: end('captured', 'done'),
	},
	{
		title: 'done, by its journal',
		seen: { state: 'authorized', journal: CAPTURED },
		leadsTo: end('captured', 'done', true),
	},
	{
		title: 'done by the journal, the order’s word not known',
		seen: { state: 'unrecognised', journal: CAPTURED },
		leadsTo: end('captured', 'done', true),
	},
	{
		title: 'an older journal says done, the order does not',
		seen: { state: 'authorized', journal: CAPTURED, journalAt: 0 },
		leadsTo: readTransactions,
	},
	{
		title: 'another authorization was captured: no proof',
		seen: { state: 'authorized', journal: [...CAPTURED, transaction({ id: 9 })] },
		leadsTo: lookAgain,
	},
	{
		title: 'refunded in full meanwhile',
		seen: { state: 'captured', status: 'refunded' },
		leadsTo: end('notCapturable', 'refundedSince'),
	},
	{
		title: 'captured, and given back by its journal',
		seen: { state: 'authorized', journal: GIVEN_BACK },
		leadsTo: end('notCapturable', 'refundedSince'),
	},
	{
		title: 'void done',
		seen: { state: 'voided' },
		options: { action: VOID },
		leadsTo: end('voided', 'done', true),
	},

	{ title: 'under way', seen: { state: 'capturePending' }, now: LAST - 1, leadsTo: lookAgain },
	{
		title: 'under way to the end',
		seen: { state: 'capturePending' },
		now: LAST,
		leadsTo: end('pending', 'resultTimeout', true),
	},
	{
		title: 'under way to the end, not ours',
		watched: { ours: false },
		seen: { state: 'capturePending' },
		now: LAST,
		leadsTo: end('pending', 'resultTimeout'),
	},
	{
		title: 'under way after a call in doubt',
		watched: AMBIGUOUS,
		seen: { state: 'capturePending' },
		leadsTo: { do: 'follow' },
	},
	{
		title: 'under way after a refusal',
		watched: REFUSED_CALL,
		seen: { state: 'capturePending' },
		leadsTo: { do: 'follow' },
	},
	{
		title: 'under way, not waited for',
		watched: AMBIGUOUS,
		seen: { state: 'capturePending' },
		options: { waitForResult: false },
		leadsTo: end('accepted', 'notWaited', true),
	},
	{
		title: 'under way, not waited for, not ours',
		watched: { reason: 'refused', ours: false },
		seen: { state: 'capturePending' },
		options: { waitForResult: false },
		leadsTo: end('pending', 'notWaited'),
	},

	{ title: 'accepted, still authorized', seen: { state: 'authorized' }, leadsTo: lookAgain },
	{ title: 'accepted, just before the window’s end', seen: { state: 'authorized' }, now: OVER - 1, leadsTo: lookAgain },
	{ title: 'accepted, the window over', seen: { state: 'authorized' }, now: OVER, leadsTo: readTransactions },
	{
		title: 'accepted, nothing on record',
		seen: { state: 'authorized', journal: AUTHORIZED },
		now: OVER,
		leadsTo: lookAgain,
	},
	{
		title: 'accepted, the journal read before',
		seen: { state: 'authorized', journal: AUTHORIZED, journalAt: OVER },
		now: OVER + 5_000,
		leadsTo: lookAgain,
	},
	{
		title: 'accepted, the journal read too early',
		seen: { state: 'authorized', journal: AUTHORIZED, journalAt: OVER - 1 },
		now: OVER,
		leadsTo: readTransactions,
	},
	{
		title: 'accepted, the journal closed',
		seen: { state: 'authorized', journal: 'denied', journalAt: 0 },
		now: OVER,
		leadsTo: lookAgain,
	},
	{
		title: 'accepted, at the end the journal is read once more',
		seen: { state: 'authorized', journal: AUTHORIZED, journalAt: OVER },
		now: LAST,
		leadsTo: readTransactions,
	},
	{
		title: 'accepted, never seen to move: not called declined',
		seen: { state: 'authorized', journal: AUTHORIZED },
		now: LAST,
		leadsTo: end('pending', 'notSeenYet', true),
	},
	{
		title: 'accepted, never seen to move, its journal out of order',
		watched: { ours: false },
		seen: { state: 'authorized', journal: 'failed' },
		now: LAST,
		leadsTo: end('pending', 'notSeenYet'),
	},
	{
		title: 'accepted, never seen to move, in a list',
		seen: { state: 'authorized', source: 'list', journal: 'denied' },
		now: LAST,
		leadsTo: end('pending', 'notSeenYet', true),
	},
	{
		title: 'accepted, refused on record',
		seen: { state: 'authorized', journal: REFUSED },
		leadsTo: end('declined', 'refusedByGateway'),
	},
	{
		title: 'accepted, refused on record, in a list',
		seen: { state: 'authorized', source: 'list', journal: REFUSED },
		leadsTo: readOrder,
	},
	{
		title: 'accepted, a refusal in the very second',
		seen: { state: 'authorized', journal: PERHAPS_REFUSED },
		now: OVER - 1,
		leadsTo: lookAgain,
	},
	{
		title: 'accepted, a refusal in the very second, and it would show by now were it another’s',
		seen: { state: 'authorized', journal: PERHAPS_REFUSED },
		now: OVER,
		leadsTo: end('declined', 'refusedByGateway'),
	},
	{
		title: 'accepted, a refusal in the very second, where nothing under way ever shows',
		seen: { state: 'authorized', source: 'transactions', journal: PERHAPS_REFUSED },
		now: OVER,
		leadsTo: lookAgain,
	},
	{
		title: 'accepted, fell back once',
		seen: { state: 'authorized', pendingThen: [] },
		now: 1_000,
		leadsTo: lookAgain,
	},
	{
		title: 'accepted, fell back, in a list',
		seen: { state: 'authorized', source: 'list', pendingThen: [500] },
		now: 2_000,
		leadsTo: readOrder,
	},
	{
		title: 'accepted, fell back twice: the journal is asked',
		seen: { state: 'authorized', pendingThen: [500] },
		now: 3_500,
		leadsTo: readTransactions,
	},
	{
		title: 'accepted, fell back twice, the journal asked since, and the order is shown as it was before',
		seen: { state: 'authorized', pendingThen: [500], isBehind: true, journal: AUTHORIZED, journalAt: 500 },
		now: 3_500,
		leadsTo: lookAgain,
	},
	{
		title: 'accepted, fell back twice and changed since, the journal asked since',
		seen: { state: 'authorized', pendingThen: [500], isChanged: true, journal: AUTHORIZED, journalAt: 500 },
		now: 3_500,
		leadsTo: end('declined', 'refusedByGateway'),
	},
	{
		title: 'accepted, fell back twice and changed since, the journal out of order',
		seen: { state: 'authorized', pendingThen: [500], isChanged: true, journal: 'failed' },
		now: 3_500,
		leadsTo: end('declined', 'refusedByGateway'),
	},
	{
		title: 'accepted, fell back twice, and no date tells that neither look lags',
		seen: { state: 'authorized', pendingThen: [500], journal: AUTHORIZED, journalAt: 500 },
		now: 3_500,
		leadsTo: lookAgain,
	},
	{
		title: 'accepted, fell back for almost the verification window',
		seen: { state: 'authorized', pendingThen: [500], journal: 'denied', journalAt: 0 },
		now: BACK_AND_WINDOW - 1,
		leadsTo: lookAgain,
	},
	{
		title: 'accepted, fell back and still so a verification window later',
		seen: { state: 'authorized', pendingThen: [500], journal: AUTHORIZED },
		now: BACK_AND_WINDOW,
		leadsTo: end('declined', 'refusedByGateway'),
	},
	{
		title: 'accepted, fell back twice, and the time is up before that',
		seen: { state: 'authorized', pendingThen: [500], journal: AUTHORIZED },
		options: { resultTimeout: 5_000 },
		now: 5_000,
		leadsTo: end('declined', 'refusedByGateway'),
	},
	{
		title: 'a void fell back, and its journal was read too soon after that',
		options: { action: VOID },
		seen: { ...VOID_BACK, journal: AUTHORIZED, journalAt: BACK_AND_WINDOW - 1 },
		now: BACK_AND_WINDOW,
		leadsTo: readTransactions,
	},
	{
		title: 'a void fell back, and a later journal shows one authorization alone',
		options: { action: VOID },
		seen: { ...VOID_BACK, journal: AUTHORIZED },
		now: BACK_AND_WINDOW,
		leadsTo: end('declined', 'refusedByGateway'),
	},
	{
		title: 'a void fell back, and the time is up: its journal shows one authorization alone',
		options: { action: VOID, resultTimeout: 5_000 },
		seen: { ...VOID_BACK, journal: AUTHORIZED },
		now: 5_000,
		leadsTo: end('declined', 'refusedByGateway'),
	},
	{
		title: 'a void fell back, and a later journal shows another authorization',
		options: { action: VOID },
		seen: { ...VOID_BACK, journal: [...AUTHORIZED, transaction({ id: 9 })] },
		now: BACK_AND_WINDOW,
		leadsTo: lookAgain,
	},
	{
		title: 'a void fell back, and the journal is closed to the token',
		options: { action: VOID },
		seen: { ...VOID_BACK, journal: 'denied' },
		now: LAST,
		leadsTo: end('pending', 'resultTimeout', true),
	},
	{
		title: 'accepted, fell back once at the very end',
		seen: { state: 'authorized', pendingThen: [], journal: AUTHORIZED },
		now: LAST,
		leadsTo: end('pending', 'resultTimeout', true),
	},

	{ title: 'in doubt', watched: AMBIGUOUS, seen: { state: 'authorized' }, now: OVER - 1, leadsTo: lookAgain },
	{
		title: 'in doubt, the window over, in a list',
		watched: AMBIGUOUS,
		seen: { state: 'authorized', source: 'list' },
		now: OVER,
		leadsTo: readOrder,
	},
	{
		title: 'in doubt, the window over',
		watched: AMBIGUOUS,
		seen: { state: 'authorized' },
		now: OVER,
		leadsTo: readTransactions,
	},
	{
		title: 'in doubt, nothing on record',
		watched: AMBIGUOUS,
		seen: { state: 'authorized', journal: AUTHORIZED },
		now: OVER,
		leadsTo: sendAgain,
	},
	{
		title: 'in doubt, nothing on record a moment ago, when the window was over',
		watched: AMBIGUOUS,
		seen: { state: 'authorized', journal: AUTHORIZED, journalAt: OVER },
		now: OVER + 1_000,
		leadsTo: sendAgain,
	},
	{
		title: 'in doubt, the journal closed to the token',
		watched: AMBIGUOUS,
		seen: { state: 'authorized', journal: 'denied', journalAt: 0 },
		now: OVER,
		leadsTo: sendAgain,
	},
	{
		title: 'in doubt, the journal out of order: never sent again',
		watched: AMBIGUOUS,
		seen: { state: 'authorized', journal: 'failed' },
		now: OVER,
		leadsTo: lookAgain,
	},
	{
		title: 'in doubt, the journal was out of order: asked again',
		watched: AMBIGUOUS,
		seen: { state: 'authorized', journal: 'failed', journalAt: OVER },
		now: OVER + 1_000,
		leadsTo: readTransactions,
	},
	{
		title: 'in doubt, the journal out of order for as long again',
		watched: AMBIGUOUS,
		seen: { state: 'authorized', journal: 'failed' },
		now: 2 * OVER,
		leadsTo: end('unknown', 'resultUnproved'),
	},
	{
		title: 'in doubt for the last time',
		watched: { ...AMBIGUOUS, attempts: MAX_ATTEMPTS },
		seen: { state: 'authorized', journal: AUTHORIZED },
		now: OVER,
		leadsTo: end('unavailable', 'serverUnavailable'),
	},
	{
		title: 'in doubt for the last time but one',
		watched: { ...AMBIGUOUS, attempts: MAX_ATTEMPTS - 1 },
		seen: { state: 'authorized', journal: AUTHORIZED },
		now: OVER,
		leadsTo: sendAgain,
	},
	{
		title: 'in doubt, refused on record',
		watched: AMBIGUOUS,
		seen: { state: 'authorized', journal: REFUSED },
		leadsTo: end('declined', 'refusedByGateway'),
	},
	{
		title: 'in doubt, seen in transactions',
		watched: AMBIGUOUS,
		seen: { state: 'authorized', source: 'transactions', journal: AUTHORIZED },
		now: OVER - 1,
		leadsTo: lookAgain,
	},
	{
		title: 'in doubt, seen in transactions to the end',
		watched: AMBIGUOUS,
		seen: { state: 'authorized', source: 'transactions', journal: AUTHORIZED },
		now: OVER,
		leadsTo: end('unknown', 'resultUnproved'),
	},

	{
		title: 'a void in doubt, the only authorization on record stands',
		options: { action: VOID },
		watched: AMBIGUOUS,
		seen: { state: 'authorized', journal: AUTHORIZED },
		now: OVER,
		leadsTo: sendAgain,
	},
	{
		title: 'a void in doubt, two authorizations on record: the one that stands may be another',
		options: { action: VOID },
		watched: AMBIGUOUS,
		seen: { state: 'authorized', journal: [...AUTHORIZED, transaction({ id: 9 })] },
		now: OVER,
		leadsTo: end('unknown', 'resultUnproved'),
	},
	{
		title: 'a void in doubt, the journal closed to the token',
		options: { action: VOID },
		watched: AMBIGUOUS,
		seen: { state: 'authorized', journal: 'denied', journalAt: 0 },
		now: OVER,
		leadsTo: sendAgain,
	},
	{
		title: 'a void in doubt for the last time, the journal closed to the token',
		options: { action: VOID },
		watched: { ...AMBIGUOUS, attempts: MAX_ATTEMPTS },
		seen: { state: 'authorized', journal: 'denied', journalAt: 0 },
		now: OVER,
		leadsTo: end('unknown', 'resultUnproved'),
	},

	{ title: 'refused', watched: REFUSED_CALL, seen: { state: 'authorized' }, now: 2_999, leadsTo: lookAgain },
	{
		title: 'refused, its time over',
		watched: REFUSED_CALL,
		seen: { state: 'authorized' },
		now: 3_000,
		leadsTo: readTransactions,
	},
	{
		title: 'refused, the journal read before its time was over',
		watched: REFUSED_CALL,
		seen: { state: 'authorized', journal: AUTHORIZED, journalAt: 2_999 },
		now: 3_000,
		leadsTo: readTransactions,
	},
	{
		title: 'refused, in a list',
		watched: REFUSED_CALL,
		seen: { state: 'authorized', source: 'list', journal: 'denied' },
		now: 3_000,
		leadsTo: readOrder,
	},
	{
		title: 'refused, nothing on record',
		watched: REFUSED_CALL,
		seen: { state: 'authorized', journal: AUTHORIZED },
		now: 3_000,
		leadsTo: end('notCapturable', 'refusedByBigCommerce'),
	},
	{
		title: 'refused, a shorter window',
		watched: REFUSED_CALL,
		seen: { state: 'authorized', journal: 'failed' },
		now: 1_000,
		options: { verificationWindow: 1_000 },
		leadsTo: end('notCapturable', 'refusedByBigCommerce'),
	},
	{
		title: 'refused, and somebody else’s was refused by the gateway',
		watched: REFUSED_CALL,
		seen: { state: 'authorized', journal: REFUSED },
		now: 3_000,
		leadsTo: end('notCapturable', 'refusedByBigCommerce'),
	},
	{
		title: 'refused after a call in doubt: that gets its time to show',
		watched: { ...REFUSED_CALL, wasAmbiguous: true },
		seen: { state: 'authorized', journal: AUTHORIZED },
		now: OVER - 1,
		leadsTo: lookAgain,
	},
	{
		title: 'refused after a call in doubt: nobody can tell',
		watched: { ...REFUSED_CALL, wasAmbiguous: true },
		seen: { state: 'authorized', journal: AUTHORIZED },
		now: OVER,
		leadsTo: end('unknown', 'resultUnproved'),
	},
	{
		title: 'refused after a call in doubt, and that was refused by the gateway',
		watched: { ...REFUSED_CALL, wasAmbiguous: true },
		seen: { state: 'authorized', journal: REFUSED },
		leadsTo: end('declined', 'refusedByGateway'),
	},

	{ title: 'declined', seen: { state: 'declined' }, leadsTo: end('declined', 'refusedByGateway') },
	{ title: 'declined, in a list', seen: { state: 'declined', source: 'list' }, leadsTo: readOrder },
	{
		title: 'declined, and the call was refused',
		watched: REFUSED_CALL,
		seen: { state: 'declined' },
		leadsTo: end('notCapturable', 'refusedByBigCommerce'),
	},
	{ title: 'voided: was it captured before?', seen: { state: 'voided' }, leadsTo: readTransactions },
	{
		title: 'voided meanwhile',
		seen: { state: 'voided', journal: VOIDED },
		leadsTo: end('declined', 'voidedMeanwhile'),
	},
	{
		title: 'voided meanwhile, and another authorization on record stands: no proof',
		seen: { state: 'voided', journal: [...VOIDED, transaction({ id: 9 })] },
		leadsTo: end('unknown', 'resultUnproved'),
	},
	{
		title: 'voided meanwhile, in doubt, its journal closed: it may have been captured before',
		watched: AMBIGUOUS,
		seen: { state: 'voided', journal: 'denied' },
		leadsTo: end('unknown', 'resultUnproved'),
	},
	{
		title: 'voided after its capture',
		seen: { state: 'voided', journal: GIVEN_BACK },
		leadsTo: end('notCapturable', 'refundedSince'),
	},
	{
		title: 'void, captured meanwhile: was it voided before?',
		seen: { state: 'captured' },
		options: { action: VOID },
		leadsTo: readTransactions,
	},
	{
		title: 'void, captured meanwhile',
		seen: { state: 'captured', journal: CAPTURED },
		options: { action: VOID },
		leadsTo: end('declined', 'voidedMeanwhile'),
	},
	{
		title: 'void, captured meanwhile, and what was captured before given back',
		seen: {
			state: 'captured',
			journal: [...GIVEN_BACK, transaction({ id: 9 }), transaction({ id: 10, event: 'capture', referenceId: 9 })],
		},
		options: { action: VOID },
		leadsTo: end('declined', 'voidedMeanwhile'),
	},
	{
		title: 'void, captured meanwhile, and another authorization voided',
		seen: {
			state: 'captured',
			journal: [...CAPTURED, transaction({ id: 8 }), transaction({ id: 9, event: 'void', referenceId: 8 })],
		},
		options: { action: VOID },
		leadsTo: end('unknown', 'resultUnproved'),
	},
	{
		title: 'void, captured meanwhile, and no journal is kept',
		seen: { state: 'captured', journal: [] },
		options: { action: VOID },
		leadsTo: end('unknown', 'resultUnproved'),
	},
	{
		title: 'voided meanwhile, and no journal is kept',
		seen: { state: 'voided', journal: [] },
		leadsTo: end('unknown', 'resultUnproved'),
	},
	{
		title: 'voided meanwhile, in doubt',
		watched: AMBIGUOUS,
		seen: { state: 'voided', journal: VOIDED },
		leadsTo: end('notCapturable', 'voidedMeanwhile'),
	},
	{
		title: 'void, refused, for it was captured',
		watched: REFUSED_CALL,
		seen: { state: 'captured', journal: 'failed' },
		options: { action: VOID },
		leadsTo: end('notVoidable', 'voidedMeanwhile'),
	},
	{ title: 'a void under way', seen: { state: 'voidPending' }, now: LAST - 1, leadsTo: lookAgain },
	{
		title: 'a void under way to the end, which may be refused',
		seen: { state: 'voidPending' },
		now: LAST,
		leadsTo: end('pending', 'resultTimeout', true),
	},
	{
		title: 'held for review to the end',
		seen: { state: 'heldForReview' },
		now: LAST,
		leadsTo: end('pending', 'resultTimeout', true),
	},
	{
		title: 'a word that is not known, in doubt',
		watched: AMBIGUOUS,
		seen: { state: 'unrecognised' },
		now: OVER - 1,
		leadsTo: lookAgain,
	},
	{
		title: 'a word that is not known, in doubt to the end',
		watched: AMBIGUOUS,
		seen: { state: 'unrecognised' },
		now: OVER,
		leadsTo: end('unknown', 'resultUnproved'),
	},
	{
		title: 'unpaid, and the call was refused',
		watched: REFUSED_CALL,
		seen: { state: 'unpaid' },
		now: 3_000,
		leadsTo: end('notCapturable', 'refusedByBigCommerce'),
	},
];

test.each(AFTER)('after it was sent: $title', ({ watched, seen, now = 100, options, leadsTo }) => {
	expect(decideAfterRead(watch(watched), modelOf(seen, now), { ...OPTIONS, ...options }, now)).toEqual(leadsTo);
});

test('nothing is sent again, and nothing negative is said, upon a list', () => {
	for (const state of PAYMENT_STATES)
		for (const reason of ['following', 'ambiguous', 'refused'] as const)
			for (const journal of [undefined, AUTHORIZED, REFUSED, 'denied', 'failed'] as const)
				for (const now of [0, OVER, LAST])
					for (const attempts of [1, MAX_ATTEMPTS]) {
						const model = modelOf({ state, source: 'list', journal }, now);
						const decision = decideAfterRead(watch({ reason, attempts }), model, OPTIONS, now);
						expect(decision.do).not.toBe('sendAgain');
						if (decision.do === 'end') expect(['captured', 'pending', 'unknown']).toContain(decision.outcome);
					}
});

test('only an authorized payment is sent, for captures and for voids', () => {
	for (const action of [OPTIONS.action, VOID]) {
		const sent = (options: Partial<CaptureOptions>) =>
			PAYMENT_STATES.filter(
				(state) => decideBeforeSend(modelOf({ state }, 0), { attempts: 0 }, { ...OPTIONS, ...options }).do === 'send',
			);
		expect(sent({ action })).toEqual(['authorized']);
		expect(sent({ action, dryRun: true })).toEqual([]);
	}
	expect(decideBeforeSend(NOTHING_KNOWN, { attempts: 0 }, OPTIONS)).toEqual(readOrder);
});

describe('the end of a watch whose looks failed', () => {
	const blank = { ...NOTHING_KNOWN };
	test.each<{ title: string; watched: Partial<Watch>; model: PaymentModel; leadsTo: object }>([
		{ title: 'accepted', watched: {}, model: blank, leadsTo: end('pending', 'notSeenYet', true) },
		{
			title: 'accepted, seen under way',
			watched: {},
			model: modelOf({ state: 'authorized', pendingThen: [] }, 9),
			leadsTo: end('pending', 'resultTimeout', true),
		},
		{ title: 'in doubt', watched: AMBIGUOUS, model: blank, leadsTo: end('unknown', 'resultUnproved') },
		{
			title: 'refused, and never seen',
			watched: REFUSED_CALL,
			model: blank,
			leadsTo: end('unknown', 'resultUnproved'),
		},
		{
			title: 'refused, and not seen since',
			watched: { ...REFUSED_CALL, since: 10 },
			model: modelOf({ state: 'authorized' }, 9),
			leadsTo: end('unknown', 'resultUnproved'),
		},
		{
			title: 'refused, and seen since',
			watched: { ...REFUSED_CALL, since: 9 },
			model: modelOf({ state: 'authorized' }, 9),
			leadsTo: end('notCapturable', 'refusedByBigCommerce'),
		},
	])('$title', ({ watched, model, leadsTo }) => {
		expect(outcomeAtDeadline(watch(watched), model, OPTIONS)).toEqual(leadsTo);
	});

	test.each<{ watched: Partial<Watch>; ms: number }>([
		{ watched: {}, ms: 60_000 },
		{ watched: AMBIGUOUS, ms: 10_000 },
		{ watched: REFUSED_CALL, ms: 3_000 },
		{ watched: { ...REFUSED_CALL, wasAmbiguous: true }, ms: 10_000 },
	])('comes after $ms ms: $watched', ({ watched, ms }) => {
		expect(timeAllowed(watch(watched), OPTIONS)).toBe(ms);
	});
});
