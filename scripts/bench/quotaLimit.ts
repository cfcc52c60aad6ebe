import { allowedOf, type Quota } from './trial';

/**
 * The least time in which quota and reserve let `calls` requests out: the moment the last of them may leave, in
 * milliseconds after the first. Windows are the store's own, so the first may be cut short.
 *
 * @param firstWindowMs what is left of the present window when the first request leaves
 */
export function leastTime(calls: number, quota: Quota, firstWindowMs: number): number {
	const windows = Math.ceil(calls / allowedOf(quota));
	return windows <= 1 ? 0 : firstWindowMs + (windows - 2) * quota.windowMs;
}

/** What is left of the window at `time`, where `resetMs` were left at `seenAt`. */
export function leftOfWindow({ windowMs }: Quota, resetMs: number, seenAt: number, time: number): number {
	const elapsed = (windowMs - resetMs + (time - seenAt)) % windowMs;
	return windowMs - elapsed;
}
