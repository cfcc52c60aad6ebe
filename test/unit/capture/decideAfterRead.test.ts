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
import { AMBIGUOUS, REFUSED_CALL, OVER, LAST, decisionIn, type AfterCase } from './afterRead';
import {
	AUTHORIZED,
	CAPTURED,
	CAPTURED_AND_VOIDED,
	CAPTURED_BEFORE,
	CAPTURED_ELSEWHERE,
	SECOND,
	VOIDED,
	GIVEN_BACK,
	PERHAPS_REFUSED,
	REFUSED,
	modelOf,
	end,
	readOrder,
	readTransactions,
	lookAgain,
} from './seenModel';

const MOVED: AfterCase[] = [
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
		title: 'done, by its journal, long before it was sent',
		seen: { state: 'authorized', journal: CAPTURED_BEFORE },
		leadsTo: end('captured', 'done'),
	},
	{
		title: 'a void done by the journal, beside one of another authorization long before',
		options: { action: VOID },
		seen: {
			state: 'authorized',
			journal: [
				...AUTHORIZED,
				transaction({ id: 8 }),
				transaction({ id: 9, event: 'void', referenceId: 8, createdAt: SECOND - 61_000 }),
				transaction({ id: 10, event: 'void', referenceId: 1, createdAt: SECOND + 1_000 }),
			],
		},
		leadsTo: end('voided', 'done', true),
	},
	{
		title: 'done by the journal, the order’s word not known',
		seen: { state: 'unrecognised', journal: CAPTURED },
		leadsTo: end('captured', 'done', true),
	},
	{
		title: 'done, and a part given back since: how much, its journal tells',
		seen: { state: 'captured', status: 'partially refunded' },
		leadsTo: readTransactions,
	},
	{
		title: 'the same, and its journal is closed',
		seen: { state: 'captured', status: 'partially refunded', journal: 'denied' },
		leadsTo: end('captured', 'done', true),
	},
	{
		title: 'the order says done, an older journal says given back',
		seen: { state: 'captured', journal: GIVEN_BACK, journalAt: 0 },
		leadsTo: readTransactions,
	},
	{
		title: 'under way, an older journal says given back',
		seen: { state: 'capturePending', journal: GIVEN_BACK, journalAt: 0 },
		leadsTo: lookAgain,
	},
	{
		title: 'an older journal says done, the order does not',
		seen: { state: 'authorized', journal: CAPTURED, journalAt: 0 },
		leadsTo: readTransactions,
	},
	{
		title: 'another authorization was captured, and this one made since: no proof',
		seen: {
			state: 'authorized',
			journal: [...CAPTURED_BEFORE, transaction({ id: 9, createdAt: SECOND - 30_000 })],
		},
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

	{ title: 'declined in one look', seen: { state: 'declined' }, leadsTo: readTransactions },
	{
		title: 'declined in one look, and no refusal is on record',
		seen: { state: 'declined', journal: AUTHORIZED },
		leadsTo: lookAgain,
	},
	{
		title: 'declined in one look, and a refusal is on record',
		seen: { state: 'declined', journal: REFUSED },
		leadsTo: end('declined', 'refusedByGateway'),
	},
	{
		title: 'declined in one look, and a refusal of the second of the call is on record',
		seen: { state: 'declined', journal: PERHAPS_REFUSED },
		leadsTo: end('declined', 'refusedByGateway'),
	},
	{
		title: 'declined in one look after a call in doubt, and a refusal of its second is on record',
		watched: AMBIGUOUS,
		seen: { state: 'declined', journal: PERHAPS_REFUSED },
		leadsTo: lookAgain,
	},
	{
		title: 'declined in one look after a call in doubt, and a refusal is on record',
		watched: AMBIGUOUS,
		seen: { state: 'declined', journal: REFUSED },
		leadsTo: end('declined', 'refusedByGateway'),
	},
	{
		title: 'declined in one look, and the time is up',
		seen: { state: 'declined', journal: AUTHORIZED },
		now: LAST,
		leadsTo: end('pending', 'resultTimeout', true),
	},
	{
		title: 'declined in two looks, a window apart: a newer journal tells',
		seen: { state: 'declined', declinedThen: 100, journal: AUTHORIZED, journalAt: 100 },
		now: 100 + OVER,
		leadsTo: readTransactions,
	},
	{
		title: 'declined in two looks, a window apart, and nothing speaks against it',
		seen: { state: 'declined', declinedThen: 100, journal: AUTHORIZED },
		now: 100 + OVER,
		leadsTo: end('declined', 'refusedByGateway'),
	},
	{
		title: 'declined in two looks, a window apart, and a capture of another authorization is on record',
		seen: { state: 'declined', declinedThen: 100, journal: CAPTURED_ELSEWHERE },
		now: 100 + OVER,
		leadsTo: lookAgain,
	},
	{
		title: 'declined in two looks, not quite a window apart',
		seen: { state: 'declined', declinedThen: 101, journal: AUTHORIZED, journalAt: 101 },
		now: 100 + OVER,
		leadsTo: lookAgain,
	},
	{
		title: 'declined in two looks, three seconds apart, and the time is up',
		seen: { state: 'declined', declinedThen: LAST - 3_000, journal: AUTHORIZED },
		now: LAST,
		leadsTo: end('declined', 'refusedByGateway'),
	},
	{
		title: 'declined in two looks of one moment, and the time is up',
		seen: { state: 'declined', declinedThen: LAST - 2_999, journal: AUTHORIZED },
		now: LAST,
		leadsTo: end('pending', 'resultTimeout', true),
	},
	{
		title: 'declined in two looks after a call in doubt, whose refusal is not on record',
		watched: AMBIGUOUS,
		seen: { state: 'declined', declinedThen: 0, journal: AUTHORIZED },
		now: OVER,
		leadsTo: end('unknown', 'resultUnproved'),
	},
	{
		title: 'declined in two looks after a void, beside another authorization that stands',
		options: { action: VOID },
		seen: { state: 'declined', declinedThen: 100, journal: [...AUTHORIZED, transaction({ id: 9 })] },
		now: 100 + OVER,
		leadsTo: lookAgain,
	},
	{
		title: 'declined in two looks after a void, and none stands besides',
		options: { action: VOID },
		seen: { state: 'declined', declinedThen: 100, journal: AUTHORIZED },
		now: 100 + OVER,
		leadsTo: end('declined', 'refusedByGateway'),
	},
	{ title: 'declined, in a list', seen: { state: 'declined', source: 'list' }, leadsTo: readOrder },
	{
		title: 'declined in the order itself, and then in a list',
		seen: { state: 'declined', source: 'list', declinedThen: 100 },
		now: 3_100,
		leadsTo: readOrder,
	},
	{
		title: 'declined in one look after a call in doubt, and the time is up',
		watched: AMBIGUOUS,
		seen: { state: 'declined', journal: AUTHORIZED },
		now: OVER,
		leadsTo: end('unknown', 'resultUnproved'),
	},
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
		title: 'void, captured meanwhile, and a void on record that names nothing: it may be this one',
		seen: {
			state: 'captured',
			journal: CAPTURED_AND_VOIDED,
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

test.each(MOVED)('after it was sent: $title', (one) => {
	expect(decisionIn(one)).toEqual(one.leadsTo);
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
