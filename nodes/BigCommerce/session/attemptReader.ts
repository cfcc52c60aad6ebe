import type { ApiClient } from '../api/client';
import { ALL_METAFIELDS_PATH, metafieldsIn, orderMetafieldsPath } from '../api/orderMetafields';
import { pagesOfV3 } from '../api/pages';
import type { OrderId } from '../model/orderId';
import {
	attemptsByOrder,
	CLAIM_NAMESPACE,
	latestOf,
	presentOf,
	readAttempt,
	standingOf,
	type Attempt,
	type ClaimSubject,
	type Standing,
} from './attempt';
import type { StoreTime } from './storeTime';

/** The latest attempt of an order, and how it stands. */
export interface LookedAt {
	attempt: Attempt;
	standing: Standing;
	/** Whether it has attempts that may be removed, and whose numbers may be in the way. */
	hasSpent: boolean;
	/** An earlier one that is open, where a call was on its way for so long that there is one. */
	openBefore: Attempt | null;
}

/** Reads the attempts that are kept in the store, with as few calls as show them. */
export class AttemptReader {
	constructor(
		private readonly client: ApiClient,
		private readonly storeTime: StoreTime,
		readonly subject: ClaimSubject,
		/** How far back an attempt may still be open, in milliseconds. */
		private readonly horizonMs: number,
	) {}

	/**
	 * How the latest attempts of these orders stand now. Those without one are left out.
	 * @param atLeast the number that an order's latest attempt is known to have at least
	 * @throws ApiError
	 */
	async look(
		orderIds: readonly OrderId[],
		atLeast: (orderId: OrderId) => number = () => 1,
	): Promise<Map<OrderId, LookedAt>> {
		const byOrder = attemptsByOrder(await this.read(orderIds, atLeast), this.subject);
		// An answer that does not tell the time leaves every lease running: waiting does no harm.
		const now = this.storeTime.earliest() ?? Number.NEGATIVE_INFINITY;
		return new Map(
			[...byOrder].map(([orderId, own]) => {
				const attempt = latestOf(own);
				const standing = standingOf(attempt, now);
				const present = presentOf(own);
				const hasSpent = standing === 'spent' || present.length < own.length;
				const openBefore = present.find((one) => one !== attempt && standingOf(one, now) === 'open') ?? null;
				return [orderId, { attempt, standing, hasSpent, openBefore }];
			}),
		);
	}

	/** One list of what changed lately, where most of them are on it, and the rest alone: the list may lag behind. */
	private async read(orderIds: readonly OrderId[], atLeast: (orderId: OrderId) => number): Promise<Attempt[]> {
		const found: Attempt[] = [];
		const seen = new Set<OrderId>();
		const latest = this.storeTime.latest();
		if (orderIds.length > 1 && latest !== null) {
			const requested = new Set(orderIds);
			for await (const attempts of this.recent(latest - this.horizonMs)) {
				for (const attempt of attempts) {
					if (!requested.has(attempt.orderId) || attempt.subject !== this.subject) continue;
					found.push(attempt);
					// An earlier one may have been closed after the latest was made.
					if (attempt.number >= atLeast(attempt.orderId)) seen.add(attempt.orderId);
				}
				if (seen.size === requested.size) break;
			}
		}
		for (const orderId of orderIds) if (!seen.has(orderId)) found.push(...(await this.ofOrder(orderId)));
		return found;
	}

	/** Attempts of all orders that changed since, page by page. @throws ApiError */
	async *recent(since: number | null): AsyncGenerator<Attempt[]> {
		yield* this.list(since === null ? {} : { 'date_modified:min': new Date(since).toISOString() });
	}

	/** Attempts of all orders that have not changed since, page by page, the latest first. @throws ApiError */
	async *unchangedSince(time: number): AsyncGenerator<Attempt[]> {
		yield* this.list({ 'date_modified:max': new Date(time).toISOString() });
	}

	private async *list(dates: Record<string, string>): AsyncGenerator<Attempt[]> {
		const query = { namespace: CLAIM_NAMESPACE, direction: 'desc', ...dates };
		for await (const rows of pagesOfV3(this.client, ALL_METAFIELDS_PATH, query)) {
			yield metafieldsIn(rows).flatMap((metafield) => readAttempt(metafield) ?? []);
		}
	}

	/** All attempts of one order. @throws ApiError */
	async ofOrder(orderId: OrderId): Promise<Attempt[]> {
		const found: Attempt[] = [];
		for await (const rows of pagesOfV3(this.client, orderMetafieldsPath(orderId), { namespace: CLAIM_NAMESPACE })) {
			// Of one order's own list the row need not repeat whose it is.
			const own = metafieldsIn(rows.map((row) => ({ resource_id: orderId, ...row })));
			found.push(...own.flatMap((metafield) => readAttempt({ ...metafield, orderId }) ?? []));
		}
		return found;
	}
}
