import type { Transaction } from '../../../nodes/BigCommerce/api/transactions';
import { paymentIn } from '../../../nodes/BigCommerce/payment/currentPayment';
import { isContradicted, isTakenAndGone, isTakenBeside } from '../../../nodes/BigCommerce/payment/evidence';
import { NOTHING_KNOWN, withSighting } from '../../../nodes/BigCommerce/payment/model';
import type { PaymentState } from '../../../nodes/BigCommerce/payment/payment';
import { authorization, capture, look, refund, seen, withEntries } from '../../builders/looks';
import { payment, transaction } from '../../builders/payments';

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
		const purchase = transaction({ event: 'purchase' });
		expect(paymentIn(withEntries(first, [purchase]))).toMatchObject({ state: 'captured', status: 'paid' });
		expect(paymentIn(withEntries(first, [purchase]))?.amount?.minor).toBe(BigInt(2500));
		const inParts = withEntries(first, [purchase, { ...purchase, id: 2 }]);
		expect(paymentIn(inParts)).toMatchObject({ state: 'captured', status: 'paid', authorizedAt: 1 });
		expect(paymentIn(inParts)?.amount?.minor).toBe(BigInt(50_000));
	});
});
