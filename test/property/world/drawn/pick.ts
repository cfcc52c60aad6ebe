/** How scenarios are drawn: what fast-check offers, in fewer words. */
import fc, { type Arbitrary } from 'fast-check';

export const bool = fc.boolean();
export const of = fc.constantFrom;
export const int = (min: number, max: number) => fc.integer({ min, max });
export const one = (outOf: number) => int(0, outOf - 1).map((roll) => roll === 0);
export const often = <T>(usual: T, ...others: Array<Arbitrary<T>>): Arbitrary<T> =>
	fc.oneof(
		{ weight: 2 * others.length, arbitrary: fc.constant(usual) },
		...others.map((arbitrary) => ({ weight: 1, arbitrary })),
	);
