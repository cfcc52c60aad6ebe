import fc, { type Arbitrary } from 'fast-check';
import type { RunOptions } from '../../../nodes/BigCommerce/capture/options';
import type { Guards } from '../../../nodes/BigCommerce/payment/guards';
import type { Actor, Deed } from './store/actors';
import type { Fault } from './store/faults';
import type { OrderStart } from './store/order';
import type { StoreTraits, Token } from './store/store';

/** One run of the node within a scenario. */
export interface RunPlan {
	action: 'capture' | 'void';
	terms: Partial<Pick<RunOptions, 'waitForResult' | 'dryRun' | 'alreadySettled'>>;
}

/** What happens besides one undisturbed run; the second run of `once` is never made. */
export type Plan = { runs: [RunPlan, RunPlan] } & (
	| { kind: 'once' }
	/** Run again in the same process, after a pause. */
	| { kind: 'again'; pauseMs: number }
	/** Two executions at once, of one process or of two. */
	| { kind: 'together'; pauseMs: number; sameProcess: boolean }
	/** The process dies at a call, before or after it arrived; another one runs it again. */
	| { kind: 'crash'; atCall: number; arrives: boolean; pauseMs: number }
	/** Stopped, then run again in the same process. */
	| { kind: 'stop'; atMs: number; pauseMs: number }
);

export type ScenarioOrder = OrderStart & { faults: Fault[]; actors: Actor[] };

/**
 * A store, what goes wrong in it, and what is asked of the node. Decides everything: the same scenario, the same trace.
 */
export interface Scenario {
	seed: number;
	orders: ScenarioOrder[];
	/** The items of each run, by place in `orders`; one past its end is an order that does not exist. */
	items: Array<{ order: number; guards: Partial<Guards> | null }>;
	traits: StoreTraits;
	faults: Fault[];
	token: Token;
	terms: Omit<RunOptions, 'action'>;
	quotaReserve: number;
	requestTimeout: number;
	latencyMs: number;
	/** How wrong our clock is beside the store's. */
	wallOffset: number;
	plan: Plan;
}

const bool = fc.boolean();
const of = fc.constantFrom;
const int = (min: number, max: number) => fc.integer({ min, max });
const one = (outOf: number) => int(0, outOf - 1).map((roll) => roll === 0);
const often = <T>(usual: T, ...others: Array<Arbitrary<T>>): Arbitrary<T> =>
	fc.oneof(
		{ weight: 2 * others.length, arbitrary: fc.constant(usual) },
		...others.map((arbitrary) => ({ weight: 1, arbitrary })),
	);

const times = of(undefined, 1, 1, 2, 3, 4);
const few = of(1, 1, 2, 4, 12, undefined);
const after = of(undefined, undefined, undefined, 1, 2);
const sinceCall = of(undefined, undefined, true);

