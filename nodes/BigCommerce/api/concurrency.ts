/** How many requests a lane sends at once: additive increase, multiplicative decrease, as in TCP. */
export interface Concurrency {
	/** Requests at once; a fraction is progress towards the next whole one. */
	limit: number;
	/** What the last cut found too much; infinity before the first. */
	ceiling: number;
	/** Time of the last cut. One burst of refusals is one cut. */
	cutAt: number;
}

export const MOST_AT_ONCE = 50;

/** What was asked for, made a whole number from 1 to 50; what is no number is 1. */
export function withinConcurrency(requested: number): number {
	return Number.isNaN(requested) ? 1 : Math.max(1, Math.min(MOST_AT_ONCE, Math.floor(requested)));
}

export const FIRST_CONCURRENCY: Concurrency = {
	limit: 4,
	ceiling: Number.POSITIVE_INFINITY,
	cutAt: Number.NEGATIVE_INFINITY,
};

/** Good answers between two tries of one more than was too much: each such try may be refused, so one in this many. */
const CAREFUL_ANSWERS = 80;
/** … and round trips between them, where many are on their way at once. */
const CAREFUL_ROUNDS = 8;

/**
 * The limit after an answer: grows while answers are good, halves on a 429 or 5xx. Back up to what was last too much
 * it grows by one a good answer; there it tries one more only now and then; and once well above it, quickly again,
 * because the store allows more than it did (the shape of TCP CUBIC, RFC 9438, counted in answers).
 * Only an answer to a request that was sent after the last cut can cut again.
 */
export function adjustLimit(state: Concurrency, status: number, sentAt: number, now: number): Concurrency {
	if (status === 429 || status >= 500) {
		if (sentAt <= state.cutAt) return state;
		return { limit: Math.max(1, Math.floor(state.limit / 2)), ceiling: Math.floor(state.limit), cutAt: now };
	}
	return { ...state, limit: Math.min(MOST_AT_ONCE, state.limit + stepOf(state)) };
}

function stepOf({ limit, ceiling }: Concurrency): number {
	const known = ceiling - 1;
	if (limit < known) return Math.min(1, known - limit);
	if (limit < ceiling + 1) return 1 / Math.max(CAREFUL_ANSWERS, CAREFUL_ROUNDS * limit);
	return 1 / Math.max(1, limit / (limit - ceiling));
}
