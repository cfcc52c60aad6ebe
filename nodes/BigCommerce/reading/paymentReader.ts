import type { ApiClient } from '../api/client';
import type { OrderSnapshot } from '../api/orders';
import { isSameForAll, readOfOrder, type ReadResult, type TransactionsRead } from './readResult';
import type { OrderId } from '../model/orderId';
import { FollowingLists, UNDER_WAY, type FollowingLook } from './followingLists';
import { OrderListReader, type OnOrder } from './orderLists';
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

/**
 * Looks at the payments of many orders with as few calls as show them all, and learns on the way how the store answers.
 */
export class PaymentReader {
	private readonly profile = new StoreProfile();
	private readonly single: OrderReader;
	private readonly lists: OrderListReader;
	private readonly following: FollowingLists;
	private samples = 0;

	/** @param onOther told of each order that a list showed and that the look was not for */
	constructor(
		client: ApiClient,
		private readonly onOther: (order: OrderSnapshot) => void = () => {},
	) {
		this.single = new OrderReader(client, this.profile);
		this.lists = new OrderListReader(client, this.profile);
		this.following = new FollowingLists(this.lists, this.profile, async (id) => await this.readAlone(id));
	}

	/**
	 * Looks at all `ids`. The answer has an entry for each; rows for others of `opportunistic` that were returned anyway
	 * are added.
	 */
	async look(
		ids: OrderId[],
		purpose: Purpose,
		opportunistic: ReadonlySet<OrderId> = new Set(),
	): Promise<Map<OrderId, ReadResult>> {
		const looks = new Map<OrderId, ReadResult>();
		const requested = new Set(ids);
		const unseen = () => ids.filter((id) => !looks.has(id));
		const take: OnOrder = (order, when) => {
			if (!requested.has(order.id)) {
				// At once: the whole look may take long, for others.
				this.onOther(order);
				if (!opportunistic.has(order.id)) return;
			}
			const look = readOfOrder(order, when, false);
			if (look.kind === 'seen') this.profile.noteStatus(look.payment);
			looks.set(order.id, look);
		};
		const following = purpose.name === 'following' ? { ...purpose, unseen, take, looks } : null;
		if (this.lists.mayBeRead) {
			if (following) await this.following.readModified(following);
			else await this.lists.readList('before', { status_id: this.profile.commonStatus() }, unseen, take);
		}
		await this.lists.readRanges(unseen, opportunistic, take);
		if (following) await this.readScattered(following);
		// Also whatever a range should have shown and did not: archived orders, for one.
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
	 * Orders that no ID range shows with others: a list shows those that are done, once it is known which status they
	 * have then.
	 */
	private async readScattered(look: FollowingLook): Promise<void> {
		const { unseen, mustSee, looks } = look;
		const wasKnown = await this.following.readDone(look);
		await this.readSample(unseen(), mustSee, looks);
		if (wasKnown || !(await this.following.readDone(look))) return;
		await this.readSample(unseen(), mustSee, looks);
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
}
