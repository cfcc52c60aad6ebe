import { AFTER_RESET, knownQuota, reserveOf, type QuotaState } from './quota';
import { ownPart, type QuotaShare } from './quotaShare';

/**
 * How many more calls this lane may make until a time, by what is known now; infinity where no limit was told. What it
 * leaves to other lanes is its part of what they all used so far.
 *
 * @param inFlight requests sent and not answered
 * @param reservePercent share of the quota that is left to the store's other apps
 * @param until time of the lane's clock
 */
export function callsUntil(
	state: QuotaState,
	share: QuotaShare,
	inFlight: number,
	reservePercent: number,
	now: number,
	until: number,
): number {
	const known = knownQuota(state);
	if (known === null || known.windowMs <= 0) return Number.POSITIVE_INFINITY;
	const { quota, left, resetAt, windowMs } = known;
	const allowed = quota - reserveOf(quota, reservePercent);
	const isOver = now >= resetAt;
	const leftNow = isOver ? allowed : left - (quota - allowed);
	const nextWindow = isOver ? now + windowMs : resetAt;
	const windows = until < nextWindow ? 0 : 1 + Math.floor((until - nextWindow) / windowMs);
	return Math.max(0, leftNow - inFlight + windows * allowed) * ownPart(share);
}

/**
 * In how many milliseconds so many calls may leave one after the other, or as many as a whole window allows; 0 where
 * they may now.
 */
export function timeUntilCalls(
	state: QuotaState,
	inFlight: number,
	reservePercent: number,
	now: number,
	calls: number,
): number {
	const known = knownQuota(state);
	if (known === null || known.windowMs <= 0 || now >= known.resetAt) return 0;
	const { quota, left, resetAt } = known;
	const reserve = reserveOf(quota, reservePercent);
	return left - reserve - inFlight >= Math.min(calls, quota - reserve) ? 0 : resetAt + AFTER_RESET - now;
}
