import { MAX_ATTEMPTS } from '../../../nodes/BigCommerce/capture/decisions';
import { VOID } from '../../../nodes/BigCommerce/payment/action';
import { transaction } from '../../builders/payments';
import { AMBIGUOUS, REFUSED_CALL, OVER, decisionIn, type AfterCase } from './afterRead';
import { AUTHORIZED, REFUSED, end, readOrder, readTransactions, lookAgain, sendAgain } from './seenModel';

const IN_DOUBT: AfterCase[] = [
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
];

test.each(IN_DOUBT)('after a call in doubt, or refused, still authorized: $title', (one) => {
	expect(decisionIn(one)).toEqual(one.leadsTo);
});
