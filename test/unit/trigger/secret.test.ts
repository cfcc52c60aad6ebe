import { isSecret, newSecret } from '../../../nodes/BigCommerce/trigger/secret';

describe('the secret of a hook', () => {
	test('is long, fits into a header and is never the same', () => {
		const made = new Set(Array.from({ length: 100 }, newSecret));
		expect(made.size).toBe(100);
		for (const secret of made) expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
	});

	test.each([
		{ what: 'itself', given: 'abc', secret: 'abc', expected: true },
		{ what: 'another', given: 'abd', secret: 'abc', expected: false },
		{ what: 'a part of it', given: 'ab', secret: 'abc', expected: false },
		{ what: 'more than it', given: 'abcd', secret: 'abc', expected: false },
		{ what: 'nothing', given: undefined, secret: 'abc', expected: false },
		{ what: 'an empty header', given: '', secret: 'abc', expected: false },
		{ what: 'the header given twice', given: ['abc', 'abc'], secret: 'abc', expected: false },
		{ what: 'anything before the first activation', given: '', secret: '', expected: false },
		{ what: 'anything else before the first activation', given: 'abc', secret: '', expected: false },
	])('$what', ({ given, secret, expected }) => {
		expect(isSecret(given, secret)).toBe(expected);
	});
});
