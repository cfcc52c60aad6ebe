import { isAgeOpen, NO_GUARDS, unmetGuard, type Guards } from '../../../nodes/BigCommerce/payment/guards';
import { NOT_READ, type StandingFacts } from '../../../nodes/BigCommerce/payment/standing';
import { payment } from '../../builders/payments';

const NOW = Date.parse('2026-03-04T10:00:00Z');
const [HOUR, DAY] = [3_600_000, 86_400_000];
const ago = (ms: number) => NOW - ms;
const unmet = (guards: Partial<Guards>, more = {}, standing?: Partial<StandingFacts>) =>
	unmetGuard({ ...NO_GUARDS, ...guards }, payment(more), NOW, standing && { ...NOT_READ, ...standing });

describe('the age (3.0 days)', () => {
	test.each([[{ minAgeDays: 3 }], [{ maxAgeDays: 3 }], [{ minAgeDays: 1, maxAgeDays: 7 }], [{ minAgeDays: 0 }]])(
		'%j lets it through',
		(guards) => {
			expect(unmet(guards)).toBeNull();
		},
	);

	test.each([
		[{ minAgeDays: 3.1 }, "authorization is 3.0 days old, less than 'Min Age' 3.1."],
		[{ maxAgeDays: 2.9 }, "authorization is 3.0 days old, more than 'Max Age' 2.9."],
		[{ maxAgeDays: 0 }, "authorization is 3.0 days old, more than 'Max Age' 0."],
	])('%j holds it back, and says by what', (guards, sentence) => {
		expect(unmet(guards)).toBe(`By the order's date the ${sentence}`);
		expect(unmet(guards, {}, { standing: 1, authorizedAt: payment().authorizedAt })).toBe(`The ${sentence}`);
	});

	test('that could not be read holds back', () => {
		expect(unmet({ minAgeDays: 1 }, { authorizedAt: null })).toBe('The age of the authorization could not be read.');
		expect(unmet({ maxAgeDays: 99 }, { authorizedAt: null })).toBe('The age of the authorization could not be read.');
	});
});

describe('the age by the order’s dates and by its transactions', () => {
	const daysAgo = (days: number) => ago(days * DAY);
	const dates = { createdAt: daysAgo(3), modifiedAt: daysAgo(1) };

	test.each<{ title: string; guards: Partial<Guards>; facts: Partial<StandingFacts>; says: string | null }>([
		{
			title: 'the dates tell, whatever stands',
			guards: { maxAgeDays: 3 },
			facts: { standing: 2, isClear: false },
			says: null,
		},
		{
			title: 'too young by the dates',
			guards: { minAgeDays: 3.1 },
			facts: {},
			says: "By the order's dates the authorization is at most 3.0 days old, less than 'Min Age' 3.1.",
		},
		{
			title: 'too old by the dates',
			guards: { maxAgeDays: 0.9 },
			facts: { standing: 1, authorizedAt: daysAgo(1) },
			says: "By the order's dates the authorization is at least 1.0 days old, more than 'Max Age' 0.9.",
		},
		{
			title: 'the authorization tells',
			guards: { maxAgeDays: 2 },
			facts: { standing: 1, authorizedAt: daysAgo(1.5) },
			says: null,
		},
		{
			title: 'it is too old itself',
			guards: { maxAgeDays: 2 },
			facts: { standing: 1, authorizedAt: daysAgo(2.5) },
			says: "The authorization is 2.5 days old, more than 'Max Age' 2.",
		},
		{
			title: 'it is too young itself',
			guards: { minAgeDays: 2 },
			facts: { standing: 1, authorizedAt: daysAgo(1.5) },
			says: "The authorization is 1.5 days old, less than 'Min Age' 2.",
		},
		{
			title: 'it is as young as may be',
			guards: { minAgeDays: 2 },
			facts: { standing: 1, authorizedAt: daysAgo(2) },
			says: null,
		},
		{
			title: 'it is as old as may be',
			guards: { maxAgeDays: 2 },
			facts: { standing: 1, authorizedAt: daysAgo(2) },
			says: null,
		},
		{
			title: 'its date cannot be read',
			guards: { minAgeDays: 2 },
			facts: { standing: 1, authorizedAt: null },
			says: 'The age of the authorization could not be read.',
		},
		{
			title: 'two stand, and the dates do not tell',
			guards: { minAgeDays: 2 },
			facts: { standing: 2, authorizedAt: daysAgo(2.5) },
			says: '2 authorizations stand in its transactions, and it is not known which one would be taken, so the conditions cannot be checked.',
		},
		{
			title: 'no journal tells: by the order’s date',
			guards: { minAgeDays: 2 },
			facts: {},
			says: null,
		},
		{
			title: 'no journal tells, and it is too old by the order’s date',
			guards: { maxAgeDays: 2 },
			facts: {},
			says: "By the order's date the authorization is 3.0 days old, more than 'Max Age' 2.",
		},
	])('$title', ({ guards, facts, says }) => {
		expect(unmet(guards, { authorizedAt: daysAgo(3) }, { dates, ...facts })).toBe(says);
	});
});

