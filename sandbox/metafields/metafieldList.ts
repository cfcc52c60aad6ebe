/** `GET /v3/orders/metafields` and `GET /v3/orders/{id}/metafields`: filters, pages and cursors. */
import { type Answer, json, v3Error } from '../answers';
import type { StoreContext } from '../context';
import { parseDate, toWholeSecond } from '../dates';
import { isAnswer, parseV3Page, takePage } from '../orders/paging';
import { pagination } from '../routes/pagination';
import { isVisibleTo, type Metafield } from './metafield';
import { metafieldBody } from './metafieldBody';

type Predicate = (metafield: Metafield) => boolean;
type Filter = (text: string) => Predicate | undefined;

const DAY_MS = 86_400_000;

const FILTERS: Readonly<Record<string, Filter>> = {
	key: (text) => (metafield) => metafield.key === text,
	'key:in': oneOf(({ key }) => key),
	namespace: (text) => (metafield) => metafield.namespace === text,
	'namespace:in': oneOf(({ namespace }) => namespace),
	...dateFilters('date_created', ({ createdAt }) => createdAt),
	...dateFilters('date_modified', ({ modifiedAt }) => modifiedAt),
};

/** Other v3 lists have it, the published parameters of this one do not: a switch. */
const BY_RESOURCE: Filter = oneOf(({ orderId }) => String(orderId));

/** Of one order, or of all where `orderId` is undefined. Filters that nobody knows are ignored. */
export function listMetafields(
	ctx: StoreContext,
	clientId: string,
	query: Record<string, string>,
	orderId?: number,
): Answer {
	const tests: Predicate[] = [];
	for (const [name, text] of Object.entries(query)) {
		const filter = filterOf(ctx, name);
		const test = filter?.(text);
		if (filter && !test) return v3Error(422, 'JSON data is missing or invalid', { [name]: 'error.expected' });
		if (test) tests.push(test);
	}
	const page = parseV3Page(ctx.settings, query);
	if (isAnswer(page)) return page;
	const cursor = query.after ?? query.before;
	const from = cursor === undefined ? undefined : idOfCursor(cursor);
	if (cursor !== undefined && from === undefined) {
		return v3Error(422, 'JSON data is missing or invalid', {
			[query.after === undefined ? 'before' : 'after']: 'error.cursor',
		});
	}
	const found = [...ctx.metafields.asOf(ctx.now() - ctx.settings.metafieldListLateMs)].filter(
		(metafield) =>
			(orderId === undefined || metafield.orderId === orderId) &&
			isVisibleTo(metafield, clientId) &&
			tests.every((test) => test(metafield)),
	);
	const isDescending = query.direction === 'desc';
	if (isDescending) found.reverse();
	const isPast = ({ id }: Metafield, cursorId: number): boolean => (isDescending ? id < cursorId : id > cursorId);
	const shown =
		from === undefined
			? takePage(found, page)
			: query.after !== undefined
				? found.filter((metafield) => isPast(metafield, from)).slice(0, page.limit)
				: found.filter((metafield) => metafield.id !== from && !isPast(metafield, from)).slice(-page.limit);
	return json(200, {
		data: shown.map((metafield) => fieldsOf(metafield, query.include_fields)),
		meta: {
			pagination: pagination(found.length, shown.length, page, ''),
			cursor_pagination: cursors(found, shown, page.limit),
		},
	});
}

function filterOf(ctx: StoreContext, name: string): Filter | undefined {
	if (name === 'resource_id:in') return ctx.settings.metafieldResourceFilter === 'honoured' ? BY_RESOURCE : undefined;
	return Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined;
}

function cursors(found: Metafield[], shown: Metafield[], limit: number): Record<string, unknown> {
	const [first, last] = [shown[0], shown.at(-1)];
	const [start, end] = [first ? cursorOf(first) : '', last ? cursorOf(last) : ''];
	const link = (name: 'before' | 'after', cursor: string): string =>
		`?limit=${limit}&${name}=${encodeURIComponent(cursor)}`;
	return {
		count: shown.length,
		per_page: limit,
		start_cursor: start,
		end_cursor: end,
		links: {
			...(first && first !== found[0] ? { previous: link('before', start) } : {}),
			...(last && last !== found.at(-1) ? { next: link('after', end) } : {}),
			current: `?limit=${limit}`,
		},
	};
}

/** `id:7` in Base64, as the published example is. */
function cursorOf({ id }: Metafield): string {
	return Buffer.from(`id:${id}`).toString('base64');
}

function idOfCursor(cursor: string): number | undefined {
	const digits = /^id:(\d{1,15})$/.exec(Buffer.from(cursor, 'base64').toString())?.[1];
	return digits === undefined ? undefined : Number(digits);
}

/** "The ID and the specified fields will be returned." */
function fieldsOf(metafield: Metafield, include: string | undefined): Record<string, string | number> {
	const body = metafieldBody(metafield);
	if (include === undefined) return body;
	const names = new Set(['id', ...include.split(',')]);
	return Object.fromEntries(Object.entries(body).filter(([name]) => names.has(name)));
}

function oneOf(value: (metafield: Metafield) => string): Filter {
	return (text) => {
		const values = new Set(text.split(','));
		return (metafield) => values.has(value(metafield));
	};
}

function dateFilters(name: string, value: (metafield: Metafield) => number): Record<string, Filter> {
	const dated =
		(test: (at: number, bound: number, isDay: boolean) => boolean): Filter =>
		(text) => {
			const bound = parseDate(text);
			const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
			return bound === undefined ? undefined : (metafield) => test(toWholeSecond(value(metafield)), bound, isDay);
		};
	return {
		[name]: dated((at, bound, isDay) => at >= bound && at < bound + (isDay ? DAY_MS : 1_000)),
		[`${name}:min`]: dated((at, bound) => at >= bound),
		[`${name}:max`]: dated((at, bound) => at <= bound),
	};
}
