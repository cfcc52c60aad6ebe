import type { ReadFailure } from '../reading/readResult';
import { decideBeforeSend, ended, type End } from './decisions';
import type { Follow } from './follower';
import type { OrderState } from './orderState';
import type { Read } from './readAhead';
import { readMore } from './readMore';
import type { Run } from './run';

/** What an order's read, or the lack of one, leads to. */
export type Judgement = { do: 'send' } | Follow | End;

/** What is to be done with an order that was read. */
export async function judgeRead(order: OrderState, read: Read, run: Run): Promise<Judgement> {
	return read.kind === 'seen' ? await judge(order, run) : endOfUnread(order, read, run);
}

/**
 * What is to be done with an order by all that is known of it. What a dry run would send takes its turn too, to be
 * judged alike.
 */
export async function judge(order: OrderState, run: Run): Promise<Judgement> {
	for (;;) {
		const decision = decideBeforeSend(order.model, order, order.options);
		switch (decision.do) {
			case 'readOrder':
			case 'readTransactions': {
				const unread = await readNow(decision, order, run);
				if (unread !== null && (decision.do === 'readOrder' || unread.kind === 'closed'))
					return endOfUnread(order, unread, run);
				break;
			}
			case 'follow':
				return { do: 'follow', reason: 'following', ours: order.attempts > 0 };
			case 'end':
				return decision.outcome === 'planned' ? { do: 'send' } : decision;
			case 'send':
				return decision;
		}
	}
}

/** Reads what a decision asks for, unless the run is closed. What the order is acted upon is that from now. */
export async function readNow(
	what: { do: 'readOrder' } | { do: 'readTransactions' },
	order: OrderState,
	run: Run,
): Promise<ReadFailure | { kind: 'closed' } | null> {
	const read = readMore(what, order, { reader: run.reader, clock: run.deps.clock });
	const done = await run.untilClosed.orClosed(read.then((failure) => ({ failure })));
	if (done === null) return { kind: 'closed' };
	if (what.do === 'readOrder' && done.failure === null) order.basedOn();
	return done.failure;
}

/** Nothing was sent upon this read, for the payment could not be seen. */
export function endOfUnread(
	order: OrderState,
	read: Exclude<Read, { kind: 'seen' }> | ReadFailure,
	{ deps: { clock } }: Run,
): End {
	const isSent = order.attempts > 0;
	switch (read.kind) {
		case 'closed':
		case 'cancelled':
		case 'unchanged':
			return isSent ? ended('unknown', 'stoppedWhileSending') : ended('cancelled', 'stoppedBeforeSending');
		case 'throttled':
			return isSent ? ended('unknown', 'resultUnproved') : ended('throttled', 'quotaExhausted');
	}
	order.failure = read.failure;
	order.note('read', read.failure.code, clock.wallTime());
	// What was sent may still be to come, and could not be looked at.
	if (isSent) return ended('unknown', 'resultUnproved');
	switch (read.kind) {
		case 'missing':
			return ended('notFound', 'orderNotFound');
		case 'denied':
			return ended('unauthorized', read.failure.status === 401 ? 'tokenRefused' : 'scopeMissing');
		case 'failed':
			return ended('unavailable', read.failure.code === 'unreadable' ? 'unreadableAnswer' : 'serverUnavailable');
	}
}
