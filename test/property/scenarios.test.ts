import { verdictOn } from './world/invariants';
import type { ScenarioOrder } from './world/drawn/orders';
import type { Scenario } from './world/scenario';
import { simulate } from './world/simulation';

const ORDER: ScenarioOrder = {
	id: 101,
	authorizations: [{ minor: 2_500, was: 'standing' }],
	isReopened: false,
	paidByHand: 0,
	byHandAs: 'offline',
	statusId: 7,
	isArchived: false,
	giftCertificate: 0,
	certificateEvent: 'purchase',
	storeCredit: 0,
	itemsShipped: 0,
	jobs: [{ result: 'taken', delayMs: 1_000 }],
	faults: [],
	actors: [],
};

const SCENARIO: Scenario = {
	seed: 1,
	orders: [ORDER],
	items: [{ order: 0, guards: null, options: {} }],
	traits: {
		quota: null,
		windowMs: 30_000,
		headers: 'normal',
		others: 0,
		retryAfter: 'none',
		secondCapture: 'accept201',
		secondVoid: 'accept201',
		notAuthorizedStatus: 422,
		yes: '{}',
		pendingVisible: true,
		statusAfterCapture: 11,
		modifiedDatesMove: true,
		refusalLeavesTransaction: true,
		journal: 'all',
		absentValues: 'object',
		hasDateHeader: true,
	},
	faults: [],
	token: 'full',
	terms: {
		dryRun: false,
		waitForResult: true,
		alreadySettled: 'succeed',
		resultTimeout: 60_000,
		verificationWindow: 10_000,
		maxConcurrency: 4,
		maxOrders: null,
		stopAfterFailures: null,
		keepOrder: false,
	},
	quotaReserve: 10,
	requestTimeout: 30_000,
	latencyMs: 40,
	wallOffset: 0,
	plan: {
		kind: 'once',
		runs: [
			{ action: 'capture', terms: {} },
			{ action: 'capture', terms: {} },
		],
	},
};

test('a run after a Stop looks into the call in doubt once, and sends again when it is proved to have had no effect', async () => {
	const trace = await simulate({
		...SCENARIO,
		orders: [
			{
				...ORDER,
				faults: [
					{ kind: 'connectionLost', code: 'ECONNRESET', syscall: 'read', accepted: false, on: 'call', times: 1 },
				],
			},
		],
		plan: { ...SCENARIO.plan, kind: 'stop', atMs: 400, pauseMs: 0 },
	});
	const [stopped, second] = trace.executions;
	expect(verdictOn(trace).violations).toEqual([]);
	expect(stopped?.answers?.map(({ outcome }) => outcome)).toEqual(['unknown']);
	expect(second?.answers?.map(({ outcome }) => outcome)).toEqual(['captured']);
	expect(second?.use.calls).toBeLessThan(30);
});

test('a call that waits for its turn does not leave any more when a list for other orders shows that the payment has moved', async () => {
	const trace = await simulate({
		...SCENARIO,
		orders: [
			{ ...ORDER, id: 101 },
			{
				...ORDER,
				id: 102,
				faults: [{ kind: 'bare429', on: 'call', times: 12 }],
				actors: [{ when: { at: 'time', ms: 130 }, does: { kind: 'captures' } }],
			},
			{ ...ORDER, id: 103 },
		],
		items: [
			{ order: 0, guards: null, options: {} },
			{ order: 1, guards: null, options: {} },
			{ order: 2, guards: null, options: {} },
		],
		// So that results are looked for while others are still to be sent.
		terms: { ...SCENARIO.terms, stopAfterFailures: 5 },
	});
	const [execution] = trace.executions;
	expect(verdictOn(trace).violations).toEqual([]);
	expect(execution?.answers?.map(({ outcome, changed }) => `${outcome} ${changed}`)).toEqual([
		'captured true',
		'captured false',
		'captured true',
	]);
	expect(execution?.posts.filter(({ orderId }) => orderId === 102).length).toBeLessThan(12);
});

