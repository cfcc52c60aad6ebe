/**
 * The three date formats of the API (docs/bigcommerce-api.md, Orders: dates). Times inside the sandbox are milliseconds
 * since 1970.
 */

/** RFC 2822 in UTC as v2 prints it: `Tue, 05 Mar 2019 21:40:11 +0000`. */
export function toRfc2822(at: number): string {
	return new Date(at).toUTCString().replace('GMT', '+0000');
}

/** ISO 8601 with seconds and an offset as v3 prints it: `2018-05-08T15:06:12+00:00`. */
export function toIso(at: number): string {
	return `${new Date(at).toISOString().slice(0, 19)}+00:00`;
}

/** Unix seconds, as hooks print it. */
export function toUnix(at: number): number {
	return Math.floor(at / 1000);
}

const RFC_2822 = /^(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} (?:[+-]\d{4}|GMT|UTC)$/;
const ISO_8601 = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** Reads either published filter format, RFC 2822 or ISO 8601; `undefined` for anything else. */
export function parseDate(text: string): number | undefined {
	if (!RFC_2822.test(text) && !ISO_8601.test(text)) return undefined;
	// A time without an offset would be read in the machine's zone; the API means UTC.
	const zoned = /T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/.test(text) ? `${text}Z` : text;
	const at = Date.parse(zoned);
	return Number.isNaN(at) ? undefined : at;
}

/** The store keeps dates to the second; comparing finer would split what it cannot tell apart. */
export function toWholeSecond(at: number): number {
	return Math.floor(at / 1000) * 1000;
}
