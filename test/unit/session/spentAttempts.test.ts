import { SPENT_AFTER_MS } from '../../../nodes/BigCommerce/session/attempt';
import { orderId } from '../../builders/orderIds';
import { RaceStore } from '../../property/claims/raceStore';
import { VirtualTime } from '../../property/world/virtualTime';
import { Contender, LEASE, PLAIN_STORE, type ContenderTraits } from './contender';

/* Why claims that are not kept may be removed, and when: docs/claims.md, step by step. */

const ID = orderId(118);
const OTHER = orderId(119);
const MINUTE = 60_000;
/** From when on a claim that had its effect may go. */
const SPENT = SPENT_AFTER_MS + LEASE + 2_000;
const CAPTURED = { kind: 'effect', outcome: 'captured' } as const;
const DECLINED = { kind: 'noEffect', outcome: 'declined' } as const;

let time: VirtualTime;
let store: RaceStore;
beforeEach(() => {
	time = new VirtualTime();
	store = new RaceStore([ID, OTHER], new Set(), PLAIN_STORE, () => time.wall);
});

const removing = (token: string, more: ContenderTraits = {}): Contender =>
	new Contender(time, store, token, { keepsClosed: false, ...more });

/** Makes the order's next attempt and closes it. */
async function done(run: Contender, result: typeof CAPTURED | typeof DECLINED, id = ID): Promise<void> {
	while ((await run.acquire(id)).kind !== 'owned');
	run.claims.close(id, result);
	await run.finish();
}

/** What the end of a run does that works another order. */
async function sweep(more: ContenderTraits = {}): Promise<void> {
	const run = removing('sweeper', more);
	await run.acquire(OTHER);
	await run.finish();
}

test('a claim that had its effect an hour ago is removed by the next run, and not before', async () => {
	await done(removing('a'), CAPTURED);
	time.jump(SPENT - 5_000);
	await sweep();
	expect(store.attempts(ID)).toEqual(['payment-1']);
	time.jump(5_000);
	await sweep();
	expect(store.attempts(ID)).toEqual([]);
});

test('fifty are removed with one call', async () => {
	const ids = Array.from({ length: 60 }, (_, index) => orderId(200 + index));
	store = new RaceStore(ids, new Set(), PLAIN_STORE, () => time.wall);
	const run = removing('a');
	await time.until(Promise.all(ids.map(async (id) => await run.claims.acquire(id, 0))));
	for (const id of ids) run.claims.close(id, CAPTURED);
	await run.finish();
	time.jump(SPENT);
	const calls: string[] = [];
	const next = removing('b', {
		wire: ({ method }, answer) => {
			calls.push(method);
			return answer();
		},
	});
	await next.acquire(ids[0] ?? ID);
	calls.length = 0;
	await next.finish();
	expect(calls.filter((method) => method === 'DELETE').length).toBeLessThanOrEqual(2);
	expect(ids.slice(1).flatMap((id) => store.attempts(id))).toEqual([]);
});

test.each<{ what: string; result: typeof CAPTURED | typeof DECLINED; keepsClosed: boolean }>([
	{ what: 'that are kept', result: CAPTURED, keepsClosed: true },
	{ what: 'that came to nothing: the next try is numbered after them', result: DECLINED, keepsClosed: false },
])('claims stay $what', async ({ result, keepsClosed }) => {
	await done(removing('a', { keepsClosed }), result);
	time.jump(3 * SPENT);
	await sweep();
	expect(store.attempts(ID)).toEqual(['payment-1']);
});

test('with the claim that had its effect go those before it that came to nothing', async () => {
	await done(removing('a'), DECLINED);
	await done(removing('b'), CAPTURED);
	time.jump(SPENT);
	await sweep();
	expect(store.attempts(ID)).toEqual([]);
});

test('the one that had its effect goes last, and stays where one before it could not be removed', async () => {
	await done(removing('a'), DECLINED);
	await done(removing('b'), CAPTURED);
	time.jump(SPENT);
	await sweep({
		wire: ({ method, body }, answer) =>
			method === 'DELETE' && JSON.stringify(body) === JSON.stringify(store.idsOf(ID, 'payment-1'))
				? { kind: 'unclear', code: 'ECONNRESET', message: 'socket hang up' }
				: answer(),
	});
	expect(store.attempts(ID)).toEqual(['payment-1', 'payment-2']);
});

