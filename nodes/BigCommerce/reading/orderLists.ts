import type { ApiClient } from '../api/client';
import { ORDERS_PATH, readOrderPage, type OrderPage, type OrderSnapshot } from '../api/orders';
import { isOfThisMoment } from './listAge';
import { serverTimeOf, type ShownAt } from './readResult';
import type { OrderId } from '../model/orderId';
import { callsOf, isListWorthTrying, isNextPageWorthIt, planRanges, extended, type IdRange } from './idRanges';
import type { ListPurpose, StoreProfile } from './storeProfile';

/** Takes an order that a list showed, and what is known of when that was. */
export type OnOrder = (order: OrderSnapshot, when: ShownAt) => void;

/** Reads many orders with few calls, from the order list. */
export class OrderListReader {
	constructor(
		private readonly client: ApiClient,
		private readonly profile: StoreProfile,
	) {}

	/** Whether the token may read orders, or nothing tells yet. */
	get mayBeRead(): boolean {
		return this.client.access.of(ORDERS_PATH) !== 'denied';
	}

	/**
	 * Reads the orders that have neighbours, ID range by ID range. Single ones are left.
	 * @param opportunistic orders that are welcome where the same call returns them anyway
	 */
	async readRanges(unseen: () => OrderId[], opportunistic: ReadonlySet<OrderId>, take: OnOrder): Promise<void> {
		const { profile } = this;
		let size: number;
		do {
			size = profile.pageSize;
			const { ranges } = extended(planRanges(unseen(), size), opportunistic, size);
			await Promise.all(ranges.map(async (range) => await this.readRange(range, size, take)));
			// A 413 made the pages shorter, and the ranges with them.
		} while (profile.pageSize < size);
	}

	private async readRange({ minId, maxId }: IdRange, limit: number, take: OnOrder): Promise<void> {
		if (!this.mayBeRead) return;
		await this.readPage({ min_id: minId, max_id: maxId }, limit, take);
	}

	/**
	 * Reads one list of all orders with some property, as long as it saves more calls than it costs; page by page
	 * by ID, so that orders which leave or join it meanwhile shift nothing.
	 * @returns whether the list was read to its end, so that what it does not name is not on it
	 */
	async readList(
		purpose: ListPurpose,
		filter: Record<string, string | number>,
		unseen: () => OrderId[],
		take: OnOrder,
	): Promise<boolean> {
		const { profile } = this;
		if (!profile.listPays(purpose) || !isListWorthTrying(planRanges(unseen(), profile.pageSize), profile.pageSize))
			return false;
		const sorted = unseen().sort((a, b) => a - b);
		const maxId = sorted[sorted.length - 1];
		let from = sorted[0];
		while (from !== undefined && maxId !== undefined && from <= maxId) {
			const limit = profile.pageSize;
			const before = callsOf(planRanges(unseen(), limit));
			const page = await this.readPage({ ...filter, min_id: from, max_id: maxId }, limit, take);
			if (page === null) return false;
			if (page.rows < limit) return true;
			const last = page.orders[page.orders.length - 1];
			const after = callsOf(planRanges(unseen(), limit));
			profile.noteList(purpose, before - after >= 1);
			if (last === undefined || !isNextPageWorthIt(before, after)) return false;
			from = unseen()
				.filter((id) => id > last.id)
				.sort((a, b) => a - b)[0];
		}
		return true;
	}

	/** One page of the order list, or null where it cannot be had; then the orders are read another way. */
	private async readPage(
		query: Record<string, string | number>,
		limit: number,
		take: OnOrder,
	): Promise<OrderPage | null> {
		const { profile } = this;
		const answer = await this.client.get(ORDERS_PATH, { ...query, sort: 'id:asc', limit });
		if (answer.kind !== 'answered') return null;
		if (answer.status === 413) profile.notePageTooLong(limit);
		const isGood = answer.status >= 200 && answer.status < 300;
		const page = isGood ? readOrderPage(answer.status, answer.body) : null;
		if (page === null) return null;
		const serverTime = serverTimeOf(answer);
		const when = { serverTime, isCurrent: isOfThisMoment(page.orders, serverTime) };
		for (const order of page.orders) take(order, when);
		return page;
	}
}
