import type { OrderInput, StoreSettings } from '../../../sandbox/store';
import { CAPTURE, VOID, type Action } from '../../../nodes/BigCommerce/payment/action';
import type { Http, HttpAnswer } from '../../../nodes/BigCommerce/api/http';
import { Fixture } from './fixture';

/** What two reviews with stores of their own found wrong in a first release, as a user would have seen it. */

const CUT: NonNullable<OrderInput['faults']> = [{ kind: 'serverError', status: 504, accepted: false, times: 1 }];
const FAILURE = { statusOnSuccess: null, statusOnFailure: 6, staffNote: null };

async function outcome(
	order: OrderInput,
	more: {
		settings?: Partial<StoreSettings>;
		terms?: Parameters<Fixture['run']>[1];
		with?: Parameters<Fixture['run']>[2];
	} = {},
): Promise<{ said: string | undefined; posts: number; captures: number; fixture: Fixture }> {
	const fixture = new Fixture(more.settings, [{ id: 118, total: '25.00', ...order }]);
	const [said] = await fixture.run([118], more.terms, more.with);
	return { said, posts: fixture.posts(), captures: fixture.store.truth(118).captures, fixture };
}

describe('sent again', () => {
	test('not on an order that somebody edited above Max Amount between two calls', async () => {
		const { said, posts, captures } = await outcome(
			{
				faults: [
					{ kind: 'actor', does: 'edit', total: '500.00', when: 'afterAction', times: 1 },
					{ kind: 'serverError', status: 504, accepted: false, times: 1 },
				],
			},
			{ with: { guards: { maxAmount: '100' }, token: 'orders-only-token' } },
		);
		expect({ said, posts, captures }).toEqual({ said: '118 blocked/guard', posts: 1, captures: 0 });
	});

	test('not on an order that was voided between two calls', async () => {
		const { said, captures } = await outcome({
			faults: [
				{ kind: 'actor', does: 'void', when: 'afterAction', times: 1 },
				{ kind: 'serverError', status: 504, accepted: false, times: 1 },
			],
		});
		expect(said).not.toContain('captured');
		expect(captures).toBe(0);
	});

	test('not while the journal cannot be read: nobody can tell, and one call was sent', async () => {
		const { said, posts } = await outcome({ faults: [...CUT, { kind: 'transactions503' }] });
		expect({ said, posts }).toEqual({ said: '118 unknown/resultUnproved', posts: 1 });
	});

	test.each<{ body: string; kind: 'arrayBody' | 'textBody' | 'emptyBody' }>([
		{ body: 'an empty list', kind: 'arrayBody' },
		{ body: 'text', kind: 'textBody' },
		{ body: 'nothing', kind: 'emptyBody' },
	])('not after a 201 whose body is $body, though it shows later than the verification window', async ({ kind }) => {
		const { said, posts, captures } = await outcome(
			{
				captureDelayMs: 25_000,
				faults: [
					{ kind, accepted: true },
					{ kind: 'lateVisibility', ms: 20_000 },
				],
			},
			{ settings: { secondCapture: 'accept201' } },
		);
		expect({ said, posts, captures }).toEqual({ said: '118 captured/done changed', posts: 1, captures: 1 });
	});

	test('a refusal of the second call does not say that the first took nothing', async () => {
		const { said, captures } = await outcome({
			captureDelayMs: 30_000,
			faults: [
				{ kind: 'serverError', status: 504, accepted: true, times: 1 },
				{ kind: 'lateVisibility', ms: 25_000 },
			],
		});
		expect(said).toMatch(/^118 (unknown|captured|pending)/);
		expect(captures).toBeLessThanOrEqual(1);
	});
});

describe('called declined', () => {
	test.each([{ token: 'sandbox-token' }, { token: 'orders-only-token' }])(
		'where it was seen to fall back twice, on a store that keeps no record of it and moves no dates, by $token',
		async ({ token }) => {
			const { said } = await outcome(
				{ faults: [{ kind: 'decline' }] },
				{ settings: { modifiedDatesMove: false, declineLeavesTransaction: false }, with: { token } },
			);
			expect(said).toBe('118 declined/refusedByGateway');
		},
	);

	test('not upon one stale read between pending and captured', async () => {
		const { said } = await outcome({
			captureDelayMs: 8_000,
			faults: [{ kind: 'staleRead', on: 'orderGet', ms: 6_000, after: 2, times: 1 }],
		});
		expect(said).toBe('118 captured/done changed');
	});

	test('not upon lists that lag behind, by a token that sees nothing else', async () => {
		const { said } = await outcome(
			{ captureDelayMs: 2_000, faults: [{ kind: 'staleRead', on: 'orderList', ms: 20_000 }] },
			{ with: { token: 'orders-only-token' } },
		);
		expect(said).toBe('118 captured/done changed');
	});

	test('not what is still under way at the end of Result Timeout, and no status of failure is set on it', async () => {
		const { said, fixture } = await outcome(
			{ captureDelayMs: 15_000 },
			{ settings: { pendingVisible: false }, terms: { resultTimeout: 12_000, afterwards: FAILURE } },
		);
		expect(said).toBe('118 pending/notSeenYet changed');
		expect(fixture.store.orders.get(118)?.statusId).not.toBe(6);
		await expect(fixture.run([118])).resolves.toEqual(['118 captured/done']);
	});

	test('not the next capture, for a refusal that was there before it', async () => {
		const fixture = new Fixture({}, [
			{
				id: 118,
				faults: [
					{ kind: 'decline', times: 1 },
					{ kind: 'lateVisibility', ms: 3_000 },
				],
			},
		]);
		await expect(fixture.run([118])).resolves.toEqual(['118 declined/refusedByGateway']);
		await expect(fixture.run([118])).resolves.toEqual(['118 captured/done changed']);
	});

	test('for ever: by a token that sees no transactions, what was refused unseen is sent again when its time is over', async () => {
		const fixture = new Fixture({ pendingVisible: false }, [{ id: 118, faults: [{ kind: 'decline', times: 1 }] }]);
		const token = { token: 'orders-only-token' };
		await expect(fixture.run([118], {}, token)).resolves.toEqual(['118 pending/notSeenYet changed']);
		await fixture.time.until(fixture.process.clock.sleep(16 * 60_000));
		await expect(fixture.run([118], {}, token)).resolves.toEqual(['118 captured/done changed']);
	});
});

