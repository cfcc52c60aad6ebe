/*
 * What is left to an app besides the pace at which it calls: one that calls by chance has now and then many more calls
 * in a window than it usually has. How far their number strays grows with the root of the time.
 */

/** An app is reckoned with that uses this part of the quota, and strays from it so many times as far as chance does. */
const PART_OF_AN_APP = 0.2;
const STRAYS = 1.5;
/**
 * A lane that has at least so much of what is used leaves the whole margin, and one that has less leaves less: that
 * brings lanes nearer to each other, while an equal margin would drive them apart.
 */
const FULL_FROM = 1 / 2;
/**
 * Where a window has fewer round trips than this, for a lane that is nearly alone, what was held back is not made up
 * for.
 */
const ROUND_TRIPS_TO_SPEND_IT = 200;

/**
 * The margin for a time, as its factor of the root of that time in milliseconds.
 * @param part of what is used, this lane's own; 1 where it is alone, and leaves nothing
 * @param roundTrips so many in a window
 */
export function marginOf(quota: number, windowMs: number, part: number, roundTrips: number): number {
	if (part === 1) return 0;
	const canSpend = Math.min(1, roundTrips / (ROUND_TRIPS_TO_SPEND_IT * part));
	return STRAYS * Math.min(1, part / FULL_FROM) * canSpend * Math.sqrt((PART_OF_AN_APP * quota) / windowMs);
}

/** Calls that are left to others for so many milliseconds. @param pace of theirs, calls a millisecond */
export function callsLeft(pace: number, margin: number, ms: number): number {
	return pace * ms + margin * Math.sqrt(Math.max(0, ms));
}

/** For how many milliseconds so many calls are what is left to others. */
export function timeLeft(pace: number, margin: number, calls: number): number {
	if (pace === 0) return margin === 0 ? 0 : (calls / margin) ** 2;
	return ((Math.sqrt(margin ** 2 + 4 * pace * calls) - margin) / (2 * pace)) ** 2;
}
