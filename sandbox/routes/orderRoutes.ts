import { type Answer, json, jsonText, v2Error, v2NotFound } from '../answers';
import type { StoreContext } from '../context';
import { feeBody, lineBody, shippingAddressBody } from '../orders/lineBodies';
import { orderBodyText } from '../orders/orderBody';
import { findOrders, type OrderQuery, parseOrderQuery, QueryError } from '../orders/orderFilters';
import { ORDER_STATUSES, orderStatusBody } from '../orders/orderStatuses';
import { updateOrder } from '../orders/orderUpdate';
import { visibleView } from '../orders/orderView';
import { isAnswer, parsePage, takePage, v2List } from '../orders/paging';
import { createShipmentFromBody, shipmentBody } from '../orders/shipments';
import { NEEDS } from '../scopes';
import type { Call, OrderCall, Route } from './call';

/** `GET /v2/orders`: pages of whole orders, 204 when there are none. */
function listOrders(ctx: StoreContext, { query }: Call): Answer {
	const wanted = readQuery(query);
	if (isAnswer(wanted)) return wanted;
	const page = parsePage(ctx.settings, query);
	if (isAnswer(page)) return page;
	const orders = takePage(findOrders(ctx, wanted), page);
	for (const order of orders) {
		const fault = order.faults.isEmpty ? undefined : order.faults.take('orderList', ['readError']);
		if (fault) return v2Error(fault.status ?? 500, 'Internal Server Error');
	}
	return v2List(orders.map((order) => orderBodyText(ctx, order, query.include)));
}

/** `GET /v2/orders/count`: the same filters, counted by order status. */
function countOrders(ctx: StoreContext, { query }: Call): Answer {
	const wanted = readQuery(query);
	if (isAnswer(wanted)) return wanted;
	const counts = new Map<number, number>();
	for (const order of findOrders(ctx, wanted)) {
		const { statusId } = visibleView(ctx, order);
		counts.set(statusId, (counts.get(statusId) ?? 0) + 1);
	}
	const statuses = [...ORDER_STATUSES]
		.sort((a, b) => a.sortOrder - b.sortOrder)
		.map((status) => {
			const { order: sortOrder, ...body } = orderStatusBody(ctx.settings, status);
			return { ...body, count: counts.get(status.id) ?? 0, sort_order: sortOrder };
		});
	return json(200, { statuses, count: [...counts.values()].reduce((sum, count) => sum + count, 0) });
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
function subList<T>(ctx: StoreContext, { query }: OrderCall, items: readonly T[], body: (item: T) => unknown): Answer {
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
		handle: (ctx, { order, query }) => jsonText(200, orderBodyText(ctx, order, query.include)),
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
		endpoint: 'orderCount',
		method: 'GET',
		path: 'v2/orders/count',
		scopes: NEEDS.readOrder,
		of: 'store',
		handle: countOrders,
	},
	{
		endpoint: 'orderProducts',
		method: 'GET',
		path: 'v2/orders/:id/products',
		scopes: NEEDS.readOrder,
		of: 'order',
		missing: v2NotFound,
		handle: (ctx, call) => subList(ctx, call, call.order.lines, (line) => lineBody(call.order, line)),
	},
	{
		endpoint: 'orderShipments',
		method: 'GET',
		path: 'v2/orders/:id/shipments',
		scopes: NEEDS.readOrder,
		of: 'order',
		missing: v2NotFound,
		handle: (ctx, call) => subList(ctx, call, call.order.shipments, (shipment) => shipmentBody(call.order, shipment)),
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
	// Published with an underscore, linked from the order without one (facts §2.3); both are served.
	...['v2/orders/:id/shipping_addresses', 'v2/orders/:id/shippingaddresses'].map((path): Route => ({
		endpoint: 'orderShippingAddresses',
		method: 'GET',
		path,
		scopes: NEEDS.readOrder,
		of: 'order',
		missing: v2NotFound,
		handle: (ctx, call) =>
			subList(ctx, call, [call.order], (order) =>
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
	{
		endpoint: 'orderStatus',
		method: 'GET',
		path: 'v2/order_statuses/:id',
		scopes: NEEDS.readOrder,
		of: 'store',
		handle: ({ settings }, { ids }) => {
			const status = ORDER_STATUSES.find(({ id }) => id === ids[0]);
			return status ? json(200, orderStatusBody(settings, status)) : v2NotFound();
		},
	},
];