const beforeArrival = fc.record({
	kind: fc.constant('neverConnected' as const),
	code: of('ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'ETIMEDOUT'),
	syscall: fc.constant('connect' as const),
});
const nameLookup = fc.record({
	kind: fc.constant('neverConnected' as const),
	code: of('ENOTFOUND', 'EAI_AGAIN'),
	syscall: fc.constant('getaddrinfo' as const),
});
const connectionLost = fc.record({
	kind: fc.constant('connectionLost' as const),
	code: of('ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN'),
	syscall: of('read' as const, 'write' as const),
	accepted: bool,
});
const serverError = fc.record({
	kind: fc.constant('serverError' as const),
	status: of(500 as const, 502 as const, 503 as const, 504 as const),
	accepted: bool,
});
const throttled = fc.oneof(
	fc.constant({ kind: 'bare429' as const }),
	fc.record({
		kind: fc.constant('stated429' as const),
		retryAfter: of(null, '0', '1', '40', '86400', '99999999', '-5', 'soon'),
		resetMs: of(null, '1', '700', '20000', '0', '999999999999', '-1'),
	}),
);
const oddBody = (...statuses: number[]) =>
	fc.record({
		kind: fc.constant('oddBody' as const),
		status: of(...statuses),
		body: of('text' as const, 'list' as const, 'nothing' as const, 'cut off' as const),
		accepted: bool,
	});

/** Faults of a capture or void call. */
const callFault: Arbitrary<Fault> = fc
	.record({
		shape: fc.oneof(
			serverError,
			fc.record({ kind: fc.constant('html' as const), status: of(200, 201, 302, 502, 520), accepted: bool }),
			oddBody(200, 500, 502),
			fc.record({ kind: fc.constant('redirect' as const), accepted: bool }),
			fc.constant({ kind: 'falseYes' as const }),
			fc.record({
				kind: fc.constant('refused' as const),
				status: of(400 as const, 404 as const, 409 as const, 422 as const),
			}),
			throttled,
			beforeArrival,
			nameLookup,
			connectionLost,
			connectionLost,
			fc.record({ kind: of('hang' as const, 'trickle' as const), accepted: bool }),
			fc.record({ kind: fc.constant('slow' as const), ms: int(1, 40_000) }),
			fc.record({ kind: fc.constant('arrivesLate' as const), ms: int(1, 40_000) }),
		),
		times,
		after,
	})
	// A millisecond after which it is refused again, for ever, is no wait that anybody states.
	.map(({ shape, times: left, after: skip }) => ({
		...shape,
		on: 'call' as const,
		times: shape.kind === 'stated429' ? (left ?? 4) : left,
		after: skip,
	}));

const where = of('order' as const, 'list' as const, 'journal' as const, 'reads' as const);

/** Faults of reads. */
const readFault: Arbitrary<Fault> = fc
	.record({
		shape: fc.oneof(
			serverError,
			fc.record({ kind: fc.constant('html' as const), status: of(200, 403, 502), accepted: fc.constant(false) }),
			oddBody(200, 500),
			throttled,
			beforeArrival,
			connectionLost,
			fc.record({ kind: of('hang' as const, 'trickle' as const), accepted: fc.constant(false) }),
			fc.record({ kind: fc.constant('slow' as const), ms: int(1, 20_000) }),
			fc.constant({ kind: 'notFound' as const }),
			fc.constant({ kind: 'tooLarge' as const }),
		),
		on: where,
		times: few,
		after,
		sinceCall,
	})
	.map(({ shape, ...rest }) => ({
		...shape,
		...rest,
		times: shape.kind === 'stated429' ? (rest.times ?? 12) : rest.times,
		on: shape.kind === 'tooLarge' ? ('list' as const) : rest.on,
	}));

/** Reads that show the order as it was, each kind apart; also one between two that show it as it is. */
const viewFault: Arbitrary<Fault> = fc
	.record({
		shape: fc.oneof(
			{
				weight: 5,
				arbitrary: fc.record({ kind: fc.constant('stale' as const), ms: of(300, 2_000, 9_000, 9_000, 60_000) }),
			},
			{
				weight: 1,
				arbitrary: fc.record({ kind: fc.constant('unknownWord' as const), word: of('on hold', 'capture_pending') }),
			},
		),
		on: where,
		times: of(undefined, 1, 1, 2, 5),
		after: of(undefined, 1, 2, 3),
		sinceCall,
	})
	.map(({ shape, ...rest }) => ({ ...shape, ...rest }));

const deed: Arbitrary<Deed> = fc.oneof(
	fc.record({
		kind: of(
			'captures' as const,
			'captures at the gateway' as const,
			'voids' as const,
			'refunds all' as const,
			'refunds a part' as const,
			'voids the capture' as const,
			'writes a note' as const,
			'ships' as const,
		),
	}),
	fc.record({ kind: fc.constant('edits the total' as const), minor: of(1_000, 50_000) }),
	fc.record({ kind: fc.constant('authorizes anew' as const), minor: of(1_000, 50_000), voidsOld: bool }),
	fc.record({ kind: fc.constant('sets the status' as const), statusId: of(5, 2, 12) }),
);

const actor: Arbitrary<Actor> = fc.record({
	when: fc.oneof(
		fc.record({ at: fc.constant('time' as const), ms: of(1, 50, 400, 3_000, 20_000) }),
		fc.record({ at: fc.constant('read' as const), number: of(1, 1, 2, 3) }),
		fc.record({ at: fc.constant('call' as const) }),
		fc.record({ at: fc.constant('afterCall' as const), ms: of(0, 100, 1_500, 12_000) }),
	),
	does: deed,
});

const authorizations: Arbitrary<OrderStart['authorizations']> = fc.oneof(
	{ weight: 8, arbitrary: fc.constant<OrderStart['authorizations']>([{ minor: 2_500, was: 'standing' }]) },
	{
		weight: 2,
		arbitrary: fc.array(
			fc.record({
				minor: of(2_500, 50_000, 1_000),
				was: of('standing' as const, 'voided' as const, 'refused' as const, 'captured' as const),
			}),
			{ minLength: 1, maxLength: 3 },
		),
	},
);

const delayMs = fc.oneof(fc.constant(0), int(1, 3_000), int(3_000, 90_000), of(400_000));
const jobs: Arbitrary<OrderStart['jobs']> = fc.oneof(
	{ weight: 3, arbitrary: fc.record({ result: fc.constant('taken' as const), delayMs }).map((job) => [job]) },
	{
		weight: 2,
		arbitrary: fc.array(
			fc.record({ result: of('taken' as const, 'refused' as const, 'refused' as const, 'stuck' as const), delayMs }),
			{ minLength: 1, maxLength: 3 },
		),
	},
);

interface Drawn extends Omit<ScenarioOrder, 'id'> {
	gap: number;
}

const order: Arbitrary<Drawn> = fc.record<Drawn>({
	gap: fc.oneof(fc.constant(1), int(1, 5), int(100, 2_000)),
	authorizations,
	word: fc.oneof(
		{ weight: 12, arbitrary: fc.constant(undefined) },
		{
			weight: 2,
			arbitrary: of(
				'',
				'pending',
				'held for review',
				'capture pending',
				'void pending',
				'paid',
				'declined',
				'partially refunded',
				'refunded',
				'captured',
				'void',
			),
		},
	),
	statusId: of(7, 7, 7, 11, 1),
	isArchived: one(10),
	giftCertificate: of(0, 0, 0, 0, 500),
	certificateEvent: of('purchase' as const, 'capture' as const, 'authorization' as const),
	storeCredit: of(0, 0, 0, 0, 300),
	itemsShipped: of(0, 0, 1, 2),
	jobs,
	faults: fc.oneof(
		{ weight: 4, arbitrary: fc.constant<Fault[]>([]) },
		{ weight: 5, arbitrary: fc.array(callFault, { minLength: 1, maxLength: 3 }) },
		{ weight: 2, arbitrary: fc.array(fc.oneof(callFault, viewFault), { minLength: 1, maxLength: 3 }) },
		{ weight: 2, arbitrary: fc.array(fc.oneof(callFault, readFault, viewFault), { minLength: 1, maxLength: 4 }) },
	),
	actors: fc.oneof(
		{ weight: 4, arbitrary: fc.constant<Actor[]>([]) },
		{ weight: 1, arbitrary: fc.array(actor, { minLength: 1, maxLength: 2 }) },
	),
});

const second = of(
	'accept201' as const,
	'accept201' as const,
	'conflict409' as const,
	'unprocessable422' as const,
	'ignore201' as const,
);

const traits: Arbitrary<StoreTraits> = fc.record<StoreTraits>({
	quota: often<number | null>(null, of(150), int(1, 12)),
	windowMs: of(1_000, 5_000, 30_000),
	headers: often<StoreTraits['headers']>('normal', of('none', 'zero', 'negative', 'text')),
	others: often(0, int(1, 12)),
	retryAfter: often<string>('none', of('window'), of('0', '1', '40', '86400', '99999999', '-5')),
	secondCapture: second,
	secondVoid: second,
	notAuthorizedStatus: of(400 as const, 404 as const, 409 as const, 422 as const),
	yes: of<Array<StoreTraits['yes']>>('{}', '{}', '', 204, 'null', '[]', 'text', 'data'),
	pendingVisible: one(5).map((roll) => !roll),
	statusAfterCapture: of<Array<number | 'unchanged'>>(11, 'unchanged'),
	modifiedDatesMove: bool,
	refusalLeavesTransaction: one(4).map((roll) => !roll),
	journal: often<StoreTraits['journal']>('all', of('authorizationOnly', 'none')),
	absentValues: of('object' as const, 'null' as const, 'missing' as const),
	hasDateHeader: one(8).map((roll) => !roll),
});

const terms: Arbitrary<Omit<RunOptions, 'action'>> = fc.record({
	dryRun: one(20),
	waitForResult: one(5).map((roll) => !roll),
	alreadySettled: of('succeed' as const, 'succeed' as const, 'fail' as const),
	resultTimeout: of(60_000, 60_000, 60_000, 5_000, 0, 300_000),
	verificationWindow: of(10_000, 10_000, 10_000, 3_000),
	maxConcurrency: of(1, 2, 4, 10, 50),
	maxOrders: often<number | null>(null, int(1, 8)),
	stopAfterFailures: often<number | null>(null, int(1, 3)),
	keepOrder: bool,
});

const guards: Arbitrary<Partial<Guards> | null> = fc.oneof(
	{ weight: 5, arbitrary: fc.constant<Partial<Guards> | null>(null) },
	{ weight: 1, arbitrary: fc.record({ maxAmount: of('10.00', '25', '100.00') }) },
	{ weight: 1, arbitrary: fc.record({ currency: of('USD', 'EUR') }) },
	{ weight: 1, arbitrary: fc.record({ orderStatusIds: of<number[][]>([7], [7, 11]) }) },
	{ weight: 1, arbitrary: fc.record({ expectedAmount: of('25.00', '20.00'), amountTolerance: of(null, '5') }) },
);

const run: Arbitrary<RunPlan> = fc.record<RunPlan>({
	action: of('capture' as const, 'capture' as const, 'capture' as const, 'void' as const),
	terms: fc.oneof(
		fc.constant<RunPlan['terms']>({}),
		fc.record({ waitForResult: bool }),
		fc.record({ alreadySettled: of('succeed' as const, 'fail' as const) }),
	),
});

const runs: Arbitrary<[RunPlan, RunPlan]> = fc.oneof(
	{ weight: 2, arbitrary: run.map((plan): [RunPlan, RunPlan] => [plan, plan]) },
	{ weight: 1, arbitrary: fc.tuple(run, run) },
);

const plan: Arbitrary<Plan> = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ runs, kind: fc.constant('once' as const) }) },
	{
		weight: 3,
		arbitrary: fc.record({
			runs,
			kind: fc.constant('again' as const),
			pauseMs: of(0, 0, 1, 300, 1_000, 12_000, 200_000),
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			runs,
			kind: fc.constant('together' as const),
			pauseMs: of(0, 0, 1, 50, 600, 3_000),
			sameProcess: one(4).map((roll) => !roll),
		}),
	},
	{
		weight: 4,
		arbitrary: fc.record({
			runs,
			kind: fc.constant('crash' as const),
			atCall: fc.oneof(int(1, 12), int(1, 40)),
			arrives: bool,
			pauseMs: of(1_000, 1_500, 4_000, 12_000, 200_000),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			runs,
			kind: fc.constant('stop' as const),
			atMs: fc.oneof(int(0, 1_500), int(0, 40_000)),
			pauseMs: of(0, 0, 100, 1_000, 12_000),
		}),
	},
);

