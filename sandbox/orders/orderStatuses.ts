/**
 * The fifteen order statuses with their ids, order and published descriptions (docs/bigcommerce-api.md, Orders: status
 * numbers).
 */
import type { StoreSettings } from '../settings';

export interface OrderStatus {
	id: number;
	label: string;
	sortOrder: number;
	description: string;
}

export const ORDER_STATUSES: readonly OrderStatus[] = [
	{
		id: 0,
		label: 'Incomplete',
		sortOrder: 0,
		description:
			'An incomplete order happens when a shopper reached the payment page, but did not complete the transaction.',
	},
	{
		id: 1,
		label: 'Pending',
		sortOrder: 1,
		description: 'Customer started the checkout process, but did not complete it.',
	},
	{
		id: 2,
		label: 'Shipped',
		sortOrder: 8,
		description: 'Order has been shipped, but receipt has not been confirmed; seller has used the Ship Items action.',
	},
	{
		id: 3,
		label: 'Partially Shipped',
		sortOrder: 6,
		description:
			'Only some items in the order have been shipped, due to some products being pre-order only or other reasons.',
	},
	{ id: 4, label: 'Refunded', sortOrder: 11, description: 'Seller has used the Refund action.' },
	{
		id: 5,
		label: 'Cancelled',
		sortOrder: 9,
		description: 'Seller has cancelled an order, due to a stock inconsistency or other reasons.',
	},
	{
		id: 6,
		label: 'Declined',
		sortOrder: 10,
		description: 'Seller has marked the order as declined for lack of manual payment, or other reasons.',
	},
	{
		id: 7,
		label: 'Awaiting Payment',
		sortOrder: 2,
		description: 'Customer has completed checkout process, but payment has yet to be confirmed.',
	},
	{
		id: 8,
		label: 'Awaiting Pickup',
		sortOrder: 5,
		description: 'Order has been pulled, and is awaiting customer pickup from a seller-specified location.',
	},
	{
		id: 9,
		label: 'Awaiting Shipment',
		sortOrder: 4,
		description: 'Order has been pulled and packaged, and is awaiting collection from a shipping provider.',
	},
	{
		id: 10,
		label: 'Completed',
		sortOrder: 7,
		description: 'Client has paid for their digital product and their file(s) are available for download.',
	},
	{
		id: 11,
		label: 'Awaiting Fulfillment',
		sortOrder: 3,
		description: 'Customer has completed the checkout process and payment has been confirmed.',
	},
	{
		id: 12,
		label: 'Manual Verification Required',
		sortOrder: 13,
		description: 'Order is on hold while some aspect needs to be manually confirmed.',
	},
	{
		id: 13,
		label: 'Disputed',
		sortOrder: 12,
		description:
			'Customer has initiated a dispute resolution process for the PayPal transaction that paid for the order.',
	},
	{ id: 14, label: 'Partially Refunded', sortOrder: 14, description: 'Seller has partially refunded the order.' },
];

export function isOrderStatus(id: number): boolean {
	return ORDER_STATUSES.some((status) => status.id === id);
}

/** `status`: the label of the system. */
export function systemLabel(id: number): string {
	return ORDER_STATUSES.find((status) => status.id === id)?.label ?? '';
}

/** `custom_status`: the label the merchant gave it, or else the system's. */
export function customLabel({ customStatusLabels }: StoreSettings, id: number): string {
	return customStatusLabels[id] ?? systemLabel(id);
}

/** One element of `GET /v2/order_statuses`. */
export function orderStatusBody(settings: StoreSettings, status: OrderStatus): Record<string, string | number> {
	return {
		id: status.id,
		name: status.label,
		system_label: status.label,
		custom_label: customLabel(settings, status.id),
		system_description: status.description,
		order: status.sortOrder,
	};
}
