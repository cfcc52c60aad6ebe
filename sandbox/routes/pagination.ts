import type { Page } from '../orders/paging';

/** `meta.pagination` of a v3 list. `extra` is the rest of the query, put into the links. */
export function pagination(
	total: number,
	count: number,
	{ page, limit }: Page,
	extra: string,
): Record<string, unknown> {
	const pages = Math.max(1, Math.ceil(total / limit));
	const link = (number: number): string => `?page=${number}&limit=${limit}${extra}`;
	return {
		total,
		count,
		per_page: limit,
		current_page: page,
		total_pages: pages,
		links: {
			...(page > 1 ? { previous: link(page - 1) } : {}),
			...(page < pages ? { next: link(page + 1) } : {}),
			current: link(page),
		},
	};
}
