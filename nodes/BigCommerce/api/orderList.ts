import { apiDate, readTime } from '../model/time';
import { goodAnswer, incompleteList, unreadable } from './apiError';
import type { ApiClient } from './client';
import { ORDERS_PATH, readOrderPage, type OrderSnapshot } from './orders';
import { endsList, MOST_ROWS } from './pages';

/** Filters of `GET /v2/orders` as the API names them. Source: reference/orders.v2.oas2.yml. */
export type OrderFilters = Record<string, string | number>;

/** Orders of `GET /v2/orders` that the API can sort by. */
export const ORDER_SORTS = [
	'date_created:asc',
	'date_created:desc',
	'date_modified:asc',
	'date_modified:desc',
	'id:asc',
	'id:desc',
	'status_id:asc',
	'status_id:desc',
] as const;

export type OrderSort = (typeof ORDER_SORTS)[number];

const SMALLEST_PAGE = 50;

/** Where a list goes on: what is added to its filters, and which rows of the next page were seen before. */
export interface Cursor {
	filters: OrderFilters;
	page: number;
	seen: ReadonlySet<number>;
}

export const FIRST_CURSOR: Cursor = { filters: {}, page: 1, seen: new Set() };

/**
 * Where to go on after a page. By ID and by oldest first, the next page begins where this one ended rather than
 * at a page number, so that an order which leaves the list meanwhile does not make another one slip through.
 *
 * @param isShort whether the page may have been the last: then the page number alone tells with one call
 */
export function nextCursor(cursor: Cursor, sort: OrderSort, orders: OrderSnapshot[], isShort = false): Cursor {
	const last = orders[orders.length - 1];
	const ids = new Set(orders.map(({ id }): number => id));
	if (last === undefined) return { ...cursor, page: cursor.page + 1 };
	if (sort === 'id:asc') return { filters: { min_id: last.id + 1 }, page: 1, seen: ids };
	if (sort === 'id:desc') return { filters: { max_id: last.id - 1 }, page: 1, seen: ids };
	const created = readTime(last.createdAt);
	if (sort === 'date_created:asc' && created !== null && !isShort) {
		const from = apiDate(created);
		// Dates have whole seconds: where one second fills a page, only the page number leads on.
		if (cursor.filters.min_date_created !== from) return { filters: { min_date_created: from }, page: 1, seen: ids };
	}
	return { filters: cursor.filters, page: cursor.page + 1, seen: new Set([...cursor.seen, ...ids]) };
}

/**
 * Orders, page by page, as they are asked for, with the same size for every page. 204 is an empty list. The list tells
 * no total, so it ends as `endsList` says.
 *
 * @throws ApiError, also where a row is no order, or the list cannot be followed to its end
 */
export async function* orderPages(
	client: ApiClient,
	filters: OrderFilters,
	sort: OrderSort,
	rows = MOST_ROWS,
): AsyncGenerator<OrderSnapshot[]> {
	let limit = rows;
	let fullest = 0;
	let cursor = FIRST_CURSOR;
	while (isPossible({ ...filters, ...cursor.filters })) {
		const { page, seen } = cursor;
		const answer = await client.get(ORDERS_PATH, { ...filters, ...cursor.filters, sort, page, limit });
		if (answer.kind === 'answered' && answer.status === 413 && limit > SMALLEST_PAGE && page === 1) {
			limit = Math.max(SMALLEST_PAGE, Math.floor(limit / 2));
			continue;
		}
		const { status, body } = goodAnswer(answer);
		const read = readOrderPage(status, body);
		if (read === null || read.orders.length < read.rows) throw unreadable(status);
		const fresh = read.orders.filter(({ id }) => !seen.has(id));
		if (fresh.length > 0) yield fresh;
		if (endsList(read.rows, limit, fullest)) return;
		const isShort = read.rows < limit;
		if (isStuck(cursor, fresh.length)) {
			if (isShort) return;
			throw incompleteList('page after page shows the same orders');
		}
		if (!isShort && !isSorted(read.orders, sort)) throw incompleteList('the orders do not come sorted as asked');
		fullest = Math.max(fullest, read.rows);
		cursor = nextCursor(cursor, sort, read.orders, isShort && cursor === FIRST_CURSOR);
	}
}

/** Whether a page showed nothing new although the cursor was moved on past what was seen. */
function isStuck({ filters, page, seen }: Cursor, fresh: number): boolean {
	// From the second that the last page ended in, the first page may be all of that second.
	return fresh === 0 && seen.size > 0 && (page > 1 || filters.min_date_created === undefined);
}

/** Whether a page is sorted by what the next one is found by. */
function isSorted(orders: OrderSnapshot[], sort: OrderSort): boolean {
	const keys = orders.map(({ id, createdAt }) =>
		sort === 'id:asc' ? id : sort === 'id:desc' ? -id : sort === 'date_created:asc' ? (readTime(createdAt) ?? 0) : 0,
	);
	return keys.every((key, index) => index === 0 || key >= (keys[index - 1] ?? 0));
}

/** Downwards by ID the list ends at 1; `max_id=0` would be no bound at all. */
function isPossible({ min_id: least, max_id: most }: OrderFilters): boolean {
	return most === undefined || (Number(most) >= 1 && (least === undefined || Number(least) <= Number(most)));
}
