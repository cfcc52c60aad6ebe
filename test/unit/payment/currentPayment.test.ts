import type { Transaction } from '../../../nodes/BigCommerce/api/transactions';
import { CAPTURE } from '../../../nodes/BigCommerce/payment/action';
import { journalOf } from '../../../nodes/BigCommerce/payment/journal';
import { balanceOf, paymentIn } from '../../../nodes/BigCommerce/payment/currentPayment';
import { NOT_READ, standingIn } from '../../../nodes/BigCommerce/payment/standing';
import {
	isContradicted,
	isTakenAndGone,
	isTakenBeside,
	refusalSince,
} from '../../../nodes/BigCommerce/payment/evidence';
import { NOTHING_KNOWN, withCall, withJournal, withSighting } from '../../../nodes/BigCommerce/payment/model';
import type { PaymentState } from '../../../nodes/BigCommerce/payment/payment';
import { payment, transaction } from '../../builders/payments';
import { look, seen, withEntries, authorization, capture, refund } from '../../builders/looks';

describe('the order and its journal', () => {
	const captured = [authorization, capture];

	test.each<{ title: string; state: PaymentState; entries: Transaction[]; shows: PaymentState; gone?: true }>([
		{ title: 'agree', state: 'authorized', entries: [authorization], shows: 'authorized' },
		{ title: 'the order is behind its capture', state: 'authorized', entries: captured, shows: 'captured' },
		{ title: 'so is a word that is not known', state: 'unrecognised', entries: captured, shows: 'captured' },
		{ title: 'or no word at all', state: 'unpaid', entries: captured, shows: 'captured' },
		{ title: 'or a review', state: 'heldForReview', entries: captured, shows: 'captured' },
		{ title: 'or a decline', state: 'declined', entries: captured, shows: 'captured' },
		{ title: 'what is under way is newer', state: 'capturePending', entries: captured, shows: 'capturePending' },
		{ title: 'a void is newer', state: 'voided', entries: captured, shows: 'voided' },
		{ title: 'captured it is', state: 'captured', entries: [authorization], shows: 'captured' },
		{
			title: 'captured and refunded since',
			state: 'captured',
			entries: [...captured, refund],
			shows: 'captured',
			gone: true,
		},
		{
			title: 'the order is behind its refund',
			state: 'authorized',
			entries: [...captured, refund],
			shows: 'captured',
			gone: true,
		},
		{
			title: 'the order is behind its void',
			state: 'authorized',
			entries: [authorization, transaction({ id: 4, event: 'void', referenceId: 1 })],
			shows: 'voided',
		},
		{
			title: 'a new authorization stands',
			state: 'authorized',
			entries: [...captured, transaction({ id: 9 })],
			shows: 'authorized',
		},
		{ title: 'an empty journal says nothing', state: 'authorized', entries: [], shows: 'authorized' },
	])('$title', ({ state, entries, shows, gone = false }) => {
		const model = withEntries(seen(look(state, 5)), entries);
		expect(paymentIn(model)?.state).toBe(shows);
		expect(isContradicted(model)).toBe(shows !== state);
		expect(isTakenAndGone(model)).toBe(gone);
	});

	test('nothing is contradicted where one of them was not seen', () => {
		expect(isContradicted(NOTHING_KNOWN)).toBe(false);
		expect(isContradicted(withEntries(NOTHING_KNOWN, captured))).toBe(false);
		expect(paymentIn(withEntries(NOTHING_KNOWN, captured))).toBeNull();
		expect(isContradicted(seen(look('authorized', 1)))).toBe(false);
		expect(isTakenAndGone(NOTHING_KNOWN)).toBe(false);
	});

	test('refunded is gone by the order’s own word', () => {
		const refunded = { ...look('captured', 5), payment: payment({ state: 'captured', status: 'refunded' }) };
		expect(isTakenAndGone(seen(refunded))).toBe(true);
	});

	test.each<{ state: PaymentState; entries: Transaction[]; isTaken: boolean }>([
		{ state: 'voided', entries: captured, isTaken: true },
		{ state: 'declined', entries: captured, isTaken: true },
		{ state: 'unpaid', entries: [...captured, refund], isTaken: true },
		{ state: 'voided', entries: [...captured, transaction({ id: 9 })], isTaken: true },
		{ state: 'voided', entries: [authorization], isTaken: false },
		{ state: 'authorized', entries: captured, isTaken: false },
		{ state: 'captured', entries: captured, isTaken: false },
	])('of an order that reads $state, whether its journal shows that money was taken: $isTaken', (one) => {
		expect(isTakenBeside(withEntries(seen(look(one.state, 5)), one.entries))).toBe(one.isTaken);
	});

	test('nothing is on record where no journal was read', () => {
		expect(isTakenBeside(NOTHING_KNOWN)).toBe(false);
		expect(isTakenBeside(seen(look('voided', 5)))).toBe(false);
	});

	test('a journal that is older than the order says nothing of what is there now', () => {
		const entries = [...captured, refund];
		const gone = (state: PaymentState, journalAt: number) =>
			isTakenAndGone(withEntries(seen(look(state, 5)), entries, journalAt));
		expect(gone('captured', 4)).toBe(false);
		expect(gone('captured', 5)).toBe(true);
		expect(gone('authorized', 4)).toBe(true);
		expect(isTakenAndGone(withEntries(NOTHING_KNOWN, entries))).toBe(true);
	});

	test('the amount of a payment that was taken is not told where two authorizations stand and neither is on record as captured', () => {
		const two = [authorization, transaction({ id: 9, amount: 10 })];
		const amountOf = (state: PaymentState, entries: Transaction[]) =>
			paymentIn(withEntries(seen(look(state, 5)), entries))?.amount?.minor;
		expect(amountOf('authorized', two)).toBe(BigInt(1_000));
		expect(amountOf('captured', two)).toBeUndefined();
		expect(amountOf('captured', [authorization])).toBe(BigInt(2_500));
		const taken = transaction({ id: 10, event: 'capture', referenceId: 9, amount: 10 });
		expect(amountOf('captured', [...two, taken])).toBe(BigInt(1_000));
		const third = [
			transaction({ id: 11, amount: 5 }),
			transaction({ id: 12, event: 'capture', referenceId: 11, amount: 5 }),
		];
		expect(amountOf('captured', [...two, ...third])).toBe(BigInt(500));
	});

	test('the amount is what was captured of it, and the order’s own where it was paid otherwise', () => {
		const amountOf = (entries: Transaction[]) =>
			paymentIn(withEntries(seen(look('captured', 5)), entries))?.amount?.minor;
		expect(amountOf([authorization, { ...capture, amount: 20 }])).toBe(BigInt(2_000));
		expect(amountOf([authorization, { ...capture, amount: null }])).toBe(BigInt(2_500));
		const voided = transaction({ id: 4, event: 'void', referenceId: 1, amount: 40 });
		expect(amountOf([{ ...authorization, amount: 40 }, voided])).toBe(BigInt(2_500));
		const released = withEntries(seen(look('voided', 5)), [{ ...authorization, amount: 40 }, voided]);
		expect(paymentIn(released)?.amount?.minor).toBe(BigInt(4_000));
	});

	test('the amount and date are the authorization’s, and a newer order’s where there is none', () => {
		const of = (minor: number) => payment({ amount: { minor: BigInt(minor), currency: 'USD' }, authorizedAt: 1 });
		const first = seen({ payment: of(50_000), source: 'order', at: 1, modifiedAt: null });
		expect(paymentIn(first)?.amount?.minor).toBe(BigInt(50_000));
		expect(
			paymentIn(withSighting(first, { payment: of(900), source: 'list', at: 2, modifiedAt: null }))?.amount?.minor,
		).toBe(BigInt(900));
		const journal = withEntries(first, [authorization]);
		expect(paymentIn(journal)).toMatchObject({
			amount: { minor: BigInt(2500) },
			authorizedAt: authorization.createdAt,
		});
		const bare = withEntries(first, [transaction({ amount: null, createdAt: null })]);
		expect(paymentIn(bare)).toMatchObject({ amount: { minor: BigInt(50_000) }, authorizedAt: 1 });
		const purchase = withEntries(first, [transaction({ event: 'purchase' })]);
		expect(paymentIn(purchase)).toMatchObject({ state: 'captured', status: 'paid', authorizedAt: 1 });
		expect(paymentIn(purchase)?.amount?.minor).toBe(BigInt(50_000));
	});
});

