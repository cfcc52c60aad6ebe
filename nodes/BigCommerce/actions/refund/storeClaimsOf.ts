import type { IExecuteFunctions } from 'n8n-workflow';
import { MAX_READ_AGE_MS } from '../../refund/refundOrder';
import type { RefundRequest } from '../../refund/request';
import type { Session } from '../../session/session';
import type { StoreClaims } from '../../session/storeClaims';
import { newStoreClaims } from '../newStoreClaims';

/**
 * Claims that all processes share, for one refund. Each has its own: an attempt that stays open, because its refund is
 * in doubt, must not pass for the attempt of the order's next refund.
 */
export function storeClaimsOf(
	context: IExecuteFunctions,
	session: Session,
	{ requestTimeout, verificationWindow }: RefundRequest,
): StoreClaims {
	return newStoreClaims(context, session, {
		subject: 'refund',
		action: 'refund',
		maxReadAgeMs: MAX_READ_AGE_MS,
		requestTimeout,
		verificationWindow,
		// The next refund of the order is numbered after it, at any time.
		keepsClosed: true,
	});
}
