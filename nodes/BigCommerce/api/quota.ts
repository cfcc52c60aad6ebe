import { areOthersSeen, type KnownQuota, type QuotaShare } from './quotaShare';
import { mayStartBeside } from './quotaTurn';

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
	/** How long windows are, as far as told. */
	windowMs: number;
	/** When the first answer of that window came, and the last. */
	since: number;
	toldAt: number;
	/** Windows and counts that were told so far. */
	windows: number;
	readings: number;
	/** After a 429: nothing is sent before. */
	pausedUntil: number;
	/** Whether the stated wait was too long to be believed: when the pause is over, one call asks. */
	isProbing: boolean;
	/** 429s in a row that did not say how long to wait, each to a call that was alone. */
	unstatedThrottles: number;
}

export const UNKNOWN_QUOTA: QuotaState = {
	quota: null,
	left: 0,
	resetAt: null,
	windowMs: 0,
	since: 0,
	toldAt: 0,
	windows: 0,
	readings: 0,
	pausedUntil: 0,
	isProbing: false,
	unstatedThrottles: 0,
};

/** One answer, as far as the quota goes. */
export interface QuotaAnswer {
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	sentAt: number;
	receivedAt: number;
	/** Whether nothing else of this lane was on its way with it. */
	wasAlone: boolean;
	/** A number in [0, 1), for the jitter of a wait that BigCommerce did not state. */
	random: number;
}

const FIRST_BARE_WAIT = 1_000;
const LONGEST_BARE_WAIT = 30_000;
/** A window that ends later than this is not believed: BigCommerce's longest was its hourly limit of old. */
const LONGEST_WINDOW = 3_600_000;
/** No stated wait closes the store for longer: then one call asks. */
const LONGEST_STATED_WAIT = 300_000;
/** So that a request does not arrive in the last moment of the old window. */
export const AFTER_RESET = 20;

/** The quota after one more answer. */
export function afterAnswer(before: QuotaState, answer: QuotaAnswer): QuotaState {
	const isThrottled = answer.status === 429;
	const state = { ...withWindow(before, answer), isProbing: false };
	const stated = statedWait(answer.headers, isThrottled);
	if (stated !== null) {
		const wait = Math.min(stated, LONGEST_STATED_WAIT);
		return {
			...state,
			unstatedThrottles: isThrottled ? state.unstatedThrottles : 0,
			isProbing: stated > LONGEST_STATED_WAIT,
			pausedUntil: Math.max(state.pausedUntil, answer.receivedAt + wait + AFTER_RESET),
		};
	}
	if (!isThrottled) return { ...state, unstatedThrottles: 0 };
	// Too many at once is a matter of how many: the lane halves, and the call that was refused tries again.
	if (!answer.wasAlone) return state;
	// "A 429 without the API HTTP headers … may be retried at another time": back off, capped, with jitter.
	const full = Math.min(LONGEST_BARE_WAIT, FIRST_BARE_WAIT * 2 ** state.unstatedThrottles);
	return {
		...state,
		unstatedThrottles: Math.min(state.unstatedThrottles + 1, 10),
		pausedUntil: Math.max(state.pausedUntil, answer.receivedAt + full / 2 + (full / 2) * answer.random),
	};
}

/**
 * When a call that was refused may leave again, besides what the quota says: after a 429 that states no wait about one
 * round trip later, with jitter, when calls that were on their way with it have come back.
 */
export function notBefore({ status, headers, sentAt, receivedAt, random }: QuotaAnswer): number {
	if (status !== 429 || statedWait(headers, true) !== null) return receivedAt;
	return receivedAt + (receivedAt - sentAt) * (0.5 + random);
}

/**
 * When one more request may start: null for now, or the time to wait for; infinity where an answer must come first.
 *
 * @param share what others use of the same quota
 * @param inFlight requests sent and not answered; they may or may not be counted in `left` yet, so they are taken off
 * @param reservePercent share of the quota that is left to the store's other apps
 * @param now time of the lane's clock
 */
