import fc, { type Arbitrary } from 'fast-check';
import type { Guards } from '../../../nodes/BigCommerce/payment/guards';
import type { RunOptions } from '../../../nodes/BigCommerce/capture/options';
import type { SecondAction } from '../../../sandbox/settings';
import type { Fault, PaymentState, StoreSettings } from '../../../sandbox/store';

/** One order of a script's store. */
export interface ScriptOrder {
	/** How far its ID is from the one before. */
	gap: number;
	state: PaymentState;
	statusId: 7 | 11 | undefined;
	archived: boolean;
	captureDelayMs: number;
	giftCertificate: boolean;
	faults: Fault[];
	/** How often it is among the items of each run. */
	items: 0 | 1 | 2 | 3;
}

export type Token = 'sandbox-token' | 'orders-only-token' | 'transactions-only-token' | 'orders-read-only-token';

/** What happens besides one undisturbed run. */
export type Plot =
	| { kind: 'once' }
	/** Run again in the same process, after a pause. */
	| { kind: 'again'; pauseMs: number }
	/** Two executions of one process at once. */
	| { kind: 'together'; pauseMs: number }
	/** The process dies at a call, before or after it arrived; another one runs it again. */
	| { kind: 'crash'; atCall: number; arrives: boolean; pauseMs: number }
	/** Stopped, then run again in the same process. */
	| { kind: 'stop'; atMs: number; pauseMs: number };

/** A store, what goes wrong in it, and what is asked of the node. Decides everything: the same script, the same course. */
export interface Script {
	seed: number;
	orders: ScriptOrder[];
	unknownOrder: boolean;
	settings: Partial<StoreSettings>;
	storeFaults: Fault[];
	token: Token;
	action: 'capture' | 'void';
	terms: Omit<RunOptions, 'action'>;
	guards: Partial<Guards> | null;
	quotaReserve: number;
	requestTimeout: number;
	latencyMs: number;
	/** Share of connections that do not open. */
	refusedShare: number;
	/** Share of captures that are long on their way, and may arrive after their caller has given up. */
	stalledShare: number;
	wallOffset: number;
	plot: Plot;
}

/** How long after its caller has given up a call may arrive, in milliseconds. */
export const LONGEST_STALL = 2_000;

const bool = fc.boolean();
const often = <T>(usual: T, ...others: Array<Arbitrary<T>>): Arbitrary<T> =>
	fc.oneof(
		{ weight: 2 * others.length, arbitrary: fc.constant(usual) },
		...others.map((arbitrary) => ({ weight: 1, arbitrary })),
	);

const state: Arbitrary<PaymentState> = fc.oneof(
	{ weight: 10, arbitrary: fc.constant<PaymentState>('authorized') },
	{
		weight: 2,
		arbitrary: fc.constantFrom<PaymentState>(
			'none',
			'pending',
			'heldForReview',
			'capturePending',
			'captured',
			'paid',
			'voidPending',
			'voided',
			'declined',
			'partiallyRefunded',
			'refunded',
		),
	},
);

const times = fc.constantFrom(undefined, 1, 1, 2, 3, 4);
const after = fc.constantFrom(undefined, undefined, undefined, 1);

/** Faults of a capture or void call, and of its job. */
const actionFault: Arbitrary<Fault> = fc.oneof(
	fc.record({
		kind: fc.constantFrom(
			'decline' as const,
			'declineFast' as const,
			'expired' as const,
			'stuckPending' as const,
			'immediate' as const,
		),
		times,
	}),
	fc.record({ kind: fc.constant('lostAnswer' as const), times }),
	fc.record({ kind: fc.constant('reset' as const), times, after }),
	fc.record({ kind: fc.constant('hang' as const), accepted: bool, times, after }),
	fc.record({
		kind: fc.constant('serverError' as const),
		status: fc.constantFrom(500 as const, 502 as const, 503 as const, 504 as const),
		accepted: bool,
		times,
		after,
	}),
	fc.record({
		kind: fc.constant('html' as const),
		status: fc.constantFrom(200, 201, 302, 502, 520),
		accepted: bool,
		times,
	}),
	fc.record({
		kind: fc.constantFrom('truncatedJson' as const, 'textBody' as const, 'arrayBody' as const, 'emptyBody' as const),
		accepted: bool,
		times,
	}),
	fc.record({
		kind: fc.constant('redirect' as const),
		to: fc.constant('https://elsewhere.example/'),
		accepted: bool,
		times,
	}),
	fc.record({ kind: fc.constant('bare429' as const), times: fc.constantFrom(1, 2, 5), after }),
	fc.record({
		kind: fc.constant('throttle429' as const),
		resetMs: fc.constantFrom(1, 700, 20_000),
		times: fc.constantFrom(1, 2),
	}),
	fc.record({
		kind: fc.constantFrom('gatewayUnsupported' as const, 'notFound' as const),
		on: fc.constantFrom('action' as const),
		times,
	}),
	fc.record({ kind: fc.constant('slow' as const), ms: fc.integer({ min: 1, max: 20_000 }), times }),
	fc.record({
		kind: fc.constant('lateVisibility' as const),
		ms: fc.integer({ min: 1, max: 9_000 }),
		reads: fc.constantFrom('all' as const, 'order' as const, 'transactions' as const),
	}),
	fc.record({ kind: fc.constant('pendingHidden' as const) }),
);

