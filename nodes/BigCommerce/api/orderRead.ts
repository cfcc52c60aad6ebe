import type { OrderId } from '../model/orderId';
import { read, unreadable } from './apiError';
import type { ApiClient } from './client';
import { orderPath, readOrder, type OrderSnapshot } from './orders';

/** Reads one order. @throws ApiError, also where another order comes back than was asked for */
export async function fetchOrder(client: ApiClient, orderId: OrderId): Promise<OrderSnapshot> {
	const { status, body } = await read(client, orderPath(orderId));
	const order = readOrder(body);
	if (order === null || order.id !== orderId) throw unreadable(status);
	return order;
}
