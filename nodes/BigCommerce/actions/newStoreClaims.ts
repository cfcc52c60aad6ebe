import type { IExecuteFunctions } from 'n8n-workflow';
import type { ClaimOptions } from '../session/claimAnswer';
import type { Session } from '../session/session';
import { StoreClaims } from '../session/storeClaims';

/** For clocks that tell whole seconds, and calls that arrive when their caller has given them up. */
const CLAIM_MARGIN_MS = 30_000;

/** What is claimed, and how long its parts may take. Times in milliseconds. */
export interface ClaimedWork extends Pick<ClaimOptions, 'subject' | 'action' | 'requestTimeout' | 'keepsClosed'> {
	/** The oldest read that is acted upon. */
	maxReadAgeMs: number;
	verificationWindow: number;
}

/** Claims that all processes share, under a name of their own. */
export function newStoreClaims(
	context: IExecuteFunctions,
	{ client, clock, storeTime }: Session,
	{ maxReadAgeMs, verificationWindow, ...work }: ClaimedWork,
): StoreClaims {
	return new StoreClaims(client, clock, storeTime, {
		...work,
		token: [clock.random(), clock.random()].map((part) => part.toString(36).slice(2)).join(''),
		execution: context.getExecutionId(),
		// A claim lasts until its call has had its turn, was answered, and shows; then its reads say more than it does.
		leaseMs: maxReadAgeMs + work.requestTimeout + verificationWindow + CLAIM_MARGIN_MS,
	});
}
