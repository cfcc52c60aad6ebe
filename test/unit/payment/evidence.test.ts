import type { Transaction } from '../../../nodes/BigCommerce/api/transactions';
import { CAPTURE, VOID } from '../../../nodes/BigCommerce/payment/action';
import { refusalSince, provesNotDone } from '../../../nodes/BigCommerce/payment/evidence';
import {
	endOfSecond,
	NOTHING_KNOWN,
	withAnswer,
	withCall,
	withJournal,
	type PaymentModel,
} from '../../../nodes/BigCommerce/payment/model';
import { transaction } from '../../builders/payments';
import { withEntries, authorization, capture } from '../../builders/looks';

describe('a refusal on record', () => {
	const time = (text: string) => Date.parse(`2026-03-05T${text}Z`);
	const refused = (more: Partial<Transaction> = {}) =>
		transaction({ id: 7, event: 'capture', status: 'error', referenceId: 1, createdAt: time('10:00:02'), ...more });
	/** A call sent after a read at `from`, answered at `answered`. */
	const called = (from: string | null, answered: string | null, known: Transaction[] | null = null) => {
		const before = known === null ? NOTHING_KNOWN : withEntries(NOTHING_KNOWN, known);
		const sent = withCall(before, from === null ? null : time(from), from === null ? null : time(from) + 1_500);
		return withAnswer(sent, answered === null ? null : time(answered));
	};

	test.each<{ title: string; model: PaymentModel; entries: Transaction[]; is: ReturnType<typeof refusalSince> }>([
		{ title: 'nothing', model: called('10:00:00', '10:00:01'), entries: [authorization], is: 'none' },
		{
			title: 'a second after the answer',
			model: called('10:00:00', '10:00:01'),
			entries: [authorization, refused()],
			is: 'certain',
		},
		{
			title: 'in the very second of the answer',
			model: called('10:00:01', '10:00:02.900'),
			entries: [authorization, refused()],
			is: 'possible',
		},
		{
			title: 'in the very second of the read',
			model: called('10:00:02.900', '10:00:05'),
			entries: [authorization, refused()],
			is: 'possible',
		},
		{
			title: 'in the second before the read',
			model: called('10:00:03', '10:00:05'),
			entries: [authorization, refused()],
			is: 'none',
		},
		{
			title: 'after a call whose answer was lost, by the read before it',
			model: called('10:00:00.500', null),
			entries: [authorization, refused()],
			is: 'certain',
		},
		{
			title: 'perhaps before a call whose answer was lost',
			model: called('10:00:01', null),
			entries: [authorization, refused()],
			is: 'possible',
		},
		{
			title: 'where the server never said what time it is',
			model: called(null, null),
			entries: [authorization, refused()],
			is: 'none',
		},
		{
			title: 'where it said so with its answer alone',
			model: called(null, '10:00:00'),
			entries: [authorization, refused()],
			is: 'none',
		},
		{
			title: 'without a date',
			model: called('10:00:00', '10:00:01'),
			entries: [authorization, refused({ createdAt: null })],
			is: 'none',
		},
		{
			title: 'that was known before the call',
			model: called('10:00:00', '10:00:01', [authorization, refused()]),
			entries: [authorization, refused()],
			is: 'none',
		},
		{
			title: 'that was not known before, in the very second',
			model: called('10:00:02', '10:00:02', [authorization]),
			entries: [authorization, refused()],
			is: 'certain',
		},
		{
			title: 'that was not known before, and is older',
			model: called('10:00:04', '10:00:05', [authorization]),
			entries: [authorization, refused()],
			is: 'none',
		},
		{
			title: 'that was not known before, without a date',
			model: called('10:00:04', '10:00:05', [authorization]),
			entries: [authorization, refused({ createdAt: null })],
			is: 'certain',
		},
		{
			title: 'without an ID, where others were known',
			model: called('10:00:00', '10:00:01', [authorization]),
			entries: [authorization, refused({ id: null })],
			is: 'certain',
		},
		{
			title: 'without an ID, in the very second, where others were known',
			model: called('10:00:01', '10:00:02', [authorization]),
			entries: [authorization, refused({ id: null })],
			is: 'possible',
		},
		{
			title: 'of another authorization',
			model: called('10:00:00', '10:00:01'),
			entries: [authorization, transaction({ id: 5 }), refused()],
			is: 'none',
		},
		{
			title: 'of what is not on record',
			model: called('10:00:00', '10:00:01'),
			entries: [authorization, refused({ referenceId: 99 })],
			is: 'none',
		},
		{
			title: 'of a void',
			model: called('10:00:00', '10:00:01'),
			entries: [authorization, refused({ event: 'void' })],
			is: 'none',
		},
		{
			title: 'before a capture that went well',
			model: called('10:00:00', '10:00:01'),
			entries: [authorization, refused(), capture],
			is: 'none',
		},
		{
			title: 'where no authorization is on record',
			model: called('10:00:00', '10:00:01'),
			entries: [refused()],
			is: 'certain',
		},
		{
			title: 'one from before, and one possible',
			model: called('10:00:02', '10:00:03'),
			entries: [authorization, refused({ id: 6, createdAt: time('10:00:01') }), refused()],
			is: 'possible',
		},
		{
			title: 'one possible, and one certain',
			model: called('10:00:00', '10:00:01'),
			entries: [authorization, refused({ id: 6, createdAt: time('10:00:01') }), refused()],
			is: 'certain',
		},
	])('$title: $is', ({ model, entries, is }) => {
		expect(refusalSince(withEntries(model, entries), CAPTURE)).toBe(is);
	});

	test('is not one that an earlier execution has seen', () => {
		const sent = withCall(NOTHING_KNOWN, time('10:00:02'), time('10:00:03'), new Set([7]));
		expect(refusalSince(withEntries(sent, [authorization, refused()]), CAPTURE)).toBe('none');
		expect(refusalSince(withEntries(sent, [authorization, refused({ id: 8 })]), CAPTURE)).toBe('possible');
	});

	test('is none where no journal was read, and one of a void is the void’s', () => {
		expect(refusalSince(called('10:00:00', '10:00:01'), CAPTURE)).toBe('none');
		const model = withEntries(called('10:00:00', '10:00:01'), [authorization, refused({ event: 'void' })]);
		expect(refusalSince(model, VOID)).toBe('certain');
	});

	test('an answer without a time leaves the times as they were', () => {
		const model = called('10:00:00', null);
		expect(withAnswer(model, null)).toBe(model);
		expect(withAnswer(model, time('10:00:07.300')).baseline).toEqual({
			entries: null,
			earlier: null,
			from: time('10:00:00'),
			until: time('10:00:08'),
		});
		expect(endOfSecond(1_999)).toBe(2_000);
		expect(endOfSecond(2_000)).toBe(3_000);
	});
});

test('an order that reads authorized shows that no void was done, where its journal has one authorization alone', () => {
	const one = withEntries(NOTHING_KNOWN, [authorization]);
	expect(provesNotDone(one, VOID)).toBe(true);
	expect(provesNotDone(withJournal(one, 'failed', 20), VOID)).toBe(false);
	expect(provesNotDone(NOTHING_KNOWN, VOID)).toBe(false);
	expect(provesNotDone(withEntries(NOTHING_KNOWN, []), VOID)).toBe(false);
	expect(provesNotDone(withEntries(NOTHING_KNOWN, [authorization, transaction({ id: 9 })]), VOID)).toBe(false);
	expect(provesNotDone(NOTHING_KNOWN, CAPTURE)).toBe(true);
});
