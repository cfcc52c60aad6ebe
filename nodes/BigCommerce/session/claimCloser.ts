import type { ApiClient } from '../api/client';
import { updateMetafields, type MetafieldChange } from '../api/orderMetafields';
import type { OrderId } from '../model/orderId';
import { metafieldOf, standingOf, type Attempt, type AttemptResult } from './attempt';
import type { AttemptReader } from './attemptReader';
import type { StoreTime } from './storeTime';

/** Changes that one call carries at most. */
const BATCH = 50;
/** Pages that are looked through for unfinished attempts of orders that turned out done. */
const FINISHED_PAGES = 4;

/** Writes into attempts what came of them, many with one call. */
export class ClaimCloser {
	private changes: MetafieldChange[] = [];
	private writing: Promise<void> = Promise.resolve();

	constructor(
		private readonly client: ApiClient,
		private readonly reader: AttemptReader,
		private readonly storeTime: StoreTime,
	) {}

	/** Closes an attempt; written with others, at the latest by `flush`. */
	close(attempt: Attempt, result: AttemptResult): void {
		this.changes.push({ id: attempt.metafieldId, ...metafieldOf({ ...attempt, result }) });
		if (this.changes.length >= BATCH) void this.flush();
	}

	/** Writes what is still to be written. Where that fails the attempts stay open, and are found as unfinished. */
	async flush(): Promise<void> {
		const changes = this.changes.splice(0);
		if (changes.length > 0) {
			this.writing = this.writing.then(async () => {
				await updateMetafields(this.client, changes);
			});
		}
		await this.writing;
	}

	/**
	 * Closes what other runs began and never closed, for orders of which this run has seen the end.
	 * @param outcomes what became of each
	 * @throws ApiError
	 */
	async finishOthers(outcomes: ReadonlyMap<OrderId, string>): Promise<void> {
		const now = this.storeTime.earliest();
		if (outcomes.size === 0 || now === null) return;
		let pages = 0;
		for await (const attempts of this.reader.recent(null)) {
			for (const attempt of attempts) {
				// That an order is captured says nothing of a refund of it.
				if (attempt.subject !== this.reader.subject) continue;
				const outcome = outcomes.get(attempt.orderId);
				if (outcome === undefined || standingOf(attempt, now) !== 'lapsed') continue;
				this.close(attempt, { kind: 'effect', outcome });
			}
			if (++pages === FINISHED_PAGES) break;
		}
		await this.flush();
	}
}
