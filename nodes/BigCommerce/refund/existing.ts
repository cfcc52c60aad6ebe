import type { OrderContents } from '../api/orderContents';
import type { Refund } from '../api/refunds';
import { readMoney } from '../model/money';
import { followExisting } from './following';
import type { RefundSettlement } from './outcome';
import { progressOf } from './progress';
import type { RefundState } from './reading';
import { followed, settled, type RefundFacts } from './facts';
import type { RefundContext } from './request';
import { whyOtherRefund } from './sameRefund';
import type { RefundSelection } from './selection';
import { over, type Round } from './settleSent';
import { stop } from './step';

/** The refund was made before: by an earlier try, or before a crash. Nothing is sent; its result is followed. */
export async function takeExisting(
	context: RefundContext,
	facts: RefundFacts,
	made: Refund,
	selection: RefundSelection,
	state: RefundState,
	contents: OrderContents | null,
): Promise<RefundSettlement> {
	facts.refund = made;
	facts.amount = readMoney(made.total, state.refundable.left.currency);
	const whyOther = whyOtherRefund(made, selection, state, contents);
	if (whyOther !== null) {
		const note = `It has refund ${made.id} with the reference ${facts.reference} already: ${whyOther}.`;
		return settled(context, facts, stop('blocked', 'referenceUsed', { note }).end);
	}
	return followed(context, facts, await followExisting(context, made, state), false);
}

/** Whether money was given back, and nothing is left. */
export function isAllGivenBack({ refundable: { left, refunded } }: RefundState): boolean {
	return left.minor === BigInt(0) && refunded.minor > 0;
}

/**
 * "Everything left" of an order that has nothing left: running it again is no failure. Refunds under way count as given
 * back, so they are followed first; where one is declined there is something left again.
 */
export async function takeAllGivenBack(context: RefundContext, facts: RefundFacts, state: RefundState): Promise<Round> {
	for (const refund of state.refunds.filter((one) => progressOf(one) === 'pending')) {
		const last = await followExisting(context, refund, state);
		if (last.progress === 'done') continue;
		return { settlement: followed(context, facts, last, false), again: last.progress === 'pending' ? null : 'stale' };
	}
	facts.amount = state.refundable.refunded;
	return over(settled(context, facts, stop('refunded', 'alreadyDone').end));
}
