import { totalOf } from '../../../nodes/BigCommerce/payment/authorization';
import { journalOf } from '../../../nodes/BigCommerce/payment/journal';
import { transaction } from '../../builders/payments';
import { at, authorization, checkJournal, entry, type JournalCase } from './journalCase';

const CASES: JournalCase[] = [
	{ title: 'nothing', transactions: [], states: [], current: null, standing: 0 },
	{ title: 'an authorization', transactions: [authorization(1, 0)], states: ['stands'], current: 1, standing: 1 },
	{
		title: 'one that the gateway refused is none',
		transactions: [authorization(1, 0, { status: 'error' })],
		states: [],
		current: null,
		standing: 0,
	},
	{
		title: 'a capture that refers to it',
		transactions: [authorization(1, 0), entry('capture', 2, 1, { referenceId: 1 })],
		states: ['captured'],
		current: 1,
		standing: 0,
	},
	{
		title: 'a capture after it',
		transactions: [authorization(1, 0), entry('capture', 2, 1)],
		states: ['captured'],
		current: 1,
		standing: 0,
	},
	{
		title: 'a capture without a date, of the only one',
		transactions: [authorization(1, 5), entry('capture', 2, 0, { createdAt: null })],
		states: ['captured'],
		current: 1,
		standing: 0,
	},
	{
		title: 'a capture without a date, of one of two',
		transactions: [authorization(1, 5), authorization(2, 6), entry('capture', 3, 0, { createdAt: null })],
		states: ['stands', 'stands'],
		current: 2,
		standing: 2,
	},
	{
		title: 'a capture before it, by date',
		transactions: [authorization(1, 5), entry('capture', 2, 1)],
		states: ['stands'],
		current: 1,
		standing: 1,
	},
	{
		title: 'a capture in its second, with a higher ID',
		transactions: [entry('capture', 2, 0), authorization(1, 0)],
		states: ['captured'],
		current: 1,
		standing: 0,
	},
	{
		title: 'a capture in its second, with a lower ID',
		transactions: [authorization(1, 0), authorization(3, 1), entry('capture', 2, 1)],
		states: ['captured', 'stands'],
		current: 3,
		standing: 1,
	},
	{
		title: 'the earlier one captured, a new one since',
		transactions: [authorization(1, 0), entry('capture', 2, 1, { referenceId: 1 }), authorization(3, 2)],
		states: ['captured', 'stands'],
		current: 3,
		standing: 1,
	},
	{
		title: 'the earlier one captured after the new one, by reference: the order was paid',
		transactions: [authorization(1, 0), authorization(3, 2), entry('capture', 4, 3, { referenceId: 1 })],
		states: ['captured', 'stands'],
		current: 1,
		standing: 1,
	},
	{
		title: 'the later one voided: the earlier stands',
		transactions: [authorization(1, 0), authorization(2, 1), entry('void', 3, 2, { referenceId: 2 })],
		states: ['stands', 'voided'],
		current: 1,
		standing: 1,
	},
	{
		title: 'both voided',
		transactions: [
			authorization(1, 0),
			entry('void', 2, 1, { referenceId: 1 }),
			authorization(3, 2),
			entry('void', 4, 3),
		],
		states: ['voided', 'voided'],
		current: 3,
		standing: 0,
	},
	{
		title: 'both stand',
		transactions: [authorization(1, 0), authorization(2, 1)],
		states: ['stands', 'stands'],
		current: 2,
		standing: 2,
	},
	{
		title: 'a capture that refers to what is not on record',
		transactions: [authorization(1, 0), entry('capture', 2, 1, { referenceId: 99 })],
		states: ['stands'],
		current: 1,
		standing: 1,
	},
	{
		title: 'a capture that refers to itself',
		transactions: [authorization(1, 0), entry('capture', 2, 1, { referenceId: 2 })],
		states: ['captured'],
		current: 1,
		standing: 0,
	},
	{
		title: 'a reference where the authorization has no ID: its date decides',
		transactions: [authorization(1, 0, { id: null }), entry('capture', 2, 1, { referenceId: 99 })],
		states: ['captured'],
		current: null,
		standing: 0,
	},
	{
		title: 'a gift certificate’s capture',
		transactions: [authorization(1, 0), entry('capture', 2, 1, { method: 'gift_certificate' })],
		states: ['stands'],
		current: 1,
		standing: 1,
	},
	{
		title: 'store credit’s capture',
		transactions: [authorization(1, 0), entry('capture', 2, 1, { method: 'store_credit' })],
		states: ['stands'],
		current: 1,
		standing: 1,
	},
	{
		title: 'a capture that refers to a gift certificate',
		transactions: [
			entry('purchase', 5, 0, { method: 'gift_certificate' }),
			authorization(1, 0),
			entry('capture', 2, 1, { referenceId: 5 }),
		],
		states: ['stands'],
		current: 1,
		standing: 1,
	},
	{
		title: 'settled, without a capture of its own',
		transactions: [authorization(1, 0), entry('settled', 2, 1)],
		states: ['captured'],
		current: 1,
		standing: 0,
	},
	{
		title: 'captured and settled: the settlement is not counted beside the capture',
		transactions: [
			authorization(1, 0),
			entry('capture', 2, 1),
			entry('settled', 3, 2),
			entry('refund', 4, 3, { amount: 25 }),
		],
		states: ['givenBack'],
		current: 1,
		standing: 0,
	},
	{
		title: 'a purchase',
		transactions: [entry('purchase', 1, 0)],
		states: ['captured'],
		current: 1,
		standing: 0,
	},
	{
		title: 'a purchase after an authorization',
		transactions: [authorization(1, 0), entry('purchase', 2, 1)],
		states: ['stands', 'captured'],
		current: 2,
		standing: 1,
	},
	{
		title: 'a capture where no authorization is on record',
		transactions: [entry('capture', 1, 0), entry('capture', 2, 1)],
		states: ['captured'],
		current: 1,
		standing: 0,
	},
];

