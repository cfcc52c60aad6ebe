import { type Answer, json, jsonText, v2Error, v2NotFound } from '../answers';
import type { StoreContext } from '../context';
import { feeBody, lineBody, shippingAddressBody } from '../orders/lineBodies';
import { orderBodyText } from '../orders/orderBody';
import { findOrders, type OrderQuery, parseOrderQuery, QueryError } from '../orders/orderFilters';
import { ORDER_STATUSES, orderStatusBody } from '../orders/orderStatuses';
import { updateOrder } from '../orders/orderUpdate';
import { isAnswer, parsePage, takePage, v2List } from '../orders/paging';
import { createShipmentFromBody, shipmentBody } from '../orders/shipments';
import { NEEDS } from '../scopes';
import type { RequestContext, OrderRequestContext, Route } from './route';

/** `GET /v2/orders`: pages of whole orders, 204 when there are none. */
function listOrders(ctx: StoreContext, { endpoint, query, asOf }: RequestContext): Answer {
	const filters = readQuery(query);
	if (isAnswer(filters)) return filters;
	const page = parsePage(ctx.settings, query);
	if (isAnswer(page)) return page;
	const moment = { endpoint, asOf };
	const orders = takePage(findOrders(ctx, filters, moment), page);
	for (const order of orders) {
		const fault = order.faults.isEmpty ? undefined : order.faults.take(endpoint, ['readError']);
		if (fault) return v2Error(fault.status ?? 500, 'Internal Server Error');
	}
	const bodies = orders.map((order) => orderBodyText(ctx, order, moment, query.include));
	for (const order of orders) if (!order.faults.isEmpty) order.faults.take(endpoint, ['staleRead']);
	return v2List(bodies);
}

function readQuery(query: Record<string, string>): OrderQuery | Answer {
	try {
		return parseOrderQuery(query);
	} catch (error) {
		if (error instanceof QueryError) return v2Error(400, error.message);
		throw error;
	}
}

/** A list that belongs to one order, in pages. */
function subList<T>(
	ctx: StoreContext,
	{ query }: OrderRequestContext,
	items: readonly T[],
	body: (item: T) => unknown,
): Answer {
	const page = parsePage(ctx.settings, query);
	if (isAnswer(page)) return page;
	return v2List(takePage(items, page).map((item) => JSON.stringify(body(item))));
}

export const orderRoutes: readonly Route[] = [
	{
		endpoint: 'orderGet',
		method: 'GET',
		path: 'v2/orders/:id',
		scopes: NEEDS.readOrder,
		of: 'order',
		missing: v2NotFound,
		handle: (ctx, { order, query, endpoint, asOf }) =>
			jsonText(200, orderBodyText(ctx, order, { endpoint, asOf }, query.include)),
	},
	{
		endpoint: 'orderUpdate',
		method: 'PUT',
		path: 'v2/orders/:id',
		scopes: NEEDS.writeOrder,
		of: 'order',
		missing: v2NotFound,
		handle: (ctx, { order, body }) => updateOrder(ctx, order, body),
	},
	{
		endpoint: 'orderList',
		method: 'GET',
		path: 'v2/orders',
		scopes: NEEDS.readOrder,
		of: 'store',
		handle: listOrders,
	},
	{
		endpoint: 'orderProducts',
		method: 'GET',
		path: 'v2/orders/:id/products',
		scopes: NEEDS.readOrder,
		of: 'order',
		missing: v2NotFound,
		handle: (ctx, request) => subList(ctx, request, request.order.lines, (line) => lineBody(request.order, line)),
	},
	{
		endpoint: 'orderShipments',
		method: 'GET',
		path: 'v2/orders/:id/shipments',
		scopes: NEEDS.readOrder,
		of: 'order',
		missing: v2NotFound,
		handle: (ctx, request) =>
			subList(ctx, request, request.order.shipments, (shipment) => shipmentBody(request.order, shipment)),
	},
	{
		endpoint: 'shipmentCreate',
		method: 'POST',
		path: 'v2/orders/:id/shipments',
		scopes: NEEDS.writeOrder,
		of: 'order',
		missing: v2NotFound,
		handle: (ctx, { order, body }) => createShipmentFromBody(ctx, order, body),
	},
	{
		endpoint: 'orderCoupons',
		method: 'GET',
		path: 'v2/orders/:id/coupons',
		scopes: NEEDS.readOrder,
		of: 'order',
		missing: v2NotFound,
		// No order of the sandbox has a coupon; its link must lead somewhere all the same.
		handle: () => v2List([]),
	},
	// Published with an underscore, linked from the order without one; both are served.
	...['v2/orders/:id/shipping_addresses', 'v2/orders/:id/shippingaddresses'].map((path): Route => ({
		endpoint: 'orderShippingAddresses',
		method: 'GET',
		path,
		scopes: NEEDS.readOrder,
		of: 'order',
		missing: v2NotFound,
		handle: (ctx, request) =>
			subList(ctx, request, [request.order], (order) =>
				shippingAddressBody(order, `${ctx.settings.apiHost}/stores/${ctx.settings.storeHash}`),
			),
	})),
	{
		endpoint: 'orderFees',
		method: 'GET',
		path: 'v2/orders/:id/fees',
		scopes: NEEDS.readOrder,
		of: 'order',
		missing: v2NotFound,
		// An object, unlike every other v2 list (published example).
		handle: (_ctx, { order }) => json(200, { fees: order.fees.map((fee) => feeBody(order, fee)) }),
	},
	{
		endpoint: 'orderStatuses',
		method: 'GET',
		path: 'v2/order_statuses',
		scopes: NEEDS.readOrder,
		of: 'store',
		handle: ({ settings }) =>
			json(
				200,
				ORDER_STATUSES.map((status) => orderStatusBody(settings, status)),
			),
	},
];
