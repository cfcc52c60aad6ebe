import type { Transaction } from '../../../nodes/BigCommerce/api/transactions';
import { CAPTURE, VOID } from '../../../nodes/BigCommerce/payment/action';
import { journalOf } from '../../../nodes/BigCommerce/payment/journal';
import {
	backToAuthorized,
	balanceOf,
	endOfSecond,
	hasMovedIn,
	isContradicted,
	isInOrder,
	isSeenItself,
	isTakenAndGone,
	journalLookSince,
	newestLookAt,
	NOT_READ,
	NOTHING_KNOWN,
	paymentIn,
	refusalSince,
	standingIn,
	withAnswer,
	withCall,
	withJournal,
	withSighting,
	wordIn,
	provesNotDone,
	provesRefused,
	type PaymentModel,
	type Sighting,
	type Source,
} from '../../../nodes/BigCommerce/payment/model';
import type { PaymentState } from '../../../nodes/BigCommerce/payment/payment';
import { payment, transaction } from '../../builders/payments';

const STATUS: Partial<Record<PaymentState, string>> = { capturePending: 'capture pending', voided: 'void' };
const look = (state: PaymentState, at: number, source: Source = 'order', modifiedAt: number | null = null) => ({
	payment: payment({ state, status: STATUS[state] ?? state }),
	source,
	at,
	modifiedAt,
});
/** A model of looks, one after the other. */
const seen = (...looks: Array<ReturnType<typeof look>>) => looks.reduce(withSighting, NOTHING_KNOWN);
const withEntries = (model: PaymentModel, transactions: Transaction[], at = 10) =>
	withJournal(model, { transactions }, at);

const authorization = transaction();
const capture = transaction({ id: 2, event: 'capture', referenceId: 1 });
const refund = transaction({ id: 3, event: 'refund', referenceId: 2 });

