import type { IExecuteFunctions } from 'n8n-workflow';
import { MAX_READ_AGE_MS } from '../../refund/refundOrder';
import type { RefundRequest } from '../../refund/request';
import type { Session } from '../../session/session';
import { StoreClaims } from '../../session/storeClaims';

/** For clocks that tell whole seconds, and calls that arrive when their caller has given them up. */
const CLAIM_MARGIN_MS = 30_000;

/**
 * Claims that all processes share, for one refund. Each has its own: an attempt that stays open, because its refund is
 * in doubt, must not pass for the attempt of the order's next refund.
 */
export function storeClaimsOf(
	context: IExecuteFunctions,
	{ client, clock, storeTime }: Session,
	{ requestTimeout, verificationWindow }: RefundRequest,
): StoreClaims {
	return new StoreClaims(client, clock, storeTime, {
		subject: 'refund',
		action: 'refund',
		token: [clock.random(), clock.random()].map((part) => part.toString(36).slice(2)).join(''),
		execution: context.getExecutionId(),
		// A claim lasts until its call has had its turn, was answered, and shows; then its reads say more than it does.
		leaseMs: MAX_READ_AGE_MS + requestTimeout + verificationWindow + CLAIM_MARGIN_MS,
		requestTimeout,
		// The next refund of the order is numbered after it, at any time.
		keepsClosed: true,
	});
}
