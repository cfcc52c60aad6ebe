import type { IDataObject } from 'n8n-workflow';
import { isObject, objectOf, textOf } from '../../api/json';
import { NO_PAYMENT_STATUS, type OrderSnapshot } from '../../api/orders';
import { formatAmount, readMoney } from '../../model/money';
import { isoTime, readTime } from '../../model/time';

/** An order in ten fields. */
export function orderItem(order: OrderSnapshot): IDataObject {
	const total = order.currency === null ? null : readMoney(order.total, order.currency);
	return {
		orderId: order.id,
		statusId: order.statusId,
		status: filled(textOf(order.raw, 'custom_status')) ?? filled(textOf(order.raw, 'status')),
		paymentStatus: order.paymentStatus === NO_PAYMENT_STATUS ? null : order.paymentStatus,
		total: formatAmount(total),
		currency: order.currency,
		customer: customerName(order),
		email: filled(textOf(objectOf(order.raw, 'billing_address') ?? {}, 'email')),
		externalOrderId: filled(textOf(order.raw, 'external_order_id')) ?? filled(textOf(order.raw, 'external_id')),
		createdAt: isoTime(readTime(order.createdAt)),
	};
}

/** The order as BigCommerce sent it. */
export function rawOrderItem({ raw }: OrderSnapshot): IDataObject {
	const item: unknown = structuredClone(raw);
	return isDataObject(item) ? item : {};
}

/** The name on the bill, or the company where there is no name. */
export function customerName(order: OrderSnapshot): string | null {
	const address = objectOf(order.raw, 'billing_address') ?? {};
	const name = [textOf(address, 'first_name'), textOf(address, 'last_name')]
		.filter((part) => part !== null && part.trim() !== '')
		.join(' ');
	return filled(name) ?? filled(textOf(address, 'company'));
}

function isDataObject(value: unknown): value is IDataObject {
	return isObject(value);
}

function filled(text: string | null): string | null {
	return text === null || text.trim() === '' ? null : text.trim();
}
