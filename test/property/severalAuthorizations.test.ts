import { verdictOn } from './world/invariants';
import { ORDER, SCENARIO } from './world/plainScenario';
import type { Scenario } from './world/scenario';
import { simulate } from './world/simulation';

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

test('an order with two authorizations is not sent for the one when the other was captured, by a token that reads transactions alone', async () => {
	const standing = { minor: 2_500, was: 'standing' as const };
	const trace = await simulate({
		...SCENARIO,
		orders: [{ ...ORDER, authorizations: [standing, standing], isReopened: true }],
		token: 'transactions',
		plan: { ...SCENARIO.plan, kind: 'again', pauseMs: 0 },
	});
	expect(trace.store.orders.get(ORDER.id)?.captures).toBe(1);
	expect(verdictOn(trace)).toEqual({ violations: [], excluded: [] });
	expect(trace.executions.map(({ answers }) => answers?.map(({ outcome, code }) => `${outcome} ${code}`))).toEqual([
		['captured done'],
		['captured alreadyDone'],
	]);
});

test('an order of unclear word with an authorization that was captured beside the one it is about is not called captured', async () => {
	const trace = await simulate({
		...SCENARIO,
		orders: [
			{
				...ORDER,
				authorizations: [
					{ minor: 2_500, was: 'standing' },
					{ minor: 2_500, was: 'captured' },
				],
				isReopened: true,
				faults: [{ kind: 'unknownWord', word: 'on hold', on: 'reads' }],
			},
		],
		items: [{ order: 0, guards: { maxAmount: '100' }, options: {} }],
	});
	expect(verdictOn(trace).violations).toEqual([]);
	expect(trace.executions[0]?.answers?.map(({ outcome, code }) => `${outcome} ${code}`)).toEqual([
		'notCapturable unrecognisedState',
	]);
});
