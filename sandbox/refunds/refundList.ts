/**
 * `GET /v3/orders/payment_actions/refunds`: all refunds, filtered and in pages (docs/bigcommerce-api.md, Lists and
 * paging: all refunds).
 */
import { type Answer, json, v3Error } from '../answers';
import type { StoreContext } from '../context';
import { parseDate, toWholeSecond } from '../dates';
import { isAnswer, parseUndocumentedPage, parseV3Page, takePage } from '../orders/paging';
import { pagination } from '../routes/pagination';
import type { SandboxRefund } from './refund';
import { refundBody, singleRefundBody } from './refundBody';

/** What a list takes from the request. */
interface ListRequest {
	query: Record<string, string>;
	asOf: number | undefined;
}

type Predicate = (refund: SandboxRefund) => boolean;

const FILTERS: Readonly<Record<string, (text: string) => Predicate | undefined>> = {
	'order_id:in': (text) => idTest(text, ({ orderId }) => orderId),
	'id:in': (text) => idTest(text, ({ id }) => id),
	'created:min': (text) => dateTest(text, (at, bound) => at >= bound),
	'created:max': (text) => dateTest(text, (at, bound) => at <= bound),
	transaction_id: paidBy,
};

export function listRefunds(ctx: StoreContext, { query, asOf }: ListRequest): Answer {
	const tests: Predicate[] = [];
	for (const [name, text] of Object.entries(query)) {
		const filter = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined;
		const test = filter?.(text);
		if (filter && !test) return v3Error(422, 'JSON data is missing or invalid', { [name]: 'error.expected' });
		if (test) tests.push(test);
	}
	const page = parseV3Page(ctx.settings, query);
	if (isAnswer(page)) return page;
	const found = ctx.refunds.filter((refund) => isVisible(ctx, refund, asOf) && tests.every((test) => test(refund)));
	const data = takePage(found, page).flatMap((refund) => bodyOf(ctx, refund));
	const meta =
		ctx.settings.refundListMeta === 'empty' ? {} : { pagination: pagination(found.length, data.length, page, '') };
	return json(200, { data, meta });
}

/** Of one order, ascending. No page parameters are published; what they do is a switch. */
export function listOrderRefunds(ctx: StoreContext, refunds: SandboxRefund[], { query, asOf }: ListRequest): Answer {
	const { transaction_id: transactionId } = query;
	const test = transactionId === undefined ? () => true : paidBy(transactionId);
	const found = refunds.filter((refund) => isVisible(ctx, refund, asOf) && test(refund));
	const page = parseUndocumentedPage(ctx.settings, query);
	if (isAnswer(page)) return page;
	return json(200, { data: takePage(found, page).flatMap((refund) => bodyOf(ctx, refund)), meta: {} });
}

export function getRefund(ctx: StoreContext, refundId: number | undefined): Answer {
	const refund = ctx.refunds.find(({ id }) => id === refundId);
	const order = refund && isVisible(ctx, refund) ? ctx.orders.get(refund.orderId) : undefined;
	if (!refund || !order) return v3Error(404, 'The requested refund was not found.');
	return json(200, { data: singleRefundBody(ctx.settings, order, refund), meta: {} });
}

function bodyOf(ctx: StoreContext, refund: SandboxRefund): Array<Record<string, unknown>> {
	const order = ctx.orders.get(refund.orderId);
	return order ? [refundBody(ctx.settings, order, refund)] : [];
}

/** A stale read shows what there was at its moment. */
function isVisible(ctx: StoreContext, { visibleFrom }: SandboxRefund, asOf = ctx.now()): boolean {
	return asOf >= visibleFrom;
}

function paidBy(transactionId: string): Predicate {
	return ({ payments }) => payments.some((payment) => String(payment.transactionId) === transactionId);
}

function idTest(text: string, value: (refund: SandboxRefund) => number): Predicate | undefined {
	if (!/^\d+(,\d+)*$/.test(text)) return undefined;
	const ids = new Set(text.split(',').map(Number));
	return (refund) => ids.has(value(refund));
}

function dateTest(text: string, test: (at: number, bound: number) => boolean): Predicate | undefined {
	const bound = parseDate(text);
	return bound === undefined ? undefined : ({ createdAt }) => test(toWholeSecond(createdAt), bound);
}
