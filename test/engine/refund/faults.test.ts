import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Fault, PaymentState } from '../../../sandbox/store';
import { credentialFor, itemsOf, quickSandbox, run } from '../harness';

/** One way a store can behave, what must be said of a refund, and what the ledger must show. */
interface Case {
	name: string;
	faults?: Fault[];
	state?: PaymentState;
	says: string;
	code?: string;
	changed?: boolean;
	/** Refunds in the ledger that this run brought about. */
	refunds: number;
	/** Calls to create a refund at most. */
	posts: number;
	token?: string;
	settings?: Parameters<typeof quickSandbox>[0];
	/** Where the run ends without proof, the ledger may say either, but never twice. */
	undecided?: boolean;
	parameters?: INodeParameters;
}

/** Not made, and nobody can tell: a second call would be a guess. */
const inDoubt = { says: 'unknown', code: 'resultUnproved', refunds: 0, posts: 1, undecided: true } as const;
const made = { says: 'refunded', code: undefined, changed: true, refunds: 1, posts: 1 };

const CASES: Case[] = [
	{ name: 'plain', ...made },
	{ name: 'declined', faults: [{ kind: 'decline' }], says: 'declined', code: 'refusedByGateway', refunds: 0, posts: 1 },
	{ name: 'declined at once', faults: [{ kind: 'declineFast' }], says: 'declined', refunds: 0, posts: 1 },
	{
		name: 'declined later',
		faults: [{ kind: 'decline' }],
		settings: { settings: { refundDelayMs: 200 } },
		says: 'declined',
		refunds: 0,
		posts: 1,
	},
	{ name: 'done later', settings: { settings: { refundDelayMs: 200 } }, ...made },
	{ name: 'too late for the gateway', faults: [{ kind: 'expired' }], says: 'declined', refunds: 0, posts: 1 },
	{ name: 'never final', faults: [{ kind: 'stuckPending' }], says: 'pending', changed: true, refunds: 0, posts: 1 },
	{ name: 'made, answer lost', faults: [{ kind: 'lostAnswer' }], ...made },
	{
		name: 'made, answer lost, declined',
		faults: [{ kind: 'lostAnswer' }, { kind: 'decline' }],
		says: 'declined',
		refunds: 0,
		posts: 1,
	},
	{ name: 'not made, connection reset', faults: [{ kind: 'reset', times: 1 }], ...inDoubt },
	...([500, 502, 503, 504] as const).flatMap((status): Case[] => [
		{ name: `${status} made`, faults: [{ kind: 'serverError', status, accepted: true }], ...made },
		{
			name: `${status} not made`,
			faults: [{ kind: 'serverError', status, accepted: false, times: 1 }],
			...inDoubt,
		},
	]),
	{ name: 'HTML with 200, made', faults: [{ kind: 'html', status: 200, accepted: true }], ...made },
	{
		name: 'HTML with 502, not made',
		faults: [{ kind: 'html', status: 502, accepted: false, times: 1 }],
		...inDoubt,
	},
	{ name: 'truncated JSON, made', faults: [{ kind: 'truncatedJson', accepted: true }], ...made },
	{ name: 'text, made', faults: [{ kind: 'textBody', accepted: true }], ...made },
	{ name: 'array, made', faults: [{ kind: 'arrayBody', accepted: true }], ...made },
	{ name: 'empty body, made', faults: [{ kind: 'emptyBody', accepted: true }], ...made },
	{ name: 'no answer, made', faults: [{ kind: 'hang', accepted: true }], ...made },
	{ name: 'no answer, not made', faults: [{ kind: 'hang', accepted: false, times: 1 }], ...inDoubt },
	{ name: 'slow', faults: [{ kind: 'slow', ms: 300 }], ...made },
	{ name: 'shows late', faults: [{ kind: 'lateVisibility', ms: 500 }], ...made },
	{ name: 'shows late, answer lost', faults: [{ kind: 'lateVisibility', ms: 500 }, { kind: 'lostAnswer' }], ...made },
	{
		name: 'shows later than looked for, answer lost',
		faults: [{ kind: 'lateVisibility', ms: 60_000 }, { kind: 'lostAnswer' }],
		...inDoubt,
		refunds: 1,
	},
	{ name: '429 without headers', faults: [{ kind: 'bare429', times: 1 }], ...made, posts: 2 },
	{ name: '429 with headers', faults: [{ kind: 'throttle429', resetMs: 300, times: 1 }], ...made, posts: 2 },
	{ name: '429 for good', faults: [{ kind: 'throttle429', resetMs: 500 }], says: 'throttled', refunds: 0, posts: 99 },
	{
		name: 'gateway cannot refund',
		faults: [{ kind: 'gatewayUnsupported' }],
		says: 'notRefundable',
		code: 'refusedByBigCommerce',
		refunds: 0,
		posts: 1,
	},
	{
		name: 'the quote changed',
		faults: [{ kind: 'quoteChanged', byMinor: -100 }],
		says: 'notRefundable',
		code: 'refusedByBigCommerce',
		refunds: 0,
		posts: 1,
	},
	{
		name: 'another refund under way, 409, once',
		faults: [{ kind: 'refundBusy', times: 1 }],
		settings: { settings: { refundBusyStatus: 409 } },
		...made,
		posts: 2,
	},
	{
		name: 'another refund under way, 409, for good',
		faults: [{ kind: 'refundBusy' }],
		settings: { settings: { refundBusyStatus: 409 } },
		says: 'notRefundable',
		code: 'orderBusy',
		refunds: 0,
		posts: 9,
	},
	{
		name: 'another refund under way, 422',
		faults: [{ kind: 'refundBusy' }],
		says: 'notRefundable',
		code: 'refusedByBigCommerce',
		refunds: 0,
		posts: 1,
	},
	{
		name: "BigCommerce's tax service gone",
		faults: [{ kind: 'taxServiceGone' }],
		says: 'unavailable',
		refunds: 0,
		posts: 1,
	},
	{ name: 'redirected', faults: [{ kind: 'redirect', to: 'http://127.0.0.1:9/', times: 1 }], ...inDoubt },
	{ name: 'gone', faults: [{ kind: 'notFound' }], says: 'notFound', refunds: 0, posts: 0 },
	{ name: 'archived', faults: [{ kind: 'archived' }], ...made },
	{
		name: 'cannot be read before',
		faults: [{ kind: 'readError', status: 500 }],
		says: 'unavailable',
		refunds: 0,
		posts: 0,
	},
	{
		name: 'refunds cannot be read before',
		faults: [{ kind: 'readError', status: 500, on: 'orderRefunds' }],
		says: 'unavailable',
		refunds: 0,
		posts: 0,
	},
	{
		name: 'refunds cannot be read after, answer lost',
		faults: [
			{ kind: 'readError', status: 500, on: ['orderRefunds', 'transactions'], after: 1 },
			{ kind: 'lostAnswer' },
		],
		says: 'unknown',
		refunds: 1,
		posts: 1,
		undecided: true,
	},
	{ name: 'items cannot be read', faults: [{ kind: 'readError', status: 500, on: 'orderProducts' }], ...made },
	{ name: 'transactions cannot be had', faults: [{ kind: 'transactions503' }, { kind: 'lostAnswer' }], ...made },
	{ name: 'authorized', state: 'authorized', says: 'notRefundable', code: 'wrongState', refunds: 0, posts: 0 },
	{
		name: 'capture under way',
		state: 'capturePending',
		settings: { settings: { captureDelayMs: 60_000 } },
		says: 'notRefundable',
		code: 'wrongState',
		refunds: 0,
		posts: 0,
	},
	{ name: 'voided', state: 'voided', says: 'notRefundable', code: 'wrongState', refunds: 0, posts: 0 },
	{ name: 'declined at checkout', state: 'declined', says: 'notRefundable', code: 'wrongState', refunds: 0, posts: 0 },
	{ name: 'held for review', state: 'heldForReview', says: 'notRefundable', code: 'wrongState', refunds: 0, posts: 0 },
	{ name: 'never paid', state: 'pending', says: 'notRefundable', code: 'quoteRefused', refunds: 0, posts: 0 },
	{ name: 'refunded in full before', state: 'refunded', says: 'refunded', changed: false, refunds: 0, posts: 0 },
	{ name: 'the rest of a partly refunded order', state: 'partiallyRefunded', ...made },
	{ name: 'Orders scope alone', token: 'orders-only-token', ...made },
	{ name: 'Transactions scope alone', token: 'transactions-only-token', ...made },
	{
		name: 'Transactions scope alone, answer lost',
		token: 'transactions-only-token',
		faults: [{ kind: 'lostAnswer' }],
		...made,
	},
	...(['authorized', 'voided', 'declined', 'heldForReview'] as const).map((state) => ({
		name: `Transactions scope alone, ${state}`,
		token: 'transactions-only-token',
		state,
		says: 'notRefundable',
		code: 'wrongState',
		refunds: 0,
		posts: 0,
	})),
	{
		name: 'read-only Orders scope',
		token: 'orders-read-only-token',
		says: 'unauthorized',
		code: 'scopeMissing',
		refunds: 0,
		posts: 0,
	},
	{ name: 'no scope', token: 'no-scope-token', says: 'unauthorized', refunds: 0, posts: 0 },
	{ name: 'wrong token', token: 'wrong-token', says: 'unauthorized', code: 'tokenRefused', refunds: 0, posts: 0 },
];

