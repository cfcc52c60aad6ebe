import type { OrderId } from '../model/orderId';
import { read, unreadable } from './apiError';
import type { ApiClient } from './client';
import { integerOf, isObject, objectsIn, textOf, type JsonObject } from './json';
import { orderPath } from './orders';
import { allRows, pagesOfV2 } from './pages';

/** What an order is made of, as far as a refund names it. Amounts are v2's decimal strings. */
export interface OrderContents {
	lines: OrderLine[];
	addresses: OrderAddress[];
	fees: OrderFee[];
}

export interface OrderLine {
	/** The order product's ID, which refunds name; not the product's. */
	id: number;
	name: string;
	quantity: number;
	refunded: number;
	/** Null where BigCommerce does not say. */
	shipped: number | null;
	/** Whether it is delivered by a shipment; downloads and gift certificates are not. */
	isPhysical: boolean;
	wrapping: string | null;
}

export interface OrderAddress {
	id: number;
	shipping: string | null;
	handling: string | null;
}

export interface OrderFee {
	id: number;
	name: string;
	cost: string | null;
}

/** Reads an order's products, shipping addresses and fees. @throws ApiError */
export async function readOrderContents(client: ApiClient, orderId: OrderId): Promise<OrderContents> {
	const [lines, addresses, fees] = await Promise.all([
		allRows(pagesOfV2(client, `${orderPath(orderId)}/products`)),
		allRows(pagesOfV2(client, `${orderPath(orderId)}/shipping_addresses`)),
		readFees(client, orderId),
	]);
	return {
		lines: withId(lines).map(lineOf),
		addresses: withId(addresses).map(addressOf),
		fees: withId(fees).map(feeOf),
	};
}

/** Fees are published wrapped in an object and without pages; a bare list is read too. */
async function readFees(client: ApiClient, orderId: OrderId): Promise<JsonObject[]> {
	const { status, body } = await read(client, `${orderPath(orderId)}/fees`);
	if (status === 204) return [];
	const list = isObject(body) ? body.fees : body;
	if (!Array.isArray(list)) throw unreadable(status);
	return objectsIn(list);
}

type Row = { id: number; row: JsonObject };

function withId(rows: JsonObject[]): Row[] {
	return rows.flatMap((row) => {
		const id = integerOf(row, 'id');
		return id === null ? [] : [{ id, row }];
	});
}

function lineOf({ id, row }: Row): OrderLine {
	return {
		id,
		name: textOf(row, 'name') ?? `Product ${id}`,
		quantity: integerOf(row, 'quantity') ?? 0,
		refunded: integerOf(row, 'quantity_refunded') ?? 0,
		shipped: integerOf(row, 'quantity_shipped'),
		isPhysical: (textOf(row, 'type') ?? 'physical').toLowerCase() === 'physical',
		wrapping: textOf(row, 'wrapping_cost_inc_tax'),
	};
}

function addressOf({ id, row }: Row): OrderAddress {
	return { id, shipping: textOf(row, 'cost_inc_tax'), handling: textOf(row, 'handling_cost_inc_tax') };
}

function feeOf({ id, row }: Row): OrderFee {
	return {
		id,
		name: textOf(row, 'display_name_merchant') ?? textOf(row, 'display_name_customer') ?? `Fee ${id}`,
		cost: textOf(row, 'cost_inc_tax'),
	};
}
