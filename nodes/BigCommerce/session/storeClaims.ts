import type { ApiClient } from '../api/client';
import type { Clock } from '../api/http';
import { createMetafield, createMetafields, type Creation, type NewMetafield } from '../api/orderMetafields';
import type { OrderId } from '../model/orderId';
import { mayStillSend, metafieldOf, readAttempt, standingOf, type Attempt, type AttemptResult } from './attempt';
import { cannot, unreadable, type ClaimAnswer, type ClaimOptions } from './claimAnswer';
import { AttemptReader, type LookedAt } from './attemptReader';
import { ClaimCloser } from './claimCloser';
import { ClaimWait, type Freed } from './claimWait';
import { KnownClaims, type Moment } from './knownClaims';
import { isTimeToRemove, removeOldAttempts } from './oldAttempts';
import { removeIfSpent, removeSpent } from './spentAttempts';
import type { StoreTime } from './storeTime';

/** Orders that one call claims at most; a store that takes fewer says so. */
const BATCH = 50;
const TRIES = 3;
const PAUSE = 400;

/**
 * The claims of one run, kept in the store: who made the attempt sends, whoever met it follows. The argument why one
 * order is never sent twice is in docs/claims.md.
 */
export class StoreClaims {
	private readonly known: KnownClaims;
	private readonly about = new Map<OrderId, string>();
	/** Orders with many attempts. */
	private readonly oftenTried = new Set<OrderId>();
	private readonly asked: Array<{ orderId: OrderId; resolve: (answer: ClaimAnswer) => void }> = [];
	private isGathering = false;
	private readonly reader: AttemptReader;
	private readonly closer: ClaimCloser;
	private readonly wait: ClaimWait;

	constructor(
		private readonly client: ApiClient,
		private readonly clock: Clock,
		private readonly storeTime: StoreTime,
		private readonly options: ClaimOptions,
	) {
		this.known = new KnownClaims(clock);
		this.reader = new AttemptReader(client, storeTime, options.subject, options.leaseMs + 60_000);
		this.closer = new ClaimCloser(client, this.reader, storeTime);
		this.wait = new ClaimWait(this.reader, clock, client.signal);
	}

	/**
	 * Asks for an order, together with all that are asked for at the same time.
	 * @param readAt when the read began that says that it may be sent, lane clock
	 * @param about what exactly is to be done, where an order may have several of its kind
	 */
	async acquire(orderId: OrderId, readAt: number, about: string | null = null): Promise<ClaimAnswer> {
		if (about === null) this.about.delete(orderId);
		else this.about.set(orderId, about);
		const known = this.known.get(orderId);
		if (known?.owned != null) {
			if (this.mayStillSend(orderId)) return { kind: 'owned', since: known.clearedAt };
			// The lease ran out before its turn came, or what was sent under it is proved to have had no effect.
			this.close(orderId, { kind: 'noEffect', outcome: 'notSent' });
			return { kind: 'readAgain' };
		}
		if (known !== undefined && readAt <= known.clearedAt) return { kind: 'readAgain' };
		return await new Promise<ClaimAnswer>((resolve) => {
			this.asked.push({ orderId, resolve });
			void this.gather();
		});
	}

	/**
	 * Whether a call for the order that leaves now is over before the lease is. Asked at the last moment before it does.
	 */
	mayStillSend(orderId: OrderId): boolean {
		const owned = this.known.get(orderId)?.owned;
		const latest = this.storeTime.latest();
		return owned != null && latest !== null && mayStillSend(owned, latest, this.options.requestTimeout);
	}

	/**
	 * Whether the order is this run's to send upon a read that began then: nothing is sent on a read older than its
	 * claim.
	 */
	maySendUpon(orderId: OrderId, readAt: number): boolean {
		const known = this.known.get(orderId);
		return known?.owned != null && readAt > known.clearedAt && this.mayStillSend(orderId);
	}

