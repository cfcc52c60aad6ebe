import type { ReadFailure } from '../reading/readResult';
import { decideBeforeSend, type End } from './decisions';
import type { Follow } from './follower';
import type { OrderState } from './orderState';
import type { Read } from './readAhead';
import type { Run } from './run';

/** What an order's read, or the lack of one, leads to. */
export type Judgement = { do: 'send' } | Follow | End;

/** What is to be done with an order that was read. What a dry run would send takes its turn too, to be judged alike. */
export function judgeRead(order: OrderState, read: Read, run: Run): Judgement {
	if (read.kind !== 'seen') return endUnread(order, read, run);
	const decision = decideBeforeSend(read.payment, order.options);
	if (decision.do === 'follow')
		return { do: 'follow', reason: 'following', sawPending: true, ours: order.attempts > 0 };
	if (decision.do === 'send' || decision.outcome === 'planned') return { do: 'send' };
	return attributeToThisRun(decision, order);
}

/** Nothing was sent upon this read, for the payment could not be seen. */
export function endUnread(
	order: OrderState,
	read: Exclude<Read, { kind: 'seen' }> | ReadFailure,
	{ deps: { clock } }: Run,
): End {
	switch (read.kind) {
		case 'closed':
		case 'cancelled':
		case 'unchanged':
			return ended('cancelled', 'stoppedBeforeSending');
		case 'throttled':
			return ended('throttled', 'quotaExhausted');
	}
	order.failure = read.failure;
	order.note('read', read.failure.code, clock.wallTime());
	switch (read.kind) {
		case 'missing':
			return ended('notFound', 'orderNotFound');
		case 'denied':
			return ended('unauthorized', read.failure.status === 401 ? 'tokenRefused' : 'scopeMissing');
		case 'failed':
			return ended('unavailable', read.failure.code === 'unreadable' ? 'unreadableAnswer' : 'serverUnavailable');
	}
}

function ended(outcome: End['outcome'], code: End['code']): End {
	return { do: 'end', outcome, code, changed: false };
}

/** An order that was sent in doubt, waited too long to be sent again, and is done now: that was this run's own call. */
function attributeToThisRun(decision: End, { attempts, options: { action } }: OrderState): End {
	const isDone = decision.code === 'alreadyDone' && attempts > 0;
	return isDone ? { ...decision, outcome: action.done, code: 'done', changed: true } : decision;
}
