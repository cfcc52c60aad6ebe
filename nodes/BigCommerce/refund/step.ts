import { ApiError } from '../api/apiError';
import type { ApiFailure } from '../api/failure';
import type { RefundCode, RefundFailure, RefundSuccess } from './outcome';

/** How a refund ended: the word, the code, and what they rest on. */
export interface RefundEnd {
	outcome: RefundSuccess | RefundFailure;
	code: RefundCode;
	/** What a check found; a sentence. */
	note: string | null;
	/** The last failed response, where that is why. */
	failure: ApiFailure | null;
}

/** What a step of a refund led to: what the next one needs, or the end. */
export type Step<Value> = { ok: true; value: Value } | Stopped;

/** A step after which there is no other. */
export interface Stopped {
	ok: false;
	end: RefundEnd;
}

/** A step that leads on. */
export function next<Value>(value: Value): Step<Value> {
	return { ok: true, value };
}

/** A step that ends the refund. */
export function stop(
	outcome: RefundEnd['outcome'],
	code: RefundCode,
	{ note = null, failure = null }: { note?: string | null; failure?: ApiFailure | null } = {},
): Stopped {
	return { ok: false, end: { outcome, code, note, failure } };
}

/** The end where something that must be read first could not be: nothing was sent. */
export function stopUnread(failure: ApiFailure): Stopped {
	if (failure.status === 404) return stop('notFound', 'orderNotFound', { failure });
	if (failure.status === 401) return stop('unauthorized', 'tokenRefused', { failure });
	if (failure.status === 403) return stop('unauthorized', 'scopeMissing', { failure });
	if (failure.code === 'incompleteList') return stop('unavailable', 'incompleteList', { failure });
	const code = failure.code === 'unreadable' ? 'unreadableAnswer' : 'serverUnavailable';
	return stop('unavailable', code, { failure });
}

/** A read as a step: what it shows, or the end where it threw. */
export async function readStep<Value>(read: Promise<Value>): Promise<Step<Value>> {
	return await read.then(next, stopAtError);
}

function stopAtError(error: unknown): Stopped {
	if (!(error instanceof ApiError)) {
		const failure = { status: null, code: 'unexpected', reason: String(error), requestId: null };
		return stop('unavailable', 'unreadableAnswer', { failure });
	}
	if (error.kind === 'cancelled') return stop('cancelled', 'stoppedBeforeSending');
	if (error.kind === 'throttled') return stop('throttled', 'quotaExhausted');
	return stopUnread(error.failure);
}
