import { VOID } from '../../../nodes/BigCommerce/payment/action';
import { transaction } from '../../builders/payments';
import { OVER, LAST, decisionIn, type AfterCase } from './afterRead';
import {
	AUTHORIZED,
	CAPTURED_ELSEWHERE,
	REFUSED,
	PERHAPS_REFUSED,
	end,
	readOrder,
	readTransactions,
	lookAgain,
	type Seen,
} from './seenModel';

const VOID_BACK: Seen = { state: 'authorized', pendingState: 'voidPending', pendingThen: [500], isChanged: true };
const BACK_AND_WINDOW = 500 + OVER;

const ACCEPTED: AfterCase[] = [
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
		title: 'accepted, fallen back, a capture since, of what is not on record: not called declined',
		seen: { state: 'authorized', pendingThen: [500], isChanged: true, journal: CAPTURED_ELSEWHERE },
		now: BACK_AND_WINDOW,
		leadsTo: lookAgain,
	},
	{
		title: 'accepted, the same at the end',
		seen: { state: 'authorized', pendingThen: [500], isChanged: true, journal: CAPTURED_ELSEWHERE },
		now: LAST,
		leadsTo: end('pending', 'resultTimeout', true),
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
];

test.each(ACCEPTED)('after it was accepted, still authorized: $title', (one) => {
	expect(decisionIn(one)).toEqual(one.leadsTo);
});