const ERROR_KEYS = [
	'attempts',
	'code',
	'httpStatus',
	'moneyMoved',
	'nextStep',
	'orderId',
	'outcome',
	'reference',
	'requestId',
	'retriable',
];

// Each has a store of its own, and most of its time is waiting.
test.concurrent.each(CASES)(
	'$name: $says',
	async ({ faults, state, says, code, changed, refunds, posts, token, settings, parameters, undecided }) => {
		const sandbox = await quickSandbox(settings);
		const order = sandbox.store.addOrder({ total: '40.00', state: state ?? 'captured' });
		const before = sandbox.store.truth(order.id);
		sandbox.store.setFault(order.id, faults ?? []);
		const result = await run({
			parameters: {
				resource: 'refund',
				operation: 'create',
				orderId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
				options: { requestTimeout: hangs(faults) ? 1 : 20, verificationWindow: 1.2, resultTimeout: 1.2 },
				...parameters,
			},
			items: itemsOf(order.id),
			credential: credentialFor(sandbox, token),
			onError: 'continueErrorOutput',
		});
		sandbox.store.clearFault(order.id);
		const { item, isError } = onlyItem(result.outputs);
		const truth = sandbox.store.truth(order.id);
		await sandbox.close();
		expect({
			outcome: isError ? detailsOf(item).outcome : item.json.outcome,
			refunds: truth.refunds - before.refunds,
		}).toEqual({ outcome: says, refunds });
		expect(item.pairedItem).toBe(0);
		expect(truth.refundRequests - before.refundRequests).toBeLessThanOrEqual(posts);
		expect(truth.refunded).toBeLessThanOrEqual(4_000);
		if (isError) {
			expect(Object.keys(item.json).sort()).toEqual(['details', 'error', 'message']);
			expect(Object.keys(detailsOf(item)).sort()).toEqual(ERROR_KEYS);
			if (code !== undefined) expect(detailsOf(item).code).toBe(code);
			expect(detailsOf(item).moneyMoved).toBe(undecided ? 'unknown' : 'no');
		} else {
			expect(item.json).not.toHaveProperty('error');
			expect(item.json.changed).toBe(changed);
		}
	},
);

/** Only a call that is never answered needs a short timeout; a busy machine must not bring others into doubt. */
function hangs(faults: Fault[] = []): boolean {
	return faults.some(({ kind }) => kind === 'hang');
}

function onlyItem(outputs: INodeExecutionData[][]): { item: INodeExecutionData; isError: boolean } {
	const [success = [], error = []] = outputs;
	const [item] = [...success, ...error];
	if (item === undefined || success.length + error.length !== 1)
		throw new Error(`expected one item, got ${JSON.stringify(outputs)}`);
	return { item, isError: error.length === 1 };
}

function detailsOf(item: INodeExecutionData): Record<string, unknown> {
	const { details } = item.json;
	if (typeof details !== 'object' || details === null) throw new Error('no details');
	return { ...details };
}
