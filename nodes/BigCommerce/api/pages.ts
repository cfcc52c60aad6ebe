import { incompleteList, read, unreadable } from './apiError';
import type { ApiClient } from './client';
import type { ApiRequest } from './http';
import { integerOf, isObject, objectOf, objectsIn, textOf, type JsonObject } from './json';

/** Rows asked for a page, from the first page on. Source: common query parameters page; more is a 413. */
export const MOST_ROWS = 250;

/**
 * Rows of a page that is full: as many as were asked for, or as many as a list gives by default (`limit`, the same
 * page).
 */
const FULL: ReadonlySet<number> = new Set([50, MOST_ROWS]);

/** One page of a list that is asked for by page number. */
interface NumberedPage {
	rows: JsonObject[];
	/** What the list says of its length; null where it says nothing. */
	total: number | null;
	pages: number | null;
}

/**
 * The rows of a v3 list, page by page, as they are asked for: nothing beyond the page in hand is kept but IDs.
 * 204 is an empty list. Lists of one order publish no `page` and `limit`, and are asked with them all the same: where
 * they are honoured every page has the same size, and where they are not, that is noticed.
 *
 * @throws ApiError, also for a list that ends before the total it names
 */
export async function* pagesOfV3(
	client: ApiClient,
	path: string,
	query: NonNullable<ApiRequest['query']> = {},
): AsyncGenerator<JsonObject[]> {
	yield* numberedPages(async (page) => {
		const { status, body } = await read(client, path, { ...query, page, limit: MOST_ROWS });
		if (status === 204) return { rows: [], total: null, pages: null };
		if (!isObject(body)) throw unreadable(status);
		return { rows: rowsIn(body.data, status), total: totalOf(body), pages: pageCountOf(body) };
	});
}

/**
 * The rows of a v2 list that belongs to one order (products, addresses), page by page. 204 is an empty list.
 * @throws ApiError
 */
export async function* pagesOfV2(client: ApiClient, path: string): AsyncGenerator<JsonObject[]> {
	yield* numberedPages(async (page) => {
		const { status, body } = await read(client, path, { page, limit: MOST_ROWS });
		return { rows: status === 204 ? [] : rowsIn(body, status), total: null, pages: null };
	});
}

/** The rows of a list. One that is not an object must not vanish. @throws ApiError */
function rowsIn(list: unknown, status: number): JsonObject[] {
	const rows = objectsIn(list);
	if (!Array.isArray(list) || rows.length < list.length) throw unreadable(status);
	return rows;
}

/**
 * Pages until the list has ended, by what it says of its own length or, where it says nothing, by `isLastPage`.
 * @throws ApiError where rows are missing that the list itself counts, or cannot be had
 */
async function* numberedPages(readPage: (page: number) => Promise<NumberedPage>): AsyncGenerator<JsonObject[]> {
	const seen = new Set<string>();
	let count = 0;
	let fullest = 0;
	let nameless = '';
	for (let page = 1; ; page++) {
		const { rows, total, pages } = await readPage(page);
		const before = nameless;
		nameless = JSON.stringify(rows.filter((row) => textOf(row, 'id') === null));
		const isRepeated = page > 1 && nameless === before;
		const fresh = rows.filter((row) => isFresh(row, seen, isRepeated));
		count += fresh.length;
		if (fresh.length > 0) yield fresh;
		const isShort = total !== null && count < total;
		if (fresh.length === 0) {
			if (isShort) throw incompleteList(`${count} of ${total} rows came`);
			// Where page after page is the same full page, nothing tells whether there is more.
			if (isFull(rows.length) && total === null && page > 1)
				throw incompleteList('page after page shows the same rows');
			return;
		}
		if (!isShort && isLastPage({ rows, total, pages }, page, fullest)) return;
		fullest = Math.max(fullest, rows.length);
	}
}

function isLastPage({ rows, total, pages }: NumberedPage, page: number, fullest: number): boolean {
	if (pages !== null) return page >= pages;
	if (total !== null) return true;
	return endsList(rows.length, MOST_ROWS, fullest);
}

/**
 * Whether a page is the last of a list that tells no totals. A full one is not. A short first page may be all there is,
 * or as much as the server shows at once, whatever it was asked for: one call more tells. A later page that is shorter
 * than one before it is the last.
 *
 * @param rows rows on the page
 * @param limit rows that were asked for
 * @param fullest rows on the fullest page before; 0 for the first
 */
export function endsList(rows: number, limit: number, fullest: number): boolean {
	return rows === 0 || (rows < limit && rows < fullest);
}

/**
 * Whether a row was not shown before; marks it as shown. Rows without an ID are fresh unless all of them came before.
 */
function isFresh(row: JsonObject, seen: Set<string>, isRepeated: boolean): boolean {
	const id = textOf(row, 'id');
	if (id === null) return !isRepeated;
	if (seen.has(id)) return false;
	seen.add(id);
	return true;
}

/** How many rows a v3 list says it has, in `meta.pagination`; null where it does not say. */
export function totalOf(body: unknown): number | null {
	return integerOf(paginationOf(body), 'total');
}

/** The number of pages that a v3 list says it has; null where it does not. */
export function pageCountOf(body: unknown): number | null {
	return integerOf(paginationOf(body), 'total_pages');
}

function paginationOf(body: unknown): JsonObject {
	const meta = isObject(body) ? objectOf(body, 'meta') : null;
	return objectOf(meta ?? {}, 'pagination') ?? {};
}

/** Whether a page of so many rows may have another behind it, where its list tells no total. */
export function isFull(rows: number): boolean {
	return FULL.has(rows);
}

/** All rows of a list that is short by nature. */
export async function allRows(pages: AsyncGenerator<JsonObject[]>): Promise<JsonObject[]> {
	const rows: JsonObject[] = [];
	for await (const page of pages) rows.push(...page);
	return rows;
}
