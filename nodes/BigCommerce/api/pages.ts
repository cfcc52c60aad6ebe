import { read, unreadable } from './apiError';
import type { ApiClient } from './client';
import type { ApiRequest } from './http';
import { integerOf, isObject, objectOf, objectsIn, textOf, type JsonObject } from './json';

/** Rows that one page shows at most. Source: common query parameters page; more is a 413. */
export const MOST_ROWS = 250;

/**
 * The rows of a v3 list, page by page, as they are wanted: nothing beyond the page in hand is kept.
 * 204 is an empty list. `meta.pagination` is followed where there is one; without it a full page has a successor.
 *
 * @param takesPage whether the endpoint is published with `page` and `limit`; one without them is asked without
 * @throws ApiError
 */
export async function* pagesOfV3(
	client: ApiClient,
	path: string,
	query: NonNullable<ApiRequest['query']> = {},
	takesPage = true,
): AsyncGenerator<JsonObject[]> {
	let previousFirst: string | null = null;
	for (let page = 1; ; page++) {
		const isPaged = takesPage || page > 1;
		const { status, body } = await read(client, path, isPaged ? { ...query, page, limit: MOST_ROWS } : query);
		if (status === 204) return;
		if (!isObject(body) || !Array.isArray(body.data)) throw unreadable(status);
		const rows = objectsIn(body.data);
		const [first] = rows;
		const firstId = first === undefined ? null : textOf(first, 'id');
		// A server that ignores `page` shows the same page for ever.
		if (firstId !== null && firstId === previousFirst) return;
		if (rows.length > 0) yield rows;
		if (!hasNextPage(body, page, rows.length, takesPage)) return;
		previousFirst = firstId;
	}
}

function hasNextPage(body: JsonObject, page: number, rows: number, takesPage: boolean): boolean {
	const pagination = objectOf(objectOf(body, 'meta') ?? {}, 'pagination');
	const pages = pagination === null ? null : integerOf(pagination, 'total_pages');
	if (pages !== null) return page < pages;
	return takesPage && rows >= MOST_ROWS;
}

/**
 * The rows of a v2 list that belongs to one order (products, addresses), page by page. v2 gives no totals:
 * a full page has a successor. 204 is an empty list.
 *
 * @throws ApiError
 */
export async function* pagesOfV2(client: ApiClient, path: string): AsyncGenerator<JsonObject[]> {
	let previousFirst: string | null = null;
	for (let page = 1; ; page++) {
		const { status, body } = await read(client, path, { page, limit: MOST_ROWS });
		if (status === 204) return;
		if (!Array.isArray(body)) throw unreadable(status);
		const rows = objectsIn(body);
		const [first] = rows;
		const firstId = first === undefined ? null : textOf(first, 'id');
		if (firstId !== null && firstId === previousFirst) return;
		if (rows.length > 0) yield rows;
		if (body.length < MOST_ROWS) return;
		previousFirst = firstId;
	}
}

/** All rows of a list that is short by nature. */
export async function allRows(pages: AsyncGenerator<JsonObject[]>): Promise<JsonObject[]> {
	const rows: JsonObject[] = [];
	for await (const page of pages) rows.push(...page);
	return rows;
}
