import type { Attempt } from '../../../nodes/BigCommerce/session/attempt';
import { isTimeToRemove, removable } from '../../../nodes/BigCommerce/session/oldAttempts';
import { orderId } from '../../builders/orderIds';

const MINUTE = 60_000;
const NOW = 1_000 * MINUTE;

/** Closed an hour ago without effect, unless told otherwise. */
const attempt = (number: number, more: Partial<Attempt> = {}): Attempt => ({
	orderId: orderId(118),
	subject: 'payment',
	number,
	metafieldId: 1_000 + number,
	token: 't',
	action: 'capture',
	about: null,
	execution: null,
	madeAt: NOW - 61 * MINUTE,
	leaseMs: 3 * MINUTE,
	result: { kind: 'noEffect', outcome: 'declined' },
	isKept: true,
	changedAt: NOW - 60 * MINUTE,
	...more,
});
const upTo = (last: number, more: Partial<Attempt> = {}): Attempt[] =>
	Array.from({ length: last }, (_, index) => attempt(index + 1, index === 1 ? more : {}));

test.each<{ what: string; attempts: Attempt[]; removed: number[] }>([
	{ what: 'few: none', attempts: upTo(11), removed: [] },
	{ what: 'many: not the first, and not the latest ten', attempts: upTo(15), removed: [2, 3, 4, 5] },
	{ what: 'not one closed a moment ago', attempts: upTo(13, { changedAt: NOW - 29 * MINUTE }), removed: [3] },
	{ what: 'not one that is open', attempts: upTo(13, { result: null, madeAt: NOW - MINUTE }), removed: [3] },
	{ what: 'one whose owner died long ago', attempts: upTo(13, { result: null }), removed: [2, 3] },
	{
		what: 'not one that was over a moment ago',
		attempts: upTo(13, { result: null, madeAt: NOW - 32 * MINUTE }),
		removed: [3],
	},
	{
		what: 'one that had its effect long ago',
		attempts: upTo(13, { result: { kind: 'effect', outcome: 'captured' } }),
		removed: [2, 3],
	},
	{ what: 'not those of refunds', attempts: upTo(13, { subject: 'refund' }), removed: [3] },
])('of one order’s attempts are removed: $what', ({ attempts, removed }) => {
	expect(removable(attempts, 'payment', NOW).map(({ number }) => number)).toEqual(removed);
});

test('old attempts are looked for at the twentieth, and at every tenth after it', () => {
	expect([1, 2, 10, 19, 20, 21, 30, 31].filter(isTimeToRemove)).toEqual([20, 30]);
});