const READS = ['orderGet', 'orderList', 'transactions', 'any'] as const;

/** Faults of reads, of one order or of the whole store. */
export const readFault: Arbitrary<Fault> = fc.oneof(
	fc.record({
		kind: fc.constant('readError' as const),
		on: fc.constantFrom(...READS, 'read' as const),
		times: fc.constantFrom(1, 2, 3, 6, 12, undefined),
		after,
	}),
	fc.record({
		kind: fc.constant('html' as const),
		on: fc.constantFrom(...READS),
		status: fc.constantFrom(200, 403, 502),
		times: fc.constantFrom(1, 2, 4),
	}),
	fc.record({
		kind: fc.constantFrom('truncatedJson' as const, 'textBody' as const, 'arrayBody' as const, 'emptyBody' as const),
		on: fc.constantFrom(...READS),
		times: fc.constantFrom(1, 2, 4),
	}),
	fc.record({
		kind: fc.constant('reset' as const),
		on: fc.constantFrom(...READS),
		times: fc.constantFrom(1, 2, 4),
		after,
	}),
	fc.record({ kind: fc.constant('hang' as const), on: fc.constantFrom(...READS), times: fc.constantFrom(1, 2), after }),
	fc.record({ kind: fc.constant('bare429' as const), on: fc.constantFrom(...READS), times: fc.constantFrom(1, 3) }),
	fc.record({ kind: fc.constant('transactions503' as const), times: fc.constantFrom(1, 3, undefined) }),
	fc.record({
		kind: fc.constant('unknownStatus' as const),
		paymentStatus: fc.constantFrom('on hold', 'capture_pending'),
		times: fc.constantFrom(1, 2, undefined),
	}),
	fc.record({
		kind: fc.constant('notFound' as const),
		on: fc.constantFrom('orderGet' as const, 'any' as const),
		times: fc.constantFrom(1, undefined),
	}),
	fc.record({ kind: fc.constant('archived' as const) }),
	fc.record({
		kind: fc.constant('emptyBody' as const),
		on: fc.constant('orderList' as const),
		status: fc.constant(413),
		times: fc.constantFrom(1, 2, 5),
	}),
);

const order = fc.record<ScriptOrder>({
	gap: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 100, max: 2_000 })),
	state,
	statusId: fc.constantFrom<(7 | 11 | undefined)[]>(undefined, undefined, undefined, 7, 11),
	archived: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
	captureDelayMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 3_000, max: 90_000 })),
	giftCertificate: fc.integer({ min: 0, max: 5 }).map((roll) => roll === 0),
	faults: fc.oneof(
		{ weight: 4, arbitrary: fc.constant<Fault[]>([]) },
		{ weight: 6, arbitrary: fc.array(actionFault, { minLength: 1, maxLength: 3 }) },
		{ weight: 1, arbitrary: fc.array(fc.oneof(actionFault, readFault), { minLength: 1, maxLength: 3 }) },
	),
	items: fc.constantFrom<(0 | 1 | 2 | 3)[]>(1, 1, 1, 1, 1, 1, 0, 2, 3),
});

