import { PAGE_SIZE } from '../reading/idRanges';
import type { OrderId } from '../model/orderId';
import type { Payment } from '../payment/payment';
import type { PaymentReader } from '../reading/paymentReader';
import type { ReadFailure, ReadResult } from '../reading/readResult';
import type { Batch } from './batch';
import { shownFrom, sizeBeside } from './listBeside';
import type { OrderState, SeenRead } from './orderState';

/**
 * What a read before sending leads to; what the order itself looked like is not kept. `closed`: nothing more is read.
 */
export type Read = { kind: 'seen'; payment: Payment } | { kind: 'unchanged' | 'closed' } | ReadFailure;

/** What the read-ahead is told, and asks. */
export interface ReadAheadHooks {
	now(): number;
	/** How many more calls may be made within `ms`; infinity where no quota is known. */
	callsWithin(ms: number): number;
	/** When so many calls may be made; null where they may now. */
	whenCallsMayLeave(calls: number): Promise<void> | null;
	/** Begins an order: its function runs until it asks for its read. */
	begin(order: OrderState): void;
	/** Called with what was read, when it was asked for. */
	onSeen(order: OrderState, read: SeenRead, readAt: number): void;
	/** Orders that were sent, and are welcome where the same call shows them. */
	followed(): ReadonlySet<OrderId>;
	/** Called with all that was read. */
	onRead(reads: ReadonlyMap<OrderId, ReadResult>, readAt: number): void;
	/** Called when the last order of a batch was sent. */
	onBatchClosed(): void;
}

/** A read older than this, in milliseconds, is not acted upon: somebody else may have captured since. */
export const MAX_READ_AGE_MS = 90_000;

/** How much of a read's life is planned for; the rest is for what cannot be foreseen. */
const USED_SHARE = 0.8;

/** Where the quota is small, orders are read when those before them can be sent within this time. */
const LEAD_MS = 5_000;

/**
 * How many orders could have been sent in the life of one read, at the pace of a batch that was sent in time: twice as
 * many at most.
 */
function sizeAfter({ size, readAt }: Batch, closedAt: number): number {
	const life = MAX_READ_AGE_MS * USED_SHARE;
	return Math.ceil(size * Math.min(2, life / Math.max(1, closedAt - readAt)));
}

interface Waiting {
	order: OrderState;
	resolve: (read: Read) => void;
	reject: (error: unknown) => void;
}

/**
 * Reads orders a batch at a time, just before they are needed: the next batch when fewer orders than may be sent at
 * once wait for their turn. Orders are begun as they are read, so that few are in flight.
 */
export class ReadAhead {
	/** Orders to read together: fewer where they are not sent in time. */
	private size: number;
	/** Orders to be read, the next one last: not begun, but for those that were put back. */
	private upcoming: OrderState[] = [];
	private readonly returned = new Map<OrderState, Waiting>();
	private waiting: Waiting[] = [];
	/** What is being read. */
	private reading: Waiting[] | null = null;
	/** Orders that were read and wait for their turn. */
	private ahead = 0;
	private openBatches = 0;
	/** Orders that were read and are still to be sent. */
	private open = 0;
	private isClosed = false;

	/**
	 * @param least orders that wait for their turn at least, while there are any to read
	 * @param callsAnOrder calls that are made for an order in its turn, so that as many calls are read ahead for
	 */
	constructor(
		private readonly reader: Pick<PaymentReader, 'look'>,
		private readonly least: number,
		private readonly callsAnOrder: number,
		private readonly hooks: ReadAheadHooks,
	) {
		this.size = Math.floor(PAGE_SIZE / callsAnOrder);
	}

	/** Begins with the orders, in this order, as they can be read. */
	start(orders: OrderState[]): void {
		this.upcoming = [...orders].reverse();
		if (this.isClosed) this.beginAll();
		else this.refill();
	}

	/** The order's read, together with others'. */
	async next(order: OrderState): Promise<Read> {
		if (this.isClosed) return { kind: 'closed' };
		return await new Promise<Read>((resolve, reject) => {
			this.waiting.push({ order, resolve, reject });
			this.refill();
		});
	}

	/** The order's turn has come; another may be read in its place. */
	turnCame(order: OrderState): void {
		if (!order.isAhead) return;
		order.isAhead = false;
		this.ahead--;
		this.refill();
	}

	/** The order is not to be sent any more, or not upon this read. */
	leave(order: OrderState): void {
		if (order.isToBeSent && order.batch !== null) {
			order.isToBeSent = false;
			this.open--;
			this.leaveBatch(order.batch);
		}
		this.turnCame(order);
		this.refill();
	}

	private leaveBatch(batch: Batch): void {
		batch.open--;
		if (batch.open > 0) return;
		batch.closedAt = this.hooks.now();
		if (!batch.isStale) this.size = Math.min(PAGE_SIZE, Math.max(this.size, sizeAfter(batch, batch.closedAt)));
		this.openBatches--;
		this.hooks.onBatchClosed();
	}