describe('called accepted', () => {
	test('not a void, for the capture that was sent before it', async () => {
		const fixture = new Fixture({}, [
			{ id: 118, captureDelayMs: 60_000, faults: [{ kind: 'lateVisibility', ms: 50_000 }] },
		]);
		await expect(fixture.run([118], { waitForResult: false })).resolves.toEqual(['118 accepted/notWaited changed']);
		const [said] = await fixture.run([118], { action: VOID, waitForResult: false });
		expect(said).not.toContain('accepted');
		expect(said).not.toContain('voided');
	});

	test('not what the gateway declined a second later, however often it is run again', async () => {
		const fixture = new Fixture({}, [{ id: 118, faults: [{ kind: 'decline', times: 1 }] }]);
		await expect(fixture.run([118], { waitForResult: false })).resolves.toEqual(['118 accepted/notWaited changed']);
		await fixture.time.until(fixture.process.clock.sleep(60_000));
		const [said] = await fixture.run([118], { waitForResult: false });
		expect(said).toBe('118 accepted/notWaited changed');
		expect(fixture.posts()).toBe(2);
	});
});

describe('Only If looks at the authorization that stands', () => {
	test.each<{ what: string; order: OrderInput; said: string }>([
		{
			what: 'not at a smaller one that was voided',
			order: { total: '500.00', earlierAuthorizations: [{ amount: '25.00', state: 'voided' }] },
			said: '118 blocked/guard',
		},
		{
			what: 'and cannot check two that stand',
			order: { total: '25.00', earlierAuthorizations: [{ amount: '500.00', state: 'standing' }] },
			said: '118 blocked/guard',
		},
		{ what: 'and lets it through where it is within', order: { total: '99.99' }, said: '118 captured/done changed' },
	])('$what', async ({ order, said }) => {
		const result = await outcome(order, { with: { guards: { maxAmount: '100' } } });
		expect(result.said).toBe(said);
		expect(result.posts).toBe(said.includes('captured') ? 1 : 0);
	});

	test('a gift certificate beside it is no capture of it', async () => {
		const { said, posts, captures } = await outcome({ total: '30.00', giftCertificate: '5.00' });
		expect({ said, posts, captures }).toEqual({ said: '118 captured/done changed', posts: 1, captures: 1 });
	});
});

describe('where the journal is closed, and the call after one in doubt', () => {
	const NEVER_CONNECTS: HttpAnswer = { kind: 'notSent', code: 'ECONNREFUSED', message: 'refused' };
	const TOKEN_REFUSED: HttpAnswer = { kind: 'answered', status: 401, headers: {}, body: {} };

	test.each<{ what: string; action: Action; later: HttpAnswer; says: string }>([
		{ what: 'never connects', action: CAPTURE, later: NEVER_CONNECTS, says: 'unavailable/serverUnavailable' },
		{ what: 'is refused to the token', action: CAPTURE, later: TOKEN_REFUSED, says: 'unauthorized/tokenRefused' },
		// Another authorization may stand, for which the order reads authorized all the same.
		{ what: 'never connects', action: VOID, later: NEVER_CONNECTS, says: 'unknown/resultUnproved' },
		{ what: 'is refused to the token', action: VOID, later: TOKEN_REFUSED, says: 'unknown/resultUnproved' },
	])('$what: a $action.name is $says', async ({ action, later, says }) => {
		const fixture = new Fixture({}, [{ id: 118, faults: [...CUT] }]);
		const wire = fixture.wire('orders-only-token');
		let posts = 0;
		const http: Http = (request) => (request.method === 'POST' && ++posts > 1 ? Promise.resolve(later) : wire(request));
		const [said] = await fixture.run([118], { action }, { http });
		expect(said).toBe(`118 ${says}`);
	});
});

describe('after the money', () => {
	test('a payment that somebody captured while it was to be voided gets no status of failure', async () => {
		const fixture = new Fixture({}, [
			{ id: 118, faults: [{ kind: 'actor', does: 'capture', who: 'staff', when: 'beforeAction', times: 1 }] },
		]);
		const [said] = await fixture.run([118], { action: VOID, afterwards: FAILURE });
		expect(said).toBe('118 notVoidable/voidedMeanwhile');
		expect(fixture.store.truth(118)).toMatchObject({ captures: 1, voids: 0 });
		expect(fixture.store.orders.get(118)?.statusId).not.toBe(6);
	});
});

test('a token that may not capture costs one refused call, not one for each of forty orders', async () => {
	const ids = Array.from({ length: 40 }, (_, index) => 200 + index);
	const fixture = new Fixture(
		{},
		ids.map((id) => ({ id })),
	);
	const said = await fixture.run(ids, { maxConcurrency: 1 }, { token: 'orders-read-only-token' });
	expect(new Set(said.map((line) => line.split(' ')[1]))).toEqual(new Set(['unauthorized/scopeMissing']));
	expect(ids.reduce((sum, id) => sum + fixture.posts(id), 0)).toBeLessThanOrEqual(1);
});