export function mayStartAt(
	state: QuotaState,
	share: QuotaShare,
	inFlight: number,
	reservePercent: number,
	now: number,
): number | null {
	if (now < state.pausedUntil) return state.pausedUntil;
	if (state.isProbing && inFlight > 0) return Number.POSITIVE_INFINITY;
	if (state.resetAt === null) return null;
	const reserve = reserveOf(state.quota, reservePercent);
	if (now >= state.resetAt + AFTER_RESET) {
		// The first request of a new window is also how its real count is learned; in a new window an answer must come
		// first.
		if (inFlight === 0) return null;
		const isFree = (state.quota ?? state.left) - reserve - inFlight > 0;
		const known = knownQuota(state);
		return isFree && !(known && areOthersSeen(share)) ? null : Number.POSITIVE_INFINITY;
	}
	const startAt = startInWindow(state, share, inFlight, reserve, now);
	if (startAt === null || startAt === Number.POSITIVE_INFINITY) return startAt;
	const askAt = state.toldAt + LONGEST_STATED_WAIT;
	if (startAt <= askAt || now < askAt) return Math.min(startAt, askAt);
	return inFlight === 0 ? null : Number.POSITIVE_INFINITY;
}

function startInWindow(
	state: QuotaState,
	share: QuotaShare,
	inFlight: number,
	reserve: number,
	now: number,
): number | null {
	const known = knownQuota(state);
	if (known === null) return state.left - inFlight > 0 ? null : (state.resetAt ?? now) + AFTER_RESET;
	const startAt = mayStartBeside(share, known, inFlight, reserve, now);
	return startAt === known.resetAt ? known.resetAt + AFTER_RESET : startAt;
}

/** The present window, or null where there is none or the size of the quota was not told. */
export function knownQuota({ quota, left, resetAt, windowMs }: QuotaState): KnownQuota | null {
	return quota === null || resetAt === null ? null : { quota, left, resetAt, windowMs };
}

/** Whether there would be something left for this lane now, had others used nothing of the present window. */
export function isHeldByOthers(state: QuotaState, { sent, others }: QuotaShare, reservePercent: number): boolean {
	const { quota } = state;
	return quota !== null && others > 0 && quota - reserveOf(quota, reservePercent) > sent;
}

/** How many requests of the quota are kept free. Never all of them, or nothing would ever be sent. */
export function reserveOf(quota: number | null, percent: number): number {
	return quota === null ? 0 : Math.min(Math.floor((quota * percent) / 100), quota - 1);
}

function withWindow(before: QuotaState, { headers, sentAt, receivedAt }: QuotaAnswer): QuotaState {
	const left = leftIn(headers['x-rate-limit-requests-left']);
	const reset = wholeNumber(headers['x-rate-limit-time-reset-ms']);
	const quota = wholeNumber(headers['x-rate-limit-requests-quota']);
	// Absent headers are no limit (Unlimited plan), and a quota of nought or of text says nothing.
	if (left === null || reset === null || reset === 0 || reset > LONGEST_WINDOW || quota === 0) return before;
	const endsBy = receivedAt + reset;
	const endsAfter = sentAt + reset;
	const isNewWindow = before.resetAt === null || endsAfter > before.resetAt;
	const told = { ...before, quota: quota ?? before.quota, toldAt: receivedAt, readings: before.readings + 1 };
	if (isNewWindow) {
		const stated = windowIn(headers['x-rate-limit-time-window-ms']);
		const windowMs = stated >= reset ? stated : Math.max(before.windowMs, reset);
		return { ...told, left, resetAt: endsBy, windowMs, since: receivedAt, windows: before.windows + 1 };
	}
	// An answer that was long on its way may belong to a window that is over: that one ended when this one began.
	const beganBy = Math.min(before.since, (before.resetAt ?? endsBy) - before.windowMs);
	if (endsAfter <= beganBy) return before;
	return { ...told, left: Math.min(before.left, left), resetAt: Math.min(before.resetAt ?? endsBy, endsBy) };
}

/**
 * The longer of the two waits that BigCommerce states, in milliseconds (migration guide, errors page). The end of the
 * window is one only in a 429: every other answer tells it too.
 */
function statedWait(headers: Record<string, string>, isThrottled: boolean): number | null {
	const seconds = wholeNumber(headers['x-retry-after']);
	const reset = isThrottled ? wholeNumber(headers['x-rate-limit-time-reset-ms']) : null;
	const wait = Math.max((seconds ?? 0) * 1000, reset ?? 0);
	return wait > 0 ? wait : null;
}

/** Below nought is nought: other clients may have overdrawn. */
function leftIn(text: string | undefined): number | null {
	return text !== undefined && /^\s*-\d{1,12}(?:\.\d+)?\s*$/.test(text) ? 0 : wholeNumber(text);
}

function windowIn(text: string | undefined): number {
	const told = wholeNumber(text) ?? 0;
	return told > LONGEST_WINDOW ? 0 : told;
}

function wholeNumber(text: string | undefined): number | null {
	return text !== undefined && /^\d{1,12}(?:\.\d+)?$/.test(text.trim()) ? Math.ceil(Number(text)) : null;
}
