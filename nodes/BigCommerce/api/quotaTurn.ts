import { callsLeft, marginOf, timeLeft } from './quotaMargin';
import {
	isPaceKnown,
	isShared,
	ownPart,
	paceOfOthers,
	RATE_KNOWN,
	SHARED_BELOW,
	type KnownQuota,
	type QuotaShare,
} from './quotaShare';

/*
 * When a call may leave, where others use the same quota: what is known of them is in quotaShare.ts. Times are
 * milliseconds of the lane's clock.
 */

/** What one of several lanes may have in flight, as a part of what is free: eight of them together half of it. */
const STEP = 1 / 16;
/** Faster than evenly until the window ends, so that all is used when it does. */
const HASTE = 2;
/** Others may go on using so much of the quota undisturbed; of what is left after that, everybody takes what he can. */
const MOST_KEPT = 1 / 2;
/** Calls that others may have made where none were seen yet. */
const UNSEEN_CALLS = 1.5;
/**
 * With fewer round trips left until the window ends than this, nobody stands still to look: it would cost what is left.
 */
const TOO_FEW_TO_LOOK = 30;
/** Nobody is starved: a lane may always have this part of its fair share of the window so far. */
const LEAST_SHARE = 1 / 8;
const MOST_LANES_FED = 8;
/** While others' pace is not known, the count is read exactly once before this part of the quota is touched. */
const EXACT_BELOW = 1 / 3;
/** Such a look is taken while this part of the reserve is there. */
const LOOK_LEAVES = 2 / 3;
/** While their pace is not known and this lane stands still, it looks this often in a window. */
const LOOKS_A_WINDOW = 10;

/**
 * Requests at once where `budget` are free: what others start unseen, within a round trip, cannot use it up, because
 * each lane keeps to the same rule. The steps are the same for a lane that has little as for one that has much, and
 * smaller for one that has more than half, or whoever came first would keep its lead. One that has nearly all keeps to
 * the steps as well: the others may be a lane that came later, and would never get more. Where round trips are long,
 * each takes what it needs to spend its part by the end of the window.
 *
 * @param part of what is used, this lane's own
 * @param roundTrips so many are left until the window ends
 */
export function mostInFlight(part: number, budget: number, roundTrips: number): number {
	if (part === 1) return Number.POSITIVE_INFINITY;
	if (part >= SHARED_BELOW) return Math.max(1, budget * STEP);
	const equal = STEP * Math.min(1, (1 - part) / part);
	const steady = part * Math.min(1 / 2, HASTE / Math.max(roundTrips, 1));
	return Math.max(1, budget * Math.max(equal, steady));
}

/**
 * When the next call may start: null for now, infinity where an answer must come first.
 * @param reserve requests kept free
 */
export function mayStartBeside(
	share: QuotaShare,
	quota: KnownQuota,
	inFlight: number,
	reserve: number,
	now: number,
): number | null {
	const { resetAt, windowMs, left } = quota;
	const free = left - reserve;
	const part = ownPart(share);
	const begin = resetAt - windowMs;
	if (free - inFlight <= 0) {
		// Held back by others before it knows anything of them, a lane takes one look, and part of the reserve for it.
		const mayLook = isShared(share) && inFlight === 0 && left > reserve * LOOK_LEAVES;
		const isDue = mayLook && now - share.rateSeenAt > windowMs;
		return isDue ? nowOr(Math.min(share.seenAt + windowMs * RATE_KNOWN, resetAt), now) : resetAt;
	}
	const isKnown = isPaceKnown(share, quota, now);
	const below = EXACT_BELOW * quota.quota;
	const most = ((quota.quota - reserve) * MOST_KEPT) / windowMs;
	// What comes free while a call is on its way may be spent on it, by all lanes together once.
	const ahead = Math.max(0, resetAt - now - part * share.roundTrip);
	const margin = marginOf(quota.quota, windowMs, part, windowMs / share.roundTrip);
	let pace = Math.min(most, paceOfOthers(share, quota, now));
	let budget = free - callsLeft(pace, margin, ahead);
	if (budget <= below && !isKnown) {
		// All that is known of others is what this window shows: nobody there, seen for a moment only, is no proof.
		pace = Math.min(most, paceOfOthers(share, quota, now, UNSEEN_CALLS));
		budget = free - callsLeft(pace, margin, ahead);
	}
	if (budget > inFlight) {
		const roundTrips = (resetAt - now) / share.roundTrip;
		if (inFlight >= mostInFlight(part, budget, roundTrips)) return Number.POSITIVE_INFINITY;
		// In a burst the count is blurred by what is in flight: one clear look, before it is too late.
		const isSeen = isKnown || budget > below || roundTrips < TOO_FEW_TO_LOOK;
		const isClear = isSeen || (share.exactLeft !== null && share.exactLeft - reserve <= below);
		return inFlight > 0 && !isClear ? Number.POSITIVE_INFINITY : null;
	}
	const lanes = Math.min(1 / part, MOST_LANES_FED);
	const fed = Math.max(1, ((quota.quota - reserve) * LEAST_SHARE) / lanes);
	const feedAt = begin + (windowMs * (share.sent + 1)) / fed;
	const budgetAt = resetAt - part * share.roundTrip - timeLeft(pace, margin, free - inFlight) + 1;
	// The budget is reckoned from the last reading: standing still, there must be new ones for it to change.
	const look = Math.min(Math.max(share.seenAt - begin, windowMs / 100), windowMs / LOOKS_A_WINDOW) * lanes;
	const lookAt = inFlight === 0 && !isKnown ? share.seenAt + look : Number.POSITIVE_INFINITY;
	const startAt = Math.min(feedAt, budgetAt, lookAt, resetAt);
	return inFlight > 0 && startAt <= now ? Number.POSITIVE_INFINITY : nowOr(startAt, now);
}

function nowOr(time: number, now: number): number | null {
	return time <= now ? null : time;
}
