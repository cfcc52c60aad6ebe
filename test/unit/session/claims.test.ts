import { Claims } from '../../../nodes/BigCommerce/session/claims';
import { Chunks } from '../../../nodes/BigCommerce/capture/chunks';
import { worksOf } from '../../../nodes/BigCommerce/capture/work';
import { NO_GUARDS } from '../../../nodes/BigCommerce/payment/guards';
import { orderId, orderIds } from '../capture/samples';

const ONE = orderId(1);
const TWO = orderId(2);
const sentAt = (at: number, isAccepted = false) => ({ at, isAccepted, serverTime: null });
const QUARTER = 15 * 60_000;

describe('claims', () => {
	test('give an order to one at a time', async () => {
		const claims = new Claims();
		const claim = claims.tryClaim(ONE);
		expect(claim).not.toBeNull();
		expect(claims.tryClaim(ONE)).toBeNull();
		expect(claims.tryClaim(TWO)).not.toBeNull();
		let isFree = false;
		const free = claims.whenFree(ONE).then(() => (isFree = true));
		await Promise.resolve();
		expect(isFree).toBe(false);
		claim?.release();
		await free;
		expect(claims.tryClaim(ONE)).not.toBeNull();
	});

	test('of an order that nobody has are free at once', async () => {
		await expect(new Claims().whenFree(ONE)).resolves.toBeUndefined();
	});

	test('remember what was sent until its end was seen', () => {
		const claims = new Claims();
		expect(claims.unresolvedSend(ONE, 0)).toBeNull();
		expect(claims.lastActivityAt(ONE)).toBeNull();
		claims.recordSent(ONE, { at: 100, isAccepted: true, serverTime: 77 });
		expect(claims.unresolvedSend(ONE, 101)).toMatchObject({ at: 100, isAccepted: true, serverTime: 77 });
		expect(claims.lastActivityAt(ONE)).toBe(100);
		expect(claims.unresolvedSend(TWO, 101)).toBeNull();
		claims.recordResolved(ONE, 500);
		expect(claims.unresolvedSend(ONE, 501)).toBeNull();
		expect(claims.lastActivityAt(ONE)).toBe(500);
		claims.recordSent(ONE, sentAt(600));
		expect(claims.unresolvedSend(ONE, 601)).toMatchObject({ at: 600, isAccepted: false });
		expect(claims.lastActivityAt(ONE)).toBe(600);
		claims.recordResolved(TWO, 1);
		expect(claims.lastActivityAt(TWO)).toBeNull();
	});

	test('forget what never arrived', () => {
		const claims = new Claims();
		claims.recordSent(ONE, sentAt(100));
		claims.recordNotDelivered(ONE);
		expect(claims.unresolvedSend(ONE, 101)).toBeNull();
		expect(claims.lastActivityAt(ONE)).toBeNull();
	});

	test('forget after a quarter of an hour', () => {
		const claims = new Claims();
		claims.recordSent(ONE, sentAt(0));
		expect(claims.unresolvedSend(ONE, QUARTER)).not.toBeNull();
		expect(claims.unresolvedSend(ONE, QUARTER + 1)).toBeNull();
		claims.recordSent(TWO, sentAt(QUARTER));
		expect(claims.lastActivityAt(ONE)).toBe(0);
		claims.recordSent(TWO, sentAt(QUARTER + 1));
		expect(claims.lastActivityAt(ONE)).toBeNull();
		expect(claims.lastActivityAt(TWO)).toBe(QUARTER + 1);
	});

	test('keep what was sent again, however old its first', () => {
		const claims = new Claims();
		claims.recordSent(ONE, sentAt(0));
		claims.recordSent(TWO, sentAt(10));
		claims.recordSent(ONE, sentAt(QUARTER));
		claims.recordSent(orderId(3), sentAt(QUARTER + 11));
		expect(claims.lastActivityAt(ONE)).toBe(QUARTER);
		expect(claims.lastActivityAt(TWO)).toBeNull();
	});
});

describe('chunks', () => {
	const worksFor = (count: number) =>
		worksOf(
			orderIds(...Array.from({ length: count }, (_, index) => index + 1)).map((id) => ({
				orderId: id,
				guards: NO_GUARDS,
			})),
		);

	test('are closed when their last order has left', () => {
		const closed: number[] = [];
		let now = 5;
		const chunks = new Chunks(
			() => now,
			() => closed.push(now),
		);
		const works = worksFor(2);
		chunks.open(works);
		expect(chunks.areOpen).toBe(true);
		const [first, second] = works;
		if (!first || !second) throw new Error('two');
		chunks.leave(first);
		chunks.leave(first);
		expect(first.chunk).toMatchObject({ size: 2, open: 1, closedAt: null });
		now = 9;
		chunks.leave(second);
		expect(first.chunk).toMatchObject({ open: 0, closedAt: 9 });
		expect(chunks.areOpen).toBe(false);
		expect(closed).toEqual([9]);
	});

	test('get smaller where orders wait too long for their turn, and larger again', () => {
		const chunks = new Chunks(
			() => 0,
			() => {},
		);
		const pass = (count: number, stale: number) => {
			const works = worksFor(count);
			chunks.open(works);
			const alone = works.slice(0, stale).map((work) => chunks.noteStale(work));
			for (const work of works) chunks.leave(work);
			return alone;
		};
		expect(chunks.size).toBe(250);
		expect(pass(250, 3)).toEqual([false, false, false]);
		expect(chunks.size).toBe(125);
		pass(5, 1);
		expect(chunks.size).toBe(2);
		pass(2, 1);
		expect(pass(1, 1)).toEqual([true]);
		expect(chunks.size).toBe(1);
		pass(1, 0);
		expect(chunks.size).toBe(2);
		for (let times = 0; times < 9; times++) pass(1, 0);
		expect(chunks.size).toBe(250);
	});

	test('do not concern an order that is in none', () => {
		const chunks = new Chunks(
			() => 0,
			() => {},
		);
		const [work] = worksFor(1);
		if (!work) throw new Error('one');
		chunks.leave(work);
		expect(chunks.noteStale(work)).toBe(false);
		expect(chunks.areOpen).toBe(false);
	});
});
