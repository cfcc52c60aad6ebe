import type { ClaimAnswer } from '../../../nodes/BigCommerce/session/claimAnswer';
import type { OrderId } from '../../../nodes/BigCommerce/model/orderId';
import { orderId } from '../../builders/orderIds';
import { RaceStore } from '../../property/claims/raceStore';
import { VirtualTime } from '../../property/world/virtualTime';
import { Contender as AnyContender, LEASE, PLAIN_STORE, REQUEST_TIMEOUT, type Wire } from './contender';

/* Each step of the proof in docs/claims.md, by itself. */

const ID = orderId(118);
const OTHER = orderId(119);
const HOUR = 3_600_000;

let time: VirtualTime;
let store: RaceStore;
beforeEach(() => {
	time = new VirtualTime();
	store = new RaceStore([ID, OTHER], new Set(), PLAIN_STORE, () => time.wall);
});

/** One run, in a process of its own, on this store. */
class Contender extends AnyContender {
	constructor(token: string, wire?: Wire, wallOffset = 0, leaseMs = LEASE) {
		super(time, store, token, { wire, wallOffset, leaseMs });
	}

	override async acquire(id: OrderId = ID): Promise<ClaimAnswer> {
		return await super.acquire(id);
	}
}

test('one owner a number: who made the attempt owns it, who met it is told whose it is', async () => {
	const [first, second] = [new Contender('a'), new Contender('b')];
	await expect(first.acquire()).resolves.toMatchObject({ kind: 'owned' });
	await expect(second.acquire()).resolves.toMatchObject({ kind: 'held', attempt: { number: 1, token: 'a-118' } });
});

test('orders that are asked for together are claimed with one call', async () => {
	const run = new Contender('a');
	const answers = [run.claims.acquire(ID, 0), run.claims.acquire(OTHER, 0)];
	await expect(time.until(Promise.all(answers))).resolves.toMatchObject([{ kind: 'owned' }, { kind: 'owned' }]);
	expect(time.now).toBe(20);
});

test('nothing is sent on a read older than its claim', async () => {
	const run = new Contender('a');
	const readAt = time.now;
	await run.acquire();
	expect(run.claims.maySendUpon(ID, readAt)).toBe(false);
	expect(run.claims.maySendUpon(ID, time.now)).toBe(false);
	time.jump(1);
	expect(run.claims.maySendUpon(ID, time.now)).toBe(true);
});

test('closed without effect, the next number is made upon a read that began later, and not upon one from before', async () => {
	const [first, second] = [new Contender('a'), new Contender('b')];
	await first.acquire();
	first.claims.close(ID, { kind: 'noEffect', outcome: 'declined' });
	expect(first.claims.maySendUpon(ID, time.now + 1)).toBe(false);
	await first.finish();
	const readAt = time.now;
	await expect(second.acquire()).resolves.toEqual({ kind: 'readAgain' });
	await expect(second.claims.acquire(ID, readAt)).resolves.toEqual({ kind: 'readAgain' });
	await expect(second.acquire()).resolves.toMatchObject({ kind: 'owned' });
	expect(second.keys).toEqual(['payment-1', 'payment-2']);
});

test('closed with effect it stays, for a read that does not show it yet, and only so long', async () => {
	const [first, second, third] = [new Contender('a'), new Contender('b'), new Contender('c')];
	await first.acquire();
	first.claims.close(ID, { kind: 'effect', outcome: 'captured' });
	await first.finish();
	await expect(second.acquire()).resolves.toMatchObject({ kind: 'settledElsewhere' });
	time.jump(HOUR);
	await expect(third.acquire()).resolves.toEqual({ kind: 'readAgain' });
});