test.each(CASES)('$title', checkJournal);

test('each entry is with the authorization that it acts on', () => {
	const { authorizations, entries } = journalOf([
		authorization(1, 0, { fraudReview: true, raw: { credit_card: { card_type: 'visa' } } }),
		entry('capture', 2, 1, { status: 'error', referenceId: 1 }),
		entry('void', 3, 2, { status: 'error' }),
		entry('capture', 4, 3, { referenceId: 2 }),
		entry('refund', 5, 4, { amount: -5 }),
		entry('void', 6, 5, { amount: 1 }),
		entry('refund', 7, 6, { status: 'error', id: null }),
		entry('capture', 8, 7, { status: 'error', method: 'store_credit' }),
	]);
	const money = (minor: number) => ({ minor: BigInt(minor), currency: 'USD' });
	expect(authorizations).toEqual([
		{
			id: 1,
			at: at(0),
			amount: money(2500),
			isTaken: false,
			isUnclear: false,
			state: 'captured',
			gateway: 'braintree',
			cardType: 'visa',
			fraudReview: true,
			captures: [{ id: 4, at: at(3), amount: money(2500) }],
			voids: [{ id: 6, at: at(5), amount: money(100) }],
			refunds: [{ id: 5, at: at(4), amount: money(500) }],
			back: [
				{ id: 5, at: at(4), amount: money(500) },
				{ id: 6, at: at(5), amount: money(100) },
			],
			refused: {
				capture: [{ id: 2, at: at(1), amount: money(2500) }],
				void: [{ id: 3, at: at(2), amount: money(2500) }],
			},
		},
	]);
	expect(entries).toEqual(new Set([1, 2, 3, 4, 5, 6]));
	expect(journalOf([authorization(1, 0)]).current?.cardType).toBeNull();
	expect(journalOf([entry('purchase', 1, 0)]).current?.isTaken).toBe(true);
	const voided = journalOf([authorization(1, 0), entry('void', 2, 1)]).current;
	expect([voided?.state, voided?.back]).toEqual(['voided', []]);
});

test('what is on record without an authorization', () => {
	const { loose } = journalOf([
		entry('void', 2, 1),
		entry('capture', 3, 2, { status: 'error' }),
		entry('void', 4, 3, { status: 'error', gateway: null }),
		entry('pending', 1, 0, { gateway: 'cod' }),
	]);
	expect(loose.ok).toEqual(new Set(['pending', 'void']));
	expect(loose.error).toEqual(new Set(['capture', 'void']));
	expect(loose.refused.capture.map(({ id }) => id)).toEqual([3]);
	expect(loose.refused.void.map(({ id }) => id)).toEqual([4]);
	expect(loose.first).toMatchObject({ id: 1, gateway: 'cod' });
	expect(journalOf([]).loose.first).toBeNull();
});

test('amounts are added up only where all can be read, in one currency', () => {
	const amount = { minor: BigInt(5), currency: 'USD' };
	const of = (...amounts: Array<typeof amount | null>) =>
		totalOf(amounts.map((each) => ({ id: 1, at: 0, amount: each })));
	expect(of()).toBeNull();
	expect(of(amount, amount)).toEqual({ minor: BigInt(10), currency: 'USD' });
	expect(of(amount, null)).toBeNull();
	expect(of(null, amount)).toBeNull();
	expect(of(amount, { ...amount, currency: 'EUR' })).toBeNull();
});

test.each([
	[transaction({ status: '' }), true],
	[transaction({ event: 'purchase', status: 'pending' }), true],
	[transaction({ status: 'error' }), false],
	[transaction(), false],
	[transaction({ event: 'capture', status: '' }), false],
])('whether it is known of every authorization that stands if it went well: %#', (one, hasUnclear) => {
	expect(journalOf([authorization(9, 0), one]).hasUnclear).toBe(hasUnclear);
});

test.each(['capture', 'void'])('what acts on one of unclear status tells that it went well: a %s', (event) => {
	const unclear = authorization(1, 0, { status: '' });
	expect(journalOf([unclear]).hasUnclear).toBe(true);
	expect(journalOf([unclear, entry(event, 2, 1, { referenceId: 1 })]).hasUnclear).toBe(false);
});