test('a payment that is authorized anew begins with the first claim again: nobody makes the next upon one that is spent', async () => {
	await done(removing('a'), CAPTURED);
	time.jump(SPENT);
	const [one, other] = [removing('b'), new Contender(time, store, 'c')];
	await expect(one.acquire(ID)).resolves.toMatchObject({ kind: 'owned' });
	await expect(other.acquire(ID)).resolves.toMatchObject({ kind: 'held', attempt: { number: 1, token: 'b-118' } });
	expect([...one.keys, ...other.keys]).not.toContain('payment-2');
});

test('before that it is not sent: what had its effect an hour ago or less stands', async () => {
	await done(removing('a'), CAPTURED);
	time.jump(SPENT - 5_000);
	await expect(removing('b').acquire(ID)).resolves.toMatchObject({ kind: 'settledElsewhere' });
});

test('a number that a removal left behind is not in the way of the new claims, and no new claim is taken for an old one', async () => {
	await done(removing('a'), DECLINED);
	await done(removing('b'), CAPTURED);
	time.jump(SPENT);
	store.handle({ method: 'DELETE', path: '/v3/orders/metafields', body: store.idsOf(ID, 'payment-1'), timeoutMs: 1 });
	const run = removing('c');
	await expect(run.acquire(ID)).resolves.toMatchObject({ kind: 'owned' });
	// Another run that sweeps meanwhile leaves the open one alone.
	await sweep();
	expect(store.attempts(ID)).toEqual(['payment-1']);
	run.claims.close(ID, DECLINED);
	await run.finish();
	await done(removing('e'), CAPTURED);
	expect(store.attempts(ID)).toEqual(['payment-1', 'payment-2']);
});

test('who learnt long ago which number is next begins anew: it may have been used, and removed', async () => {
	await done(removing('a'), DECLINED);
	const sleeper = removing('b');
	await expect(sleeper.acquire(ID)).resolves.toEqual({ kind: 'readAgain' });
	await done(removing('c'), CAPTURED);
	time.jump(SPENT);
	await expect(removing('d').acquire(ID)).resolves.toMatchObject({ kind: 'owned' });
	await expect(sleeper.acquire(ID)).resolves.toMatchObject({ kind: 'held', attempt: { token: 'd-118' } });
	expect(sleeper.claims.maySendUpon(ID, time.now + 1)).toBe(false);
});

test('nor does one whose claim was on its way for so long own the order beside who began anew', async () => {
	await done(removing('a'), DECLINED);
	const sleeper = removing('b', {
		wire: ({ method, body }, answer) => {
			if (method !== 'POST' || !JSON.stringify(body).includes('payment-2')) return answer();
			store.handle({
				method: 'DELETE',
				path: '/v3/orders/metafields',
				body: store.idsOf(ID, 'payment-1'),
				timeoutMs: 1,
			});
			const value = JSON.stringify({ token: 'other', leaseSeconds: 160, state: 'open' });
			store.handle({
				method: 'POST',
				path: `/v3/orders/${ID}/metafields`,
				body: { key: 'payment-1', value },
				timeoutMs: 1,
			});
			return answer();
		},
	});
	await expect(sleeper.acquire(ID)).resolves.toEqual({ kind: 'readAgain' });
	await expect(sleeper.acquire(ID)).resolves.toMatchObject({ kind: 'held', attempt: { token: 'other' } });
	await expect(sleeper.acquire(ID)).resolves.toMatchObject({ kind: 'held', attempt: { token: 'other' } });
	expect(sleeper.claims.maySendUpon(ID, time.now + 1)).toBe(false);
});

test('a store that tells no dates keeps what it has: nobody can say how long ago a claim was closed', async () => {
	store = new RaceStore([ID, OTHER], new Set(), { ...PLAIN_STORE, hasDates: false }, () => time.wall);
	await done(removing('a'), CAPTURED);
	time.jump(2 * SPENT);
	await sweep();
	expect(store.attempts(ID)).toEqual(['payment-1']);
});

test('a store that refuses to remove ends in so many words, and not in a loop', async () => {
	await done(removing('a'), CAPTURED);
	time.jump(SPENT + MINUTE);
	const run = removing('b', {
		wire: ({ method }, answer) =>
			method === 'DELETE' ? { kind: 'answered', status: 403, headers: {}, body: {} } : answer(),
	});
	await expect(run.acquire(ID)).resolves.toMatchObject({ kind: 'cannot' });
});
