/** Shipments of an order: by API or from the control panel. Making one may move the order's status. */
import { type Answer, json, v2Error } from '../answers';
import type { StoreContext } from '../context';
import { toRfc2822 } from '../dates';
import { announceOrder, announceShipment, announceStatus } from '../hooks/announcements';
import { isRecord, parseObject } from '../jsonBody';
import { toV2Money } from '../money';
import { addressBody } from './addressBody';
import type { SandboxOrder, SandboxShipment } from './order';
import type { OrderInput } from './orderInput';
import { changed } from './orderVersions';

export interface ShipmentInput {
	/** Default: everything that is not shipped yet. */
	items?: Array<{ lineId: number; quantity: number }>;
	trackingNumber?: string;
	shippingProvider?: string;
	comments?: string;
}

/** @returns a sentence when it cannot be shipped that way */
export function createShipment(ctx: StoreContext, order: SandboxOrder, input: ShipmentInput): SandboxShipment | string {
	const rest = order.lines.map((line) => ({ lineId: line.id, quantity: line.quantity - line.quantityShipped }));
	const chosen = (input.items ?? rest).filter(({ quantity }) => quantity > 0);
	if (chosen.length === 0) return 'there is nothing left to ship';
	for (const { lineId, quantity } of chosen) {
		const left = rest.find((line) => line.lineId === lineId)?.quantity;
		if (left === undefined) return `the order has no product ${lineId}`;
		if (quantity > left) return `only ${left} of product ${lineId} are left to ship`;
	}
	const shipment: SandboxShipment = {
		id: ctx.nextId('shipment'),
		createdAt: ctx.now(),
		trackingNumber: input.trackingNumber ?? '',
		shippingProvider: input.shippingProvider ?? '',
		comments: input.comments ?? '',
		items: chosen.map(({ lineId, quantity }) => ({
			lineId,
			productId: order.lines.find((line) => line.id === lineId)?.productId ?? 0,
			quantity,
		})),
	};
	order.shipments.push(shipment);
	for (const line of order.lines) {
		line.quantityShipped += chosen.find(({ lineId }) => lineId === line.id)?.quantity ?? 0;
	}
	moveStatus(ctx, order);
	announceShipment(ctx, order, shipment.id);
	return shipment;
}

/** What the input says was shipped before the rehearsal starts. */
export function shipEarlier(ctx: StoreContext, order: SandboxOrder, { lines = [], statusId }: OrderInput): void {
	const items = order.lines.flatMap(({ id }, index) => {
		const quantity = lines[index]?.quantityShipped ?? 0;
		return quantity > 0 ? [{ lineId: id, quantity }] : [];
	});
	if (items.length === 0) return;
	const shipment = createShipment(ctx, order, { items });
	if (typeof shipment === 'string') throw new Error(`Order ${order.id} cannot be shipped: ${shipment}.`);
	if (statusId !== undefined) order.statusId = statusId;
	order.modifiedAt = order.createdAt;
}

/**
 * Shipped (2) when all is out, Partially Shipped (3) before; an uncaptured payment does not stop it
 * (docs/bigcommerce-api.md, Orders: shipping).
 */
function moveStatus(ctx: StoreContext, order: SandboxOrder): void {
	const previousStatusId = order.statusId;
	const isComplete = order.lines.every((line) => line.quantityShipped === line.quantity);
	order.statusId = isComplete ? 2 : 3;
	if (isComplete) order.shippedAt = ctx.now();
	order.modifiedAt = ctx.now();
	order.bodyText = undefined;
	changed(ctx, order);
	announceOrder(ctx, order, 'updated');
	if (order.statusId !== previousStatusId) announceStatus(ctx, order, previousStatusId);
}

/** `POST /v2/orders/{id}/shipments`: `order_address_id` and `items` are required. */
export function createShipmentFromBody(ctx: StoreContext, order: SandboxOrder, bodyText: string): Answer {
	const body = parseObject(bodyText);
	if (!body) return v2Error(400, 'The request body is not a valid JSON object.');
	if (body.order_address_id !== order.addressId) return v2Error(400, "The field 'order_address_id' is invalid.");
	const items = Array.isArray(body.items) ? body.items.map(itemOf) : [];
	const complete = items.filter((item) => item !== undefined);
	if (complete.length === 0 || complete.length < items.length) return v2Error(400, "The field 'items' is invalid.");
	const shipment = createShipment(ctx, order, {
		items: complete,
		trackingNumber: typeof body.tracking_number === 'string' ? body.tracking_number : '',
		shippingProvider: typeof body.shipping_provider === 'string' ? body.shipping_provider : '',
		comments: typeof body.comments === 'string' ? body.comments : '',
	});
	return typeof shipment === 'string'
		? v2Error(400, `The field 'items' is invalid: ${shipment}.`)
		: json(201, shipmentBody(order, shipment));
}

function itemOf(value: unknown): { lineId: number; quantity: number } | undefined {
	if (!isRecord(value)) return undefined;
	const { order_product_id: lineId, quantity } = value;
	if (typeof lineId !== 'number' || typeof quantity !== 'number' || !Number.isInteger(quantity)) return undefined;
	return quantity > 0 ? { lineId, quantity } : undefined;
}

export function shipmentBody(order: SandboxOrder, shipment: SandboxShipment): Record<string, unknown> {
	return {
		id: shipment.id,
		order_id: order.id,
		customer_id: order.customer.id,
		order_address_id: order.addressId,
		date_created: toRfc2822(shipment.createdAt),
		tracking_number: shipment.trackingNumber,
		merchant_shipping_cost: toV2Money(0, order.currency),
		shipping_method: 'None',
		comments: shipment.comments,
		shipping_provider: shipment.shippingProvider,
		tracking_carrier: '',
		tracking_link: '',
		billing_address: addressBody(order),
		shipping_address: addressBody(order),
		items: shipment.items.map(({ lineId, productId, quantity }) => ({
			order_product_id: lineId,
			product_id: productId,
			quantity,
		})),
		shipping_provider_display_name: shipment.shippingProvider.toUpperCase(),
		generated_tracking_link: '',
	};
}
