import type { ApiClient } from '../api/client';
import type { OrderSnapshot } from '../api/orders';
import { isSameForAll, orderLook, type Look, type TransactionsLook } from './look';
import type { OrderId } from './orderId';
import { OrderLists, type Taker } from './orderLists';
import { paymentOfOrder, type PaymentState } from './payment';
import { SingleReads } from './singleReads';
import { StoreManners } from './storeManners';

/** Why a look is taken. */
export type Purpose =
	| { name: 'before' }
	/**
	 * `since`: server time, milliseconds since 1970, from which on a change counts.
	 * `mustSee`: orders about which something final will be said, so that "not on the list" is not enough.
	 */
	| { name: 'following'; since: number | null; mustSee: ReadonlySet<OrderId> };

const PROBES = 3;
const UNDER_WAY: ReadonlySet<PaymentState> = new Set(['authorized', 'capturePending', 'voidPending']);

/** Looks at the payments of many orders with as few calls as show them all, and learns on the way how the store answers. */
export class PaymentReader {
	private readonly manners = new StoreManners();
	private readonly single: SingleReads;
	private readonly lists: OrderLists;
	private samples = 0;

	constructor(client: ApiClient) {
		this.single = new SingleReads(client, this.manners);
		this.lists = new OrderLists(client, this.manners);
	}

	/**
	 * Looks at all `ids`. The answer has an entry for each; rows for others of `also` that came along free are added.
	 */
	async look(ids: OrderId[], purpose: Purpose, also: ReadonlySet<OrderId> = new Set()): Promise<Map<OrderId, Look>> {
		const looks = new Map<OrderId, Look>();
		const wanted = new Set(ids);
		const unseen = () => ids.filter((id) => !looks.has(id));
		const take = (order: OrderSnapshot, serverTime: number | null) => {
			if (!wanted.has(order.id) && !also.has(order.id)) return;
			const look = orderLook(order, serverTime);
			if (look.kind === 'seen') this.manners.noteStatus(look.payment);
			looks.set(order.id, look);
		};
		if (this.manners.ordersAccess !== 'denied') await this.readLists(purpose, unseen, take, looks);
		await this.lists.readWindows(unseen, also, take);
		if (purpose.name === 'following') await this.readSample(unseen(), purpose.mustSee, looks);
		// Also whatever a window should have shown and did not: archived orders, for one.
		const common = await this.probe(unseen(), looks);
		await Promise.all(unseen().map(async (id) => looks.set(id, common ?? (await this.readAlone(id)))));
		return looks;
	}

	/** Reads one order by itself, and its transactions where the token may not read orders. */
	async readAlone(orderId: OrderId): Promise<Look> {
		return await this.single.payment(orderId);
	}

	/** The order's transactions. */
	async transactions(orderId: OrderId): Promise<TransactionsLook> {
		return await this.single.transactions(orderId);
	}

	/**
	 * Reads orders one by one until one can be read. Returns what holds for all the others too: the token, the
	 * quota, a Stop, or a server that failed three times over, which 250 more calls would not help.
	 */
	private async probe(ids: OrderId[], looks: Map<OrderId, Look>): Promise<Look | null> {
		let last: Look | null = null;
		for (const id of ids.slice(0, PROBES)) {
			last = await this.readAlone(id);
			looks.set(id, last);
			if (isSameForAll(last)) return last;
			if (last.kind !== 'failed') return null;
		}
		return ids.length > PROBES ? last : null;
	}

	/**
	 * Orders that must be read one by one cost a call each, each time. Those that are followed were sent at about the
	 * same time, so some are read first, others each time; while none of them has its result, the rest can wait.
	 */
	private async readSample(ids: OrderId[], mustSee: ReadonlySet<OrderId>, looks: Map<OrderId, Look>): Promise<void> {
		const waiting = ids.filter((id) => !mustSee.has(id));
		if (waiting.length <= 2 * PROBES) return;
		const sample = Array.from({ length: PROBES }, () => waiting[this.samples++ % waiting.length]).filter(
			(id) => id !== undefined,
		);
		const seen = await Promise.all(sample.map(async (id) => [id, await this.readAlone(id)] as const));
		for (const [id, look] of seen) looks.set(id, look);
		if (!seen.every(([, look]) => look.kind === 'seen' && UNDER_WAY.has(look.payment.state))) return;
		for (const id of waiting) if (!looks.has(id)) looks.set(id, { kind: 'unchanged' });
	}

	/** One list instead of many windows: by order status before sending, by modification date when following. */
	private async readLists(
		purpose: Purpose,
		unseen: () => OrderId[],
		take: Taker,
		looks: Map<OrderId, Look>,
	): Promise<void> {
		const { lists, manners } = this;
		if (purpose.name === 'before') {
			await lists.readList('before', { status_id: manners.commonStatus() }, unseen, take);
			return;
		}
		if (purpose.since === null || manners.datesMove === false) return;
		const takeAndLearn: Taker = (order, serverTime) => {
			take(order, serverTime);
			// A payment that is not `authorized` any more, on a list of what changed: its change moved the date.
			if (paymentOfOrder(order).state !== 'authorized') manners.datesMove ??= true;
		};
		const isComplete = await lists.readList(
			'following',
			{ min_date_modified: isoDate(purpose.since) },
			unseen,
			takeAndLearn,
		);
		if (isComplete) await this.markUnchanged(unseen(), purpose.mustSee, looks);
	}

	/**
	 * The list of modified orders is complete, and these are not on it. Before that is believed, one of them is
	 * read alone, another one each time: if its payment has moved all the same, dates do not move here, and this
	 * list is not asked again.
	 */
	private async markUnchanged(ids: OrderId[], mustSee: ReadonlySet<OrderId>, looks: Map<OrderId, Look>): Promise<void> {
		const { manners } = this;
		const absent = ids.filter((id) => !mustSee.has(id));
		const sample = absent[this.samples++ % Math.max(1, absent.length)];
		if (sample !== undefined && manners.datesMove === null) {
			const look = await this.readAlone(sample);
			looks.set(sample, look);
			if (look.kind !== 'seen') return;
			if (look.payment.state !== 'authorized') {
				manners.datesMove = false;
				return;
			}
		}
		for (const id of absent) if (!looks.has(id)) looks.set(id, { kind: 'unchanged' });
	}
}

function isoDate(time: number): string {
	return new Date(time).toISOString().replace('Z', '+00:00');
}