	/**
	 * Whether another run may have sent the order since this one did: its lease is over, or the attempt closed, and there
	 * is a later one. Where nobody can tell, it may.
	 */
	async isOvertaken(orderId: OrderId): Promise<boolean> {
		const owned = this.known.get(orderId)?.owned;
		if (owned == null) return true;
		const latest = this.storeTime.latest();
		if (latest !== null && standingOf(owned, latest) === 'open') return false;
		const looked = await this.reader.look([orderId]).catch(() => null);
		if ((looked?.get(orderId)?.attempt.number ?? Number.POSITIVE_INFINITY) > owned.number) return true;
		// A list may be behind. Whether the next number is free is known for certain: made, it is this run's to close.
		const asOf = this.known.now();
		const creation = await createMetafield(
			this.client,
			this.newAttempt(orderId),
			() => !this.known.isOutdated(orderId),
		);
		const made = this.ownIn(orderId, creation);
		if (made === null) return true;
		this.own(made, asOf);
		return false;
	}

	/** Ends this run's attempt; written with those of other orders, at the latest by `finish`. */
	close(orderId: OrderId, result: AttemptResult): void {
		const known = this.known.get(orderId);
		if (known?.owned == null) return;
		this.known.set(orderId, known.owned.number + 1, null, known.asOf);
		this.closer.close(known.owned, result);
	}

	/** Waits until another run's attempt is out of the way. @param until lane clock */
	async whenFree(orderId: OrderId, until: number): Promise<Freed> {
		return await this.wait.whenFree(orderId, until);
	}

	/**
	 * Writes what is still to be written. Where that fails the attempts stay open, and are found as unfinished.
	 * @param done orders that were found done, with their outcome: attempts on them that others never closed are closed
	 */
	async finish(done: ReadonlyMap<OrderId, string>): Promise<void> {
		try {
			await this.closer.flush();
			await this.closer.finishOthers(done);
			await removeOldAttempts(this.client, this.reader, this.storeTime, this.oftenTried);
			this.oftenTried.clear();
			if (!this.options.keepsClosed) await removeSpent(this.client, this.reader, this.storeTime);
		} catch {
			// The money is settled, and so is what is said about it: a record that cannot be written changes neither.
		}
	}

	/** Claims what is asked for, a batch at a time; what is asked meanwhile goes with the next. */
	private async gather(): Promise<void> {
		if (this.isGathering) return;
		this.isGathering = true;
		// So that all who ask in this moment are one batch.
		await Promise.resolve();
		while (this.asked.length > 0) {
			const batch = this.asked.splice(0, BATCH);
			const ids = batch.map(({ orderId }) => orderId);
			const answers = await this.claim(ids).catch(
				(error: unknown) => new Map(ids.map((orderId) => [orderId, unreadable(error)])),
			);
			for (const { orderId, resolve } of batch) resolve(answers.get(orderId) ?? { kind: 'cancelled' });
		}
		this.isGathering = false;
	}

	private async claim(orderIds: readonly OrderId[]): Promise<Map<OrderId, ClaimAnswer>> {
		const answers = new Map<OrderId, ClaimAnswer>();
		let open = [...orderIds];
		for (let attempt = 1; open.length > 0; attempt++) {
			const asOf = this.known.now();
			const toLook = new Map<OrderId, Creation>();
			const outdated: OrderId[] = [];
			for (const [orderId, creation] of await this.create(open, attempt === 1)) {
				const answer = this.answerOf(orderId, creation, asOf);
				if (answer === null) toLook.set(orderId, creation);
				else if (answer.kind === 'cancelled' && attempt < TRIES && !this.client.signal?.aborted) outdated.push(orderId);
				else answers.set(orderId, answer);
			}
			open = [...outdated, ...(await this.lookAt(toLook, answers, asOf, attempt === TRIES))];
			if (open.length > 0) await this.clock.sleep(PAUSE * attempt, this.client.signal);
		}
		return answers;
	}

	private async create(orderIds: readonly OrderId[], isBatch: boolean): Promise<Map<OrderId, Creation>> {
		// Its number may have been used, and removed, since.
		this.known.forgetOutdated(orderIds);
		const attempts = orderIds.map((orderId) => this.newAttempt(orderId));
		// Asked when the call's turn has come, which may be long after.
		const isTrue = (...ids: readonly OrderId[]): boolean => !ids.some((orderId) => this.known.isOutdated(orderId));
		if (isBatch) return await createMetafields(this.client, attempts, () => isTrue(...orderIds));
		// One by one the store says of each why it would not.
		const created = new Map<OrderId, Creation>();
		for (const attempt of attempts) {
			const { orderId } = attempt;
			created.set(orderId, await createMetafield(this.client, attempt, () => isTrue(orderId)));
		}
		return created;
	}

