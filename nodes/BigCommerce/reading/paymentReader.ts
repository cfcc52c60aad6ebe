import type { ApiClient } from '../api/client';
import type { OrderSnapshot } from '../api/orders';
import { isSameForAll, readOfOrder, type ReadResult, type TransactionsRead } from './readResult';
import type { OrderId } from '../model/orderId';
import { OrderListReader, type OnOrder } from './orderLists';
import { paymentOfOrder, type PaymentState } from '../payment/payment';
import { OrderReader } from './singleReads';
import { StoreProfile } from './storeProfile';

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
	private readonly profile = new StoreProfile();
	private readonly single: OrderReader;
	private readonly lists: OrderListReader;
	private samples = 0;

	/** @param onOther told of each order that a list showed and that nobody had asked for */
	constructor(
		client: ApiClient,
		private readonly onOther: (order: OrderSnapshot) => void = () => {},
	) {
		this.single = new OrderReader(client, this.profile);
		this.lists = new OrderListReader(client, this.profile);
	}

	/**
	 * Looks at all `ids`. The answer has an entry for each; rows for others of `opportunistic` that were returned anyway are added.
	 */
	async look(
		ids: OrderId[],
		purpose: Purpose,
		opportunistic: ReadonlySet<OrderId> = new Set(),
	): Promise<Map<OrderId, ReadResult>> {
		const looks = new Map<OrderId, ReadResult>();
		const requested = new Set(ids);
		const unseen = () => ids.filter((id) => !looks.has(id));
		const take = (order: OrderSnapshot, serverTime: number | null) => {
			if (!requested.has(order.id) && !opportunistic.has(order.id)) return this.onOther(order);
			const look = readOfOrder(order, serverTime, false);
			if (look.kind === 'seen') this.profile.noteStatus(look.payment);
			looks.set(order.id, look);
		};
		if (this.profile.ordersAccess !== 'denied') await this.readLists(purpose, unseen, take, looks);
		await this.lists.readRanges(unseen, opportunistic, take);
		if (purpose.name === 'following') await this.readSample(unseen(), purpose.mustSee, looks);
		// Also whatever a window should have shown and did not: archived orders, for one.
		const common = await this.probe(unseen(), looks);
		await Promise.all(unseen().map(async (id) => looks.set(id, common ?? (await this.readAlone(id)))));
		return looks;
	}

	/** Reads one order by itself, and its transactions where the token may not read orders. */
	async readAlone(orderId: OrderId): Promise<ReadResult> {
		return await this.single.payment(orderId);
	}

	/** The order's transactions. */
	async transactions(orderId: OrderId): Promise<TransactionsRead> {
		return await this.single.transactions(orderId);
	}

	/**
	 * Reads orders one by one until one can be read. Returns what holds for all the others too: the token, the
	 * quota, a Stop, or a server that failed three times over, which 250 more calls would not help.
	 */
	private async probe(ids: OrderId[], looks: Map<OrderId, ReadResult>): Promise<ReadResult | null> {
		let last: ReadResult | null = null;
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
	private async readSample(
		ids: OrderId[],
		mustSee: ReadonlySet<OrderId>,
		looks: Map<OrderId, ReadResult>,
	): Promise<void> {
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
		take: OnOrder,
		looks: Map<OrderId, ReadResult>,
	): Promise<void> {
		const { lists, profile } = this;
		if (purpose.name === 'before') {
			await lists.readList('before', { status_id: profile.commonStatus() }, unseen, take);
			return;
		}
		if (purpose.since === null || profile.datesMove === false) return;
		const takeAndLearn: OnOrder = (order, serverTime) => {
			take(order, serverTime);
			// A payment that is not `authorized` any more, on a list of what changed: its change moved the date.
			if (paymentOfOrder(order).state !== 'authorized') profile.datesMove ??= true;
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
	private async markUnchanged(
		ids: OrderId[],
		mustSee: ReadonlySet<OrderId>,
		looks: Map<OrderId, ReadResult>,
	): Promise<void> {
		const { profile } = this;
		const absent = ids.filter((id) => !mustSee.has(id));
		const sample = absent[this.samples++ % Math.max(1, absent.length)];
		if (sample !== undefined && profile.datesMove === null) {
			const look = await this.readAlone(sample);
			looks.set(sample, look);
			if (look.kind !== 'seen') return;
			if (look.payment.state !== 'authorized') {
				profile.datesMove = false;
				return;
			}
		}
		for (const id of absent) if (!looks.has(id)) looks.set(id, { kind: 'unchanged' });
	}
}

function isoDate(time: number): string {
	return new Date(time).toISOString().replace('Z', '+00:00');
}
