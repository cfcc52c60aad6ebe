import type { Fault } from '../faults';
import { toDecimal } from '../money';
import { systemLabel } from '../orders/orderStatuses';
import type { SandboxOrder } from '../orders/order';
import type { SandboxStore } from '../store';
import { type Truth, truthOf } from '../truth';

/** One order as the page and the tests see it: what is true, beside what reads show. */
export interface OrderRow {
	id: number;
	customer: string;
	email: string;
	/** What a capture moves. */
	amount: string;
	total: string;
	currency: string;
	gateway: string;
	/** What reads show of the payment, unless a fault puts in words of its own. */
	shownStatus: string;
	orderStatus: string;
	createdAt: number;
	archived: boolean;
	faults: Fault[];
	stuck: boolean;
	lines: Array<{ id: number; name: string; quantity: number; price: string; quantityShipped: number }>;
	addressId: number;
	/** Requests that named this order, by endpoint. */
	requests: Record<string, number>;
	truth: Truth;
}

export function orderRow(store: SandboxStore, order: SandboxOrder): OrderRow {
	const { id, customer, currency } = order;
	return {
		id,
		customer: `${customer.firstName} ${customer.lastName}`,
		email: customer.email,
		amount: toDecimal(order.authorized, currency),
		total: toDecimal(order.total, currency),
		currency,
		gateway: order.gateway.name,
		shownStatus: store.shownStatus(id),
		orderStatus: systemLabel(order.statusId),
		createdAt: order.createdAt,
		archived: order.archived,
		faults: order.faults.list(),
		stuck: order.jobs.some((job) => job.result === 'stuck'),
		lines: order.lines.map((line) => ({
			id: line.id,
			name: line.name,
			quantity: line.quantity,
			price: toDecimal(line.price, currency),
			quantityShipped: line.quantityShipped,
		})),
		addressId: order.addressId,
		requests: { ...store.log.countersOf(id) },
		truth: truthOf(order),
	};
}
