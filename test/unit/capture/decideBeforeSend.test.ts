import { OPTIONS } from '../../builders/captures';
import { decideBeforeSend, isRecent } from '../../../nodes/BigCommerce/capture/decisions';
import type { CaptureOptions } from '../../../nodes/BigCommerce/capture/options';
import { VOID } from '../../../nodes/BigCommerce/payment/action';
import { transaction } from '../../builders/payments';
import {
	CAPTURED,
	VOIDED,
	GIVEN_BACK,
	PARTLY_REFUNDED,
	type Seen,
	modelOf,
	end,
	readOrder,
	readTransactions,
} from './seenModel';

const ANOTHER_VOIDED = [transaction({ id: 8 }), transaction({ id: 9, event: 'void', referenceId: 8 })];

interface BeforeCase {
	title: string;
	seen: Seen;
	attempts?: number;
	options?: Partial<CaptureOptions>;
	leadsTo: object;
}

const BEFORE: BeforeCase[] = [
	{ title: 'authorized', seen: { state: 'authorized' }, leadsTo: { do: 'send' } },
	{ title: 'authorized, in a list', seen: { state: 'authorized', source: 'list' }, leadsTo: { do: 'send' } },
	{
		title: 'authorized, dry run',
		seen: { state: 'authorized', source: 'list' },
		options: { dryRun: true },
		leadsTo: end('planned', 'dryRun'),
	},
	{
		title: 'captured, in a list',
		seen: { state: 'captured', source: 'list' },
		leadsTo: end('captured', 'alreadyDone'),
	},
	{
		title: 'captured, set to fail',
		seen: { state: 'captured' },
		options: { alreadySettled: 'fail' },
		leadsTo: end('notCapturable', 'alreadyDone'),
	},
	{
		title: 'captured, set to fail, in a list',
		seen: { state: 'captured', source: 'list' },
		options: { alreadySettled: 'fail' },
		leadsTo: readOrder,
	},
	{
		title: 'captured, after a call of this run',
		seen: { state: 'captured' },
		attempts: 1,
		options: { alreadySettled: 'fail' },
		leadsTo: end('captured', 'done', true),
	},
	{
		title: 'refunded in part: how much of it is left?',
		seen: { state: 'captured', status: 'partially refunded', source: 'list' },
		leadsTo: readTransactions,
	},
	{
		title: 'refunded in part, after its journal was read',
		seen: { state: 'captured', status: 'partially refunded', journal: CAPTURED, journalAt: -1 },
		leadsTo: readTransactions,
	},
	{
		title: 'refunded in part, and its journal says how much',
		seen: { state: 'captured', status: 'partially refunded', journal: PARTLY_REFUNDED },
		leadsTo: end('captured', 'alreadyDone'),
	},
	{
		title: 'refunded in part, its journal closed: captured all the same',
		seen: { state: 'captured', status: 'partially refunded', journal: 'denied' },
		leadsTo: end('captured', 'alreadyDone'),
	},
	{
		title: 'refunded in part, seen in transactions',
		seen: { state: 'captured', status: 'partially refunded', source: 'transactions' },
		leadsTo: end('captured', 'alreadyDone'),
	},
	{
		title: 'refunded in full: do not ship',
		seen: { state: 'captured', status: 'refunded' },
		leadsTo: end('notCapturable', 'refundedSince'),
	},
	{
		title: 'refunded in full, in a list',
		seen: { state: 'captured', status: 'refunded', source: 'list' },
		leadsTo: readOrder,
	},
	{
		title: 'refunded in full, and a void is asked for',
		seen: { state: 'captured', status: 'refunded' },
		options: { action: VOID },
		leadsTo: end('notVoidable', 'wrongState'),
	},
	{
		title: 'captured, and voided since by its journal',
		seen: { state: 'captured', journal: GIVEN_BACK },
		leadsTo: end('notCapturable', 'refundedSince'),
	},
	{
		title: 'authorized, and an ok capture of this authorization in its journal: not sent',
		seen: { state: 'authorized', journal: CAPTURED },
		leadsTo: end('captured', 'alreadyDone'),
	},
	{
		title: 'authorized, and an older journal does not agree',
		seen: { state: 'authorized', journal: CAPTURED, journalAt: -1 },
		leadsTo: readTransactions,
	},
	{
		title: 'authorized, and its journal says voided',
		seen: { state: 'authorized', journal: VOIDED },
		leadsTo: end('notCapturable', 'wrongState'),
	},
	{ title: 'under way', seen: { state: 'capturePending' }, leadsTo: { do: 'follow' } },
	{
		title: 'under way again, after what was captured before was given back',
		seen: { state: 'capturePending', journal: GIVEN_BACK },
		leadsTo: { do: 'follow' },
	},
	{
		title: 'under way, not waited for: nobody here sent it',
		seen: { state: 'capturePending' },
		options: { waitForResult: false },
		leadsTo: end('pending', 'notWaited'),
	},
	{
		title: 'under way, not waited for, after a call of this run',
		seen: { state: 'capturePending' },
		attempts: 1,
		options: { waitForResult: false },
		leadsTo: end('accepted', 'notWaited', true),
	},
	{
		title: 'under way, dry run',
		seen: { state: 'capturePending' },
		options: { dryRun: true },
		leadsTo: end('pending', 'dryRun'),
	},
	{
		title: 'a void under way',
		seen: { state: 'voidPending' },
		leadsTo: end('notCapturable', 'wrongState'),
	},
	{
		title: 'a void under way, after a call in doubt',
		seen: { state: 'voidPending' },
		attempts: 1,
		leadsTo: end('unknown', 'resultUnproved'),
	},
	{ title: 'voided: was it captured before?', seen: { state: 'voided' }, leadsTo: readTransactions },
	{
		title: 'voided',
		seen: { state: 'voided', journal: VOIDED },
		leadsTo: end('notCapturable', 'wrongState'),
	},
	{
		title: 'voided, after its journal was read: was it captured before?',
		seen: { state: 'voided', journal: VOIDED, journalAt: -1 },
		leadsTo: readTransactions,
	},
	{
		title: 'voided, its journal closed',
		seen: { state: 'voided', journal: 'denied' },
		leadsTo: end('notCapturable', 'wrongState'),
	},
	{
		title: 'voided, seen in transactions',
		seen: { state: 'voided', source: 'transactions' },
		leadsTo: end('notCapturable', 'wrongState'),
	},
	{
		title: 'voided after its capture',
		seen: { state: 'voided', journal: GIVEN_BACK },
		leadsTo: end('notCapturable', 'refundedSince'),
	},
	{
		title: 'voided, after a call in doubt',
		seen: { state: 'voided', journal: VOIDED },
		attempts: 1,
		leadsTo: end('notCapturable', 'voidedMeanwhile'),
	},
	{
		title: 'voided, and a void is asked for',
		seen: { state: 'voided' },
		options: { action: VOID },
		leadsTo: end('voided', 'alreadyDone'),
	},
	{
		title: 'captured, and a void is asked for',
		seen: { state: 'captured' },
		options: { action: VOID },
		leadsTo: end('notVoidable', 'wrongState'),
	},
	{ title: 'declined', seen: { state: 'declined' }, leadsTo: end('notCapturable', 'wrongState') },
	{ title: 'declined, in a list', seen: { state: 'declined', source: 'list' }, leadsTo: readOrder },
	{
		title: 'declined, after a call in doubt',
		seen: { state: 'declined' },
		attempts: 1,
		leadsTo: end('notCapturable', 'voidedMeanwhile'),
	},
	{
		title: 'captured, after a void in doubt, by its journal alone',
		seen: { state: 'captured', journal: CAPTURED },
		attempts: 1,
		options: { action: VOID },
		leadsTo: end('notVoidable', 'voidedMeanwhile'),
	},
	{
		title: 'captured, after a void in doubt, and another authorization voided',
		seen: { state: 'captured', journal: [...CAPTURED, ...ANOTHER_VOIDED] },
		attempts: 1,
		options: { action: VOID },
		leadsTo: end('unknown', 'resultUnproved'),
	},
	{
		title: 'captured, after a void in doubt, its journal closed to the token',
		seen: { state: 'captured', journal: 'denied' },
		attempts: 1,
		options: { action: VOID },
		leadsTo: end('unknown', 'resultUnproved'),
	},
	{ title: 'held', seen: { state: 'heldForReview' }, leadsTo: end('notCapturable', 'wrongState') },
	{
		title: 'held, after a call in doubt',
		seen: { state: 'heldForReview' },
		attempts: 1,
		leadsTo: end('unknown', 'resultUnproved'),
	},
	{ title: 'unpaid', seen: { state: 'unpaid' }, leadsTo: end('notCapturable', 'wrongState') },
	{
		title: 'a word that is not known',
		seen: { state: 'unrecognised' },
		leadsTo: end('notCapturable', 'unrecognisedState'),
	},
];

test.each(BEFORE)('before it is sent: $title', ({ seen, attempts = 0, options, leadsTo }) => {
	expect(decideBeforeSend(modelOf(seen, 0), { attempts }, { ...OPTIONS, ...options })).toEqual(leadsTo);
});

test('an order is answered upon a look that is five seconds old at most', () => {
	const model = modelOf({ state: 'captured' }, 1_000);
	expect(isRecent(model, 1_000)).toBe(true);
	expect(isRecent(model, 6_000)).toBe(true);
	expect(isRecent(model, 6_001)).toBe(false);
});
