import {
	comparesAmount,
	isAnySet,
	needsJournal,
	NO_GUARDS,
	unmetGuard,
	type Guards,
} from '../../../nodes/BigCommerce/payment/guards';
import { NOT_READ, type StandingFacts } from '../../../nodes/BigCommerce/payment/standing';
import { payment } from '../../builders/payments';

const NOW = Date.parse('2026-03-04T10:00:00Z');
const unmet = (guards: Partial<Guards>, more = {}, standing?: Partial<StandingFacts>) =>
	unmetGuard({ ...NO_GUARDS, ...guards }, payment(more), NOW, standing && { ...NOT_READ, ...standing });

test('no condition holds nothing back', () => {
	expect(unmet({})).toBeNull();
	expect(unmet({}, { amount: null, authorizedAt: null, orderStatusId: null })).toBeNull();
});

describe('the currency', () => {
	test.each(['USD', 'usd', ' USD '])('%p is that of the payment', (currency) => {
		expect(unmet({ currency })).toBeNull();
	});

	test('another one holds back', () => {
		expect(unmet({ currency: 'EUR' })).toBe("'Currency' is EUR, and the payment is in USD.");
		expect(unmet({ currency: 'EUR' }, { amount: null })).toBe(
			"'Currency' is EUR, and the order's currency could not be read.",
		);
	});
});

describe('the amount', () => {
	test.each([
		[{ expectedAmount: '25.00' }],
		[{ expectedAmount: 25 }],
		[{ expectedAmount: '25', amountTolerance: '0' }],
		[{ expectedAmount: '24.00', amountTolerance: '1' }],
		[{ expectedAmount: '26.00', amountTolerance: 1 }],
		[{ maxAmount: '25.00' }],
		[{ maxAmount: '25.01' }],
		[{ maxAmount: 30, expectedAmount: '25' }],
		[{ amountTolerance: '1' }],
	])('%j lets 25.00 through', (guards) => {
		expect(unmet(guards)).toBeNull();
	});

	test.each([
		[{ expectedAmount: '25.01' }, "The payment is 25.00 USD, and 'Expected Amount' is 25.01."],
		[{ expectedAmount: '24.99' }, "The payment is 25.00 USD, and 'Expected Amount' is 24.99."],
		[
			{ expectedAmount: '23.99', amountTolerance: '1' },
			"The payment is 25.00 USD, and 'Expected Amount' is 23.99 (tolerance 1.00).",
		],
		[
			{ expectedAmount: '26.01', amountTolerance: '1' },
			"The payment is 25.00 USD, and 'Expected Amount' is 26.01 (tolerance 1.00).",
		],
		[{ maxAmount: '24.99' }, "The payment is 25.00 USD, more than 'Max Amount' 24.99."],
		[{ maxAmount: '24.99', expectedAmount: '25' }, "The payment is 25.00 USD, more than 'Max Amount' 24.99."],
		[{ maxAmount: '25', expectedAmount: '24' }, "The payment is 25.00 USD, and 'Expected Amount' is 24.00."],
		[{ expectedAmount: '25,00' }, "'Expected Amount' is not an amount."],
		[{ expectedAmount: '25.001' }, "'Expected Amount' has more decimals than USD has"],
		[{ maxAmount: '-1' }, "'Max Amount' is negative."],
		[{ expectedAmount: '25', amountTolerance: 'a bit' }, "'Amount Tolerance' is not an amount."],
	])('%j holds 25.00 back', (guards, sentence) => {
		expect(unmet(guards)).toContain(sentence);
	});

	test('that could not be read holds back', () => {
		expect(unmet({ maxAmount: '100' }, { amount: null })).toBe(
			'The amount could not be read, so it cannot be compared.',
		);
		expect(unmet({ expectedAmount: '25' }, { amount: null })).toBe(
			'The amount could not be read, so it cannot be compared.',
		);
	});

	test('decides with an expected or a largest amount alone', () => {
		expect(comparesAmount(NO_GUARDS)).toBe(false);
		expect(comparesAmount({ ...NO_GUARDS, amountTolerance: '1', currency: 'USD', minAgeDays: 1 })).toBe(false);
		expect(comparesAmount({ ...NO_GUARDS, expectedAmount: 0 })).toBe(true);
		expect(comparesAmount({ ...NO_GUARDS, maxAmount: '0' })).toBe(true);
	});
});

describe('the order status', () => {
	test('one of those chosen lets through', () => {
		expect(unmet({ orderStatusIds: [7] })).toBeNull();
		expect(unmet({ orderStatusIds: [11, 7] })).toBeNull();
	});

	test('another one, or none, holds back', () => {
		expect(unmet({ orderStatusIds: [11, 9] })).toBe("The order's status is 7, not one of 'Order Statuses' (11, 9).");
		expect(unmet({ orderStatusIds: [7] }, { orderStatusId: null })).toBe("The order's status could not be read.");
		expect(unmet({ orderStatusIds: [0] }, { orderStatusId: 0 })).toBeNull();
	});
});

test('the first condition that is not met is named', () => {
	expect(unmet({ currency: 'EUR', maxAmount: '1', minAgeDays: 99, orderStatusIds: [1] })).toContain("'Currency'");
	expect(unmet({ maxAmount: '1', minAgeDays: 99, orderStatusIds: [1] })).toContain("'Max Amount'");
	expect(unmet({ minAgeDays: 99, orderStatusIds: [1] })).toContain("'Min Age'");
});

