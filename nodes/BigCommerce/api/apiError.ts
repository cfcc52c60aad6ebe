import type { ApiClient } from './client';
import { failureOf, type ApiFailure } from './failure';
import type { ApiRequest } from './http';
import type { LaneAnswer } from './lane';

/**
 * A call that did not answer as a read must. Thrown through page loops up to the item it belongs to; calls that
 * move money never throw, because there the way they failed decides what may follow.
 */
export class ApiError extends Error {
	constructor(
		/** `throttled` and `cancelled`: nothing was sent. `failed`: see the failure. */
		readonly kind: 'throttled' | 'cancelled' | 'failed',
		readonly failure: ApiFailure,
	) {
		super(failure.reason ?? failure.code);
	}
}

/** A 2xx answer's status and body. */
export interface GoodAnswer {
	status: number;
	body: unknown;
}

/**
 * The status and body of a good answer.
 * @throws ApiError for anything else
 */
export function goodAnswer(answer: LaneAnswer): GoodAnswer {
	if (answer.kind === 'throttled')
		throw new ApiError('throttled', { status: null, code: 'throttled', reason: null, requestId: null });
	if (answer.kind === 'cancelled') throw new ApiError('cancelled', failureOf(answer));
	if (answer.kind !== 'answered' || answer.status < 200 || answer.status >= 300)
		throw new ApiError('failed', failureOf(answer));
	return { status: answer.status, body: answer.body };
}

/** Asks for something. @throws ApiError where the answer is not a good one */
export async function read(client: ApiClient, path: string, query?: ApiRequest['query']): Promise<GoodAnswer> {
	return goodAnswer(await client.get(path, query));
}

/** A list that lacks rows which it should have. @param reason what tells so, in a few words */
export function incompleteList(reason: string): ApiError {
	return new ApiError('failed', { status: null, code: 'incompleteList', reason, requestId: null });
}

/** A good status with a body that makes no sense: a proxy's page, or half an answer. */
export function unreadable(status: number): ApiError {
	return new ApiError('failed', { status, code: 'unreadable', reason: null, requestId: null });
}
