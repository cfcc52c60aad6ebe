import type { JsonBody } from './json';

/** One call to BigCommerce, below `/stores/{store_hash}`. */
export interface ApiRequest {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Path with its version, for example `/v2/orders/118`. */
	path: string;
	query?: Record<string, string | number>;
	body?: JsonBody;
	timeoutMs: number;
}

/**
 * What became of a call. Never thrown, because for a call that moves money the way it failed decides
 * whether it may be sent again:
 *
 * - `answered`: BigCommerce (or something on the way) answered, with any status.
 * - `notSent`: the connection never opened, so nothing can have happened.
 * - `unclear`: the call may have arrived (timeout, reset, cut off).
 * - `cancelled`: the execution was stopped; the call may have arrived.
 */
export type HttpAnswer =
	| Answered
	| { kind: 'notSent'; code: string; message: string }
	| { kind: 'unclear'; code: string; message: string }
	| { kind: 'cancelled' };

export interface Answered {
	kind: 'answered';
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	/** Parsed JSON, or the text as it came where it is not JSON. */
	body: unknown;
}

/** Sends one call, once. */
export type Http = (request: ApiRequest) => Promise<HttpAnswer>;

/** Time and chance as parameters, so that tests run on virtual time. */
export interface Clock {
	/** Milliseconds that never jump, for measuring. */
	now(): number;
	/** The time of day in milliseconds since 1970, for writing down. */
	wallTime(): number;
	/** Resolves after `ms`, or as soon as `signal` is aborted. Never rejects. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
	/** A number in [0, 1). */
	random(): number;
}
