import { withSharedTerms } from '../../../nodes/BigCommerce/actions/payment/sharedTerms';
import type { CaptureInput } from '../../../nodes/BigCommerce/actions/payment/captureInput';
import { DEFAULT_SESSION } from '../../../nodes/BigCommerce/session/session';
import { NO_GUARDS, type Guards } from '../../../nodes/BigCommerce/payment/guards';
import { OPTIONS } from '../../builders/captures';
import { orderId } from '../../builders/orderIds';

const input = (guards: Partial<Guards> = {}, staffNote: string | null = null): CaptureInput => ({
	orderId: orderId(118),
	guards: { ...NO_GUARDS, ...guards },
	options: {
		...OPTIONS,
		keepOrder: false,
		afterwards: { statusOnSuccess: null, statusOnFailure: null, staffNote },
	},
	limits: { maxOrders: null, maxTotal: null, stopAfterFailures: null },
	claimsInStore: false,
	keepsClosedClaims: true,
	session: { ...DEFAULT_SESSION },
});

test('what an item asks for as the one before it did is kept once', () => {
	const before = input({ orderStatusIds: [7, 11] });
	const after = withSharedTerms(input({ orderStatusIds: [7, 11] }), before);
	expect(after).toEqual(before);
	expect(after.guards).toBe(before.guards);
	expect(after.options).toBe(before.options);
	expect(after.limits).toBe(before.limits);
	expect(after.session).toBe(before.session);
});

test('a note of its own is its own', () => {
	const own = input({}, 'Parcel 2');
	const before = input({}, 'Parcel 1');
	const after = withSharedTerms(own, before);
	expect(after.options).toBe(own.options);
	expect(after.guards).toBe(before.guards);
});

test.each<{ name: string; one: Partial<Guards>; other: Partial<Guards> }>([
	{ name: 'an amount and none', one: { maxAmount: null }, other: { maxAmount: '25.00' } },
	{ name: 'no number and none', one: { maxAmount: null }, other: { maxAmount: Number.NaN } },
	{ name: 'the same digits as text and as a number', one: { maxAmount: 25 }, other: { maxAmount: '25' } },
	{ name: 'one more status', one: { orderStatusIds: [7] }, other: { orderStatusIds: [7, 11] } },
	{ name: 'another status', one: { orderStatusIds: [7] }, other: { orderStatusIds: [11] } },
])('a condition is never taken for another one: $name', ({ one, other }) => {
	const own = input(other);
	expect(withSharedTerms(own, input(one)).guards).toBe(own.guards);
});

test('the first item has nobody to share with', () => {
	const first = input();
	expect(withSharedTerms(first, null)).toBe(first);
});
