import type { OrderMetafield } from '../../../nodes/BigCommerce/api/orderMetafields';
import {
	latestAttempts,
	mayStillSend,
	metafieldOf,
	readAttempt,
	standingOf,
	type Attempt,
	type AttemptResult,
} from '../../../nodes/BigCommerce/session/attempt';
import { orderId } from '../../builders/orderIds';

const MADE_AT = Date.parse('2026-03-05T10:00:00Z');
const LEASE = 160_000;

function attempt(changes: Partial<Attempt> = {}): Attempt {
	return {
		orderId: orderId(118),
		subject: 'payment',
		number: 1,
		metafieldId: 7,
		token: 'run-118',
		action: 'capture',
		about: null,
		execution: '42',
		madeAt: MADE_AT,
		leaseMs: LEASE,
		result: null,
		isKept: true,
		changedAt: MADE_AT,
		...changes,
	};
}

function metafield(changes: Partial<OrderMetafield> = {}): OrderMetafield {
	const { orderId: id, key, value } = metafieldOf(attempt());
	return { id: 7, orderId: id, key, value, createdAt: MADE_AT, modifiedAt: MADE_AT, ...changes };
}

test('what is written is read again', () => {
	expect(readAttempt(metafield())).toEqual(attempt());
	const closed = attempt({
		subject: 'refund',
		number: 12,
		about: 'short-118',
		result: { kind: 'effect', outcome: 'refunded' },
	});
	const { key, value } = metafieldOf(closed);
	expect(readAttempt(metafield({ key, value }))).toEqual(closed);
});

test.each([
	{ title: 'another key', changes: { key: 'note' }, expected: null },
	{ title: 'a number that is none', changes: { key: 'payment-0' }, expected: null },
	{ title: 'a key that only begins so', changes: { key: 'payment-1x' }, expected: null },
])('$title is no attempt', ({ changes, expected }) => {
	expect(readAttempt(metafield(changes))).toBe(expected);
});

test.each([
	{ title: 'text', value: 'hello' },
	{ title: 'a list', value: '[1]' },
	{ title: 'a later version', value: '{"version":9,"state":"resting"}' },
])('an attempt whose value is $title stands as open, with the longest lease', ({ value }) => {
	const read = readAttempt(metafield({ value }));
	expect(read).toMatchObject({ result: null, leaseMs: 600_000, token: '' });
});

test('the store’s own date counts, and what the owner wrote only where there is none', () => {
	expect(readAttempt(metafield({ createdAt: MADE_AT + 5_000 }))?.madeAt).toBe(MADE_AT + 5_000);
	expect(readAttempt(metafield({ createdAt: null }))?.madeAt).toBe(MADE_AT);
});

const EFFECT: AttemptResult = { kind: 'effect', outcome: 'captured' };
const NO_EFFECT: AttemptResult = { kind: 'noEffect', outcome: 'declined' };

test.each([
	{ title: 'just made', result: null, afterMs: 0, expected: 'open' },
	{ title: 'in the last second of its lease', result: null, afterMs: LEASE, expected: 'open' },
	{ title: 'a second later, for dates have whole seconds', result: null, afterMs: LEASE + 1_000, expected: 'open' },
	{ title: 'after its lease', result: null, afterMs: LEASE + 1_001, expected: 'lapsed' },
	{ title: 'refused by the gateway', result: NO_EFFECT, afterMs: 0, expected: 'closed' },
	{ title: 'captured a moment ago', result: EFFECT, afterMs: 0, expected: 'effective' },
	{ title: 'captured a quarter of an hour ago', result: EFFECT, afterMs: 15 * 60_000, expected: 'effective' },
	{ title: 'captured longer ago than any read is stale', result: EFFECT, afterMs: 15 * 60_000 + 1, expected: 'closed' },
])('an attempt $title is $expected', ({ result, afterMs, expected }) => {
	expect(standingOf(attempt({ result }), MADE_AT + afterMs)).toBe(expected);
});

test.each([
	{ atMs: 0, expected: true },
	{ atMs: LEASE - 30_001, expected: true },
	{ atMs: LEASE - 30_000, expected: false },
	{ atMs: LEASE * 2, expected: false },
])('a call of up to 30 s may leave $atMs ms after the claim: $expected', ({ atMs, expected }) => {
	expect(mayStillSend(attempt(), MADE_AT + atMs, 30_000)).toBe(expected);
});

test('of several attempts the highest number counts, each subject for itself', () => {
	const attempts = [
		attempt({ number: 2 }),
		attempt({ number: 10 }),
		attempt({ number: 3 }),
		attempt({ subject: 'refund', number: 11 }),
	];
	expect(latestAttempts(attempts, 'payment').get(orderId(118))?.number).toBe(10);
	expect(latestAttempts(attempts, 'refund').get(orderId(118))?.number).toBe(11);
});