test.each<{ what: string; wire: Wire }>([
	{
		what: 'the answer was lost',
		wire: ({ method }, answer) => {
			const given = answer();
			return method === 'POST' ? { kind: 'unclear', code: 'ECONNRESET', message: 'socket hang up' } : given;
		},
	},
	{
		what: 'a good answer shows nothing',
		wire: ({ method }, answer) => {
			const given = answer();
			return method === 'POST' ? { kind: 'answered', status: 200, headers: {}, body: {} } : given;
		},
	},
])('a claim that was made is owned once it is read with the own token: $what', async ({ wire }) => {
	const run = new Contender('a', wire);
	await expect(run.acquire()).resolves.toMatchObject({ kind: 'owned' });
	expect(run.keys).toEqual(['payment-1']);
	await expect(new Contender('b').acquire()).resolves.toMatchObject({ kind: 'held' });
});

test('a claim that never arrived is made again under the same number', async () => {
	let calls = 0;
	const run = new Contender('a', ({ method }, answer) =>
		method === 'POST' && ++calls === 1 ? { kind: 'unclear', code: 'ECONNRESET', message: 'socket hang up' } : answer(),
	);
	await expect(run.acquire()).resolves.toMatchObject({ kind: 'owned' });
	expect(run.keys).toEqual(['payment-1', 'payment-1']);
});

test('a store that answers a second create with what is there already gives it to nobody else', async () => {
	await new Contender('a').acquire();
	const second = new Contender('b', ({ method }, answer) => {
		if (method !== 'POST') return answer();
		const { body } = store.handle({ method: 'GET', path: `/v3/orders/${ID}/metafields`, timeoutMs: REQUEST_TIMEOUT });
		const [there] = (body as { data: unknown[] }).data;
		return { kind: 'answered', status: 200, headers: {}, body: { data: there, meta: {} } };
	});
	await expect(second.acquire()).resolves.toMatchObject({ kind: 'held', attempt: { token: 'a-118' } });
	expect(second.claims.maySendUpon(ID, time.now + 1)).toBe(false);
});

test.each<{ wallOffset: number }>([{ wallOffset: 0 }, { wallOffset: HOUR }, { wallOffset: -HOUR }])(
	'a dead owner’s order is passed on by the next number when its lease is over by the store’s clock ($wallOffset ms wrong)',
	async ({ wallOffset }) => {
		await new Contender('a').acquire();
		const second = new Contender('b', undefined, wallOffset);
		time.jump(LEASE - 5_000);
		await expect(second.acquire()).resolves.toMatchObject({ kind: 'held' });
		time.jump(10_000);
		await expect(second.acquire()).resolves.toEqual({ kind: 'readAgain' });
		await expect(second.acquire()).resolves.toMatchObject({ kind: 'owned' });
		expect(second.keys).toEqual(['payment-1', 'payment-1', 'payment-2']);
	},
);

test('an attempt that lists do not show as changed lately is found all the same, behind an earlier one that was closed late', async () => {
	const first = new Contender('a');
	await first.acquire();
	time.jump(LEASE + 10_000);
	const second = new Contender('b', undefined, 0, 4 * LEASE);
	for (let ask = 0; ask < 2; ask++) await second.acquire();
	time.jump(2 * LEASE);
	first.claims.close(ID, { kind: 'noEffect', outcome: 'declined' });
	await first.finish();
	await first.acquire(OTHER);
	const third = new Contender('c');
	// The number that it takes for the next is taken: then the list was not all there is.
	let last: ClaimAnswer | undefined;
	for (let ask = 0; ask < 3; ask++) {
		time.jump(1);
		const asked = [ID, OTHER].map(async (id) => await third.claims.acquire(id, time.now));
		[last] = await time.until(Promise.all(asked));
	}
	expect(last).toMatchObject({ kind: 'held', attempt: { number: 2, token: 'b-118' } });
});

