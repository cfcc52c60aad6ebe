import type { Clock } from '../api/http';
import type { OrderId } from '../model/orderId';
import type { Attempt } from './attempt';

/** What a run knows of an order's claim. */
interface Known {
	/** The number to be made next. */
	next: number;
	/** When the attempt before it was seen out of the way, lane clock: the read to send upon must be later. */
	clearedAt: number;
	/** When the calls began that told it: their answers may have come much later. */
	asOf: Moment;
	owned: Attempt | null;
}

/** A moment by two clocks: a machine that slept may have stopped one of them. */
export interface Moment {
	lane: number;
	wall: number;
}

/**
 * What is known of an order's attempts is forgotten long before any of them may be removed (oldAttempts.ts,
 * spentAttempts.ts).
 */
const KNOWN_FOR = 10 * 60_000;

/** What one run knows of its orders' claims in the store. */
export class KnownClaims {
	private readonly known = new Map<OrderId, Known>();

	constructor(private readonly clock: Clock) {}

	get(orderId: OrderId): Known | undefined {
		return this.known.get(orderId);
	}

	/** The number to be made next: the first, where nothing is known. */
	next(orderId: OrderId): number {
		return this.known.get(orderId)?.next ?? 1;
	}

	now(): Moment {
		return { lane: this.clock.now(), wall: this.clock.wallTime() };
	}

	/** Takes down what was learnt just now. @returns when that is, lane clock */
	set(orderId: OrderId, next: number, owned: Attempt | null, asOf: Moment): number {
		const clearedAt = this.clock.now();
		this.known.set(orderId, { next, clearedAt, asOf, owned });
		return clearedAt;
	}

	/** Whether what is known of an order is so old that its next number may have been used since, and removed. */
	isOutdated(orderId: OrderId): boolean {
		const known = this.known.get(orderId);
		if (known === undefined) return false;
		const { lane, wall } = this.now();
		return Math.max(lane - known.asOf.lane, wall - known.asOf.wall) > KNOWN_FOR;
	}

	forgetOutdated(orderIds: readonly OrderId[]): void {
		for (const orderId of orderIds) if (this.isOutdated(orderId)) this.known.delete(orderId);
	}

	forget(orderId: OrderId): void {
		this.known.delete(orderId);
	}
}
