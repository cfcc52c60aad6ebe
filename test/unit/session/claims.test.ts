import { Claims, type UnresolvedSend } from '../../../nodes/BigCommerce/session/claims';
import { orderId } from '../../builders/orderIds';

const ONE = orderId(1);
const TWO = orderId(2);
const NO_BASELINE = { entries: null, earlier: null, from: null, until: null };
const sentAt = (at: number, isAccepted = false): UnresolvedSend => ({
	action: 'capture',
	at,
	isAccepted,
	baseline: NO_BASELINE,
});
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
		claims.recordSent(ONE, sentAt(100, true));
		expect(claims.unresolvedSend(ONE, 101)).toMatchObject(sentAt(100, true));
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

	test('remember that it was done, and what was on record then, until something else is sent', () => {
		const claims = new Claims();
		const seen = new Set([1, 2]);
		expect(claims.entriesSeen(ONE)).toBeNull();
		expect(claims.readsLagSince(ONE, 0)).toBeNull();
		claims.recordSent(ONE, sentAt(100, true));
		claims.recordResolved(ONE, 500, 'done', seen);
		expect(claims.readsLagSince(ONE, 501)).toEqual({ at: 500, lag: 'done' });
		expect(claims.readsLagSince(ONE, 500 + QUARTER)).toEqual({ at: 500, lag: 'done' });
		expect(claims.readsLagSince(ONE, 500 + QUARTER + 1)).toBeNull();
		expect(claims.entriesSeen(ONE)).toEqual(seen);
		claims.recordSent(ONE, sentAt(600));
		expect(claims.readsLagSince(ONE, 601)).toBeNull();
		// What was on record is on record.
		expect(claims.entriesSeen(ONE)).toEqual(seen);
		claims.recordResolved(ONE, 700);
		expect(claims.entriesSeen(ONE)).toEqual(seen);
	});

	test('forget what never arrived', () => {
		const claims = new Claims();
		claims.recordSent(ONE, sentAt(100));
		claims.recordNotDelivered(ONE);
		expect(claims.unresolvedSend(ONE, 101)).toBeNull();
		expect(claims.lastActivityAt(ONE)).toBeNull();
	});

	test('keep what was sent before a call that never arrived', () => {
		const claims = new Claims();
		claims.recordSent(ONE, sentAt(100));
		claims.recordSent(ONE, { ...sentAt(200), action: 'void' });
		claims.recordNotDelivered(ONE);
		expect(claims.unresolvedSend(ONE, 201)).toMatchObject(sentAt(100));
		expect(claims.lastActivityAt(ONE)).toBe(100);
		claims.recordSent(ONE, sentAt(300));
		claims.recordNotDelivered(ONE);
		claims.recordNotDelivered(ONE);
		expect(claims.lastActivityAt(ONE)).toBeNull();
	});

	test('remember what was over before a call that never arrived', () => {
		const claims = new Claims();
		claims.recordSent(ONE, sentAt(100, true));
		claims.recordResolved(ONE, 499.25, 'unrecorded', new Set([7]));
		claims.recordSent(ONE, sentAt(600));
		claims.recordNotDelivered(ONE);
		// In whole milliseconds, the next one: a read of the same one may be from before.
		expect(claims.readsLagSince(ONE, 700)).toEqual({ at: 500, lag: 'unrecorded' });
		expect(claims.lastActivityAt(ONE)).toBe(500);
		expect(claims.unresolvedSend(ONE, 700)).toBeNull();
		expect(claims.entriesSeen(ONE)).toEqual(new Set([7]));
		expect(claims.size).toBe(1);
		claims.recordResolved(ONE, 800);
		expect(claims.readsLagSince(ONE, 801)).toBeNull();
		expect(claims.lastActivityAt(ONE)).toBe(800);
		claims.forgetOld(800 + QUARTER + 1);
		expect({ size: claims.size, entries: claims.entriesSeen(ONE) }).toEqual({ size: 0, entries: null });
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
