import { comparesAmount, unmetGuard } from '../payment/guards';
import { amountOf, authorizationIn, type Payment } from '../payment/payment';
import type { ReadFailure, TransactionsRead } from '../reading/readResult';
import { decideBeforeSend, type End } from './decisions';
import type { Follow } from './follower';
import type { OrderState } from './orderState';
import type { Read } from './readAhead';
import type { Run } from './run';

/** What an order's read, or the lack of one, leads to. */
export type Judgement = { do: 'send' } | Follow | End;

/** What is to be done with an order that was read: its payment's state and the items' guards decide. */
export async function judgeOrder(order: OrderState, read: Read, run: Run): Promise<Judgement> {
	if (read.kind !== 'seen') return endUnseen(order, read, run);
	const decision = decideBeforeSend(read.payment, run.options);
	if (decision.do === 'follow')
		return { do: 'follow', reason: 'following', sawPending: true, ours: order.attempts > 0 };
	if (decision.do === 'end' && decision.outcome !== 'planned') return attributeToThisRun(decision, order, run);
	return (await heldBack(order, read.payment, run)) ?? decision;
}

/** The end of an order of which no item's guards let it through; null where one does. */
async function heldBack(order: OrderState, payment: Payment, run: Run): Promise<End | null> {
	const isCompared = order.requests.some(({ guards }) => comparesAmount(guards));
	if (isCompared && payment.seenIn === 'order') {
		const read: TransactionsRead = (await run.untilClosed.orClosed(run.reader.transactions(order.orderId))) ?? {
			kind: 'cancelled',
		};
		// Where the authorization may not be seen, the order's own total decides; where it could not be read, nothing does.
		if (read.kind !== 'seen' && read.kind !== 'denied' && read.kind !== 'missing') return endUnseen(order, read, run);
		const authorization = read.kind === 'seen' ? authorizationIn(read.transactions) : null;
		if (authorization !== null) {
			const amount = amountOf(authorization) ?? payment.amount;
			order.payment = { ...payment, amount, authorizedAt: authorization.createdAt ?? payment.authorizedAt };
		}
	}
	order.unmet = unmetGuards(order, order.payment ?? payment, run.deps.clock.wallTime());
	return order.unmet !== null && order.unmet.size === order.requests.length ? ended('blocked', 'guard') : null;
}

function unmetGuards({ requests }: OrderState, payment: Payment, now: number): Map<number, string> | null {
	const unmet = requests.flatMap(({ index, guards }): Array<[number, string]> => {
		const sentence = unmetGuard(guards, payment, now);
		return sentence === null ? [] : [[index, sentence]];
	});
	return unmet.length === 0 ? null : new Map(unmet);
}

/** Nothing was sent upon this read, for the payment could not be seen. */
function endUnseen(order: OrderState, read: Exclude<Read, { kind: 'seen' }> | ReadFailure, run: Run): End {
	switch (read.kind) {
		case 'closed':
		case 'cancelled':
		case 'unchanged':
			return ended('cancelled', 'stoppedBeforeSending');
		case 'throttled':
			return ended('throttled', 'quotaExhausted');
	}
	order.failure = read.failure;
	order.note('read', read.failure.code, run.deps.clock.wallTime());
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
function attributeToThisRun(decision: End, order: OrderState, { options: { action } }: Run): End {
	const isDone = decision.code === 'alreadyDone' && order.attempts > 0;
	return isDone ? { ...decision, outcome: action.done, code: 'done', changed: true } : decision;
}
