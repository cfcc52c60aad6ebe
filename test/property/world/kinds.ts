import type { Scenario } from './scenario';
import type { Fault } from './store/faults';

/**
 * Kinds of trouble that were added to the world before the engine could answer them with the truth. A kind that is
 * off is taken out of every scenario; each is turned on with the change that makes it pass.
 */
export const WORLD: Readonly<Record<Kind, boolean>> = {
	staleReads: true,
	unknownWords: true,
	secondActors: true,
	severalAuthorizations: true,
	otherMoney: true,
	mixedRuns: true,
	twoProcesses: true,
	falseYes: true,
	oddYes: true,
	absurdWaits: true,
	lateCalls: true,
	hiddenJobs: true,
	slowJobs: true,
	journalApart: true,
	partialTokens: true,
	refunded: true,
	shortWindow: true,
	guards: true,
	notWaited: true,
	voidsBesideOthers: false,
	laggingOrders: false,
	rowsOnTheWay: false,
	staleAfterDone: false,
	othersRefused: false,
};

export type Kind =
	| 'staleReads'
	| 'unknownWords'
	| 'secondActors'
	| 'severalAuthorizations'
	| 'otherMoney'
	| 'mixedRuns'
	| 'twoProcesses'
	| 'falseYes'
	| 'oddYes'
	| 'absurdWaits'
	| 'lateCalls'
	| 'hiddenJobs'
	| 'slowJobs'
	| 'journalApart'
	| 'partialTokens'
	| 'refunded'
	| 'shortWindow'
	| 'guards'
	| 'notWaited'
	/** A void of the newest of several authorizations: the order's word goes back to what the older one implies. */
	| 'voidsBesideOthers'
	/** Reads of the order itself that lag where no journal shows a refusal: `authorized` again, twice, and not so. */
	| 'laggingOrders'
	/** A list read for other orders shows that the payment has moved while the call waits for its turn, or for a connection: it leaves all the same. */
	| 'rowsOnTheWay'
	/** A list that lags shows `authorized` to the next run of the process right after a capture was proved: it is sent again. */
	| 'staleAfterDone'
	/** A void of somebody else is under way and refused while our capture is accepted and does not show: taken for a refusal of ours. */
	| 'othersRefused';

/** Takes out of a scenario what is off. */
export function enabled(given: Scenario, world: Readonly<Record<Kind, boolean>> = WORLD): Scenario {
	const scenario = withoutLag(withoutOthers(given, world), world);
	const { traits, plan, terms } = scenario;
	const [first, second] = plan.runs;
	const keeps = (fault: Fault) =>
		(world.staleReads || fault.kind !== 'stale') &&
		(world.unknownWords || fault.kind !== 'unknownWord') &&
		(world.falseYes || !isFalseYes(fault)) &&
		(world.absurdWaits || fault.kind !== 'stated429' || isSane(fault)) &&
		(world.lateCalls || fault.kind !== 'arrivesLate') &&
		(world.journalApart || (fault.on !== 'journal' && fault.on !== 'reads'));
	return {
		...scenario,
		items: world.guards ? scenario.items : scenario.items.map((item) => ({ ...item, guards: null })),
		token: world.partialTokens || scenario.token === 'readOnly' ? scenario.token : 'full',
		faults: scenario.faults.filter(keeps),
		orders: scenario.orders.map((order) => ({
			...order,
			authorizations: world.severalAuthorizations ? order.authorizations : [{ minor: 2_500, was: 'standing' }],
			certificateEvent: world.otherMoney ? order.certificateEvent : 'purchase',
			word:
				!world.refunded && (order.word === 'refunded' || order.word === 'partially refunded') ? undefined : order.word,
			jobs: world.slowJobs
				? order.jobs
				: order.jobs.map(({ result, delayMs }) => ({
						result: result === 'stuck' ? 'taken' : result,
						delayMs: Math.min(delayMs, 3_000),
					})),
			faults: order.faults.filter(keeps),
			actors: world.secondActors ? order.actors : [],
		})),
		traits: {
			...traits,
			yes: world.oddYes || traits.yes === '' || traits.yes === 204 ? traits.yes : '{}',
			retryAfter: world.absurdWaits || traits.retryAfter.length < 3 ? traits.retryAfter : 'none',
			pendingVisible: !world.hiddenJobs || traits.pendingVisible,
			journal: world.journalApart ? traits.journal : 'all',
			refusalLeavesTransaction: !world.journalApart || traits.refusalLeavesTransaction,
		},
		terms: {
			...terms,
			verificationWindow: world.shortWindow ? terms.verificationWindow : 10_000,
			waitForResult: world.notWaited ? terms.waitForResult : true,
		},
		plan: {
			...(plan.kind === 'together' && !world.twoProcesses ? { ...plan, sameProcess: true } : plan),
			runs: world.mixedRuns
				? plan.runs
				: [
						{ ...first, terms: {} },
						{ ...second, action: first.action, terms: {} },
					],
		},
	};
}

/** A good status and no complaint, and yet nothing was done. */
function isFalseYes(fault: Fault): boolean {
	return fault.kind === 'falseYes' || (fault.kind === 'oddBody' && fault.status === 200 && !fault.accepted);
}

function isSane(fault: Fault): boolean {
	return fault.kind === 'stated429' && (fault.retryAfter ?? '').length < 3 && Number(fault.resetMs ?? 0) <= 20_000;
}

function withoutOthers(scenario: Scenario, world: Readonly<Record<Kind, boolean>>): Scenario {
	const voids = scenario.plan.runs.some(({ action }) => action === 'void');
	const othersVoid = scenario.orders.some(
		({ actors, word }) => word === 'void pending' || actors.some(({ does }) => does.kind === 'voids'),
	);
	if (world.voidsBesideOthers || (!voids && !othersVoid)) return scenario;
	return {
		...scenario,
		orders: scenario.orders.map((order) => ({
			...order,
			authorizations: order.authorizations.slice(-1),
			actors: order.actors.filter(({ does }) => does.kind !== 'authorizes anew' || does.voidsOld),
		})),
	};
}

function withoutLag(scenario: Scenario, world: Readonly<Record<Kind, boolean>>): Scenario {
	const { kind } = scenario.plan;
	const lagsLater = !world.staleAfterDone && kind !== 'once' && kind !== 'crash';
	if (lagsLater)
		return {
			...scenario,
			orders: scenario.orders.map((order) => ({
				...order,
				faults: order.faults.filter((fault) => fault.kind !== 'stale' || fault.on === 'journal'),
			})),
		};
	if (world.laggingOrders) return scenario;
	return {
		...scenario,
		orders: scenario.orders.map((order) => ({
			...order,
			faults: order.faults.map((fault) =>
				fault.kind === 'stale' && fault.on !== 'journal' && fault.on !== 'list'
					? { ...fault, ms: Math.min(fault.ms, 2_000), times: 1 }
					: fault,
			),
		})),
	};
}
