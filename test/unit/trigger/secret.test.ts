import { isSecret, newSecret } from '../../../nodes/BigCommerce/trigger/secret';

describe('the secret of a hook', () => {
	test('is long, fits into a header and is never the same', () => {
		const made = new Set(Array.from({ length: 100 }, newSecret));
		expect(made.size).toBe(100);
		for (const secret of made) expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
	});

	test.each([
		['itself', 'abc', 'abc', true],
		['another', 'abd', 'abc', false],
		['a part of it', 'ab', 'abc', false],
		['more than it', 'abcd', 'abc', false],
		['nothing', undefined, 'abc', false],
		['an empty header', '', 'abc', false],
		['the header given twice', ['abc', 'abc'], 'abc', false],
		['anything before the first activation', '', '', false],
		['anything else before the first activation', 'abc', '', false],
	])('%s', (_what, given, secret, expected) => {
		expect(isSecret(given, secret)).toBe(expected);
	});
});
