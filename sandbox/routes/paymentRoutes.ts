import { type Answer, empty, json, transactionsError, v3Error } from '../answers';
import type { StoreContext } from '../context';
import { shownTransactions } from '../orders/orderView';
import { isAnswer, parseUndocumentedPage, takePage } from '../orders/paging';
import { postAction } from '../payments/paymentActions';
import { transactionBody } from '../payments/transactionBody';
import { NEEDS } from '../scopes';
import type { OrderRequestContext, Route } from './route';
import { pagination } from './pagination';

/** The v3 404 of payment actions: shape A. */
export function missingOrder(): Answer {
	return v3Error(404, 'The requested order was not found.');
}

/** No page parameters are published for it; 204 when there are none. */
function listTransactions(ctx: StoreContext, { order, query, asOf }: OrderRequestContext): Answer {
	const transactions = shownTransactions(ctx, order, asOf);
	if (transactions.length === 0) return empty(204);
	const page = parseUndocumentedPage(ctx.settings, query);
	if (isAnswer(page)) return page;
	const data = takePage(transactions, page).map((transaction) => transactionBody(ctx.settings, order, transaction));
	const shown = ctx.settings.undocumentedPaging === 'whole' ? { page: 1, limit: 250 } : page;
	return json(200, { data, meta: { pagination: pagination(transactions.length, data.length, shown, '') } });
}

export const paymentRoutes: readonly Route[] = [
	{
		endpoint: 'capture',
		method: 'POST',
		path: 'v3/orders/:id/payment_actions/capture',
		scopes: NEEDS.writeOrderOrTransaction,
		of: 'order',
		missing: missingOrder,
		handle: (ctx, { order }) => postAction(ctx, order, 'capture'),
	},
	{
		endpoint: 'void',
		method: 'POST',
		path: 'v3/orders/:id/payment_actions/void',
		scopes: NEEDS.writeOrderOrTransaction,
		of: 'order',
		missing: missingOrder,
		handle: (ctx, { order }) => postAction(ctx, order, 'void'),
	},
	{
		endpoint: 'transactions',
		method: 'GET',
		path: 'v3/orders/:id/transactions',
		scopes: NEEDS.readTransaction,
		of: 'order',
		missing: (path) => transactionsError(404, 'The requested order was not found.', path),
		handle: listTransactions,
	},
];
