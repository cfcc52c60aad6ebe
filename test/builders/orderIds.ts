import { parseOrderId, type OrderId } from '../../nodes/BigCommerce/model/orderId';

export function orderId(id: number): OrderId {
	const parsed = parseOrderId(id);
	if (!parsed.ok) throw new Error(`${id} is not an order ID`);
	return parsed.orderId;
}

export function orderIds(...ids: number[]): OrderId[] {
	return ids.map(orderId);
}
