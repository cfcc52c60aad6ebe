/**
 * What is known of the others that use the same quota: other processes of n8n, and other apps. Nothing is shared with
 * them but the store's own count, which is in the headers of every answer: what it says is gone, less what this lane
 * sent, is what others used.
 *
 * Two kinds of others want two things. Processes like this one stop where this one stops, so the quota is shared by
 * taking small steps near its end (`mostInFlight`). An app that knows nothing of us goes on at its own pace, so what
 * it will need until the window ends is left to it (`keptForOthers`). They are distinguished by standing still: while the
 * quota holds this lane back it holds its like back too, and whoever still calls is an app.
 *
 * Times are milliseconds of the lane's clock.
 */
export interface QuotaShare {
	/** Calls of this lane that the present window may have counted. */
	sent: number;
	/** Calls of others that it has certainly counted: never more than there were, and exact when nothing is in flight. */
	others: number;
	/** `sent` and `others` of the window before, of which the first calls of a window take their measure. */
	lastSent: number;
	lastOthers: number;
	/** When the count was read last, and how many calls of others it had. */
	seenAt: number;
	seenOthers: number;
	/** How long a call and its answer take, smoothed. */
	roundTrip: number;
	/** Requests left when the count was last read with nothing in flight, in this window. */
	exactLeft: number | null;
	/** Calls a millisecond that others made while this lane stood still, for how long that was seen, and when last. */
	rate: number;
	rateSeenFor: number;
	rateSeenAt: number;
}

export const NOBODY_ELSE: QuotaShare = {
	sent: 0,
	others: 0,
	lastSent: 0,
	lastOthers: 0,
	seenAt: 0,
	seenOthers: 0,
	roundTrip: 0,
	exactLeft: null,
	rate: 0,
	rateSeenFor: 0,
	rateSeenAt: Number.NEGATIVE_INFINITY,
};

/** A quota whose present window is known. */
export interface KnownQuota {
	quota: number;
	left: number;
	resetAt: number;
	windowMs: number;
}

/** An answer, as far as others go. */
export interface ShareAnswer {
	/** Calls of this lane that are still on their way. */
	inFlight: number;
	sentAt: number;
	receivedAt: number;
	/** Whether nothing else was on its way when the call left, and nothing had been for at least as long as it took. */
	stoodStill: boolean;
}

/** Others' pace is smoothed over this part of a window … */
const RATE_MEMORY = 0.8;
/** … and is known when it was seen for this part of one, … */
const RATE_KNOWN = 0.2;
/** … no longer ago than this many windows. */
const RATE_KEEPS = 3;
/** As if the window before had had so many calls of this lane, when a new one has none yet. */
const REMEMBERED_CALLS = 10;
/** A lane whose part is less than this is not alone. */
const SHARED_BELOW = 0.9;
/** What one of several lanes may have in flight, as a part of what is free: eight of them together half of it. */
const LEAST_STEP = 1 / 16;
/** Faster than evenly until the window ends, so that all is used when it does. */
const HASTE = 1.5;
/** Others may go on using so much of the quota undisturbed; of what is left after that, everybody takes what he can. */
const MOST_KEPT = 1 / 2;
/** Calls that others may have made where none were seen yet. */
const DOUBT = 1.5;
/** Nobody is starved: a lane may always have this part of its fair share of the window so far. */
const LEAST_SHARE = 1 / 8;
const MOST_LANES_FED = 8;
/** While others' pace is not known, the count is read exactly once before this part of the quota is touched. */
const EXACT_BELOW = 1 / 3;
/** Such a look is taken while this part of the reserve is there. */
const LOOK_LEAVES = 2 / 3;
/** While their pace is not known and this lane stands still, it looks this often in a window. */
const LOOKS_A_WINDOW = 10;

/** After a call has left. */
export function afterSending(share: QuotaShare): QuotaShare {
	return { ...share, sent: share.sent + 1 };
}

/**
 * After an answer that told the count of the present window.
 * @param isNewWindow whether it is the first of its window
 */
export function afterReading(
	before: QuotaShare,
	quota: KnownQuota,
	answer: ShareAnswer,
	isNewWindow: boolean,
): QuotaShare {
	const { inFlight, sentAt, receivedAt, stoodStill } = answer;
	const begun = isNewWindow ? inNewWindow(before, quota, inFlight + 1) : before;
	const others = Math.max(begun.others, quota.quota - quota.left - begun.sent);
	const share: QuotaShare = {
		...begun,
		others,
		seenAt: receivedAt,
		seenOthers: others,
		roundTrip: begun.roundTrip + (receivedAt - sentAt - begun.roundTrip) * (begun.roundTrip === 0 ? 1 : 0.1),
		exactLeft: inFlight === 0 ? quota.left : begun.exactLeft,
	};
	const passed = receivedAt - begun.seenAt;
	if (!stoodStill || passed <= 0) return share;
	// A running mean at first; later what is older counts less and less.
	const seenFor = Math.min(share.rateSeenFor + passed, Math.max(passed, RATE_MEMORY * quota.windowMs));
	const rate = share.rate + ((others - begun.seenOthers) / passed - share.rate) * (passed / seenFor);
	return { ...share, rate, rateSeenFor: seenFor, rateSeenAt: receivedAt };
}

function inNewWindow(share: QuotaShare, { resetAt, windowMs }: KnownQuota, sent: number): QuotaShare {
	return {
		...share,
		sent,
		others: 0,
		lastSent: share.sent,
		lastOthers: share.others,
		seenAt: resetAt - windowMs,
		seenOthers: 0,
		exactLeft: null,
	};
}