test('a call that is tried again does not leave any more when a list for other orders shows an amount above the limit', async () => {
	const trace = await simulate({
		...SCENARIO,
		orders: [
			{ ...ORDER, id: 101 },
			{
				...ORDER,
				id: 102,
				faults: [{ kind: 'bare429', on: 'call', times: 12 }],
				actors: [{ when: { at: 'time', ms: 130 }, does: { kind: 'edits the total', minor: 50_000 } }],
			},
			{ ...ORDER, id: 103 },
		],
		// Where no authorization is on record, the amount is the order's own total.
		traits: { ...SCENARIO.traits, journal: 'none' },
		items: [
			{ order: 0, guards: null, options: {} },
			{ order: 1, guards: { maxAmount: '100.00' }, options: {} },
			{ order: 2, guards: null, options: {} },
		],
		terms: { ...SCENARIO.terms, stopAfterFailures: 5 },
	});
	expect(verdictOn(trace).violations).toEqual([]);
	expect(trace.executions[0]?.answers?.map(({ outcome, code }) => `${outcome} ${code}`)).toEqual([
		'captured done',
		'blocked guard',
		'captured done',
	]);
	expect(trace.store.orders.get(102)?.captures).toBe(0);
});

test('an order that waits for the results of others before it is answered is told its state as it is then', async () => {
	const slow = { ...ORDER, jobs: [{ result: 'taken' as const, delayMs: 400_000 }] };
	const trace = await simulate({
		...SCENARIO,
		seed: 999_987,
		orders: [
			{ ...slow, id: 101 },
			{ ...ORDER, id: 102, word: 'capture pending', jobs: [{ result: 'refused', delayMs: 1_974 }] },
			{ ...slow, id: 103 },
			{ ...slow, id: 104 },
		],
		items: [1, 2, 3, 0].map((order) => ({ order, guards: null, options: {} })),
		terms: { ...SCENARIO.terms, stopAfterFailures: 3 },
		plan: {
			...SCENARIO.plan,
			runs: [
				{ action: 'void', terms: {} },
				{ action: 'void', terms: {} },
			],
		},
	});
	expect(verdictOn(trace).violations).toEqual([]);
});

const VOID_RUNS: Scenario['plan']['runs'] = [
	{ action: 'void', terms: {} },
	{ action: 'void', terms: {} },
];

test('a void is not called declined because an order is authorized anew meanwhile and its journal does not show it yet', async () => {
	const trace = await simulate({
		...SCENARIO,
		orders: [
			{
				...ORDER,
				faults: [{ kind: 'stale', ms: 9_000, on: 'journal' }],
				actors: [{ when: { at: 'call' }, does: { kind: 'authorizes anew', minor: 1_000, voidsOld: false } }],
			},
		],
		plan: { kind: 'once', runs: VOID_RUNS },
	});
	expect(trace.store.orders.get(ORDER.id)?.voids).toBe(1);
	expect(verdictOn(trace)).toEqual({ violations: [], excluded: [] });
	expect(trace.executions[0]?.answers?.map(({ outcome, code }) => `${outcome} ${code}`)).toEqual([
		'pending resultTimeout',
	]);
});

test('a void whose answer was lost is not called unavailable because the next call never connects, where the journal is closed', async () => {
	const trace = await simulate({
		...SCENARIO,
		orders: [
			{
				...ORDER,
				authorizations: [
					{ minor: 2_500, was: 'standing' },
					{ minor: 2_500, was: 'standing' },
				],
				// Done before anybody looks.
				jobs: [{ result: 'taken', delayMs: 0 }],
				faults: [
					{ kind: 'connectionLost', code: 'ECONNRESET', syscall: 'read', accepted: true, on: 'call', times: 1 },
					{ kind: 'neverConnected', code: 'ECONNREFUSED', syscall: 'connect', on: 'call', after: 1 },
				],
			},
		],
		token: 'orders',
		plan: { kind: 'once', runs: VOID_RUNS },
	});
	expect(trace.store.orders.get(ORDER.id)?.voids).toBe(1);
	expect(verdictOn(trace)).toEqual({ violations: [], excluded: [] });
	expect(trace.executions[0]?.answers?.map(({ outcome, code }) => `${outcome} ${code}`)).toEqual([
		'unknown resultUnproved',
	]);
});

