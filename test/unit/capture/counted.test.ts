import { failuresBefore, noteResult, nothingCounted } from '../../../nodes/BigCommerce/capture/counted';
import { countsNoMore } from '../../../nodes/BigCommerce/capture/totalLimit';
import type { Settlement } from '../../../nodes/BigCommerce/payment/outcome';
import { settlement } from '../../builders/captures';
import { orderId } from '../../builders/orderIds';

test('an order counts as failed until it goes well, and not where it is tried again now', () => {
	const counted = nothingCounted();
	for (const id of [1, 2, 2]) noteResult(counted, { ...settlement('declined'), orderId: orderId(id) });
	expect(counted.failed).toEqual([1, 2]);
	expect(failuresBefore(counted, new Set([orderId(2), orderId(3)]))).toBe(1);
	noteResult(counted, { ...settlement('captured'), orderId: orderId(1) });
	noteResult(counted, { ...settlement('blocked'), orderId: orderId(2) });
	expect(counted.failed).toEqual([]);
});

test.each<{
	outcome: Settlement['outcome'];
	more: Partial<Omit<Settlement, 'outcome'>>;
	isCounted: boolean;
	is: boolean;
}>([
	{ outcome: 'captured', more: {}, isCounted: true, is: false },
	{ outcome: 'unknown', more: {}, isCounted: true, is: false },
	{ outcome: 'blocked', more: { payment: null }, isCounted: true, is: true },
	{ outcome: 'blocked', more: { payment: null }, isCounted: false, is: false },
	// Moved by this run, and given back since; or by somebody else, before this run has sent anything.
	{ outcome: 'notCapturable', more: { code: 'refundedSince', attempts: 1 }, isCounted: true, is: false },
	{ outcome: 'notCapturable', more: { code: 'refundedSince', attempts: 0 }, isCounted: true, is: true },
	{ outcome: 'declined', more: { payment: null, attempts: 1 }, isCounted: true, is: true },
	{ outcome: 'declined', more: { payment: null, attempts: 0 }, isCounted: false, is: true },
])('whether what is $outcome counts no more, counted before: $isCounted', ({ outcome, more, isCounted, is }) => {
	expect(countsNoMore(settlement(outcome, more), isCounted)).toBe(is);
});