/**
 * The part that this lane has of what lanes use, 1 where it is alone: of what an app goes on using at its own pace it
 * is no part. The first calls of a window are seen together with the window before.
 */
export function ownPart(share: QuotaShare, quota: KnownQuota, now: number): number {
	const { sent, lastSent, lastOthers, others } = share;
	const ofApps = isPaceKnown(share, quota, now) ? share.rate : 0;
	const elapsed = Math.max(0, share.seenAt - (quota.resetAt - quota.windowMs));
	const ofLanes = Math.max(0, others - ofApps * elapsed);
	if (lastSent === 0) return sent === 0 ? 1 : sent / (sent + ofLanes);
	const lastOfLanes = Math.max(0, lastOthers - ofApps * quota.windowMs);
	const remembered = (REMEMBERED_CALLS * lastOfLanes) / lastSent;
	return (sent + REMEMBERED_CALLS) / (sent + REMEMBERED_CALLS + ofLanes + remembered);
}

/** Whether other lanes use this quota. */
export function isShared(share: QuotaShare, quota: KnownQuota, now: number): boolean {
	return ownPart(share, quota, now) < SHARED_BELOW;
}

/** Whether others' pace was seen while this lane stood still, long enough and lately. */
export function isPaceKnown({ rateSeenFor, rateSeenAt }: QuotaShare, { windowMs }: KnownQuota, now: number): boolean {
	return rateSeenFor >= RATE_KNOWN * windowMs && now - rateSeenAt <= RATE_KEEPS * windowMs;
}

/**
 * Calls a millisecond that others are expected to make until the window ends. Unknown, it is what they all made so far.
 * @param doubt calls that others may have made besides
 */
export function paceOfOthers(share: QuotaShare, quota: KnownQuota, now: number, doubt = 0): number {
	if (isPaceKnown(share, quota, now)) return share.rate;
	const calls = share.others + doubt;
	const elapsed = share.seenAt - (quota.resetAt - quota.windowMs);
	return calls === 0 ? 0 : calls / Math.max(elapsed, 1);
}

/**
 * Requests at once where `budget` are free: what others start unseen, within a round trip, cannot use it up, because
 * each lane keeps to the same rule. The steps are the same for a lane that has much as for one that has little, or
 * whoever came first would keep its lead; two lanes may take larger ones than eight. Where round trips are long, each
 * takes what it needs to spend its part by the end of the window.
 *
 * @param part of what lanes use, this lane's own
 * @param roundTrips so many are left until the window ends
 */
export function mostInFlight(part: number, budget: number, roundTrips: number): number {
	if (part >= SHARED_BELOW) return Number.POSITIVE_INFINITY;
	const steady = part * Math.min(1 / 2, HASTE / Math.max(roundTrips, 1));
	return Math.max(1, budget * Math.max(LEAST_STEP, (part * (1 - part)) / 2, steady));
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
	const part = ownPart(share, quota, now);
	const begin = resetAt - windowMs;
	if (free - inFlight <= 0) {
		// Held back by others before it knows anything of them, a lane takes one look, and part of the reserve for it.
		const mayLook = part < SHARED_BELOW && inFlight === 0 && left > reserve * LOOK_LEAVES;
		const isDue = mayLook && now - share.rateSeenAt > windowMs;
		return isDue ? nowOr(Math.min(share.seenAt + windowMs * RATE_KNOWN, resetAt), now) : resetAt;
	}
	const isKnown = isPaceKnown(share, quota, now);
	const below = EXACT_BELOW * quota.quota;
	const most = ((quota.quota - reserve) * MOST_KEPT) / windowMs;
	// What comes free while a call is on its way may be spent on it, by all lanes together once.
	const ahead = Math.max(0, resetAt - now - part * share.roundTrip);
	let pace = Math.min(most, paceOfOthers(share, quota, now));
	let budget = free - pace * ahead;
	if (budget <= below && !isKnown) {
		// All that is known of others is what this window shows: nobody there, seen for a moment only, is no proof.
		pace = Math.min(most, paceOfOthers(share, quota, now, DOUBT));
		budget = free - pace * ahead;
	}
	if (budget > inFlight) {
		if (inFlight >= mostInFlight(part, budget, (resetAt - now) / share.roundTrip)) return Number.POSITIVE_INFINITY;
		// In a burst the count is blurred by what is in flight: one clear look, before it is too late.
		const isClear = isKnown || budget > below || (share.exactLeft !== null && share.exactLeft - reserve <= below);
		return inFlight > 0 && !isClear ? Number.POSITIVE_INFINITY : null;
	}
	const lanes = Math.min(1 / part, MOST_LANES_FED);
	const fed = Math.max(1, ((quota.quota - reserve) * LEAST_SHARE) / lanes);
	const feedAt = begin + (windowMs * (share.sent + 1)) / fed;
	const budgetAt = pace > 0 ? resetAt - part * share.roundTrip - (free - inFlight) / pace + 1 : resetAt;
	// The budget is reckoned from the last reading: standing still, there must be new ones for it to change.
	const look = Math.min(Math.max(share.seenAt - begin, windowMs / 100), windowMs / LOOKS_A_WINDOW) * lanes;
	const lookAt = inFlight === 0 && !isKnown ? share.seenAt + look : Number.POSITIVE_INFINITY;
	const startAt = Math.min(feedAt, budgetAt, lookAt, resetAt);
	return inFlight > 0 && startAt <= now ? Number.POSITIVE_INFINITY : nowOr(startAt, now);
}

function nowOr(time: number, now: number): number | null {
	return time <= now ? null : time;
}