	/** What one creation means by itself; null where it must be looked at who has the attempt. */
	private answerOf(orderId: OrderId, creation: Creation, asOf: Moment): ClaimAnswer | null {
		switch (creation.kind) {
			case 'made': {
				const made = this.ownIn(orderId, creation);
				// Of a later number it is looked whether it is the latest, for old ones are removed (oldAttempts.ts).
				return made?.number === 1 ? this.own(made, asOf) : null;
			}
			case 'throttled':
			case 'cancelled':
				return { kind: creation.kind };
			case 'refused':
				return cannot(creation);
			default:
				return null;
		}
	}

	/**
	 * The attempt that a call has made for this run. A store that answers with what is there already has made nothing.
	 */
	private ownIn(orderId: OrderId, creation: Creation): Attempt | null {
		if (creation.kind !== 'made') return null;
		const made = readAttempt({ ...creation.metafield, orderId });
		return made?.token === this.tokenOf(orderId) ? made : null;
	}

	/**
	 * Looks at who has the attempts that were not made here, or are not the first. Returns the orders for which it is to
	 * be tried again.
	 */
	private async lookAt(
		toLook: ReadonlyMap<OrderId, Creation>,
		answers: Map<OrderId, ClaimAnswer>,
		asOf: Moment,
		isLast: boolean,
	): Promise<OrderId[]> {
		if (toLook.size === 0) return [];
		const asked = (orderId: OrderId): number => this.known.next(orderId);
		const looked = await this.reader.look([...toLook.keys()], asked);
		const again: OrderId[] = [];
		for (const [orderId, creation] of toLook) {
			const found = looked.get(orderId);
			const made = this.ownIn(orderId, creation);
			const rival = found === undefined || made === null ? null : openBefore(found, made);
			if (rival !== null) answers.set(orderId, { kind: 'held', attempt: rival });
			else if (made !== null && (found === undefined || found.attempt.number <= made.number))
				answers.set(orderId, this.own(made, asOf));
			else if (found !== undefined && found.standing !== 'spent' && found.attempt.number >= asked(orderId))
				answers.set(orderId, this.answerTo(orderId, found, asOf));
			else if (found?.hasSpent === true && !isLast) {
				await removeIfSpent(this.client, this.reader, this.storeTime, orderId);
				this.known.forget(orderId);
				again.push(orderId);
			} else if (isLast) answers.set(orderId, cannot(creation));
			else again.push(orderId);
		}
		return again;
	}

	/** What an attempt that stands in the store means for this run. */
	private answerTo(orderId: OrderId, looked: LookedAt, asOf: Moment): ClaimAnswer {
		const { attempt, standing } = looked;
		// Its answer was lost, and it was made.
		if (attempt.token === this.tokenOf(orderId) && attempt.result === null) {
			const rival = openBefore(looked, attempt);
			return rival === null ? this.own(attempt, asOf) : { kind: 'held', attempt: rival };
		}
		if (standing === 'open') return { kind: 'held', attempt };
		// Another refund of the order is no obstacle to this one.
		const isSame = attempt.about === (this.about.get(orderId) ?? null);
		if (standing === 'effective' && isSame) return { kind: 'settledElsewhere', attempt };
		this.known.set(orderId, attempt.number + 1, null, asOf);
		return { kind: 'readAgain' };
	}

	private own(attempt: Attempt, asOf: Moment): ClaimAnswer {
		if (isTimeToRemove(attempt.number)) this.oftenTried.add(attempt.orderId);
		return { kind: 'owned', since: this.known.set(attempt.orderId, attempt.number + 1, attempt, asOf) };
	}

	private newAttempt(orderId: OrderId): NewMetafield {
		const { subject, action, execution, leaseMs, keepsClosed } = this.options;
		return metafieldOf({
			orderId,
			subject,
			number: this.known.next(orderId),
			token: this.tokenOf(orderId),
			action,
			about: this.about.get(orderId) ?? null,
			execution,
			madeAt: this.storeTime.earliest() ?? this.clock.wallTime(),
			leaseMs,
			result: null,
			isKept: keepsClosed,
		});
	}

	private tokenOf(orderId: OrderId): string {
		return `${this.options.token}-${orderId}`;
	}
}

/** An open attempt with a lower number, of which who made this one knew nothing. */
function openBefore({ attempt, standing, openBefore: earlier }: LookedAt, made: Attempt): Attempt | null {
	return attempt.number < made.number && standing === 'open' ? attempt : earlier;
}
