import type { RunOptions } from '../../capture/options';
import { DEFAULT_SESSION, type SessionOptions } from '../../session/session';
import type { CaptureInput } from './captureInput';

/**
 * What the items of a run come to where their options differ: one run all the same, with the strictest of each limit
 * and the longest of each time. What concerns an order alone stays its item's own.
 */
export function runOptionsOf(inputs: [CaptureInput, ...CaptureInput[]]): RunOptions {
	const [{ options }] = inputs;
	return {
		...options,
		maxConcurrency: concurrencyOf(inputs),
		maxOrders: leastOf(inputs.map(({ limits }) => limits.maxOrders)),
		stopAfterFailures: leastOf(inputs.map(({ limits }) => limits.stopAfterFailures)),
		maxTotals: [...new Set(inputs.flatMap(({ limits }) => limits.maxTotal ?? []))],
	};
}

/** How the whole run calls the store. */
export function sessionOptionsOf(inputs: [CaptureInput, ...CaptureInput[]]): SessionOptions {
	const most = (name: 'quotaReserve' | 'requestTimeout' | 'maxThrottleWaitMs') =>
		inputs.reduce((value, { session }) => Math.max(value, session[name]), 0);
	return {
		maxConcurrency: concurrencyOf(inputs),
		quotaReserve: most('quotaReserve'),
		requestTimeout: most('requestTimeout'),
		maxThrottleWaitMs: most('maxThrottleWaitMs'),
	};
}

function concurrencyOf(inputs: CaptureInput[]): number {
	return leastOf(inputs.map(({ session }) => session.maxConcurrency)) ?? DEFAULT_SESSION.maxConcurrency;
}

function leastOf(values: Array<number | null>): number | null {
	return values.reduce((least, value) => (least === null || (value !== null && value < least) ? value : least), null);
}
