import { postRefund, postRefundQuote } from '../refunds/createRefund';
import { getRefund, listOrderRefunds, listRefunds } from '../refunds/refundList';
import { NEEDS } from '../scopes';
import type { Route } from './route';
import { missingOrder } from './paymentRoutes';

export const refundRoutes: readonly Route[] = [
	{
		endpoint: 'refundQuote',
		method: 'POST',
		path: 'v3/orders/:id/payment_actions/refund_quotes',
		scopes: NEEDS.writeOrderOrTransaction,
		of: 'order',
		missing: missingOrder,
		handle: (ctx, { order, body }) => postRefundQuote(ctx, order, body),
	},
	{
		// Plural: the guide's table says `refund`, its own example and the specification do not (docs/bigcommerce-api.md,
		// Refunds: path).
		endpoint: 'refundCreate',
		method: 'POST',
		path: 'v3/orders/:id/payment_actions/refunds',
		scopes: NEEDS.writeOrderOrTransaction,
		of: 'order',
		missing: missingOrder,
		handle: (ctx, { order, body }) => postRefund(ctx, order, body),
	},
	{
		endpoint: 'orderRefunds',
		method: 'GET',
		path: 'v3/orders/:id/payment_actions/refunds',
		scopes: NEEDS.readOrderOrTransaction,
		of: 'order',
		missing: missingOrder,
		handle: (ctx, request) => listOrderRefunds(ctx, request.order.refunds, request),
	},
	{
		// No order in this path (docs/bigcommerce-api.md, Refunds: path).
		endpoint: 'refundGet',
		method: 'GET',
		path: 'v3/orders/payment_actions/refunds/:id',
		scopes: NEEDS.readOrderOrTransaction,
		of: 'store',
		handle: (ctx, { ids }) => getRefund(ctx, ids[0]),
	},
	{
		endpoint: 'refundList',
		method: 'GET',
		path: 'v3/orders/payment_actions/refunds',
		scopes: NEEDS.readOrderOrTransaction,
		of: 'store',
		handle: listRefunds,
	},
];
