import {
	hasReference,
	parseReference,
	reasonWith,
	referenceFor,
	findByReference,
} from '../../../nodes/BigCommerce/refund/reference';
import { reference, refundOf } from '../../builders/refunds';

test.each(['RMA-17', 'a', '1', 42, 'Order 118 / 2', 'x'.repeat(64), ' trimmed ', 'two  spaces'])(
	'%j is a reference',
	(value) => {
		expect(parseReference(value)).toMatchObject({ ok: true });
	},
);

test.each(['', ' ', 'a]b', 'a[b', '-a', 'a-', 'ä', 'x'.repeat(65), '<b>', 'a\nb;', null, {}, 1.5e300, true])(
	'%j is none',
	(value) => {
		expect(parseReference(value)).toMatchObject({ ok: false, reason: expect.stringContaining("'Reference'") });
	},
);

test('a reference for a run is the same for the same run, and another for any other', () => {
	expect(referenceFor(['w', '1', 'n', 0, 0])).toBe(referenceFor(['w', '1', 'n', 0, 0]));
	expect(referenceFor(['w', '1', 'n', 0, 1])).not.toBe(referenceFor(['w', '1', 'n', 0, 0]));
	expect(referenceFor(['ab', 'c'])).not.toBe(referenceFor(['a', 'bc']));
	expect(parseReference(referenceFor(['w']))).toMatchObject({ ok: true });
});

test("the reason carries it, and keeps to BigCommerce's length", () => {
	const own = reference('RMA-17');
	expect(reasonWith(' Damaged\n in transit ', own)).toBe('Damaged in transit [ref: RMA-17]');
	expect(reasonWith('', own)).toBe('[ref: RMA-17]');
	const long = reasonWith('x'.repeat(2_000), own);
	expect(long).toHaveLength(1_000);
	expect(hasReference(refundOf({ reason: long }), own)).toBe(true);
});

test('it is found as a whole, and not on a refund that was declined', () => {
	const own = reference('RMA-1');
	const declined = refundOf({
		id: 2,
		reason: '[ref: RMA-1]',
		payments: [{ provider_id: 'braintree', amount: 5, is_declined: true }],
	});
	expect(findByReference([refundOf({ reason: '[ref: RMA-17]' })], own)).toBeNull();
	expect(findByReference([declined], own)).toBeNull();
	expect(findByReference([declined, refundOf({ id: 3, reason: '[ref: RMA-1]' })], own)?.id).toBe(3);
});