describe('an order created three days ago: whether its dates leave the age open', () => {
	test.each<{ guards: Partial<Guards>; createdAt?: number | null; modifiedAt: number | null; isOpen: boolean }>([
		{ guards: {}, modifiedAt: ago(HOUR), isOpen: false },
		{ guards: { currency: 'EUR', maxAmount: '1' }, modifiedAt: null, isOpen: false },
		// Changed in the last hour, perhaps because it was authorized anew.
		{ guards: { minAgeDays: 1 }, modifiedAt: ago(HOUR), isOpen: true },
		{ guards: { minAgeDays: 1 }, modifiedAt: ago(DAY), isOpen: false },
		{ guards: { minAgeDays: 1 }, modifiedAt: ago(3 * DAY), isOpen: false },
		{ guards: { minAgeDays: 4 }, modifiedAt: ago(HOUR), isOpen: false },
		{ guards: { minAgeDays: 3 }, modifiedAt: ago(3 * DAY), isOpen: false },
		{ guards: { maxAgeDays: 2 }, modifiedAt: ago(HOUR), isOpen: true },
		{ guards: { maxAgeDays: 2 }, modifiedAt: ago(2 * DAY), isOpen: true },
		{ guards: { maxAgeDays: 2 }, modifiedAt: ago(2.5 * DAY), isOpen: false },
		{ guards: { maxAgeDays: 3 }, modifiedAt: ago(HOUR), isOpen: false },
		{ guards: { minAgeDays: 1, maxAgeDays: 7 }, modifiedAt: ago(2 * DAY), isOpen: false },
		{ guards: { minAgeDays: 2, maxAgeDays: 2.5 }, modifiedAt: ago(1 * DAY), isOpen: true },
		// As old as the order, or as young as its change, it would be just met.
		{ guards: { minAgeDays: 3 }, modifiedAt: ago(HOUR), isOpen: true },
		{ guards: { maxAgeDays: 1 }, modifiedAt: ago(DAY), isOpen: true },
		// Dates that cannot be read leave it open, unless every age will do.
		{ guards: { minAgeDays: 1 }, modifiedAt: null, isOpen: true },
		{ guards: { minAgeDays: 0 }, modifiedAt: null, isOpen: false },
		{ guards: { maxAgeDays: 7 }, modifiedAt: null, isOpen: false },
		{ guards: { maxAgeDays: 2 }, modifiedAt: null, isOpen: true },
		{ guards: { maxAgeDays: 7 }, createdAt: null, modifiedAt: ago(HOUR), isOpen: true },
		{ guards: { minAgeDays: 1 }, createdAt: null, modifiedAt: ago(2 * DAY), isOpen: false },
		// The store's clock is ahead of ours; an order is not changed before it is there.
		{ guards: { minAgeDays: 1 }, modifiedAt: ago(-HOUR), isOpen: true },
		{ guards: { maxAgeDays: 3 }, modifiedAt: ago(4 * DAY), isOpen: false },
	])('$guards, changed $modifiedAt: $isOpen', ({ guards, createdAt = ago(3 * DAY), modifiedAt, isOpen }) => {
		expect(isAgeOpen({ ...NO_GUARDS, ...guards }, { createdAt, modifiedAt }, NOW)).toBe(isOpen);
	});
});
