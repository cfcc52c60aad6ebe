import { journalOf } from '../../../nodes/BigCommerce/payment/journal';
import type { Transaction } from '../../../nodes/BigCommerce/api/transactions';
import { authorization, checkJournal, entry, type JournalCase } from './journalCase';

const CASES: JournalCase[] = [
	{
		title: 'a capture, of the one whose amount it has',
		transactions: [authorization(1, 0), authorization(2, 1, { amount: 40 }), entry('capture', 3, 2)],
		states: ['captured', 'stands'],
		current: 1,
		standing: 1,
	},
	{
		title: 'a void or an amount, of the newest',
		transactions: [authorization(1, 0), authorization(2, 1), entry('void', 3, 2, { amount: null })],
		states: ['stands', 'voided'],
		current: 1,
		standing: 1,
	},
	{
		title: 'a void, of the one whose amount it has',
		transactions: [authorization(1, 0), authorization(2, 1, { amount: 40 }), entry('void', 3, 2, { amount: 25 })],
		states: ['voided', 'stands'],
		current: 2,
		standing: 1,
	},
	{
		title: 'a void, of the newest where none has its amount',
		transactions: [
			authorization(1, 0, { amount: null }),
			authorization(2, 1, { amount: 40 }),
			entry('void', 3, 2, { amount: 25 }),
		],
		states: ['stands', 'voided'],
		current: 1,
		standing: 1,
	},
	{
		title: 'a void, of the newest of as much, in its currency',
		transactions: [
			authorization(1, 0),
			authorization(2, 1),
			authorization(3, 2, { currency: 'EUR' }),
			entry('void', 4, 3),
		],
		states: ['stands', 'voided', 'stands'],
		current: 3,
		standing: 2,
	},
	{
		title: 'a capture, of the newest where none has its amount',
		transactions: [authorization(1, 0), authorization(2, 1), entry('capture', 3, 2, { amount: 20 })],
		states: ['stands', 'captured'],
		current: 2,
		standing: 1,
	},
	{
		title: 'a second capture, of the one that was not captured yet',
		transactions: [authorization(1, 0), authorization(2, 1), entry('capture', 3, 2), entry('capture', 4, 3)],
		states: ['captured', 'captured'],
		current: 1,
		standing: 0,
	},
	{
		title: 'a capture after a void, of the one that was not voided',
		transactions: [
			authorization(1, 0),
			authorization(2, 1),
			entry('void', 3, 2, { referenceId: 2 }),
			entry('capture', 4, 3),
		],
		states: ['captured', 'voided'],
		current: 1,
		standing: 0,
	},
	{
		title: 'a refund, of what was captured and not of what only stands',
		transactions: [
			authorization(1, 0),
			entry('capture', 2, 1, { referenceId: 1 }),
			authorization(3, 2),
			entry('refund', 4, 3),
		],
		states: ['givenBack', 'stands'],
		current: 3,
		standing: 1,
	},
	{
		title: 'a refund, of what has something left to give back',
		transactions: [
			authorization(1, 0),
			entry('capture', 2, 1, { referenceId: 1 }),
			authorization(3, 2),
			entry('capture', 4, 3, { referenceId: 3 }),
			entry('refund', 5, 4, { referenceId: 4 }),
			entry('refund', 6, 5),
		],
		states: ['givenBack', 'givenBack'],
		current: 3,
		standing: 0,
	},
	{
		title: 'a void where nothing stands, of what was captured',
		transactions: [authorization(1, 0), entry('capture', 2, 1, { referenceId: 1 }), entry('void', 3, 2)],
		states: ['givenBack'],
		current: 1,
		standing: 0,
	},
	{
		title: 'a refund that refers to a capture: of what that is of',
		transactions: [
			authorization(1, 0),
			authorization(2, 1, { amount: 30 }),
			entry('capture', 3, 2),
			entry('capture', 4, 3, { amount: 30 }),
			entry('refund', 5, 4, { referenceId: 3 }),
		],
		states: ['givenBack', 'captured'],
		current: 2,
		standing: 0,
	},
	{
		title: 'a void, of what was captured where that is as much as it says',
		transactions: [
			authorization(1, 0),
			entry('capture', 2, 1, { referenceId: 1 }),
			authorization(3, 2, { amount: 30 }),
			entry('void', 4, 3),
		],
		states: ['givenBack', 'stands'],
		current: 3,
		standing: 1,
	},
	{
		title: 'a refusal, of the one that stands',
		transactions: [
			authorization(1, 0),
			authorization(2, 1),
			entry('capture', 3, 2, { referenceId: 2 }),
			entry('capture', 4, 3, { status: 'error' }),
		],
		states: ['stands', 'captured'],
		current: 2,
		standing: 1,
	},
	{
		title: 'what a person wrote down beside a card: nothing of it is the card’s',
		transactions: [
			authorization(1, 0),
			entry('purchase', 2, 1, { method: 'offline', amount: 5 }),
			entry('refund', 3, 2, { method: 'offline', amount: 5 }),
			entry('capture', 4, 3, { method: 'custom' }),
		],
		states: ['stands'],
		current: 1,
		standing: 1,
	},
	{
		title: 'what refers to what was paid by hand: not the card’s either',
		transactions: [
			authorization(1, 0),
			entry('purchase', 2, 1, { method: 'offline', amount: 5 }),
			entry('refund', 3, 2, { method: 'offline', amount: 5, referenceId: 2 }),
		],
		states: ['stands'],
		current: 1,
		standing: 1,
	},
	{
		title: 'what was paid by hand, whatever it refers to: not the card’s',
		transactions: [authorization(1, 0), entry('purchase', 2, 1, { method: 'offline', referenceId: 1 })],
		states: ['stands'],
		current: 1,
		standing: 1,
	},
	{
		title: 'what refers to what is not found, where one of two has no ID: of the newest of as much',
		transactions: [transactionWithoutId(0), authorization(5, 1), entry('void', 6, 2, { referenceId: 7 })],
		states: ['stands', 'voided'],
		current: null,
		standing: 1,
	},
	{
		title: 'a refund, of what was captured of as much',
		transactions: [
			authorization(1, 0),
			authorization(2, 1, { amount: 30 }),
			entry('capture', 3, 2, { referenceId: 1 }),
			entry('capture', 4, 3, { referenceId: 2, amount: 30 }),
			entry('refund', 5, 4),
		],
		states: ['givenBack', 'captured'],
		current: 2,
		standing: 0,
	},
	{
		title: 'what refers to one that is found, though another has no ID',
		transactions: [authorization(1, 0), transactionWithoutId(1), entry('void', 3, 2, { referenceId: 1 })],
		states: ['voided', 'stands'],
		current: null,
		standing: 1,
	},
	{
		title: 'what refers to what is not found, where one has no ID: perhaps that',
		transactions: [transactionWithoutId(0), entry('void', 3, 1, { referenceId: 7 })],
		states: ['voided'],
		current: null,
		standing: 0,
	},
];