test('an order that is tried again and again keeps its first attempt and the latest, and never as many as the store takes', async () => {
	const run = new Contender('a');
	for (let tried = 0; tried < 600;) {
		if ((await run.acquire()).kind !== 'owned') continue;
		tried++;
		run.claims.close(ID, { kind: 'noEffect', outcome: 'declined' });
		await run.finish();
		time.jump(60_000);
	}
	const kept = store.attempts(ID);
	expect(kept[0]).toBe('payment-1');
	expect(kept.at(-1)).toBe('payment-600');
	expect(kept.length).toBeLessThan(60);

	const next = new Contender('b');
	await expect(next.acquire()).resolves.toEqual({ kind: 'readAgain' });
	await expect(next.acquire()).resolves.toMatchObject({ kind: 'owned' });
	expect(store.attempts(ID).at(-1)).toBe('payment-601');
});

test('who makes a number that was removed meanwhile, after a long sleep, does not own the order beside the owner of the latest', async () => {
	const sleeper = new Contender('a', ({ method, body }, answer) => {
		if (method === 'POST' && JSON.stringify(body).includes('payment-2')) time.jump(2 * HOUR);
		return answer();
	});
	await new Contender('dead').acquire();
	time.jump(LEASE + 5_000);
	await expect(sleeper.acquire()).resolves.toEqual({ kind: 'readAgain' });
	const others = new Contender('b');
	for (let number = 2; number <= 3; number++) {
		while ((await others.acquire()).kind !== 'owned');
		if (number < 3) others.claims.close(ID, { kind: 'noEffect', outcome: 'declined' });
		await others.finish();
	}
	const removed = store.idsOf(ID, 'payment-2');
	store.handle({ method: 'DELETE', path: '/v3/orders/metafields', body: removed, timeoutMs: REQUEST_TIMEOUT });
	await expect(sleeper.acquire()).resolves.not.toMatchObject({ kind: 'owned' });
	expect(sleeper.claims.maySendUpon(ID, time.now + 1)).toBe(false);
});

test('who waits for another’s attempt learns when it is out of the way, and what came of it', async () => {
	const [first, second] = [new Contender('a'), new Contender('b')];
	await first.acquire();
	await second.acquire();
	const freed = second.claims.whenFree(ID, time.now + 60_000);
	first.claims.close(ID, { kind: 'noEffect', outcome: 'declined' });
	await first.finish();
	await expect(time.until(freed)).resolves.toMatchObject({
		isFree: true,
		attempt: { result: { outcome: 'declined' } },
	});
	await expect(time.until(second.claims.whenFree(OTHER, time.now))).resolves.toMatchObject({ isFree: true });
});

test.each<{ what: string; asleep: number; maySend: boolean }>([
	{ what: 'in time', asleep: LEASE - REQUEST_TIMEOUT - 5_000, maySend: true },
	{ what: 'too late for a call to be over before the lease is', asleep: LEASE - REQUEST_TIMEOUT, maySend: false },
	{ what: 'after its lease', asleep: LEASE + 1_000, maySend: false },
])('a slow owner is asked at the last moment whether it may still send: $what', async ({ asleep, maySend }) => {
	const run = new Contender('a');
	await run.acquire();
	time.jump(asleep);
	expect(run.claims.maySendUpon(ID, time.now)).toBe(maySend);
	if (!maySend) await expect(run.acquire()).resolves.toEqual({ kind: 'readAgain' });
});

test.each<{ what: string; asleep: number; isPassedOn: boolean; isOvertaken: boolean }>([
	{ what: 'its lease runs', asleep: 1_000, isPassedOn: false, isOvertaken: false },
	{
		what: 'its lease is over, and nobody took the order',
		asleep: LEASE + 5_000,
		isPassedOn: false,
		isOvertaken: false,
	},
	{ what: 'its lease is over, and another run took it', asleep: LEASE + 5_000, isPassedOn: true, isOvertaken: true },
])('whether another may have sent since: $what', async ({ asleep, isPassedOn, isOvertaken }) => {
	const run = new Contender('a');
	await run.acquire();
	time.jump(asleep);
	const next = new Contender('b');
	if (isPassedOn) for (let ask = 0; ask < 2; ask++) await next.acquire();
	await expect(time.until(run.claims.isOvertaken(ID))).resolves.toBe(isOvertaken);
});
