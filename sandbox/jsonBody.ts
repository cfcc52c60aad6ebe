/** Reading request bodies that may hold anything. */

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Any JSON value, or undefined where the text is none. */
export function parseJson(text: string): unknown {
	try {
		const value: unknown = JSON.parse(text);
		return value;
	} catch {
		return undefined;
	}
}

/** A JSON object, or undefined for anything else. An empty body counts as `{}`. */
export function parseObject(text: string): Record<string, unknown> | undefined {
	if (text.trim() === '') return {};
	const value = parseJson(text);
	return isRecord(value) ? value : undefined;
}
