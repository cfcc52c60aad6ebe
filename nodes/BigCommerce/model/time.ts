/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** A moment (milliseconds since 1970) as items show it: ISO 8601, UTC. Null stays null. */
export function isoTime(time: number | null): string | null {
	return time === null ? null : new Date(time).toISOString();
}

/**
 * A moment (milliseconds since 1970) as BigCommerce's filters take it: ISO 8601 with a numeric offset.
 * Source: reference/orders.v2.oas2.yml, `min_date_created`.
 */
export function apiDate(time: number): string {
	return new Date(time).toISOString().replace('Z', '+00:00');
}

/**
 * A date as BigCommerce writes it (RFC 2822 in v2, ISO 8601 in v3), in milliseconds since 1970; null where it is none.
 */
export function readTime(text: string | null): number | null {
	const time = text === null ? Number.NaN : Date.parse(text);
	return Number.isNaN(time) ? null : time;
}
