import type { Answered } from '../../../nodes/BigCommerce/api/http';

/** A store's quota as its headers tell it. Times in milliseconds. */
export interface PoolTerms {
	quota: number;
	windowMs: number;
	/** Whether all clients share one count, or each has its own: BigCommerce documents only that it is the store's. */
	quotaPool: 'shared' | 'byClient';
}

/** Fixed windows, one unit a call, counted for all who call. */
export class QuotaPool {
	private window = 0;
	private used = new Map<string, number>();

	constructor(
		private readonly terms: PoolTerms,
		private readonly now: () => number,
	) {}

	/** What a call of this client is answered. */
	call(client: string): Answered {
		const isTaken = this.take(client);
		const { quota, windowMs } = this.terms;
		return {
			kind: 'answered',
			status: isTaken ? 200 : 429,
			headers: {
				'x-rate-limit-time-window-ms': String(windowMs),
				'x-rate-limit-time-reset-ms': String(Math.ceil(windowMs - (this.now() % windowMs))),
				'x-rate-limit-requests-quota': String(quota),
				'x-rate-limit-requests-left': String(quota - this.usedBy(client)),
			},
			body: {},
		};
	}

	/** Whether one more call is allowed; then it is counted. */
	take(client: string): boolean {
		const isAllowed = this.usedBy(client) < this.terms.quota;
		if (isAllowed) this.used.set(this.countOf(client), this.usedBy(client) + 1);
		return isAllowed;
	}

	private usedBy(client: string): number {
		const window = Math.floor(this.now() / this.terms.windowMs);
		if (window !== this.window) this.used.clear();
		this.window = window;
		return this.used.get(this.countOf(client)) ?? 0;
	}

	private countOf(client: string): string {
		return this.terms.quotaPool === 'shared' ? 'all' : client;
	}
}
