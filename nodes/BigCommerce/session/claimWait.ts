import type { Clock } from '../api/http';
import type { OrderId } from '../model/orderId';
import type { Attempt } from './attempt';
import type { AttemptReader } from './attemptReader';

const FIRST_POLL = 1_000;
const LONGEST_POLL = 5_000;
const GROWTH = 1.5;

/** How a wait ended: the attempt out of the way, with its last reading where there is one, or not in time. */
export type Freed = { isFree: true; attempt: Attempt | null } | { isFree: false };

interface Waiting {
	/** Lane clock. */
	until: number;
	resolve: (freed: Freed) => void;
}

/** Waits for attempts of other runs to end. All who wait share one look. */
export class ClaimWait {
	private readonly waiting = new Map<OrderId, Waiting>();
	private isPolling = false;

	constructor(
		private readonly reader: AttemptReader,
		private readonly clock: Clock,
		private readonly signal: AbortSignal | undefined,
	) {}

	/**
	 * Waits until the attempt that holds an order is out of the way.
	 * @param until lane clock
	 * @returns not free where the time was up, or the execution was stopped
	 */
	async whenFree(orderId: OrderId, until: number): Promise<Freed> {
		return await new Promise<Freed>((resolve) => {
			this.waiting.set(orderId, { until, resolve });
			void this.poll();
		});
	}

	private async poll(): Promise<void> {
		if (this.isPolling) return;
		this.isPolling = true;
		for (let pause = FIRST_POLL; this.waiting.size > 0; pause = Math.min(LONGEST_POLL, pause * GROWTH)) {
			const soonest = Math.min(...[...this.waiting.values()].map(({ until }) => until));
			await this.clock.sleep(Math.max(0, Math.min(pause, soonest - this.clock.now())), this.signal);
			const isStopped = this.signal?.aborted === true;
			const looked = isStopped ? null : await this.reader.look([...this.waiting.keys()]).catch(() => null);
			for (const [orderId, { until, resolve }] of [...this.waiting]) {
				const latest = looked?.get(orderId);
				const isFree = looked !== null && latest?.standing !== 'open';
				if (!isFree && !isStopped && this.clock.now() < until) continue;
				this.waiting.delete(orderId);
				resolve(isFree ? { isFree, attempt: latest?.attempt ?? null } : { isFree });
			}
		}
		this.isPolling = false;
	}
}