describe('what was given back, and what is left', () => {
	const USD = (minor: number) => ({ minor: BigInt(minor), currency: 'USD' });
	const unknown = { refunded: null, net: null };

	test.each([
		{
			title: 'captured',
			state: 'captured',
			status: 'captured',
			entries: null,
			is: { refunded: USD(0), net: USD(2500) },
		},
		{ title: 'paid', state: 'captured', status: 'paid', entries: null, is: { refunded: USD(0), net: USD(2500) } },
		{
			title: 'refunded',
			state: 'captured',
			status: 'refunded',
			entries: null,
			is: { refunded: USD(2500), net: USD(0) },
		},
		{ title: 'in part, unread', state: 'captured', status: 'partially refunded', entries: null, is: unknown },
		{
			title: 'in part, read',
			state: 'captured',
			status: 'partially refunded',
			entries: [authorization, capture, { ...refund, amount: 10 }],
			is: { refunded: USD(1000), net: USD(1500) },
		},
		{
			title: 'in part, and something as store credit besides',
			state: 'captured',
			status: 'partially refunded',
			entries: [
				authorization,
				capture,
				{ ...refund, amount: 10 },
				transaction({ id: 5, event: 'refund', method: 'store_credit', amount: 3, referenceId: null }),
			],
			is: unknown,
		},
		{
			title: 'in part, and store credit that was spent or could not be given back besides',
			state: 'captured',
			status: 'partially refunded',
			entries: [
				transaction({ id: 5, event: 'purchase', method: 'store_credit', amount: 3 }),
				transaction({ id: 6, event: 'refund', status: 'error', method: 'store_credit', amount: 3 }),
				authorization,
				capture,
				{ ...refund, amount: 10 },
			],
			is: { refunded: USD(1000), net: USD(1500) },
		},
		{
			title: 'in part, as a void',
			state: 'captured',
			status: 'partially refunded',
			entries: [authorization, capture, { ...refund, event: 'void', amount: 1 }],
			is: { refunded: USD(100), net: USD(2400) },
		},
		{
			title: 'in part, and no journal is kept',
			state: 'captured',
			status: 'partially refunded',
			entries: [],
			is: unknown,
		},
		{
			title: 'in part, and the journal has all',
			state: 'captured',
			status: 'partially refunded',
			entries: [authorization, capture, refund],
			is: unknown,
		},
		{
			title: 'in part, in another currency',
			state: 'captured',
			status: 'partially refunded',
			entries: [authorization, { ...capture, currency: 'EUR' }, { ...refund, amount: 1, currency: 'EUR' }],
			is: unknown,
		},
		{ title: 'authorized', state: 'authorized', status: 'authorized', entries: null, is: unknown },
		{ title: 'under way', state: 'capturePending', status: 'capture pending', entries: null, is: unknown },
	] as const)('$title', ({ state, status, entries, is }) => {
		const journal = entries === null ? null : journalOf([...entries]);
		expect(balanceOf(payment({ state, status }), journal)).toEqual(is);
	});

	test('is not known without an amount', () => {
		expect(balanceOf(payment({ state: 'captured', status: 'captured', amount: null }), null)).toEqual(unknown);
		expect(balanceOf(null, null)).toEqual(unknown);
	});
});

