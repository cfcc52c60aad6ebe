import { CAPTURE, VOID } from '../../../nodes/BigCommerce/payment/action';
import { paymentIn, wordIn } from '../../../nodes/BigCommerce/payment/currentPayment';
import {
	backToAuthorized,
	hasMovedIn,
	isDeclinedTwice,
	provesRefused,
} from '../../../nodes/BigCommerce/payment/evidence';
import {
	isInOrder,
	isSeenItself,
	journalLookSince,
	newestLookAt,
	NOTHING_KNOWN,
	withCall,
	withJournal,
	withSighting,
	type Sighting,
	type Source,
} from '../../../nodes/BigCommerce/payment/model';
import { payment, transaction } from '../../builders/payments';
import { look, seen, withEntries, authorization } from '../../builders/looks';

describe('looks', () => {
	test('the newest counts, and one that began before it says nothing', () => {
		const model = seen(look('authorized', 5), look('captured', 9));
		expect(model.last).toMatchObject({ at: 9, payment: { state: 'captured' } });
		expect(withSighting(model, look('authorized', 8))).toBe(model);
		expect(withSighting(model, look('voided', 9)).last?.payment.state).toBe('voided');
		expect(paymentIn(NOTHING_KNOWN)).toBeNull();
	});

	test.each<{ title: string; looks: Array<ReturnType<typeof look>>; isTwice: boolean }>([
		{ title: 'once', looks: [look('declined', 100)], isTwice: false },
		{ title: 'twice', looks: [look('declined', 0), look('declined', 9_000)], isTwice: true },
		{ title: 'twice, too soon', looks: [look('declined', 1), look('declined', 9_000)], isTwice: false },
		{
			title: 'and otherwise in between',
			looks: [look('declined', 0), look('authorized', 5_000), look('declined', 9_000)],
			isTwice: false,
		},
		{ title: 'first in a list', looks: [look('declined', 0, 'list'), look('declined', 9_000)], isTwice: false },
		{ title: 'last in a list', looks: [look('declined', 0), look('declined', 9_000, 'list')], isTwice: false },
		{
			title: 'with a list in between',
			looks: [look('declined', 0), look('declined', 5_000, 'list'), look('declined', 9_000)],
			isTwice: true,
		},
		{
			title: 'first as it was before the call',
			looks: [look('declined', 0, 'order', 49), look('declined', 9_000, 'order', 50)],
			isTwice: false,
		},
		{
			title: 'as it was changed before the call, and not before that',
			looks: [look('declined', 0, 'order', 50), look('declined', 9_000, 'order', 50)],
			isTwice: true,
		},
	])('declined $title: whether that is two looks nine seconds apart', ({ looks, isTwice }) => {
		const called = withCall(seen(look('authorized', 0, 'order', 50)), null, null);
		expect(isDeclinedTwice(looks.reduce(withSighting, called), 9_000)).toBe(isTwice);
	});

	test('what was declined before the call counts no more', () => {
		const called = withCall(seen(look('declined', 0)), null, null);
		expect(isDeclinedTwice(withSighting(called, look('declined', 9_000)), 9_000)).toBe(false);
		expect(isDeclinedTwice(NOTHING_KNOWN, 0)).toBe(false);
		expect(isDeclinedTwice(seen(look('declined', 0), look('declined', 2_999)), 0)).toBe(false);
		expect(isDeclinedTwice(seen(look('declined', 0), look('declined', 3_000)), 0)).toBe(true);
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

	type Seen = Parameters<typeof payment>[0];
	test.each<{ title: string; row: Seen; before?: Seen; source?: Source; hasMoved: boolean }>([
		{ title: 'the same', row: {}, hasMoved: false },
		{ title: 'another state', row: { state: 'captured' }, hasMoved: true },
		{ title: 'another order status', row: { orderStatusId: 5 }, hasMoved: true },
		{ title: 'another amount', row: { amount: { minor: BigInt(1), currency: 'USD' } }, hasMoved: true },
		{ title: 'no amount', row: { amount: null }, hasMoved: true },
		{ title: 'an amount where there was none', row: {}, before: { amount: null }, hasMoved: true },
		{ title: 'more shipped', row: { shipment: { shipped: 1, total: 2 } }, hasMoved: true },
		{ title: 'nothing of what is shipped', row: { shipment: null }, hasMoved: true },
		{ title: 'what is shipped, which was not told', row: {}, before: { shipment: null }, hasMoved: true },
		{ title: 'as little', row: { shipment: null }, before: { shipment: null }, hasMoved: false },
		{ title: 'more to ship', row: { shipment: { shipped: 0, total: 9 } }, hasMoved: true },
		{
			title: 'beside its transactions, another amount',
			row: { amount: null },
			source: 'transactions',
			hasMoved: false,
		},
		{ title: 'beside its transactions, a void', row: { state: 'voided' }, source: 'transactions', hasMoved: true },
	])('a row of a list for others shows $title', ({ row, before, source = 'order', hasMoved }) => {
		const shipment = { shipped: 0, total: 2 };
		const model = seen({ ...look('authorized', 5, source), payment: payment({ shipment, ...before }) });
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
