import { mayResend } from '../api/resend';
import { followCreated } from './following';
import type { RefundSettlement } from './outcome';
import { followed, settled, type RefundFacts } from './facts';
import type { RefundContext } from './request';
import type { SentRefund } from './sending';
import { recordSent } from './sentBefore';
import { stop } from './step';
import { checkTwice, timeToShow, verifyRefund, type ExpectedRefund } from './verifying';

/**
 * How one round ended, and whether there may be another from the first read on: `stale`, because what the refund rests
 * on is out of date; `busy`, because BigCommerce said so and the refund is seen not to be there.
 */
export interface Round {
	settlement: RefundSettlement;
	again: 'stale' | 'busy' | null;
}

/** A round after which there is no other. */
export function over(settlement: RefundSettlement): Round {
	return { settlement, again: null };
}

/** What came of a call that left, or could not. */
export async function settleSent(
	context: RefundContext,
	facts: RefundFacts,
	{ delivery, mayHaveArrived, answeredAt, failure }: SentRefund,
	expected: ExpectedRefund,
): Promise<Round> {
	const { request, claims } = context;
	const end = (...how: Parameters<typeof stop>) => over(settled(context, facts, stop(...how).end));
	const sent = { at: answeredAt, until: answeredAt + timeToShow(request), known: expected.known };
	switch (delivery.kind) {
		case 'created':
			recordSent(claims, request.orderId, expected.reference, sent);
			return over(followed(context, facts, await followCreated(context, delivery.refund), true));
		case 'notDelivered':
			return end('unavailable', 'neverConnected', { failure });
		case 'throttled':
			return end('throttled', 'quotaExhausted', { failure });
		case 'cancelled':
		case 'stale':
			if (!mayHaveArrived) {
				const settlement = settled(context, facts, stop('cancelled', 'stoppedBeforeSending').end);
				return { settlement, again: delivery.kind === 'stale' ? 'stale' : null };
			}
			// Cut off on its way, it may arrive as long as it would have been waited for.
			recordSent(claims, request.orderId, expected.reference, {
				...sent,
				at: answeredAt + request.requestTimeout,
				until: sent.until + request.requestTimeout,
			});
			return end('unknown', 'stoppedWhileSending');
		case 'tokenRefused':
		case 'scopeMissing':
			return end('unauthorized', delivery.kind, { failure });
		case 'ambiguous': {
			recordSent(claims, request.orderId, expected.reference, sent);
			// A refund that does not show is no proof that there is none, so nothing is ever sent again here.
			const verified = await verifyRefund(context, expected, sent.until);
			if (verified.kind === 'found') {
				return over(followed(context, facts, await followCreated(context, verified.refund), true));
			}
			return end('unknown', verified.kind === 'stopped' ? 'stoppedWhileSending' : 'resultUnproved', { failure });
		}
		case 'refused':
		case 'busy':
		case 'notFound':
		case 'unavailable': {
			// A clear no may be because of another request with the same reference that won the race.
			const verified = await checkTwice(context, expected);
			if (verified.kind === 'found') {
				return over(followed(context, facts, await followCreated(context, verified.refund), false));
			}
			const [outcome, code] = REFUSALS[delivery.kind];
			const settlement = settled(context, facts, stop(outcome, code, { failure }).end);
			const knowledge = verified.kind === 'absent' ? 'noEffect' : 'unreadable';
			const again = mayResend(delivery.kind === 'busy' ? 'busy' : 'refused', knowledge);
			return { settlement, again: again === 'wait' ? 'busy' : null };
		}
	}
}

const REFUSALS = {
	refused: ['notRefundable', 'refusedByBigCommerce'],
	busy: ['notRefundable', 'orderBusy'],
	notFound: ['notFound', 'orderNotFound'],
	unavailable: ['unavailable', 'serverUnavailable'],
} as const;
