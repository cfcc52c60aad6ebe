/** The query of `GET /v2/orders`: read strictly, as the API does. */
import type { StoreContext } from '../context';
import { parseDate, toWholeSecond } from '../dates';
import { toDecimal } from '../money';
import type { OrderVersion, SandboxOrder } from './order';
import { isListed, type ReadMoment, shownVersion } from './orderView';

type Predicate = (order: SandboxOrder, shown: OrderVersion) => boolean;

const SORTS = ['id', 'customer_id', 'date_created', 'date_modified', 'status_id', 'channel_id', 'external_id'] as const;
type SortField = (typeof SORTS)[number];

export interface OrderQuery {
	minId: number;
	maxId: number;
	tests: Predicate[];
	sort: { field: SortField; descending: boolean };
}

/** What is wrong with a query, in the words of a v2 error. */
export class QueryError extends Error {}

/** A filter: how its text is read, and what it then asks of an order. */
const FILTERS: Readonly<Record<string, (text: string, name: string) => Predicate>> = {
	min_total: (text, name) => totalTest(text, name, (total, bound) => total >= bound),
	max_total: (text, name) => totalTest(text, name, (total, bound) => total <= bound),
	customer_id: integerTest((order) => order.customer.id),
	email: (text) => (order) => order.customer.email.toLowerCase() === text.toLowerCase(),
	status_id: integerTest((_order, shown) => shown.statusId),
	cart_id: (text) => (order) => order.cartId === text,
	payment_method: (text) => (order) => order.paymentMethod === text,
	channel_id: integerTest((order) => order.channelId),
	external_order_id: (text) => (order) => order.externalOrderId === text,
	min_date_created: dateTest(
		(order) => order.createdAt,
		(at, bound) => at >= bound,
	),
	max_date_created: dateTest(
		(order) => order.createdAt,
		(at, bound) => at <= bound,
	),
	min_date_modified: dateTest(
		(_order, shown) => shown.modifiedAt,
		(at, bound) => at >= bound,
	),
	max_date_modified: dateTest(
		(_order, shown) => shown.modifiedAt,
		(at, bound) => at <= bound,
	),
};

/** Allowed, but not filters; whether they make sense is somebody else's business. */
const NOT_FILTERS = new Set(['page', 'limit', 'sort', 'include', 'consignment_structure', 'min_id', 'max_id']);

/** @throws QueryError for an unknown field or a value of the wrong kind: 400 with shape G */
export function parseOrderQuery(query: Record<string, string>): OrderQuery {
	const tests: Predicate[] = [];
	for (const [name, text] of Object.entries(query)) {
		if (NOT_FILTERS.has(name)) continue;
		const filter = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined;
		if (!filter) throw new QueryError(`The field '${name}' is not supported by this resource.`);
		tests.push(filter(text, name));
	}
	return {
		minId: query.min_id === undefined ? 0 : integer(query.min_id, 'min_id'),
		maxId: query.max_id === undefined ? Number.POSITIVE_INFINITY : integer(query.max_id, 'max_id'),
		tests,
		sort: parseSort(query.sort),
	};
}

/** The orders that a list shows, in its order, lazily: a page need not look at the rest. */
export function* findOrders(ctx: StoreContext, query: OrderQuery, moment: ReadMoment): Generator<SandboxOrder> {
	const { field, descending } = query.sort;
	if (field === 'id' && !descending) {
		yield* matching(ctx, query, moment);
		return;
	}
	const key = SORT_KEYS[field];
	const found = [...matching(ctx, query, moment)].map((order) => ({
		order,
		key: key(order, shownVersion(ctx, order, moment)),
	}));
	const sign = descending ? -1 : 1;
	found.sort((a, b) => sign * compare(a.key, b.key) || sign * (a.order.id - b.order.id));
	for (const { order } of found) yield order;
}

function* matching(
	ctx: StoreContext,
	{ minId, maxId, tests }: OrderQuery,
	moment: ReadMoment,
): Generator<SandboxOrder> {
	for (const order of ctx.orders.range(minId, maxId)) {
		if (!isListed(order)) continue;
		// Filters see what reads see: a late change does not move an order into another list early.
		const shown = shownVersion(ctx, order, moment);
		if (tests.every((test) => test(order, shown))) yield order;
	}
}

const SORT_KEYS: Readonly<Record<SortField, (order: SandboxOrder, shown: OrderVersion) => number | string>> = {
	id: (order) => order.id,
	customer_id: (order) => order.customer.id,
	date_created: (order) => order.createdAt,
	date_modified: (_order, shown) => shown.modifiedAt,
	status_id: (_order, shown) => shown.statusId,
	channel_id: (order) => order.channelId,
	external_id: (order) => order.externalId ?? '',
};

function compare(a: number | string, b: number | string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function parseSort(text: string | undefined): OrderQuery['sort'] {
	if (text === undefined) return { field: 'id', descending: false };
	const [name, direction = 'asc'] = text.split(':');
	const field = SORTS.find((known) => known === name);
	if (!field || (direction !== 'asc' && direction !== 'desc')) {
		throw new QueryError(`The field 'sort' is invalid: ${text}`);
	}
	return { field, descending: direction === 'desc' };
}

function integer(text: string, name: string): number {
	if (!/^-?\d{1,15}$/.test(text)) throw new QueryError(`The field '${name}' is invalid: an integer is expected.`);
	return Number(text);
}

function integerTest(value: (order: SandboxOrder, shown: OrderVersion) => number) {
	return (text: string, name: string): Predicate => {
		const expected = integer(text, name);
		return (order, shown) => value(order, shown) === expected;
	};
}

function totalTest(text: string, name: string, test: (total: number, bound: number) => boolean): Predicate {
	if (!/^\d+(\.\d+)?$/.test(text)) throw new QueryError(`The field '${name}' is invalid: a number is expected.`);
	const bound = Number(text);
	// Orders of several currencies are compared by their number, as the API's own float filter does.
	return (order, shown) => test(Number(toDecimal(shown.total, order.currency)), bound);
}

function dateTest(
	value: (order: SandboxOrder, shown: OrderVersion) => number,
	test: (at: number, bound: number) => boolean,
) {
	return (text: string, name: string): Predicate => {
		const bound = parseDate(text);
		if (bound === undefined) throw new QueryError(`The field '${name}' is invalid: a date is expected.`);
		return (order, shown) => test(toWholeSecond(value(order, shown)), bound);
	};
}
