import type { Transaction } from '../../../nodes/BigCommerce/api/transactions';
import { CAPTURE } from '../../../nodes/BigCommerce/payment/action';
import { paymentIn } from '../../../nodes/BigCommerce/payment/currentPayment';
import { isContradicted, isTakenAndGone, refusalSince } from '../../../nodes/BigCommerce/payment/evidence';
import { withCall, withSighting } from '../../../nodes/BigCommerce/payment/model';
import type { PaymentState } from '../../../nodes/BigCommerce/payment/payment';
import { standingIn } from '../../../nodes/BigCommerce/payment/standing';
import { authorization, capture, look, refund, seen, withEntries } from '../../builders/looks';
import { transaction } from '../../builders/payments';

describe('an authorization stands, and a later one was captured', () => {
	const MINUTE = 60_000;
	const captured = Date.parse('2026-03-02T10:00:00Z');
	const later = transaction({ id: 8, amount: 5, createdAt: captured - MINUTE });
	const taken = transaction({ id: 9, event: 'capture', referenceId: 8, amount: 5, createdAt: captured });
	const both = [authorization, later, taken];
	const paidBack = [
		...both,
		transaction({ ...refund, id: 10, amount: 5, referenceId: 9, createdAt: captured + MINUTE }),
	];
	const of = (state: PaymentState, modifiedAt: number | null, entries = both) =>
		withEntries(seen(look(state, 1, 'order', modifiedAt)), entries);

	test.each<{
		title: string;
		state: PaymentState;
		modifiedAt: number | null;
		entries?: Transaction[];
		shows: PaymentState;
		amount: number | null;
	}>([
		{
			title: 'the order was changed long after: it is about the one that stands',
			state: 'authorized',
			modifiedAt: captured + MINUTE + 1,
			shows: 'authorized',
			amount: 2_500,
		},
		{
			title: 'so is what is under way',
			state: 'capturePending',
			modifiedAt: captured + MINUTE + 1,
			shows: 'capturePending',
			amount: 2_500,
		},
		{
			title: 'so is what has a word that nobody knows',
			state: 'unrecognised',
			modifiedAt: captured + MINUTE + 1,
			shows: 'unrecognised',
			amount: 2_500,
		},
		{
			title: 'so is what was declined',
			state: 'declined',
			modifiedAt: captured + MINUTE + 1,
			shows: 'declined',
			amount: null,
		},
		{
			title: 'so is what reads as if nothing had been paid',
			state: 'unpaid',
			modifiedAt: captured + MINUTE + 1,
			shows: 'unpaid',
			amount: null,
		},
		{
			title: 'so is what is held',
			state: 'heldForReview',
			modifiedAt: captured + MINUTE + 1,
			shows: 'heldForReview',
			amount: 2_500,
		},
		{
			title: 'the order was changed within a minute: it may be behind',
			state: 'authorized',
			modifiedAt: captured + MINUTE,
			shows: 'captured',
			amount: 500,
		},
		{
			title: 'nothing tells when it was changed',
			state: 'authorized',
			modifiedAt: null,
			shows: 'captured',
			amount: 500,
		},
		{
			title: 'nothing tells when it was taken',
			state: 'authorized',
			modifiedAt: captured + MINUTE + 1,
			entries: [authorization, later, { ...taken, createdAt: null }],
			shows: 'captured',
			amount: 500,
		},
		{
			title: 'none stands besides',
			state: 'authorized',
			modifiedAt: captured + MINUTE + 1,
			entries: [later, taken],
			shows: 'captured',
			amount: 500,
		},
		{
			title: 'the later one was refunded long since',
			state: 'authorized',
			modifiedAt: captured + 3 * MINUTE,
			entries: paidBack,
			shows: 'authorized',
			amount: 2_500,
		},
		{
			title: 'the later one was refunded just now',
			state: 'authorized',
			modifiedAt: captured + 2 * MINUTE,
			entries: paidBack,
			shows: 'captured',
			amount: 500,
		},
		{
			title: 'the order itself says that it is captured',
			state: 'captured',
			modifiedAt: captured + MINUTE + 1,
			shows: 'captured',
			amount: 500,
		},
		{
			title: 'the one that stood was captured since',
			state: 'captured',
			modifiedAt: captured + MINUTE + 1,
			entries: [...both, transaction({ ...capture, id: 11, createdAt: captured + MINUTE })],
			shows: 'captured',
			amount: 2_500,
		},
	])('$title', ({ state, modifiedAt, entries, shows, amount }) => {
		const now = paymentIn(of(state, modifiedAt, entries));
		expect([now?.state, now?.amount?.minor]).toEqual([shows, amount === null ? undefined : BigInt(amount)]);
	});

	test.each<{ title: string; entries: Transaction[]; readAt: number; amount: number | null }>([
		{ title: 'and the journal is newer', entries: both, readAt: 1, amount: 500 },
		{ title: 'and may have been captured since', entries: both, readAt: 0, amount: null },
		{ title: 'none stands, and the journal is older', entries: [later, taken], readAt: 0, amount: 500 },
		{
			title: 'the newest stands, and its own capture is not on record',
			entries: [later, taken, { ...authorization, id: 12, createdAt: captured + MINUTE }],
			readAt: 1,
			amount: null,
		},
		{
			title: 'the newest stands, and the one before was given back',
			entries: [...paidBack.slice(1), { ...authorization, id: 12, createdAt: captured + 2 * MINUTE }],
			readAt: 1,
			amount: 2_500,
		},
		{
			title: 'the newest stands, and the one before was voided',
			entries: [
				authorization,
				transaction({ id: 4, event: 'void', referenceId: 1 }),
				{ ...authorization, id: 12, createdAt: captured + MINUTE },
			],
			readAt: 1,
			amount: 2_500,
		},
	])('of an order that reads captured, $title: $amount', ({ entries, readAt, amount }) => {
		const model = withEntries(seen(look('captured', 1, 'order', captured + 3 * MINUTE)), entries, readAt);
		expect(paymentIn(model)?.amount?.minor ?? null).toEqual(amount === null ? null : BigInt(amount));
	});

	test('what was paid back long ago is not what an order means that reads captured since', () => {
		const gone = (modifiedAt: number | null, entries = paidBack) =>
			isTakenAndGone(withEntries(seen(look('captured', 1, 'order', modifiedAt)), entries));
		const refundedAt = captured + MINUTE;
		expect(gone(refundedAt + MINUTE + 1)).toBe(false);
		expect(gone(refundedAt + MINUTE)).toBe(true);
		expect(gone(null)).toBe(true);
		expect(gone(refundedAt + MINUTE + 1, paidBack.slice(1))).toBe(true);
		const meant = withEntries(seen(look('captured', 1, 'order', refundedAt + MINUTE + 1)), paidBack);
		expect(paymentIn(meant)).toMatchObject({ state: 'captured', amount: null });
		const isGone = withEntries(seen(look('captured', 1, 'order', refundedAt)), paidBack);
		expect(paymentIn(isGone)?.amount?.minor).toBe(BigInt(500));
	});

	test('what is under way is told as the newest journal has it, however old', () => {
		const model = withEntries(seen(look('capturePending', 1, 'order', captured)), both, 0);
		expect(paymentIn(model)?.amount?.minor).toBe(BigInt(500));
	});

	test('one of unclear status that was authorized since is what the order is about', () => {
		const unclear = transaction({ id: 12, status: '', amount: 40, createdAt: captured + MINUTE });
		const authorized = of('authorized', captured, [...both, unclear]);
		expect(isContradicted(authorized)).toBe(false);
		expect(paymentIn(authorized)).toMatchObject({ state: 'authorized', amount: { minor: BigInt(4_000) } });
		expect(standingIn(authorized)).toMatchObject({ standing: 2, isClear: false });
	});

	test('a refusal on record is of the one that stands', () => {
		const refusal = transaction({
			id: 12,
			event: 'capture',
			status: 'error',
			referenceId: 1,
			createdAt: captured + 2 * MINUTE,
		});
		const sent = withCall(of('authorized', captured), captured + MINUTE, captured + MINUTE + 1_000);
		const after = (modifiedAt: number) =>
			withEntries(withSighting(sent, look('authorized', 2, 'order', modifiedAt)), [...both, refusal]);
		expect(refusalSince(after(captured + 2 * MINUTE), CAPTURE)).toBe('certain');
		expect(refusalSince(after(captured), CAPTURE)).toBe('none');
		// Of two that stand, the newer one.
		const older = { ...authorization, id: 13, createdAt: (authorization.createdAt ?? 0) - MINUTE };
		const two = withEntries(after(captured + 2 * MINUTE), [older, ...both, refusal]);
		expect(refusalSince(two, CAPTURE)).toBe('certain');
	});

	test('guards are told of the amount of the one that stands', () => {
		const unread = [{ ...authorization, amount: null }, later, taken];
		expect(standingIn(of('authorized', captured + 2 * MINUTE, unread)).isAmountReadable).toBe(false);
		expect(standingIn(of('authorized', captured, unread)).isAmountReadable).toBe(true);
	});
});