describe('the authorization that stands', () => {
	const AMOUNT = { maxAmount: '100' };
	test.each<{ title: string; guards: Partial<Guards>; standing: Partial<StandingFacts>; says: string | null }>([
		{ title: 'one', guards: AMOUNT, standing: { standing: 1 }, says: null },
		{ title: 'not looked up', guards: AMOUNT, standing: {}, says: null },
		{ title: 'none', guards: AMOUNT, standing: { standing: 0 }, says: 'No authorization stands' },
		{ title: 'two', guards: AMOUNT, standing: { standing: 2 }, says: '2 authorizations stand' },
		{
			title: 'one beside one whose status cannot be read',
			guards: AMOUNT,
			standing: { standing: 1, isClear: false },
			says: 'no status that can be read',
		},
		{
			title: 'one whose status cannot be read, and a review asked for',
			guards: { notUnderReview: true },
			standing: { standing: null, isClear: false },
			says: 'no status that can be read',
		},
		{
			title: 'one whose status cannot be read, and nothing of it decides',
			guards: { currency: 'USD' },
			standing: { standing: null, isClear: false },
			says: null,
		},
		{
			title: 'two, and the youngest age',
			guards: { minAgeDays: 1 },
			standing: { standing: 2 },
			says: 'cannot be checked',
		},
		{
			title: 'two, and the oldest age',
			guards: { maxAgeDays: 9 },
			standing: { standing: 2 },
			says: 'cannot be checked',
		},
		{
			title: 'two, and a review',
			guards: { notUnderReview: true },
			standing: { standing: 2 },
			says: 'cannot be checked',
		},
		{ title: 'two, and nothing of it decides', guards: { currency: 'USD' }, standing: { standing: 2 }, says: null },
		{
			title: 'one whose amount cannot be read',
			guards: AMOUNT,
			standing: { standing: 1, isAmountReadable: false },
			says: 'The amount could not be read',
		},
		{
			title: 'one whose amount does not decide',
			guards: { minAgeDays: 1 },
			standing: { standing: 1, isAmountReadable: false, authorizedAt: payment().authorizedAt },
			says: null,
		},
	])('$title', ({ guards, standing, says }) => {
		const sentence = unmet(guards, {}, standing);
		if (says === null) expect(sentence).toBeNull();
		else expect(sentence).toContain(says);
	});
});

describe('what was shipped', () => {
	test.each<{ shipped: Guards['shipped']; shipment: { shipped: number; total: number } | null; says: string | null }>([
		{ shipped: 'anything', shipment: { shipped: 1, total: 3 }, says: null },
		{
			shipped: 'anything',
			shipment: { shipped: 0, total: 3 },
			says: "Nothing of the order was shipped, and 'Shipped' is set.",
		},
		{ shipped: 'anything', shipment: null, says: 'It could not be read how much of the order was shipped.' },
		{ shipped: 'everything', shipment: { shipped: 3, total: 3 }, says: null },
		{ shipped: 'everything', shipment: { shipped: 4, total: 3 }, says: null },
		{
			shipped: 'everything',
			shipment: { shipped: 2, total: 3 },
			says: "2 of the order's 3 items were shipped, and 'Shipped' wants all.",
		},
		{
			shipped: 'everything',
			shipment: { shipped: 0, total: 0 },
			says: "0 of the order's 0 items were shipped, and 'Shipped' wants all.",
		},
		{ shipped: 'everything', shipment: null, says: 'It could not be read how much of the order was shipped.' },
		{ shipped: null, shipment: null, says: null },
	])('$shipped of $shipment', ({ shipped, shipment, says }) => {
		expect(unmet({ shipped }, { shipment })).toBe(says);
	});
});

describe('a review', () => {
	const notUnderReview = true;

	test.each([
		{ title: 'none', more: {}, fraudReview: false, says: null },
		{ title: 'at the gateway', more: {}, fraudReview: true, says: 'The gateway holds the payment for a fraud review.' },
		{
			title: 'unseen',
			more: {},
			fraudReview: null,
			says: 'Its transactions could not be read, so it cannot be seen whether it is under review.',
		},
		{
			title: 'held',
			more: { state: 'heldForReview' },
			fraudReview: false,
			says: 'The payment is held for review.',
		},
		{
			title: 'by hand',
			more: { orderStatusId: 12 },
			fraudReview: false,
			says: 'The order is in Manual Verification Required.',
		},
		{
			title: 'status unread',
			more: { orderStatusId: null },
			fraudReview: false,
			says: "The order's status could not be read.",
		},
	])('$title', ({ more, fraudReview, says }) => {
		expect(unmet({ notUnderReview }, more, { fraudReview })).toBe(says);
		expect(unmet({}, more, { fraudReview })).toBeNull();
	});

	test('is worth a look at the journal, as an amount is', () => {
		expect(needsJournal(NO_GUARDS)).toBe(false);
		expect(needsJournal({ ...NO_GUARDS, notUnderReview })).toBe(true);
		expect(needsJournal({ ...NO_GUARDS, maxAmount: '1' })).toBe(true);
		expect(needsJournal({ ...NO_GUARDS, shipped: 'anything', minAgeDays: 1 })).toBe(false);
	});
});

test.each<[Partial<Guards>, boolean]>([
	[{}, false],
	[{ orderStatusIds: [7] }, true],
	[{ notUnderReview: true }, true],
	[{ shipped: 'anything' }, true],
	[{ minAgeDays: 0 }, true],
])('whether there is a condition: %j', (guards, isSet) => {
	expect(isAnySet({ ...NO_GUARDS, ...guards })).toBe(isSet);
});
