/** How many requests a lane sends at once: additive increase, multiplicative decrease, as in TCP. */
export interface Concurrency {
	/** Requests at once; a fraction is progress towards the next whole one. */
	limit: number;
	/** Where quick growth ends: half of what the last cut found too much. */
	threshold: number;
	/** Time of the last cut. One burst of refusals is one cut. */
	cutAt: number;
}

export const MOST_AT_ONCE = 50;

/** What was asked for, made a whole number from 1 to 50; what is no number is 1. */
export function withinConcurrency(wanted: number): number {
	return Number.isNaN(wanted) ? 1 : Math.max(1, Math.min(MOST_AT_ONCE, Math.floor(wanted)));
}

export const FIRST_CONCURRENCY: Concurrency = { limit: 4, threshold: MOST_AT_ONCE, cutAt: Number.NEGATIVE_INFINITY };

/**
 * The limit after an answer: grows while answers are good, halves on a 429 or 5xx.
 * Only an answer to a request that was sent after the last cut can cut again.
 */
export function adjustLimit(state: Concurrency, status: number, sentAt: number, now: number): Concurrency {
	if (status === 429 || status >= 500) {
		if (sentAt <= state.cutAt) return state;
		const limit = Math.max(1, Math.floor(state.limit / 2));
		return { limit, threshold: limit, cutAt: now };
	}
	const step = state.limit < state.threshold ? 1 : 1 / state.limit;
	return { ...state, limit: Math.min(MOST_AT_ONCE, state.limit + step) };
}