function transactionWithoutId(minutes: number): Transaction {
	return { ...authorization(0, minutes), id: null };
}

test.each(CASES)('what has no reference, and what it may be of: $title', checkJournal);

test.each<{ title: string; transactions: Transaction[]; hasUnclear: boolean }>([
	{
		title: 'of two of as much',
		transactions: [authorization(1, 0), authorization(2, 1), entry('void', 3, 2)],
		hasUnclear: true,
	},
	{
		title: 'of two, of neither of which it has the amount',
		transactions: [authorization(1, 0), authorization(2, 1), entry('void', 3, 2, { amount: 7 })],
		hasUnclear: true,
	},
	{
		title: 'of the one that it has the amount of',
		transactions: [authorization(1, 0, { amount: 7 }), authorization(2, 1), entry('void', 3, 2, { amount: 7 })],
		hasUnclear: false,
	},
	{
		title: 'of the only one',
		transactions: [authorization(1, 0), entry('void', 3, 2, { amount: 7 })],
		hasUnclear: false,
	},
	{
		title: 'of two, as it says',
		transactions: [authorization(1, 0), authorization(2, 1), entry('void', 3, 2, { referenceId: 1 })],
		hasUnclear: false,
	},
	{
		title: 'of two, refused',
		transactions: [authorization(1, 0), authorization(2, 1), entry('void', 3, 2, { status: 'error' })],
		hasUnclear: false,
	},
	{
		title: 'a capture of one of two, refused',
		transactions: [authorization(1, 0), authorization(2, 1), entry('capture', 3, 2, { status: 'error' })],
		hasUnclear: false,
	},
	{
		title: 'a capture without a date, of the only one',
		transactions: [authorization(1, 0), entry('capture', 2, 1, { createdAt: null })],
		hasUnclear: false,
	},
	{
		title: 'a capture where both are captured',
		transactions: [
			authorization(1, 0),
			authorization(2, 1),
			entry('capture', 3, 2, { referenceId: 1 }),
			entry('capture', 4, 3, { referenceId: 2 }),
			entry('capture', 5, 4),
		],
		hasUnclear: false,
	},
	{
		title: 'of two that are captured',
		transactions: [
			authorization(1, 0),
			entry('capture', 2, 1, { referenceId: 1 }),
			authorization(3, 2),
			entry('capture', 4, 3, { referenceId: 3 }),
			entry('void', 5, 4),
		],
		hasUnclear: true,
	},
	{
		title: 'a capture of one of two of as much',
		transactions: [authorization(1, 0), authorization(2, 1), entry('capture', 3, 2)],
		hasUnclear: true,
	},
	{
		title: 'a refund of one of two',
		transactions: [
			authorization(1, 0),
			entry('capture', 2, 1, { referenceId: 1 }),
			authorization(3, 2),
			entry('capture', 4, 3, { referenceId: 3 }),
			entry('refund', 5, 4),
		],
		hasUnclear: false,
	},
])('whether it is known which one was captured or voided: $title', ({ transactions, hasUnclear }) => {
	expect(journalOf(transactions).hasUnclear).toBe(hasUnclear);
});

test('a refund by hand is one beside the card', () => {
	const byHand = [authorization(1, 0), entry('refund', 3, 2, { method: 'offline' })];
	expect(journalOf(byHand).isGivenBackBeside).toBe(true);
	expect(journalOf([authorization(1, 0), entry('refund', 3, 2)]).isGivenBackBeside).toBe(false);
	const refused = entry('refund', 3, 2, { method: 'offline', status: 'error' });
	expect(journalOf([authorization(1, 0), refused]).isGivenBackBeside).toBe(false);
	const paid = entry('purchase', 3, 2, { method: 'offline' });
	expect(journalOf([authorization(1, 0), paid]).isGivenBackBeside).toBe(false);
});
