import fc, { type Arbitrary } from 'fast-check';
import type { RunOptions } from '../../../nodes/BigCommerce/capture/options';
import type { Guards } from '../../../nodes/BigCommerce/payment/guards';
import { readFault } from './drawn/faults';
import { order, type ScenarioOrder } from './drawn/orders';
import { bool, int, of, often, one } from './drawn/pick';
import type { Fault } from './store/faults';
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

/** One item of each run: an order, by its place, and what the item asks for besides. */
export interface ScenarioItem {
	order: number;
	guards: Partial<Guards> | null;
	/** Where they differ from the run's. */
	options: Partial<Pick<RunOptions, 'waitForResult' | 'dryRun' | 'alreadySettled'>>;
}

/**
 * A store, what goes wrong in it, and what is asked of the node. Decides everything: the same scenario, the same trace.
 */
export interface Scenario {
	seed: number;
	orders: ScenarioOrder[];
	/** The items of each run, by place in `orders`; one past its end is an order that does not exist. */
	items: ScenarioItem[];
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
	hasReferences: one(6).map((roll) => !roll),
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
	maxTotals: often<RunOptions['maxTotals']>(undefined, of(['20.00'], ['60.00'], ['60.00', 500])),
});

const guards: Arbitrary<Partial<Guards> | null> = fc.oneof(
	{ weight: 5, arbitrary: fc.constant<Partial<Guards> | null>(null) },
	{ weight: 1, arbitrary: fc.record({ maxAmount: of('10.00', '25', '100.00') }) },
	{ weight: 1, arbitrary: fc.record({ currency: of('USD', 'EUR') }) },
	{ weight: 1, arbitrary: fc.record({ orderStatusIds: of<number[][]>([7], [7, 11]) }) },
	{ weight: 1, arbitrary: fc.record({ expectedAmount: of('25.00', '20.00'), amountTolerance: of(null, '5') }) },
	{ weight: 1, arbitrary: fc.record({ minAgeDays: of(0.5, 1, 3) }) },
	{ weight: 1, arbitrary: fc.record({ maxAgeDays: of(0.5, 1, 3) }) },
);

const options: Arbitrary<ScenarioItem['options']> = fc.oneof(
	{ weight: 4, arbitrary: fc.constant<ScenarioItem['options']>({}) },
	{ weight: 2, arbitrary: fc.record({ dryRun: bool }) },
	{ weight: 1, arbitrary: fc.record({ waitForResult: bool }) },
	{ weight: 1, arbitrary: fc.record({ alreadySettled: of('succeed' as const, 'fail' as const) }) },
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
	more: fc.array(fc.record({ order: int(0, 30), guards, options }), { maxLength: 3 }),
	guards: often<Partial<Guards> | null>(null, guards),
	options,
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
export const anyScenario: Arbitrary<Scenario> = drawn.map(({ orders, more, guards: common, options: own, ...rest }) => {
	let id = 100;
	const placed = orders.map(({ gap, ...start }) => ({ ...start, id: (id += gap) }));
	const items = placed.map((_order, index) => ({ order: index, guards: common, options: own }));
	return { ...rest, orders: placed, items: [...items, ...more] };
});

/**
 * Without what nobody could tell from the truth: a token that is told twice over that it may not, may not; an order
 * that reads `declined` in two looks is; and a run that has sent nothing itself has no reason to doubt that word.
 */
export function withoutLies(scenario: Scenario): Scenario {
	const met = new Set<string>();
	const isFirst = (lie: string): boolean => !met.has(lie) && met.add(lie).has(lie);
	const kept = (faults: Fault[], id: number): Fault[] =>
		faults.filter((fault) => {
			if (fault.kind === 'forbidden') return isFirst('forbidden');
			if (fault.kind !== 'unknownWord' || fault.word !== 'declined') return true;
			return scenario.plan.kind === 'once' && isFirst(`declined ${id}`);
		});
	return {
		...scenario,
		faults: kept(scenario.faults, 0),
		orders: scenario.orders.map((order) => ({ ...order, faults: kept(order.faults, order.id) })),
	};
}
