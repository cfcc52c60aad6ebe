import { apiDate, readTime } from '../model/time';
import { ApiError, goodAnswer, unreadable } from './apiError';
import type { ApiClient } from './client';
import { readOrderPage, type OrderSnapshot } from './orders';
import { MOST_ROWS } from './pages';

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
 */
export function nextCursor(cursor: Cursor, sort: OrderSort, orders: OrderSnapshot[]): Cursor {
	const last = orders[orders.length - 1];
	const ids = new Set(orders.map(({ id }): number => id));
	if (last === undefined) return { ...cursor, page: cursor.page + 1 };
	if (sort === 'id:asc') return { filters: { min_id: last.id + 1 }, page: 1, seen: new Set() };
	if (sort === 'id:desc') return { filters: { max_id: last.id - 1 }, page: 1, seen: new Set() };
	const created = readTime(last.createdAt);
	if (sort === 'date_created:asc' && created !== null) {
		const from = apiDate(created);
		// Dates have whole seconds: where one second fills a page, only the page number leads on.
		if (cursor.filters.min_date_created !== from) return { filters: { min_date_created: from }, page: 1, seen: ids };
	}
	return { filters: cursor.filters, page: cursor.page + 1, seen: new Set([...cursor.seen, ...ids]) };
}

/**
 * Orders, page by page, as they are wanted. 204 is an empty list.
 * @throws ApiError
 */
export async function* orderPages(
	client: ApiClient,
	filters: OrderFilters,
	sort: OrderSort,
	rows = MOST_ROWS,
): AsyncGenerator<OrderSnapshot[]> {
	let limit = rows;
	let cursor = FIRST_CURSOR;
	while (isPossible({ ...filters, ...cursor.filters })) {
		const { page, seen } = cursor;
		const answer = await client.get('/v2/orders', { ...filters, ...cursor.filters, sort, page, limit });
		if (answer.kind === 'answered' && answer.status === 413 && limit > SMALLEST_PAGE && page === 1) {
			limit = Math.max(SMALLEST_PAGE, Math.floor(limit / 2));
			continue;
		}
		const { status, body } = goodAnswer(answer);
		const read = readOrderPage(status, body);
		if (read === null) throw unreadable(status);
		const fresh = read.orders.filter(({ id }) => !seen.has(id));
		if (fresh.length > 0) yield fresh;
		if (read.rows < limit) return;
		cursor = nextCursor(cursor, sort, read.orders);
	}
}

/** Downwards by ID the list ends at 1; `max_id=0` would be no bound at all. */
function isPossible({ min_id: least, max_id: most }: OrderFilters): boolean {
	return most === undefined || (Number(most) >= 1 && (least === undefined || Number(least) <= Number(most)));
}

/** Whether a failed read says that the token lacks the scope, rather than anything about the order. */
export function isDenied(error: unknown): boolean {
	return error instanceof ApiError && error.failure.status === 403;
}
