import type { End } from './decisions';
import { isFinalInOrder, lagAfter } from './earlierSend';
import type { OrderState } from './orderState';
import type { Run } from './run';

/** Takes down for other executions that a later look shows the truth about what was sent. */
export function resolved(end: End, order: OrderState, { deps: { claims, clock } }: Run): End {
	const { model, options, orderId } = order;
	if (isFinalInOrder(end, model, options.action))
		claims.recordResolved(orderId, clock.now(), lagAfter(end, model, options.action), entriesSeen(order));
	return end;
}

/** What of the order's journal is on record by now, so that another execution does not take it for its own. */
function entriesSeen({ model }: OrderState): ReadonlySet<number> | null {
	return model.journal?.journal.entries ?? null;
}

/** Takes down for other executions that a call has left, or may take until now to show. */
export function recordSent(
	{ orderId, model, options }: OrderState,
	{ deps: { claims, clock } }: Run,
	isAccepted: boolean,
): void {
	const { baseline } = model;
	claims.recordSent(orderId, { action: options.action.name, at: clock.now(), isAccepted, baseline });
}
