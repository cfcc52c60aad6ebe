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
		title: 'one of unclear status, authorized after another was captured',
		transactions: [authorization(1, 0), entry('capture', 2, 1), authorization(3, 2, { status: '' })],
		states: ['captured', 'stands'],
		current: 3,
		standing: 1,
	},
	{
		title: 'one of unclear status that was captured: it is one all the same',
		transactions: [authorization(1, 0, { status: '' }), entry('capture', 2, 1)],
		states: ['captured'],
		current: 1,
		standing: 0,
	},
	{
		title: 'a purchase of unclear status: nothing says that it was taken',
		transactions: [entry('purchase', 1, 0, { status: 'pending' })],
		states: ['stands'],
		current: 1,
		standing: 1,
	},
	{
		title: 'the earlier one captured after the new one, and given back: the order was paid and paid back',
		transactions: [
			authorization(1, 0),
			authorization(3, 2),
			entry('capture', 4, 3, { referenceId: 1 }),
			entry('refund', 5, 4, { referenceId: 4 }),
		],
		states: ['givenBack', 'stands'],
		current: 1,
		standing: 1,
	},
	{
		title: 'a capture that a person wrote down for a card that was authorized',
		transactions: [authorization(1, 0), entry('capture', 2, 1, { method: 'custom', referenceId: 1 })],
		states: ['captured'],
		current: 1,
		standing: 0,
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
];

test.each(CASES)('one authorization beside another: $title', checkJournal);
