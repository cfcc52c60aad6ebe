import type { CaptureInput } from './captureInput';

type Terms = Pick<CaptureInput, 'guards' | 'options' | 'limits' | 'session'>;

/**
 * The input, with what is the same as in the one before it shared: most items of a run ask for the same, and each of
 * thousands would keep its own copy of that until the end.
 */
export function withSharedTerms(input: CaptureInput, before: Terms | null): CaptureInput {
	if (before === null) return input;
	const { guards, options, limits, session } = input;
	return {
		...input,
		guards: isSame(guards, before.guards) ? before.guards : guards,
		options: isSame(options, before.options) ? before.options : options,
		limits: isSame(limits, before.limits) ? before.limits : limits,
		session: isSame(session, before.session) ? before.session : session,
	};
}

/** Whether two values hold the same, to the last of their fields. */
function isSame(one: unknown, other: unknown): boolean {
	if (Object.is(one, other)) return true;
	if (!isComposed(one) || !isComposed(other) || Array.isArray(one) !== Array.isArray(other)) return false;
	const fields = Object.entries(one);
	return (
		fields.length === Object.keys(other).length &&
		fields.every(([name, value]) => Object.hasOwn(other, name) && isSame(value, Reflect.get(other, name)))
	);
}

function isComposed(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}
