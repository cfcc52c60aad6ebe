import { ApiError } from '../api/apiError';
import type { ApiFailure } from '../api/failure';
import type { Creation } from '../api/orderMetafields';
import type { Attempt, ClaimSubject } from './attempt';

/** What a run says of itself in its claims, and how long they hold. Times in milliseconds. */
export interface ClaimOptions {
	subject: ClaimSubject;
	/** `capture`, `void` or `refund`, for people. */
	action: string;
	/** Random, of this run alone. */
	token: string;
	execution: string | null;
	/** Longer than a call can live, with its wait for a turn. */
	leaseMs: number;
	/** The longest that one call may take. */
	requestTimeout: number;
	/** Whether claims stay when they are closed, as a record. */
	keepsClosed: boolean;
}

/**
 * What asking for an order comes to.
 *
 * - `owned`: this run made the attempt. It may send upon a read that began after `since`.
 * - `readAgain`: an earlier attempt is out of the way. The order is read once more, and asked for again.
 * - `held`: another run's attempt stands. Its result is waited for.
 * - `settledElsewhere`: an attempt had its effect, which a read may not show yet. Nothing is sent.
 * - `cannot`: the store or the token cannot keep claims, or nobody can tell whether this one is kept. Nothing is sent.
 */
export type ClaimAnswer =
	| { kind: 'owned'; since: number }
	| { kind: 'readAgain' }
	| { kind: 'held'; attempt: Attempt }
	| { kind: 'settledElsewhere'; attempt: Attempt }
	| { kind: 'cannot'; failure: ApiFailure; isDenied: boolean }
	| { kind: 'throttled' | 'cancelled' };

/** What it means that the store would not make a claim. */
export function cannot(creation: Creation): ClaimAnswer {
	const conflict = { status: 409, code: 'http409', reason: null, requestId: null };
	const failure = 'failure' in creation ? creation.failure : conflict;
	return { kind: 'cannot', failure, isDenied: isDenial(failure) };
}

/** What it means that claims could not be read. */
export function unreadable(error: unknown): ClaimAnswer {
	if (error instanceof ApiError && error.kind !== 'failed') return { kind: error.kind };
	const unexpected = { status: null, code: 'unexpected', reason: String(error), requestId: null };
	const failure = error instanceof ApiError ? error.failure : unexpected;
	return { kind: 'cannot', failure, isDenied: isDenial(failure) };
}

function isDenial({ status }: ApiFailure): boolean {
	return status === 401 || status === 403;
}
