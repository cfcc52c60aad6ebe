/** A JSON object of unknown fields, as it came off the wire. */
export type JsonObject = { [key: string]: unknown };

/** What a request may carry: an object, or for batches a list of them, or of the IDs of what goes. */
export type JsonBody = JsonObject | readonly JsonObject[] | readonly number[];

/** Whether `value` is a plain JSON object (not null, not an array). */
export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The text in a field, or null where there is none.
 * BigCommerce writes an absent value as `null`, leaves it out, or sends `{}` (its transactions do all
 * three), so whatever is not a string or a number counts as absent.
 */
export function textOf(source: JsonObject, field: string): string | null {
	const value = source[field];
	if (typeof value === 'string') return value;
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	return null;
}

/** The whole number in a field, given as a number or as digits; null where there is none. */
export function integerOf(source: JsonObject, field: string): number | null {
	const text = textOf(source, field);
	if (text === null || !/^-?\d+$/.test(text)) return null;
	const value = Number(text);
	return Number.isSafeInteger(value) ? value : null;
}

/** The object in a field, or null where it is absent or `{}`. */
export function objectOf(source: JsonObject, field: string): JsonObject | null {
	const value = source[field];
	return isObject(value) && Object.keys(value).length > 0 ? value : null;
}

/** The objects in a list; anything else in it is left out. */
export function objectsIn(value: unknown): JsonObject[] {
	return Array.isArray(value) ? value.filter(isObject) : [];
}
