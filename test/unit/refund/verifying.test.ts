import { pauseBeforeRead } from '../../../nodes/BigCommerce/refund/pause';
import { findCreatedRefund } from '../../../nodes/BigCommerce/refund/verifying';
import type { Refund } from '../../../nodes/BigCommerce/api/refunds';
import { reference, refundOf } from '../../builders/refunds';

const EXPECTED = { reference: reference('RMA-1'), known: new Set([1]) };

test.each<{ name: string; refunds: Refund[]; id: number | null }>([
	{ name: 'carries the reference', refunds: [refundOf({ id: 2, reason: 'x [ref: RMA-1]' })], id: 2 },
	{ name: 'carries it on an item', refunds: [refundOf({ id: 2, items: [{ reason: '[ref: RMA-1]' }] })], id: 2 },
	{ name: 'was there before', refunds: [refundOf({ id: 1, reason: '[ref: RMA-1]' })], id: null },
	{ name: 'carries another reference', refunds: [refundOf({ id: 2, reason: '[ref: RMA-17]' })], id: null },
	{ name: 'has a reason of its own', refunds: [refundOf({ id: 2, reason: 'Damaged' })], id: null },
	{
		name: 'has no reason and the same amount: somebody made it in the panel',
		refunds: [refundOf({ id: 2 })],
		id: null,
	},
	{ name: 'none', refunds: [], id: null },
])('the refund that a call made: $name', ({ refunds, id }) => {
	expect(findCreatedRefund(refunds, EXPECTED)?.id ?? null).toBe(id);
});

test('reads start quickly, slow down, and never go past the end', () => {
	expect([0, 1, 2, 3, 4, 5, 20].map((reads) => pauseBeforeRead(reads, 60_000))).toEqual([
		250, 500, 1_000, 2_000, 4_000, 5_000, 5_000,
	]);
	expect(pauseBeforeRead(3, 400)).toBe(400);
	expect(pauseBeforeRead(3, -5)).toBe(50);
});