const drawn = fc.record({
	seed: int(0, 1_000_000),
	orders: fc.oneof(
		{ weight: 12, arbitrary: fc.array(order, { minLength: 1, maxLength: 3 }) },
		{ weight: 4, arbitrary: fc.array(order, { minLength: 2, maxLength: 7 }) },
		{ weight: 1, arbitrary: fc.array(order, { minLength: 5, maxLength: 25 }) },
	),
	/** Items besides one for each order. */
	more: fc.array(fc.record({ order: int(0, 30), guards }), { maxLength: 3 }),
	guards: often<Partial<Guards> | null>(null, guards),
	traits,
	faults: often<Fault[]>([], fc.array(readFault, { minLength: 1, maxLength: 2 })),
	token: often<Token>('full', of('orders', 'transactions', 'readOnly')),
	terms,
	quotaReserve: of(0, 10, 90),
	requestTimeout: of(1_000, 10_000, 30_000),
	latencyMs: of(2, 40, 300, 1_000),
	wallOffset: often(0, of(-3_600_000, 3_600_000, 2_000)),
	plan,
});

/** Any scenario. */
export const anyScenario: Arbitrary<Scenario> = drawn.map(({ orders, more, guards: common, ...rest }) => {
	let id = 100;
	const placed = orders.map(({ gap, ...start }) => ({ ...start, id: (id += gap) }));
	const items = placed.map((_order, index) => ({ order: index, guards: common }));
	return { ...rest, orders: placed, items: [...items, ...more] };
});
