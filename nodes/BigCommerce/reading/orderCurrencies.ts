import type { OrderId } from '../model/orderId';
import { planRanges } from './idRanges';
import { ApiError } from '../api/apiError';
import type { ApiClient } from '../api/client';
import { orderPages } from '../api/orderList';
import { fetchOrder, type OrderSnapshot } from '../api/orders';

/** Calls that are always worth it, and orders that each further one must show at least. */
const FEW_CALLS = 5;
const ORDERS_A_CALL = 5;

/** Learns the currencies of orders, with as few calls as show them. A refund itself names none. */
export class OrderCurrencies {
	private readonly known = new Map<OrderId, string | null>();
	private readonly refunded = new Set<OrderId>();
	private denied = false;

	constructor(private readonly client: ApiClient) {}

	/**
	 * Looks up what is not known yet. An order that cannot be read has none; a token without the scope is asked once.
	 * A currency is not worth a call an order: where orders lie so far apart that it would take more than one for every
	 * five, those with the fewest neighbours stay without.
	 */
	async learn(ids: OrderId[]): Promise<void> {
		const unknown = [...new Set(ids)].filter((id) => !this.known.has(id));
		const { ranges, singles } = planRanges(unknown);
		let left = Math.max(FEW_CALLS, Math.ceil(unknown.length / ORDERS_A_CALL));
		for (const { minId, maxId } of [...ranges].sort((a, b) => b.ids.length - a.ids.length)) {
			if (left-- <= 0) return;
			await this.take(async () => {
				for await (const orders of orderPages(this.client, { min_id: minId, max_id: maxId }, 'id:asc'))
					orders.forEach((order) => this.note(order));
			});
		}
		for (const id of [...singles, ...unknown.filter((one) => !this.known.has(one) && !singles.includes(one))]) {
			if (left-- <= 0) return;
			await this.take(async () => this.note(await fetchOrder(this.client, id)));
		}
	}

	/** The order's currency, or null where it is not known. */
	of(orderId: OrderId | null): string | null {
		return orderId === null ? null : (this.known.get(orderId) ?? null);
	}

	/** Whether the order was read, and says that all of it was given back. */
	isAllRefunded(orderId: OrderId | null): boolean {
		return orderId !== null && this.refunded.has(orderId);
	}

	private note({ id, currency, paymentStatus }: OrderSnapshot): void {
		this.known.set(id, currency);
		if (paymentStatus === 'refunded') this.refunded.add(id);
	}

	/** The currency is optional: only a Stop ends the list for want of one. */
	private async take(read: () => Promise<void>): Promise<void> {
		if (this.denied) return;
		const failed = await read().then(
			() => null,
			(error: unknown) => error,
		);
		if (!(failed instanceof ApiError)) return;
		const { status } = failed.failure;
		if (failed.kind !== 'failed' || status === 401 || status === 403) this.denied = true;
	}
}
