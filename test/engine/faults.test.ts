import type { INodeExecutionData } from 'n8n-workflow';
import type { Fault } from '../../sandbox/store';
import type { RunningSandbox } from '../../sandbox/server';
import { capture, credentialFor, quickSandbox } from './harness';

/** One way a store can behave, what must be said of it, and what the ledger must show. */
interface Case {
	name: string;
	faults?: Fault[];
	state?: 'authorized' | 'captured' | 'voided' | 'pending' | 'declined' | 'heldForReview' | 'capturePending';
	/** Outcome of a capture. */
	says: string;
	changed?: boolean;
	/** Captures in the ledger that this run brought about. */
	captures: number;
	/** Calls to capture at most. */
	posts: number;
	token?: string;
	/** Whatever the ledger says is right, as long as it is at most one. */
	undecided?: boolean;
}

const CASES: Case[] = [
	{ name: 'plain', says: 'captured', changed: true, captures: 1, posts: 1 },
	{
		name: 'captured at once, empty body',
		faults: [{ kind: 'immediate' }],
		says: 'captured',
		changed: true,
		captures: 1,
		posts: 1,
	},
	{
		name: 'pending never shown',
		faults: [{ kind: 'pendingHidden' }],
		says: 'captured',
		changed: true,
		captures: 1,
		posts: 1,
	},
	{ name: 'declined later', faults: [{ kind: 'decline' }], says: 'declined', captures: 0, posts: 1 },
	{ name: 'declined at once', faults: [{ kind: 'declineFast' }], says: 'declined', captures: 0, posts: 1 },
	{ name: 'authorization expired', faults: [{ kind: 'expired' }], says: 'declined', captures: 0, posts: 1 },
	{ name: 'never final', faults: [{ kind: 'stuckPending' }], says: 'pending', changed: true, captures: 0, posts: 1 },
	{
		name: 'accepted, answer lost',
		faults: [{ kind: 'lostAnswer' }],
		says: 'captured',
		changed: true,
		captures: 1,
		posts: 1,
	},
	{
		name: 'not accepted, connection reset',
		faults: [{ kind: 'reset', times: 1 }],
		says: 'captured',
		changed: true,
		captures: 1,
		posts: 2,
	},
	{ name: 'always reset', faults: [{ kind: 'reset' }], says: 'unavailable', captures: 0, posts: 3 },
	...([500, 502, 503, 504] as const).flatMap((status): Case[] => [
		{
			name: `${status} accepted`,
			faults: [{ kind: 'serverError', status, accepted: true }],
			says: 'captured',
			changed: true,
			captures: 1,
			posts: 1,
		},
		{
			name: `${status} not accepted, once`,
			faults: [{ kind: 'serverError', status, accepted: false, times: 1 }],
			says: 'captured',
			changed: true,
			captures: 1,
			posts: 2,
		},
	]),
	{
		name: '503 for good',
		faults: [{ kind: 'serverError', status: 503, accepted: false }],
		says: 'unavailable',
		captures: 0,
		posts: 3,
	},
	{
		name: 'HTML with 200, accepted',
		faults: [{ kind: 'html', status: 200, accepted: true }],
		says: 'captured',
		changed: true,
		captures: 1,
		posts: 1,
	},
	{
		name: 'HTML with 200, not accepted',
		faults: [{ kind: 'html', status: 200, accepted: false, times: 1 }],
		says: 'captured',
		changed: true,
		captures: 1,
		posts: 2,
	},
	{
		name: 'HTML with 502, accepted',
		faults: [{ kind: 'html', status: 502, accepted: true }],
		says: 'captured',
		changed: true,
		captures: 1,
		posts: 1,
	},
	{
		name: 'truncated JSON, accepted',
		faults: [{ kind: 'truncatedJson', accepted: true }],
		says: 'captured',
		changed: true,
		captures: 1,
		posts: 1,
	},
	{
		name: 'text, accepted',
		faults: [{ kind: 'textBody', accepted: true }],
		says: 'captured',
		changed: true,
		captures: 1,
		posts: 1,
	},
	{
		name: 'array, accepted',
		faults: [{ kind: 'arrayBody', accepted: true }],
		says: 'captured',
		changed: true,
		captures: 1,
		posts: 1,
	},
	{
		name: 'empty body, accepted',
		faults: [{ kind: 'emptyBody', accepted: true }],
		says: 'captured',
		changed: true,
		captures: 1,
		posts: 1,
	},
	{
		name: 'no answer, accepted',
		faults: [{ kind: 'hang', accepted: true }],
		says: 'captured',
		changed: true,
		captures: 1,
		posts: 1,
	},
	{
		name: 'no answer, not accepted',
		faults: [{ kind: 'hang', accepted: false, times: 1 }],
		says: 'captured',
		changed: true,
		captures: 1,
		posts: 2,
	},
	{ name: 'slow', faults: [{ kind: 'slow', ms: 500 }], says: 'captured', changed: true, captures: 1, posts: 1 },
	{
		name: 'acceptance shows late',
		faults: [{ kind: 'lateVisibility', ms: 700 }],
		says: 'captured',
		changed: true,
		captures: 1,
		posts: 1,
	},
	{
		name: 'acceptance shows late, answer lost',
		faults: [{ kind: 'lateVisibility', ms: 700 }, { kind: 'lostAnswer' }],
		says: 'captured',
		changed: true,
		captures: 1,
		posts: 1,
	},
	{
		name: '429 without headers',
		faults: [{ kind: 'bare429', times: 1 }],
		says: 'captured',
		changed: true,
		captures: 1,
		posts: 2,
	},
	{
		name: '429 with headers',
		faults: [{ kind: 'throttle429', resetMs: 300, times: 1 }],
		says: 'captured',
		changed: true,
		captures: 1,
		posts: 2,
	},
	{ name: '429 for good', faults: [{ kind: 'throttle429', resetMs: 500 }], says: 'throttled', captures: 0, posts: 99 },
	{
		name: 'gateway cannot capture',
		faults: [{ kind: 'gatewayUnsupported' }],
		says: 'notCapturable',
		captures: 0,
		posts: 1,
	},
	{ name: 'gone', faults: [{ kind: 'notFound' }], says: 'notFound', captures: 0, posts: 0 },
	{ name: 'archived', faults: [{ kind: 'archived' }], says: 'captured', changed: true, captures: 1, posts: 1 },
	{
		name: 'unknown payment status',
		faults: [{ kind: 'unknownStatus', paymentStatus: 'partially captured' }],
		says: 'notCapturable',
		captures: 0,
		posts: 0,
	},
	{
		name: 'cannot be read before',
		faults: [{ kind: 'readError', status: 500 }],
		says: 'unavailable',
		captures: 0,
		posts: 0,
	},
	{
		name: 'cannot be read after',
		faults: [{ kind: 'readError', status: 500, after: 1 }, { kind: 'lostAnswer' }],
		says: 'unknown',
		captures: 1,
		posts: 1,
		undecided: true,
	},
	{
		name: 'accepted, then cannot be read',
		faults: [{ kind: 'readError', status: 500, after: 1 }],
		says: 'pending',
		changed: true,
		captures: 1,
		posts: 1,
	},
	{
		name: 'transactions cannot be had, and nothing was seen to move',
		faults: [{ kind: 'transactions503' }, { kind: 'decline' }],
		says: 'pending',
		changed: true,
		captures: 0,
		posts: 1,
	},
	{ name: 'captured before', state: 'captured', says: 'captured', changed: false, captures: 0, posts: 0 },
	{ name: 'voided before', state: 'voided', says: 'notCapturable', captures: 0, posts: 0 },
	{ name: 'never paid', state: 'pending', says: 'notCapturable', captures: 0, posts: 0 },
	{ name: 'declined at checkout', state: 'declined', says: 'notCapturable', captures: 0, posts: 0 },
	{ name: 'held for review', state: 'heldForReview', says: 'notCapturable', captures: 0, posts: 0 },
	{ name: 'Orders scope alone', token: 'orders-only-token', says: 'captured', changed: true, captures: 1, posts: 1 },
	{
		name: 'Orders scope alone, declined unseen',
		token: 'orders-only-token',
		faults: [{ kind: 'decline' }],
		says: 'pending',
		changed: true,
		captures: 0,
		posts: 1,
	},
	{
		name: 'Orders scope alone, declined at once and unseen',
		token: 'orders-only-token',
		faults: [{ kind: 'declineFast' }],
		says: 'pending',
		changed: true,
		captures: 0,
		posts: 1,
	},
	{
		name: 'Transactions scope alone',
		token: 'transactions-only-token',
		says: 'captured',
		changed: true,
		captures: 1,
		posts: 1,
	},
	{
		name: 'Transactions scope alone, declined',
		token: 'transactions-only-token',
		faults: [{ kind: 'decline' }],
		says: 'declined',
		captures: 0,
		posts: 1,
	},
	{ name: 'read-only Orders scope', token: 'orders-read-only-token', says: 'unauthorized', captures: 0, posts: 1 },
	{ name: 'no scope', token: 'no-scope-token', says: 'unauthorized', captures: 0, posts: 0 },
	{ name: 'wrong token', token: 'wrong-token', says: 'unauthorized', captures: 0, posts: 0 },
];

