import { refusalSince } from '../payment/model';
import type { End } from './decisions';
import type { OrderState } from './orderState';
import type { Run } from './run';

/** Takes down for other executions that a later look shows the truth about what was sent. */
export function resolved(end: End, order: OrderState, { deps: { claims, clock } }: Run): End {
	const isDone = end.outcome === order.options.action.done || end.code === 'refundedSince';
	// Without a refusal on record two looks have said so, and they may have lagged behind.
	const isUnrecorded = end.code === 'refusedByGateway' && refusalSince(order.model, order.options.action) === 'none';
	const lag = isDone ? 'done' : isUnrecorded ? 'unrecorded' : null;
	if (isShown(end, order)) claims.recordResolved(order.orderId, clock.now(), lag, entriesSeen(order));
	return end;
}

/** What of the order's journal is on record by now, so that another execution does not take it for its own. */
function entriesSeen({ model }: OrderState): ReadonlySet<number> | null {
	return model.journal?.journal.entries ?? null;
}

/** Whether the result is final and shows in the order itself. Its transactions may be ahead of it. */
function isShown(
	{ outcome }: End,
	{
		model,
		options: {
			action: { done, doneState },
		},
	}: OrderState,
): boolean {
	if (outcome === done) return model.last?.payment.state === doneState;
	return outcome !== 'pending' && outcome !== 'accepted' && outcome !== 'unknown';
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
