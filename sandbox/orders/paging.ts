import { type Answer, empty, jsonText, v2Error, v3Error } from '../answers';
import type { StoreSettings } from '../settings';

/**
 * Pages of v2 lists: `page` from 1, `limit` 50 by default, 250 at most (docs/bigcommerce-api.md, Lists and paging: page
 * size).
 */
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 250;

export interface Page {
	page: number;
	limit: number;
}

/** Reads `page` and `limit`; an answer instead when they cannot be served. */
export function parsePage(settings: StoreSettings, query: Record<string, string>): Page | Answer {
	const page = wholeNumber(query.page, 1);
	const limit = wholeNumber(query.limit, DEFAULT_LIMIT);
	if (page === undefined) return v2Error(400, "The field 'page' is invalid: a positive integer is expected.");
	if (limit === undefined) return v2Error(400, "The field 'limit' is invalid: a positive integer is expected.");
	if (limit <= MAX_LIMIT) return { page, limit: capped(settings, limit) };
	// "limit parameter exceeded the maximum" is the documented example of a 413 (API status codes).
	if (settings.overLimit === 'error413') return v2Error(413, 'The limit parameter exceeded the maximum.');
	return { page, limit: capped(settings, MAX_LIMIT) };
}

/** The same for v3 lists, whose errors have v3's shape. What they make of a bad number is not said. */
export function parseV3Page(settings: StoreSettings, query: Record<string, string>): Page | Answer {
	const page = wholeNumber(query.page, 1);
	const limit = wholeNumber(query.limit, DEFAULT_LIMIT);
	if (page === undefined || limit === undefined) {
		const name = page === undefined ? 'page' : 'limit';
		return v3Error(422, 'JSON data is missing or invalid', { [name]: 'error.min' });
	}
	if (limit <= MAX_LIMIT || settings.overLimit === 'cap') return { page, limit: capped(settings, limit) };
	return v3Error(413, 'The limit parameter exceeded the maximum.');
}

/** A list that publishes no page parameters: all rows, pages all the same, or the first fifty whatever is asked. */
export function parseUndocumentedPage(settings: StoreSettings, query: Record<string, string>): Page | Answer {
	if (settings.undocumentedPaging === 'pages') return parseV3Page(settings, query);
	return { page: 1, limit: settings.undocumentedPaging === 'first50' ? DEFAULT_LIMIT : ALL_ROWS };
}

const ALL_ROWS = 1_000_000;

/** Pages may be shorter than was asked. */
function capped({ pageCap }: StoreSettings, limit: number): number {
	return Math.min(limit, MAX_LIMIT, pageCap ?? MAX_LIMIT);
}

export function isAnswer(value: object): value is Answer {
	return 'status' in value && 'body' in value;
}

/** One page of a stream, looking no further than it must. */
export function takePage<T>(items: Iterable<T>, { page, limit }: Page): T[] {
	const first = (page - 1) * limit;
	const taken: T[] = [];
	let index = 0;
	for (const item of items) {
		if (index++ < first) continue;
		taken.push(item);
		if (taken.length === limit) break;
	}
	return taken;
}

/**
 * A v2 list: a bare array, or 204 without a body when there is nothing (docs/bigcommerce-api.md, Lists and paging:
 * empty).
 */
export function v2List(elements: string[]): Answer {
	return elements.length === 0 ? empty(204) : jsonText(200, `[${elements.join(',')}]`);
}

function wholeNumber(text: string | undefined, fallback: number): number | undefined {
	if (text === undefined) return fallback;
	return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
