import type { ScenarioOrder } from './world/drawn/orders';
import { verdictOn } from './world/invariants';
import { ORDER, SCENARIO } from './world/plainScenario';
import { simulate } from './world/simulation';

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

test('a dry-run item beside one whose call came to nothing, and is held back by now, says that nothing was sent for it', async () => {
	const trace = await simulate({
		...SCENARIO,
		orders: [
			{
				...ORDER,
				faults: [{ kind: 'serverError', status: 502, accepted: false, on: 'call', times: 1 }],
				actors: [{ when: { at: 'time', ms: 3_000 }, does: { kind: 'sets the status', statusId: 5 } }],
			},
		],
		items: [
			{ order: 0, guards: null, options: { dryRun: true } },
			{ order: 0, guards: { orderStatusIds: [7] }, options: {} },
		],
	});
	expect(verdictOn(trace)).toEqual({ violations: [], excluded: [] });
	expect(trace.executions[0]?.answers?.map(({ outcome, attempts }) => `${outcome} ${attempts}`)).toEqual([
		'planned 0',
		'blocked 1',
	]);
});

test('what was captured, and given back since, counts towards Max Total all the same', async () => {
	const trace = await simulate({
		...SCENARIO,
		orders: [
			{
				...ORDER,
				jobs: [{ result: 'taken', delayMs: 0 }],
				actors: [{ when: { at: 'afterCall', ms: 0 }, does: { kind: 'refunds all' } }],
			},
			{ ...ORDER, id: 201 },
			{ ...ORDER, id: 301 },
		],
		items: [0, 1, 2].map((order) => ({ order, guards: null, options: {} })),
		// The third is sent when the first is settled.
		terms: { ...SCENARIO.terms, maxTotals: ['60.00'], stopAfterFailures: 2 },
	});
	expect(verdictOn(trace).violations).toEqual([]);
	expect(trace.executions[0]?.answers?.map(({ outcome, code }) => `${outcome} ${code}`)).toEqual([
		'notCapturable refundedSince',
		'captured done',
		'blocked maxTotal',
	]);
});

test('conditions that a list still shows as met are judged again upon the order itself, where that is read because of what was sent before', async () => {
	const order: ScenarioOrder = {
		...ORDER,
		jobs: [
			{ result: 'refused', delayMs: 0 },
			{ result: 'taken', delayMs: 0 },
		],
		faults: [{ kind: 'stale', ms: 60_000, on: 'list' }],
		actors: [{ when: { at: 'afterCall', ms: 5_000 }, does: { kind: 'sets the status', statusId: 5 } }],
	};
	const trace = await simulate({
		...SCENARIO,
		orders: [order, { ...order, id: 102 }],
		items: [0, 1].map((place) => ({ order: place, guards: { orderStatusIds: [7] }, options: {} })),
		terms: { ...SCENARIO.terms, waitForResult: false },
		plan: { ...SCENARIO.plan, kind: 'again', pauseMs: 20_000 },
	});
	expect(verdictOn(trace).violations).toEqual([]);
	expect(trace.executions.map(({ answers }) => answers?.map(({ outcome }) => outcome))).toEqual([
		['accepted', 'accepted'],
		['blocked', 'blocked'],
	]);
});
