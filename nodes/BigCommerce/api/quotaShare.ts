/**
 * What is known of the others that use the same quota: other processes of n8n, and other apps. Nothing is shared with
 * them but the store's own count, which is in the headers of every answer: what it says is gone, less what this lane
 * sent, is what others used.
 *
 * Two kinds of others want two things. Processes like this one stop where this one stops, so the quota is shared by
 * taking small steps near its end (`mostInFlight` in quotaTurn.ts). An app that knows nothing of us goes on at its own
 * pace, so what it will need until the window ends is left to it (`paceOfOthers`). They are distinguished by standing
 * still: while the quota holds this lane back it holds its like back too, and whoever still calls is an app.
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
	/** Whether the quota had held the call back, with nothing else on its way for at least as long as it took. */
	stoodStill: boolean;
}

/** Others' pace is smoothed over this part of a window … */
const RATE_MEMORY = 0.8;
/** … and is known when it was seen for this part of one, … */
export const RATE_KNOWN = 0.2;
/** … no longer ago than this many windows. */
const RATE_KEEPS = 3;
/**
 * A lane that has less than half of what is used, and takes others for an app with more than this part of the quota,
 * learns so much faster that they need less: what it saw while it stood still were, as likely, the last calls of lanes
 * that were not held back yet.
 */
const MUCH_FOR_AN_APP = 0.3;
const UNLEARNS = 2;
/** As if the window before had had so many calls of this lane, when a new one has none yet. */
const REMEMBERED_CALLS = 10;
/** A lane whose part is less than this is not alone. */
export const SHARED_BELOW = 0.9;
/**
 * Beside a lane whose part is less than this others are lanes for the most part, which stop where this one stops. Then
 * only some of their pace is taken for an app's as long as that is not known: the less, the fewer round trips a window
 * has to show it, and the fewer lanes there are, for much would be left unused.
 */
const MOSTLY_LANES_BELOW = 0.7;
const MOST_OF_UNKNOWN = 1 / 2;
const ROUND_TRIPS_TO_KNOW = 400;

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
	const seen = (others - begun.seenOthers) / passed;
	const isMuch = share.rate * quota.windowMs > MUCH_FOR_AN_APP * quota.quota && ownPart(share) < 1 / 2;
	const weight = Math.min(1, ((isMuch && seen < share.rate ? UNLEARNS : 1) * passed) / seenFor);
	return { ...share, rate: share.rate + (seen - share.rate) * weight, rateSeenFor: seenFor, rateSeenAt: receivedAt };
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
 * The part that this lane has of what is used, 1 where it is alone. The first calls of a window are seen together with
 * the window before.
 */
export function ownPart({ sent, others, lastSent, lastOthers }: QuotaShare): number {
	if (lastSent === 0) return sent === 0 ? 1 : sent / (sent + others);
	const remembered = (REMEMBERED_CALLS * lastOthers) / lastSent;
	return (sent + REMEMBERED_CALLS) / (sent + REMEMBERED_CALLS + others + remembered);
}

/** Whether others were seen in this window or the one before. */
export function areOthersSeen(share: QuotaShare): boolean {
	return ownPart(share) < 1;
}

/** Whether others use this quota, and not only a little of it. */
export function isShared(share: QuotaShare): boolean {
	return ownPart(share) < SHARED_BELOW;
}

/** Whether others' pace was seen while this lane stood still, long enough and lately. */
export function isPaceKnown({ rateSeenFor, rateSeenAt }: QuotaShare, { windowMs }: KnownQuota, now: number): boolean {
	return rateSeenFor >= RATE_KNOWN * windowMs && now - rateSeenAt <= RATE_KEEPS * windowMs;
}

/**
 * Calls a millisecond that others are expected to make until the window ends. Unknown, it is what they all made so far.
 * @param unseen calls that others may have made besides
 */
export function paceOfOthers(share: QuotaShare, quota: KnownQuota, now: number, unseen = 0): number {
	if (isPaceKnown(share, quota, now)) return share.rate;
	const calls = share.others + unseen;
	const elapsed = share.seenAt - (quota.resetAt - quota.windowMs);
	return calls === 0 ? 0 : (partOfUnknown(share, quota) * calls) / Math.max(elapsed, 1);
}

/** How much of what others use is taken for an app's pace while that is not known. */
function partOfUnknown(share: QuotaShare, { windowMs }: KnownQuota): number {
	const part = ownPart(share);
	if (share.lastSent === 0 || part >= MOSTLY_LANES_BELOW) return 1;
	return Math.min(MOST_OF_UNKNOWN, windowMs / share.roundTrip / (ROUND_TRIPS_TO_KNOW * part));
}