test('a capture is not called declined because reads lag that show the order as it was before', async () => {
	const trace = await simulate({
		...SCENARIO,
		orders: [{ ...ORDER, faults: [{ kind: 'stale', ms: 9_000, on: 'reads', after: 2 }] }],
		traits: { ...SCENARIO.traits, modifiedDatesMove: false },
	});
	expect(verdictOn(trace)).toEqual({ violations: [], excluded: [] });
	expect(trace.executions[0]?.answers?.map(({ outcome }) => outcome)).toEqual(['captured']);
});

test('what reads that lag beyond the window made look refused is not sent again upon them by the next run', async () => {
	const trace = await simulate({
		...SCENARIO,
		orders: [{ ...ORDER, faults: [{ kind: 'stale', ms: 60_000, on: 'reads', after: 2 }] }],
		traits: { ...SCENARIO.traits, modifiedDatesMove: false },
		plan: { ...SCENARIO.plan, kind: 'again', pauseMs: 0 },
	});
	expect(trace.store.orders.get(ORDER.id)?.captures).toBe(1);
	expect(verdictOn(trace).violations).toEqual([]);
	expect(trace.executions.map(({ answers }) => answers?.map(({ outcome }) => outcome))).toEqual([
		['declined'],
		['captured'],
	]);
});

test('an order that was paid and paid back is not captured again because an older authorization stands, by a token that reads transactions alone', async () => {
	const trace = await simulate({
		...SCENARIO,
		orders: [
			{
				...ORDER,
				jobs: [{ result: 'taken', delayMs: 0 }],
				actors: [
					{ when: { at: 'call' }, does: { kind: 'authorizes anew', minor: 1_000, voidsOld: false } },
					{ when: { at: 'read', number: 2 }, does: { kind: 'refunds all' } },
				],
			},
		],
		token: 'transactions',
		plan: { ...SCENARIO.plan, kind: 'again', pauseMs: 0 },
	});
	expect(trace.store.orders.get(ORDER.id)?.captures).toBe(1);
	expect(verdictOn(trace).violations).toEqual([]);
	expect(trace.executions.map(({ answers }) => answers?.map(({ outcome, code }) => `${outcome} ${code}`))).toEqual([
		['captured done'],
		['notCapturable refundedSince'],
	]);
});

test('what an earlier execution sent is not called accepted upon a list that took a minute', async () => {
	const refused = { ...ORDER, jobs: [{ result: 'refused' as const, delayMs: 0 }] };
	const trace = await simulate({
		...SCENARIO,
		orders: [
			{ ...refused, id: 101 },
			{ ...refused, id: 102 },
		],
		items: [0, 1].map((order) => ({ order, guards: null, options: {} })),
		traits: { ...SCENARIO.traits, refusalLeavesTransaction: false },
		faults: [{ kind: 'hang', accepted: false, on: 'list', times: 4, after: 1 }],
		terms: { ...SCENARIO.terms, waitForResult: false },
		requestTimeout: 25_000,
		plan: { ...SCENARIO.plan, kind: 'again', pauseMs: 0 },
	});
	const [first, second] = trace.executions;
	expect(verdictOn(trace).violations).toEqual([]);
	expect(second?.beganAt).toBeLessThan(1_000);
	expect(second?.endedAt).toBeGreaterThan(60_000);
	expect(first?.answers?.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
	expect(second?.answers?.map(({ outcome, code }) => `${outcome} ${code}`)).toEqual([
		'pending notSeenYet',
		'pending notSeenYet',
	]);
});

test('an order that waits for the results of others is not answered against what their list shows of it meanwhile', async () => {
	const at = (id: number): ScenarioOrder => ({ ...ORDER, id, jobs: [{ result: 'taken', delayMs: 1 }] });
	const trace = await simulate({
		...SCENARIO,
		seed: 0,
		orders: [
			at(101),
			{
				...at(102),
				word: 'void pending',
				jobs: [
					{ result: 'refused', delayMs: 9 },
					{ result: 'taken', delayMs: 1 },
				],
			},
			at(103),
			at(104),
		],
		items: [0, 1, 2, 3].map((order) => ({ order, guards: null, options: {} })),
		terms: { ...SCENARIO.terms, stopAfterFailures: 2 },
		latencyMs: 2,
	});
	expect(verdictOn(trace).violations).toEqual([]);
	expect(trace.executions[0]?.answers?.map(({ outcome }) => outcome)).toEqual(Array(4).fill('captured'));
});
