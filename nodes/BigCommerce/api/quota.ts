/**
 * What is known of a store's request quota. Times are milliseconds of the lane's clock.
 *
 * BigCommerce tells the quota in `X-Rate-Limit-*` headers on every answer. It is shared by all apps of the
 * store and may change between answers (API rate limits page), so nothing is assumed: neither its size, nor
 * the length of its window, nor that there is one.
 */
export interface QuotaState {
	/** Requests allowed in a window; null where no limit was told. */
	quota: number | null;
	/** Requests left in the window that ends at `resetAt`. */
	left: number;
	/** When the window ends; null where no limit was told. */
	resetAt: number | null;
	/** When the first answer of that window came. */
	since: number;
	/** After a 429: nothing is sent before. */
	pausedUntil: number;
	/** 429s in a row that did not say how long to wait. */
	unstatedThrottles: number;
}

export const UNKNOWN_QUOTA: QuotaState = {
	quota: null,
	left: 0,
	resetAt: null,
	since: 0,
	pausedUntil: 0,
	unstatedThrottles: 0,
};

/** One answer, as far as the quota goes. */
export interface QuotaAnswer {
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	sentAt: number;
	receivedAt: number;
	/** A number in [0, 1), for the jitter of a wait that BigCommerce did not state. */
	random: number;
}

const FIRST_BARE_WAIT = 1_000;
const LONGEST_BARE_WAIT = 30_000;
/** A window that ends later than this is not believed: BigCommerce's longest was its hourly limit of old. */
const LONGEST_WINDOW = 3_600_000;
/** So that a request does not arrive in the last moment of the old window. */
const AFTER_RESET = 20;

/** The quota after one more answer. */
export function afterAnswer(before: QuotaState, answer: QuotaAnswer): QuotaState {
	const state = withWindow(before, answer);
	if (answer.status !== 429) return { ...state, unstatedThrottles: 0 };
	const stated = statedWait(answer.headers);
	if (stated !== null) {
		return { ...state, pausedUntil: Math.max(state.pausedUntil, answer.receivedAt + stated + AFTER_RESET) };
	}
	// "A 429 without the API HTTP headers … may be retried at another time": back off, capped, with jitter.
	const full = Math.min(LONGEST_BARE_WAIT, FIRST_BARE_WAIT * 2 ** state.unstatedThrottles);
	return {
		...state,
		unstatedThrottles: Math.min(state.unstatedThrottles + 1, 10),
		pausedUntil: Math.max(state.pausedUntil, answer.receivedAt + full / 2 + (full / 2) * answer.random),
	};
}

/**
 * When one more request may start: null for now, or the time to wait for; infinity where an answer must come first.
 *
 * @param inFlight requests sent and not answered; they may or may not be counted in `left` yet, so they are taken off
 * @param reservePercent share of the quota that is left to the store's other apps
 */
export function mayStartAt(state: QuotaState, inFlight: number, reservePercent: number, now: number): number | null {
	if (now < state.pausedUntil) return state.pausedUntil;
	if (state.resetAt === null) return null;
	const windowOver = now >= state.resetAt + AFTER_RESET;
	// The first request of a new window is also how its real count is learned.
	if (windowOver && inFlight === 0) return null;
	const left = windowOver ? (state.quota ?? state.left) : state.left;
	if (left - reserveOf(state.quota, reservePercent) - inFlight > 0) return null;
	// In a new window an answer must come first: it brings the count.
	return windowOver ? Number.POSITIVE_INFINITY : state.resetAt + AFTER_RESET;
}

/** How many requests of the quota are kept free. Never all of them, or nothing would ever be sent. */
function reserveOf(quota: number | null, percent: number): number {
	return quota === null ? 0 : Math.min(Math.floor((quota * percent) / 100), quota - 1);
}

function withWindow(before: QuotaState, { headers, sentAt, receivedAt }: QuotaAnswer): QuotaState {
	const left = wholeNumber(headers['x-rate-limit-requests-left']);
	const reset = wholeNumber(headers['x-rate-limit-time-reset-ms']);
	const quota = wholeNumber(headers['x-rate-limit-requests-quota']);
	// Absent headers are no limit (Unlimited plan), and a quota of nought or of text says nothing.
	if (left === null || reset === null || reset === 0 || reset > LONGEST_WINDOW || quota === 0) return before;
	const endsBy = receivedAt + reset;
	const endsAfter = sentAt + reset;
	const isNewWindow = before.resetAt === null || endsAfter > before.resetAt;
	if (isNewWindow) return { ...before, quota: quota ?? before.quota, left, resetAt: endsBy, since: receivedAt };
	// An answer that was long on its way may belong to a window that is over.
	if (endsAfter <= before.since) return before;
	return {
		...before,
		quota: quota ?? before.quota,
		left: Math.min(before.left, left),
		resetAt: Math.min(before.resetAt ?? endsBy, endsBy),
	};
}

/** The longer of the two waits that BigCommerce states, in milliseconds (migration guide, errors page). */
function statedWait(headers: Record<string, string>): number | null {
	const seconds = wholeNumber(headers['x-retry-after']);
	const reset = wholeNumber(headers['x-rate-limit-time-reset-ms']);
	const wait = Math.max((seconds ?? 0) * 1000, reset ?? 0);
	return wait > 0 ? wait : null;
}

function wholeNumber(text: string | undefined): number | null {
	return text !== undefined && /^\d{1,12}(?:\.\d+)?$/.test(text.trim()) ? Math.ceil(Number(text)) : null;
}
