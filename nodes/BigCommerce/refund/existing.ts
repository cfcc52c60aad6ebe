import type { OrderContents } from '../api/orderContents';
import type { Refund } from '../api/refunds';
import { readMoney } from '../model/money';
import { resolveDoubt } from './doubts';
import { followExisting } from './following';
import type { RefundSettlement } from './outcome';
import { progressOf } from './progress';
import type { RefundState } from './reading';
import { followed, settled, type RefundFacts } from './refundFacts';
import type { RefundContext } from './request';
import { whyOtherRefund } from './sameRefund';
import type { RefundSelection } from './selection';
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
	const { request, claims } = context;
	resolveDoubt(claims, request.orderId, facts.reference);
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

/** "Everything left" of an order that has nothing left: running it again is no failure. */
export async function takeAllGivenBack(
	context: RefundContext,
	facts: RefundFacts,
	state: RefundState,
): Promise<RefundSettlement> {
	const pending = state.refunds.find((refund) => progressOf(refund) === 'pending');
	const last = pending === undefined ? null : await followExisting(context, pending, state);
	if (last !== null && last.progress !== 'done') return followed(context, facts, last, false);
	facts.amount = state.refundable.refunded;
	return settled(context, facts, stop('refunded', 'alreadyDone').end);
}
