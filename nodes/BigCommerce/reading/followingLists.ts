import type { OrderId } from '../model/orderId';
import { apiDate, readTime } from '../model/time';
import { paymentOfOrder, type PaymentState } from '../payment/payment';
import type { OnOrder, OrderListReader } from './orderLists';
import type { ReadResult } from './readResult';
import type { StoreProfile } from './storeProfile';

/** What a look at followed orders is about. */
export interface FollowingLook {
	/** Server time, milliseconds since 1970, from which on a change counts; null where it is not known. */
	since: number | null;
	/** Orders about which something final will be said, so that "not on the list" is not enough. */
	mustSee: ReadonlySet<OrderId>;
	/** What is still to be seen. */
	unseen: () => OrderId[];
	take: OnOrder;
	looks: Map<OrderId, ReadResult>;
}

type Seen = Extract<ReadResult, { kind: 'seen' }>;

export const UNDER_WAY: ReadonlySet<PaymentState> = new Set(['authorized', 'capturePending', 'voidPending']);

/**
 * Lists that show what has become of many followed orders: those that were modified, and those with the order status
 * that an order has once its payment is done. Neither is promised to show it, so what is not on one is tried.
 */
export class FollowingLists {
	/** How often one of the orders that were not on a list was read all the same, and in how many looks it is next. */
	private tried = 0;
	private nextTryIn = 0;
	/** Whether a done order was ever on the list of modified ones; somebody may have edited it. */
	private hasShownDone = false;

	constructor(
		private readonly lists: OrderListReader,
		private readonly profile: StoreProfile,
		private readonly readAlone: (orderId: OrderId) => Promise<ReadResult>,
	) {}

	/** The orders that were modified since. */
	async readModified(look: FollowingLook): Promise<void> {
		const { since, unseen, take } = look;
		if (since === null || !this.profile.datesMove) return;
		const filter = { min_date_modified: apiDate(since) };
		const takeAndNote: OnOrder = (order, when) => {
			take(order, when);
			this.hasShownDone ||= !UNDER_WAY.has(paymentOfOrder(order).state);
		};
		if (!(await this.lists.readList('following', filter, unseen, takeAndNote))) return;
		if (!this.hasShownDone) this.nextTryIn = 0;
		await this.markAbsent(look, (seen) => {
			if (!isModifiedBefore(seen, since)) return false;
			// Its payment is done, and its date is of before: dates do not move here, and this list is not asked again.
			this.profile.datesMove = false;
			return true;
		});
	}

	/** The orders with the status that done ones have here. @returns whether it is known which that is */
	async readDone(look: FollowingLook): Promise<boolean> {
		const { unseen, take } = look;
		const status = this.lists.mayBeRead ? this.profile.statusOfDone() : null;
		if (status === null) return false;
		if (await this.lists.readList('done', { status_id: status }, unseen, take))
			await this.markAbsent(look, ({ payment }) => payment.orderStatusId !== status);
		return true;
	}

	/**
	 * The list is complete, and these are not on it: they have not changed. Before that is believed, one of them is read,
	 * another one each time; the more often it was so, the less often.
	 * @param contradicts whether an order whose payment is done should have been on the list by what it shows
	 */
	private async markAbsent({ unseen, mustSee, looks }: FollowingLook, contradicts: (seen: Seen) => boolean) {
		const absent = unseen().filter((id) => !mustSee.has(id));
		const one = absent[this.tried % Math.max(1, absent.length)];
		if (one !== undefined && this.nextTryIn-- <= 0) {
			this.nextTryIn = this.tried++;
			const look = await this.readAlone(one);
			looks.set(one, look);
			if (look.kind !== 'seen') return;
			if (!UNDER_WAY.has(look.payment.state) && contradicts(look)) {
				this.nextTryIn = 0;
				return;
			}
		}
		for (const id of absent) if (!looks.has(id)) looks.set(id, { kind: 'unchanged' });
	}
}

/** False where the order's date is not known. */
function isModifiedBefore({ order }: Seen, since: number): boolean {
	const modifiedAt = readTime(order?.modifiedAt ?? null);
	return modifiedAt !== null && modifiedAt < since;
}