describe('looks', () => {
	test('the newest counts, and one that began before it says nothing', () => {
		const model = seen(look('authorized', 5), look('captured', 9));
		expect(model.last).toMatchObject({ at: 9, payment: { state: 'captured' } });
		expect(withSighting(model, look('authorized', 8))).toBe(model);
		expect(withSighting(model, look('voided', 9)).last?.payment.state).toBe('voided');
		expect(paymentIn(NOTHING_KNOWN)).toBeNull();
	});

	test.each<{ title: string; looks: Array<ReturnType<typeof look>>; isBack: boolean }>([
		{ title: 'authorized all along', looks: [look('authorized', 0), look('authorized', 9_000)], isBack: false },
		{
			title: 'once after it was under way',
			looks: [look('capturePending', 0), look('authorized', 9_000)],
			isBack: false,
		},
		{
			title: 'twice, and changed since it was under way',
			looks: [look('capturePending', 0, 'order', 5), look('authorized', 10), look('authorized', 3_010, 'order', 6)],
			isBack: true,
		},
		{
			title: 'twice, in a store whose dates do not move',
			looks: [
				look('capturePending', 0, 'order', 5),
				look('authorized', 10, 'order', 5),
				look('authorized', 3_010, 'order', 5),
			],
			isBack: true,
		},
		{
			title: 'twice, as it was before it was under way: both lag',
			looks: [
				look('capturePending', 0, 'order', 5),
				look('authorized', 10, 'order', 4),
				look('authorized', 90_000, 'order', 4),
			],
			isBack: false,
		},
		{
			title: 'twice, where the first shows a change and the last one lags',
			looks: [
				look('capturePending', 0, 'order', 5),
				look('authorized', 10, 'order', 6),
				look('authorized', 3_010, 'order', 4),
			],
			isBack: false,
		},
		{
			title: 'twice, and it is not told when it was changed',
			looks: [look('capturePending', 0), look('authorized', 10), look('authorized', 3_010)],
			isBack: true,
		},
		{
			title: 'twice in a moment',
			looks: [look('capturePending', 0, 'order', 5), look('authorized', 10), look('authorized', 3_009, 'order', 6)],
			isBack: false,
		},
		{
			title: 'one stale look between fresh ones',
			looks: [
				look('capturePending', 0),
				look('authorized', 10),
				look('capturePending', 500),
				look('authorized', 90_000),
			],
			isBack: false,
		},
		{
			title: 'in lists alone',
			looks: [look('capturePending', 0), look('authorized', 10, 'list'), look('authorized', 90_000, 'list')],
			isBack: false,
		},
		{
			title: 'in the order, with a list between',
			looks: [
				look('capturePending', 0, 'list'),
				look('authorized', 10),
				look('authorized', 900, 'list'),
				look('authorized', 61_000),
			],
			isBack: true,
		},
		{
			title: 'after a void was under way, which says nothing of a capture',
			looks: [look('voidPending', 0), look('authorized', 10), look('authorized', 90_000)],
			isBack: false,
		},
		{
			title: 'with another word between',
			looks: [look('capturePending', 0), look('authorized', 10), look('unrecognised', 500), look('authorized', 90_000)],
			isBack: false,
		},
		{
			title: 'in transactions, that never show it',
			looks: [
				look('capturePending', 0),
				look('authorized', 10, 'transactions'),
				look('authorized', 90_000, 'transactions'),
			],
			isBack: false,
		},
	])('back to authorized: $title', ({ looks, isBack }) => {
		expect(backToAuthorized(seen(...looks), CAPTURE) !== null).toBe(isBack);
	});

	test.each<{ title: string; looks: Sighting[]; lag?: number; isProof: boolean }>([
		{
			title: 'changed since it was under way',
			looks: [look('capturePending', 0, 'order', 5), look('authorized', 10), look('authorized', 3_010, 'order', 6)],
			isProof: true,
		},
		{
			title: 'changed since, by the first look, and the last one lags to what was under way',
			looks: [
				look('capturePending', 0, 'order', 5),
				look('authorized', 10, 'order', 6),
				look('authorized', 3_010, 'order', 5),
			],
			isProof: true,
		},
		{
			title: 'changed since, and seen once',
			looks: [look('capturePending', 0, 'order', 5), look('authorized', 10, 'order', 6)],
			isProof: false,
		},
		{
			title: 'of the same second as what was under way',
			looks: [
				look('capturePending', 0, 'order', 5),
				look('authorized', 10, 'order', 5),
				look('authorized', 3_010, 'order', 5),
			],
			isProof: false,
		},
		{
			title: 'in a store that does not tell when it was changed',
			looks: [look('capturePending', 0), look('authorized', 10), look('authorized', 3_010)],
			isProof: false,
		},
		{
			title: 'where what was under way did not tell when it was changed',
			looks: [look('capturePending', 0), look('authorized', 10), look('authorized', 3_010, 'order', 6)],
			isProof: false,
		},
		{
			title: 'as long apart as a read lags',
			looks: [look('capturePending', 5_000), look('authorized', 6_000), look('authorized', 16_000)],
			isProof: true,
		},
		{
			title: 'not quite so long apart',
			looks: [look('capturePending', 5_000), look('authorized', 6_000), look('authorized', 15_999)],
			isProof: false,
		},
		{
			title: 'two looks, where there is no time to wait',
			looks: [look('capturePending', 5_000), look('authorized', 6_000), look('authorized', 9_000)],
			lag: 0,
			isProof: true,
		},
	])('back to authorized proves that a capture was refused: $title', ({ looks, lag = 10_000, isProof }) => {
		expect(provesRefused(seen(...looks), CAPTURE, lag)).toBe(isProof);
	});

	test('an order that never was under way is no proof of anything', () => {
		expect(provesRefused(seen(look('authorized', 0), look('authorized', 90_000)), CAPTURE, 10_000)).toBe(false);
	});

	test('back to authorized proves that a void was refused, where a later journal has one authorization alone', () => {
		const back = seen(look('voidPending', 0), look('authorized', 10), look('authorized', 90_000));
		const one = [transaction()];
		expect(provesRefused(back, VOID, 10_000)).toBe(false);
		expect(provesRefused(withJournal(back, { transactions: one }, 10_009), VOID, 10_000)).toBe(false);
		expect(provesRefused(withJournal(back, { transactions: one }, 10_010), VOID, 10_000)).toBe(true);
		const two = [...one, transaction({ id: 9 })];
		expect(provesRefused(withJournal(back, { transactions: two }, 10_010), VOID, 10_000)).toBe(false);
		expect(provesRefused(withJournal(back, 'denied', 10_010), VOID, 10_000)).toBe(false);
	});

	test.each<{ title: string; row: Parameters<typeof payment>[0]; source?: Source; hasMoved: boolean }>([
		{ title: 'the same', row: {}, hasMoved: false },
		{ title: 'another state', row: { state: 'captured' }, hasMoved: true },
		{ title: 'another order status', row: { orderStatusId: 5 }, hasMoved: true },
		{ title: 'another amount', row: { amount: { minor: BigInt(1), currency: 'USD' } }, hasMoved: true },
		{ title: 'no amount', row: { amount: null }, hasMoved: true },
		{ title: 'more shipped', row: { shipment: { shipped: 9, total: 9 } }, hasMoved: true },
		{ title: 'more to ship', row: { shipment: { shipped: 0, total: 9 } }, hasMoved: true },
		{
			title: 'beside its transactions, another amount',
			row: { amount: null },
			source: 'transactions',
			hasMoved: false,
		},
		{ title: 'beside its transactions, a void', row: { state: 'voided' }, source: 'transactions', hasMoved: true },
	])('a row of a list for others shows $title', ({ row, source = 'order', hasMoved }) => {
		const shipment = { shipped: 0, total: 2 };
		const model = seen({ ...look('authorized', 5, source), payment: payment({ shipment }) });
		expect(hasMovedIn(model, payment({ shipment, ...row }))).toBe(hasMoved);
		expect(hasMovedIn(NOTHING_KNOWN, payment())).toBe(true);
	});

	test('two looks after a capture was under way say nothing of a void', () => {
		const twice = seen(look('capturePending', 0), look('authorized', 10), look('authorized', 3_010));
		expect(backToAuthorized(twice, VOID)).toBeNull();
	});

	test('what was seen before a call is not its doing', () => {
		const model = seen(look('capturePending', 0), look('authorized', 10), look('authorized', 90_000));
		const called = withCall(model, null, null);
		expect(called).toMatchObject({ sawPending: null, back: null });
		expect(backToAuthorized(called, CAPTURE)).toBeNull();
		expect(model.sawPending).toEqual({ state: 'capturePending', at: 0, modifiedAt: null });
	});

	test('a list is not the order itself', () => {
		expect(isSeenItself(NOTHING_KNOWN)).toBe(false);
		expect(isSeenItself(seen(look('authorized', 0, 'list')))).toBe(false);
		expect(isSeenItself(seen(look('authorized', 0)))).toBe(true);
		expect(isSeenItself(seen(look('authorized', 0, 'transactions')))).toBe(true);
	});

	test('transactions alone are no look at an order, in a list or by itself', () => {
		expect(isInOrder(NOTHING_KNOWN)).toBe(true);
		expect(isInOrder(seen(look('authorized', 0)))).toBe(true);
		expect(isInOrder(seen(look('authorized', 0, 'list')))).toBe(true);
		expect(isInOrder(seen(look('authorized', 0, 'transactions')))).toBe(false);
	});

	test('a payment that was never seen is not recognised, and was looked at before anything else', () => {
		expect(wordIn(NOTHING_KNOWN)).toEqual({ state: 'unrecognised', status: '' });
		expect(newestLookAt(NOTHING_KNOWN)).toBe(0);
		const model = seen(look('authorized', 5), look('voided', 9));
		expect(wordIn(model)).toMatchObject({ state: 'voided', status: 'void' });
		expect(newestLookAt(model)).toBe(9);
	});
});

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