const READ = {
	authorizedAt: authorization.createdAt,
	isAmountReadable: true,
	isClear: true,
	fraudReview: false,
	dates: { createdAt: null, modifiedAt: null },
};

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
		amount: number;
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
		expect([now?.state, now?.amount?.minor]).toEqual([shows, BigInt(amount)]);
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

test('guards are told of the authorizations that stand, by a journal that could be read', () => {
	expect(standingIn(NOTHING_KNOWN)).toEqual(NOT_READ);
	const one = withEntries(NOTHING_KNOWN, [authorization]);
	expect(standingIn(one)).toEqual({ ...READ, standing: 1 });
	expect(standingIn(withJournal(one, 'failed', 20))).toEqual(NOT_READ);
	expect(standingIn(withEntries(NOTHING_KNOWN, []))).toEqual({ ...READ, standing: null, authorizedAt: null });
	const two = withEntries(NOTHING_KNOWN, [authorization, transaction({ id: 9, amount: null, fraudReview: true })]);
	expect(standingIn(two)).toEqual({ ...READ, standing: 2, isAmountReadable: false, fraudReview: true });
	const unclear = withEntries(NOTHING_KNOWN, [authorization, transaction({ id: 9, status: '' })]);
	expect(standingIn(unclear)).toEqual({ ...READ, standing: 2, isClear: false });
	const looked = withEntries(seen(look('authorized', 1, 'list', 5)), [{ ...authorization, createdAt: null }]);
	const dates = { createdAt: payment().authorizedAt, modifiedAt: 5 };
	expect(standingIn(looked)).toEqual({ ...READ, standing: 1, authorizedAt: null, dates });
	expect(standingIn(seen(look('authorized', 1, 'order', 5)))).toEqual({ ...NOT_READ, dates });
	expect(standingIn(seen(look('authorized', 1, 'transactions', 5)))).toEqual(NOT_READ);
	const voided = [transaction({ fraudReview: true }), transaction({ id: 4, event: 'void', referenceId: 1 })];
	expect(standingIn(withEntries(NOTHING_KNOWN, voided))).toMatchObject({ standing: 0, fraudReview: false });
});
