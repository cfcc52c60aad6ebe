import type { RunOptions } from '../../capture/options';
import { DEFAULT_SESSION, type SessionOptions } from '../../session/session';
import type { CaptureInput } from './captureInput';

/**
 * What the items of a run come to where their options differ: one run all the same, with the strictest of each limit
 * and the longest of each time. What concerns an order alone stays its item's own.
 */
export function runOptionsOf(inputs: [CaptureInput, ...CaptureInput[]]): RunOptions {
	const [{ options }] = inputs;
	// Thousands of items share a few of them.
	const limits = distinct(inputs, 'limits');
	return {
		...options,
		maxConcurrency: concurrencyOf(distinct(inputs, 'session')),
		maxOrders: leastOf(limits.map(({ maxOrders }) => maxOrders)),
		stopAfterFailures: leastOf(limits.map(({ stopAfterFailures }) => stopAfterFailures)),
		maxTotals: [...new Set(limits.flatMap(({ maxTotal }) => maxTotal ?? []))],
	};
}

/** How the whole run calls the store. */
export function sessionOptionsOf(inputs: [CaptureInput, ...CaptureInput[]]): SessionOptions {
	const sessions = distinct(inputs, 'session');
	const most = (name: 'quotaReserve' | 'requestTimeout' | 'maxThrottleWaitMs') =>
		sessions.reduce((value, session) => Math.max(value, session[name]), 0);
	return {
		maxConcurrency: concurrencyOf(sessions),
		quotaReserve: most('quotaReserve'),
		requestTimeout: most('requestTimeout'),
		maxThrottleWaitMs: most('maxThrottleWaitMs'),
	};
}

function distinct<Name extends 'limits' | 'session'>(inputs: CaptureInput[], name: Name): Array<CaptureInput[Name]> {
	return [...new Set(inputs.map((input) => input[name]))];
}

function concurrencyOf(sessions: SessionOptions[]): number {
	return leastOf(sessions.map(({ maxConcurrency }) => maxConcurrency)) ?? DEFAULT_SESSION.maxConcurrency;
}

function leastOf(values: Array<number | null>): number | null {
	return values.reduce((least, value) => (least === null || (value !== null && value < least) ? value : least), null);
}