test('a journal counts as read from when its look began; a token that may not read it never may', () => {
	expect(journalLookSince(NOTHING_KNOWN, 0)).toBe('unread');
	const read = withEntries(NOTHING_KNOWN, [authorization], 10);
	expect(journalLookSince(read, 10)).toBe('read');
	expect(journalLookSince(read, 11)).toBe('unread');
	const failed = withJournal(read, 'failed', 20);
	expect(journalLookSince(failed, 20)).toBe('failed');
	expect(journalLookSince(failed, 21)).toBe('unread');
	expect(failed.journal).toBe(read.journal);
	expect(journalLookSince(withJournal(NOTHING_KNOWN, 'denied', 5), 1_000)).toBe('denied');
});

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

	test('the amount of a payment that was taken is not told where two authorizations stand and neither is on record as captured', () => {
		const two = [authorization, transaction({ id: 9, amount: 10 })];
		const amountOf = (state: PaymentState, entries: Transaction[]) =>
			paymentIn(withEntries(seen(look(state, 5)), entries))?.amount?.minor;
		expect(amountOf('authorized', two)).toBe(BigInt(1_000));
		expect(amountOf('captured', two)).toBeUndefined();
		expect(amountOf('captured', [authorization])).toBe(BigInt(2_500));
		expect(amountOf('captured', [...two, transaction({ id: 10, event: 'capture', referenceId: 9 })])).toBe(
			BigInt(1_000),
		);
		const third = [transaction({ id: 11, amount: 5 }), transaction({ id: 12, event: 'capture', referenceId: 11 })];
		expect(amountOf('captured', [...two, ...third])).toBe(BigInt(500));
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

test('an order that reads authorized shows that no void was done, where its journal has one authorization alone', () => {
	const one = withEntries(NOTHING_KNOWN, [authorization]);
	expect(provesNotDone(one, VOID)).toBe(true);
	expect(provesNotDone(withJournal(one, 'failed', 20), VOID)).toBe(false);
	expect(provesNotDone(NOTHING_KNOWN, VOID)).toBe(false);
	expect(provesNotDone(withEntries(NOTHING_KNOWN, []), VOID)).toBe(false);
	expect(provesNotDone(withEntries(NOTHING_KNOWN, [authorization, transaction({ id: 9 })]), VOID)).toBe(false);
	expect(provesNotDone(NOTHING_KNOWN, CAPTURE)).toBe(true);
});

test('guards are told of the authorizations that stand, by a journal that could be read', () => {
	expect(standingIn(NOTHING_KNOWN)).toEqual(NOT_READ);
	const one = withEntries(NOTHING_KNOWN, [authorization]);
	expect(standingIn(one)).toEqual({ standing: 1, isAmountReadable: true, fraudReview: false });
	expect(standingIn(withJournal(one, 'failed', 20))).toEqual(NOT_READ);
	expect(standingIn(withEntries(NOTHING_KNOWN, []))).toEqual({
		standing: null,
		isAmountReadable: true,
		fraudReview: false,
	});
	const two = withEntries(NOTHING_KNOWN, [authorization, transaction({ id: 9, amount: null, fraudReview: true })]);
	expect(standingIn(two)).toEqual({ standing: 2, isAmountReadable: false, fraudReview: true });
	const voided = [transaction({ fraudReview: true }), transaction({ id: 4, event: 'void', referenceId: 1 })];
	expect(standingIn(withEntries(NOTHING_KNOWN, voided))).toMatchObject({ standing: 0, fraudReview: false });
});
