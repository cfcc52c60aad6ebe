import type { Transaction } from '../../../nodes/BigCommerce/api/transactions';
import { CAPTURE, VOID } from '../../../nodes/BigCommerce/payment/action';
import { isDoneBefore, isOnRecordSince, provesNotDone } from '../../../nodes/BigCommerce/payment/evidence';
import { NOTHING_KNOWN, withCall, type PaymentModel } from '../../../nodes/BigCommerce/payment/model';
import { look, seen, withEntries } from '../../builders/looks';
import { transaction } from '../../builders/payments';

const SENT = Date.parse('2026-03-05T10:00:00Z');
const authorization = transaction();
const capture = (more: Partial<Transaction> = {}) =>
	transaction({ id: 2, event: 'capture', referenceId: 1, createdAt: SENT + 1_000, ...more });

/** A call of an order that reads `authorized`, and what is on record after it. */
function after(
	entries: Transaction[],
	{
		known = null,
		earlier = null,
		from = SENT,
	}: { known?: Transaction[] | null; earlier?: number[] | null; from?: number | null } = {},
): PaymentModel {
	const looked = seen(look('authorized', 1));
	const before = known === null ? looked : withEntries(looked, known, 2);
	const until = from === null ? null : from + 1_000;
	return withEntries(withCall(before, from, until, earlier === null ? null : new Set(earlier)), entries, 20);
}

describe('a capture on record', () => {
	test.each<{ title: string; model: PaymentModel; isSince: boolean; isBefore: boolean }>([
		{ title: 'since the call', model: after([authorization, capture()]), isSince: true, isBefore: false },
		{
			title: 'in its very second',
			model: after([authorization, capture({ createdAt: SENT })]),
			isSince: true,
			isBefore: false,
		},
		{
			title: 'a minute before it: the clocks may differ',
			model: after([authorization, capture({ createdAt: SENT - 60_000 })]),
			isSince: false,
			isBefore: false,
		},
		{
			title: 'longer before it',
			model: after([authorization, capture({ createdAt: SENT - 60_001 })]),
			isSince: false,
			isBefore: true,
		},
		{
			title: 'that was read before the call',
			model: after([authorization, capture()], { known: [authorization, capture()] }),
			isSince: false,
			isBefore: true,
		},
		{
			title: 'that an earlier execution has seen',
			model: after([authorization, capture()], { earlier: [2] }),
			isSince: false,
			isBefore: true,
		},
		{
			title: 'that nobody has seen before the call, where the journal was read',
			model: after([authorization, capture()], { known: [authorization], earlier: [7] }),
			isSince: true,
			isBefore: false,
		},
		{
			title: 'at a time that nothing tells',
			model: after([authorization, capture({ createdAt: null })], { from: null }),
			isSince: false,
			isBefore: false,
		},
		{
			title: 'without an ID, long before',
			model: after([authorization, capture({ id: null, createdAt: SENT - 60_001 })], { earlier: [2] }),
			isSince: false,
			isBefore: true,
		},
		{
			title: 'long before, beside one that is new',
			model: after([authorization, capture({ createdAt: SENT - 60_001 }), capture({ id: 3, referenceId: 99 })]),
			isSince: true,
			isBefore: false,
		},
		{
			title: 'that failed: it is none',
			model: after([authorization, capture({ status: 'error' })]),
			isSince: false,
			isBefore: false,
		},
		{
			title: 'whose status says nothing: it may have gone well',
			model: after([authorization, capture({ status: '' })]),
			isSince: true,
			isBefore: false,
		},
		{
			title: 'nowhere, and a refund of what must have been captured',
			model: after([authorization, transaction({ id: 3, event: 'refund', referenceId: 1, amount: 5 })]),
			isSince: false,
			isBefore: false,
		},
		{ title: 'nowhere', model: after([authorization]), isSince: false, isBefore: false },
	])('$title', ({ model, isSince, isBefore }) => {
		expect([isOnRecordSince(model, CAPTURE), isDoneBefore(model, CAPTURE)]).toEqual([isSince, isBefore]);
	});

	test('says nothing of a void, nor where no journal was read, nor against the order’s own word', () => {
		expect(isOnRecordSince(after([authorization, capture()]), VOID)).toBe(false);
		expect(isOnRecordSince(NOTHING_KNOWN, CAPTURE)).toBe(false);
		expect(isDoneBefore(NOTHING_KNOWN, CAPTURE)).toBe(false);
		const old = capture({ createdAt: SENT - 60_001 });
		const captured = withEntries(seen(look('captured', 30)), [authorization, old], 40);
		expect(isDoneBefore(captured, CAPTURE)).toBe(false);
	});
});

describe('that a void was not done', () => {
	const voided = (more: Partial<Transaction> = {}) =>
		transaction({ id: 3, event: 'void', referenceId: 1, createdAt: SENT - 60_001, ...more });
	const another = transaction({ id: 9, createdAt: SENT - 90_000 });

	test.each<{ title: string; entries: Transaction[]; isProved: boolean }>([
		{ title: 'the only one stands', entries: [authorization], isProved: true },
		{ title: 'the only one, whose status says nothing', entries: [{ ...authorization, status: '' }], isProved: true },
		{ title: 'another was voided long before', entries: [authorization, voided(), another], isProved: true },
		{
			title: 'another was voided since',
			entries: [authorization, voided({ createdAt: SENT + 1_000 }), another],
			isProved: false,
		},
		{ title: 'two stand', entries: [authorization, another], isProved: false },
		{
			title: 'one of three was voided long before',
			entries: [authorization, voided(), another, transaction({ id: 10, createdAt: SENT - 80_000 })],
			isProved: false,
		},
		{
			title: 'the one that stands has no status',
			entries: [authorization, voided(), { ...another, status: '' }],
			isProved: false,
		},
		{ title: 'none is on record', entries: [], isProved: false },
	])('$title: $isProved', ({ entries, isProved }) => {
		expect(provesNotDone(after(entries), VOID)).toBe(isProved);
	});
});