const ERROR_KEYS = [
	'code',
	'attempts',
	'httpStatus',
	'moneyMoved',
	'nextStep',
	'orderId',
	'outcome',
	'requestId',
	'retriable',
].sort();

let sandbox: RunningSandbox;

beforeEach(async () => {
	sandbox = await quickSandbox();
});

afterEach(async () => {
	await sandbox.close();
});

function outcomeOf({ json }: INodeExecutionData): unknown {
	return 'details' in json ? (json.details as { outcome: string }).outcome : json.outcome;
}

/**
 * Seconds to wait: few only where nothing more can come, or where a call is never answered.
 * What is to be proved has as long as a busy machine may need.
 */
function patience(says: string, faults: Fault[] = []) {
	return {
		resultTimeout: ['pending', 'unknown', 'throttled'].includes(says) ? 3 : 45,
		requestTimeout: faults.some(({ kind }) => kind === 'hang') ? 1 : 20,
	};
}

test.each(CASES)('$name → $says', async ({ faults, state, says, changed, captures, posts, token, undecided }) => {
	const order = sandbox.store.addOrder({ total: '25.00', faults, state });
	const before = sandbox.store.truth(order.id).captures;
	const options = { ...patience(says, faults), verificationWindow: 1.5 };
	const result = await capture(sandbox, [order.id], { options }, { credential: credentialFor(sandbox, token) });
	const [good = [], bad = []] = result.outputs;
	expect(good.length + bad.length).toBe(1);
	const [item] = [...good, ...bad];
	if (item === undefined) throw new Error('no item');
	expect(outcomeOf(item)).toBe(says);
	expect(item.pairedItem).toBe(0);
	if (bad.length > 0) {
		expect(Object.keys(item.json).sort()).toEqual(['details', 'error', 'message']);
		expect(Object.keys(item.json.details as object).sort()).toEqual(ERROR_KEYS);
	} else {
		expect(item.json.changed).toBe(changed);
	}
	const truth = sandbox.store.truth(order.id);
	expect(truth.captures - before).toBe(captures);
	expect(truth.captureRequestsAccepted).toBeLessThanOrEqual(1);
	expect(sandbox.store.log.countersOf(order.id).capture ?? 0).toBeLessThanOrEqual(posts);
	if (undecided !== true && says === 'captured' && changed === true) expect(truth.captures).toBe(1);
});
