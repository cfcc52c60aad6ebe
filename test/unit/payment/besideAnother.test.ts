import { authorization, checkJournal, entry, type JournalCase } from './journalCase';

const CASES: JournalCase[] = [
	{
		title: 'two that are captured: the one that was taken last',
		transactions: [
			authorization(1, 0),
			authorization(2, 1),
			entry('capture', 3, 2, { referenceId: 2 }),
			entry('capture', 4, 3, { referenceId: 1 }),
		],
		states: ['captured', 'captured'],
		current: 1,
		standing: 0,
	},
	{
		title: 'two that are captured in one second: the newer one',
		transactions: [
			authorization(1, 0),
			authorization(2, 1),
			entry('capture', 3, 2, { referenceId: 2 }),
			entry('capture', 4, 2, { referenceId: 1 }),
		],
		states: ['captured', 'captured'],
		current: 2,
		standing: 0,
	},
	{
		title: 'two that are captured, one of them in parts, the last of which is the newest',
		transactions: [
			authorization(1, 0),
			authorization(2, 1),
			entry('capture', 3, 2, { referenceId: 1, amount: 10 }),
			entry('capture', 4, 3, { referenceId: 2 }),
			entry('capture', 5, 4, { referenceId: 1, amount: 15 }),
		],
		states: ['captured', 'captured'],
		current: 1,
		standing: 0,
	},
	{
		title: 'one that is captured, and an earlier one that was captured later and given back',
		transactions: [
			authorization(1, 0),
			authorization(2, 1),
			entry('capture', 3, 2, { referenceId: 2 }),
			entry('capture', 4, 3, { referenceId: 1 }),
			entry('refund', 5, 4, { referenceId: 4 }),
		],
		states: ['givenBack', 'captured'],
		current: 2,
		standing: 0,
	},
	{
		title: 'a capture that a person wrote down for a card that was authorized',
		transactions: [authorization(1, 0), entry('capture', 2, 1, { method: 'custom', referenceId: 1 })],
		states: ['captured'],
		current: 1,
		standing: 0,
	},
	{
		title: 'a capture without a reference, of the newest, whatever its amount',
		transactions: [authorization(1, 0), authorization(2, 1, { amount: 40 }), entry('capture', 3, 2)],
		states: ['stands', 'captured'],
		current: 2,
		standing: 1,
	},
	{
		title: 'a void without a reference or an amount, of the newest',
		transactions: [authorization(1, 0), authorization(2, 1), entry('void', 3, 2, { amount: null })],
		states: ['stands', 'voided'],
		current: 1,
		standing: 1,
	},
	{
		title: 'what was paid by hand beside a card that was authorized',
		transactions: [authorization(1, 0), entry('purchase', 2, 1, { method: 'custom', amount: 5 })],
		states: ['stands'],
		current: 1,
		standing: 1,
	},
	{
		title: 'what was paid offline, then a card that the gateway refused',
		transactions: [entry('purchase', 1, 0, { method: 'offline' }), authorization(2, 1, { status: 'error' })],
		states: ['captured'],
		current: 1,
		standing: 0,
	},
	{
		title: 'a void without a reference, of the one whose amount it has',
		transactions: [authorization(1, 0), authorization(2, 1, { amount: 40 }), entry('void', 3, 2, { amount: 25 })],
		states: ['voided', 'stands'],
		current: 2,
		standing: 1,
	},
	{
		title: 'a void without a reference, of the newest where none has its amount',
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
		title: 'a void without a reference, of the newest of as much, in its currency',
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
];

test.each(CASES)('one authorization beside another: $title', checkJournal);