	/**
	 * An order's turn came too late for its read.
	 * @returns whether it was read alone, so that fewer at once is no way out
	 */
	noteStale({ batch }: OrderState): boolean {
		if (batch === null) return false;
		// As many as had their turn in time would have been enough.
		if (!batch.isStale) this.size = Math.max(1, Math.floor((batch.size - batch.open) * USED_SHARE));
		batch.isStale = true;
		return batch.size === 1;
	}

	/** Whether there are orders that are still to be sent. */
	get isStillSending(): boolean {
		return this.openBatches > 0 || this.upcoming.length > 0 || this.waiting.length > 0;
	}

	/** The lowest ID that the next list shows beside the orders it is read for; infinity where none does. */
	get showsNextFrom(): number {
		return this.isClosed ? Number.POSITIVE_INFINITY : shownFrom(this.upcoming, this.nextSize());
	}

	/** Reads nothing more. Orders not begun are begun, and learn it at once. */
	close(): void {
		this.isClosed = true;
		const waiting = [...(this.reading ?? []), ...this.returned.values(), ...this.waiting];
		this.upcoming = this.upcoming.filter((order) => !this.returned.has(order));
		this.returned.clear();
		this.reading = null;
		this.waiting = [];
		for (const { resolve } of waiting) resolve({ kind: 'closed' });
		this.beginAll();
	}

	private beginAll(): void {
		for (let order = this.upcoming.pop(); order; order = this.upcoming.pop()) this.hooks.begin(order);
	}

	private refill(): void {
		if (this.isClosed || this.reading !== null || this.ahead >= this.least || !this.isNearlySent()) return;
		if (this.upcoming.length > 0 || this.waiting.length > 0) void this.readBatch();
	}

	/**
	 * Whether what was read will be sent soon, and one of the next after it: where the quota is small, what is read
	 * earlier is too old when its turn comes.
	 */
	private isNearlySent(): boolean {
		return this.open === 0 || this.callsToNext <= this.hooks.callsWithin(LEAD_MS);
	}

	/** The calls for what was read, for another list, and for one of its orders. */
	private get callsToNext(): number {
		return this.callsAnOrder * (this.open + 1) + 1;
	}

	/** As many orders as will be sent in time, counted in calls; `own` of those to be sent are among them. */
	private nextSize(own = 0): number {
		const calls = this.hooks.callsWithin(MAX_READ_AGE_MS * USED_SHARE);
		return Math.max(1, Math.min(this.size, Math.floor(calls / this.callsAnOrder) - this.open + own));
	}

	/** Orders beyond `size` are read again when they can be sent: next. */
	private putBack(batch: Waiting[], size: number): void {
		for (const waiting of batch.splice(size).reverse()) {
			const { order } = waiting;
			this.upcoming.push(order);
			this.returned.set(order, waiting);
			if (order.batch !== null) order.batch.size--;
			if (order.batch !== null) order.batch.open--;
			order.batch = null;
			order.isToBeSent = false;
			this.open--;
		}
	}

	private async readBatch(): Promise<void> {
		// Until it is filled, an order that is begun must not start another batch.
		this.reading = [];
		// What is read at the beginning of a window is acted upon in that one and the next ones.
		const mayLeave = this.hooks.whenCallsMayLeave(this.callsToNext);
		if (mayLeave !== null) await mayLeave;
		if (this.isClosed) return;
		const readAt = this.hooks.now();
		const followed = this.hooks.followed();
		const batch = this.nextBatch(readAt, sizeBeside(followed, this.upcoming, this.nextSize()));
		try {
			const reads = await this.reader.look(
				batch.map(({ order }) => order.orderId),
				{ name: 'before' },
				followed,
			);
			if (this.reading !== batch) return;
			this.hooks.onRead(reads, readAt);
			// The first answer tells the quota.
			this.putBack(batch, this.nextSize(batch.length));
			this.ahead += batch.length;
			for (const { order, resolve } of batch) {
				order.isAhead = true;
				resolve(this.deliver(order, reads.get(order.orderId), readAt));
			}
		} catch (error) {
			for (const { reject } of batch) reject(error);
		}
		this.reading = null;
		this.refill();
	}

	/** What is read again because it was late before comes last. */
	private nextBatch(readAt: number, size: number): Waiting[] {
		const again = this.waiting;
		this.waiting = [];
		while (this.waiting.length < size) {
			const order = this.upcoming.pop();
			if (order === undefined) break;
			const returned = this.returned.get(order);
			this.returned.delete(order);
			if (returned === undefined) this.hooks.begin(order);
			else this.waiting.push(returned);
		}
		const next = [...this.waiting, ...again];
		this.reading = next.splice(0, size);
		this.waiting = next;
		const batch: Batch = {
			size: this.reading.length,
			readAt,
			isStale: false,
			open: this.reading.length,
			firstSentAt: null,
			closedAt: null,
			lookedAt: null,
		};
		this.openBatches++;
		this.open += batch.size;
		for (const { order } of this.reading) {
			order.batch = batch;
			order.isToBeSent = true;
		}
		return this.reading;
	}

	private deliver(order: OrderState, read: ReadResult | undefined, readAt: number): Read {
		if (read?.kind !== 'seen') return read ?? { kind: 'unchanged' };
		this.hooks.onSeen(order, read, readAt);
		return { kind: 'seen', payment: read.payment };
	}
}