const settings: Arbitrary<Partial<StoreSettings>> = fc.record<Partial<StoreSettings>>({
	quota: often<number | null>(null, fc.constant(150), fc.integer({ min: 1, max: 12 })),
	windowMs: fc.constantFrom(1_000, 5_000, 30_000),
	quotaHeaders: often<StoreSettings['quotaHeaders']>('normal', fc.constantFrom('none', 'zero', 'negative', 'text')),
	otherAppsPerWindow: often(0, fc.integer({ min: 1, max: 12 })),
	retryAfter: often<StoreSettings['retryAfter']>('none', fc.constant('window'), fc.integer({ min: 0, max: 40 })),
	secondCapture: fc.constantFrom<SecondAction[]>(
		'accept201',
		'accept201',
		'conflict409',
		'unprocessable422',
		'ignore201',
	),
	secondVoid: fc.constantFrom<SecondAction[]>('accept201', 'accept201', 'conflict409', 'unprocessable422', 'ignore201'),
	notAuthorizedStatus: fc.constantFrom<Array<StoreSettings['notAuthorizedStatus']>>(400, 404, 409, 422),
	captureBody: fc.constantFrom<Array<StoreSettings['captureBody']>>('{}', '', 204),
	pendingVisible: fc.integer({ min: 0, max: 4 }).map((roll) => roll > 0),
	statusAfterCapture: fc.constantFrom<Array<number | 'unchanged'>>(11, 'unchanged'),
	modifiedDatesMove: bool,
	declineLeavesTransaction: fc.integer({ min: 0, max: 3 }).map((roll) => roll > 0),
	transactionsRecorded: often<StoreSettings['transactionsRecorded']>(
		'all',
		fc.constantFrom('authorizationOnly', 'none'),
	),
	absentValues: fc.constantFrom<Array<StoreSettings['absentValues']>>('object', 'null', 'missing'),
});

const terms: Arbitrary<Omit<RunOptions, 'action'>> = fc.record({
	dryRun: fc.integer({ min: 0, max: 19 }).map((roll) => roll === 0),
	waitForResult: fc.integer({ min: 0, max: 4 }).map((roll) => roll > 0),
	alreadySettled: fc.constantFrom('succeed' as const, 'succeed' as const, 'fail' as const),
	resultTimeout: fc.constantFrom(60_000, 60_000, 60_000, 5_000, 0, 300_000),
	verificationWindow: fc.constant(10_000),
	maxConcurrency: fc.constantFrom(1, 2, 4, 10, 50),
	maxOrders: often<number | null>(null, fc.integer({ min: 1, max: 8 })),
	stopAfterFailures: often<number | null>(null, fc.integer({ min: 1, max: 3 })),
	keepOrder: bool,
});

const guards: Arbitrary<Partial<Guards> | null> = often<Partial<Guards> | null>(
	null,
	fc.record({ maxAmount: fc.constantFrom('10.00', '25', '100.00') }),
	fc.record({ currency: fc.constantFrom('USD', 'EUR') }),
	fc.record({ expectedAmount: fc.constantFrom('25.00', '20.00'), amountTolerance: fc.constantFrom(null, '5') }),
);

const pauseMs = fc.constantFrom(1_000, 1_500, 4_000, 12_000, 200_000);

const plot: Arbitrary<Plot> = fc.oneof(
	{ weight: 4, arbitrary: fc.constant<Plot>({ kind: 'once' }) },
	{
		weight: 3,
		arbitrary: fc.record({
			kind: fc.constant('again' as const),
			pauseMs: fc.constantFrom(0, 0, 1, 300, 1_000, 12_000, 200_000),
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({ kind: fc.constant('together' as const), pauseMs: fc.constantFrom(0, 0, 1, 50, 600, 3_000) }),
	},
	{
		weight: 4,
		arbitrary: fc.record({
			kind: fc.constant('crash' as const),
			atCall: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 40 })),
			arrives: bool,
			pauseMs,
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('stop' as const),
			atMs: fc.oneof(fc.integer({ min: 0, max: 1_500 }), fc.integer({ min: 0, max: 40_000 })),
			pauseMs: fc.constantFrom(0, 0, 100, 1_000, 12_000),
		}),
	},
);

/** Any script; `decidable` must follow. */
export const anyScript: Arbitrary<Script> = fc.record({
	seed: fc.integer({ min: 0, max: 1_000_000 }),
	orders: fc.oneof(
		{ weight: 6, arbitrary: fc.array(order, { minLength: 1, maxLength: 6 }) },
		{ weight: 1, arbitrary: fc.array(order, { minLength: 1, maxLength: 25 }) },
	),
	unknownOrder: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
	settings,
	storeFaults: often<Fault[]>([], fc.array(readFault, { minLength: 1, maxLength: 2 })),
	token: often<Token>(
		'sandbox-token',
		fc.constantFrom('orders-only-token', 'transactions-only-token', 'orders-read-only-token'),
	),
	action: fc.constantFrom('capture' as const, 'capture' as const, 'capture' as const, 'void' as const),
	terms,
	guards,
	quotaReserve: fc.constantFrom(0, 10, 90),
	requestTimeout: fc.constantFrom(1_000, 10_000, 30_000),
	latencyMs: fc.constantFrom(2, 40, 300),
	refusedShare: often(0, fc.constantFrom(0.1, 0.5)),
	stalledShare: often(0, fc.constantFrom(0, 0.3)),
	wallOffset: often(0, fc.constantFrom(-3_600_000, 3_600_000, 2_000)),
	plot,
});
