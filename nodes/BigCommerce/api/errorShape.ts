import { integerOf, isObject } from './json';

/**
 * Whether it is one of the shapes in which errors are written, as a body or as a row of one: with `errors` or `error`,
 * a `status` or `code` from 400 on, or `success: false`. Which of them a call answers with is not published for all.
 */
export function isErrorShape(value: unknown): boolean {
	if (!isObject(value)) return false;
	const isRefused = Math.max(integerOf(value, 'status') ?? 0, integerOf(value, 'code') ?? 0) >= 400;
	return isRefused || value.success === false || !isEmpty(value.error) || !isEmpty(value.errors);
}

/** Whether there is nothing in it, however it is written. */
function isEmpty(value: unknown): boolean {
	if (value === null || value === undefined || value === '') return true;
	return typeof value === 'object' && Object.keys(value).length === 0;
}
