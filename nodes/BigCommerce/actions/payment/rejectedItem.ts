import type { INodeExecutionData } from 'n8n-workflow';
import type { OrderId } from '../../model/orderId';
import { errorItem, itemFailure, type FailureFacts } from '../errorItem';
import { invalidOrderId, invalidParameter } from '../itemFailure';

/** An item that never came to a settlement: what it was, or what came of it, was found wrong on the way. */
export interface RejectedItem {
	kind: 'rejected';
	facts: FailureFacts;
}

/** Parameters that could not be read: nothing was sent for the item. */
export function rejectedInput(outcome: 'invalidOrderId' | 'blocked', reason: string): RejectedItem {
	return { kind: 'rejected', facts: outcome === 'invalidOrderId' ? invalidOrderId(reason) : invalidParameter(reason) };
}

/** Something broke that must not break. What was sent before is not known here, so nothing is claimed. */
export function internalError(orderId: OrderId, reason: string): RejectedItem {
	return {
		kind: 'rejected',
		facts: {
			orderId,
			outcome: 'unknown',
			code: 'unexpected',
			happened: `Order ${orderId}: this node could not finish (${reason}).`,
			money: 'Nobody can tell from here whether it was sent.',
			nextStep:
				'Run it again: it reads first and sends nothing if the payment has moved. If it comes back, tell the maintainers.',
			moneyMoved: 'unknown',
			retriable: true,
		},
	};
}

/** The item for the error branch. */
export function rejectedErrorItem({ facts }: RejectedItem, itemIndex: number): INodeExecutionData {
	return errorItem(itemFailure(facts), itemIndex);
}

/** The item for an output of its own: the success shape without values. */
export function rejectedOwnItem(
	{ facts: { orderId, outcome, happened, money, nextStep } }: RejectedItem,
	itemIndex: number,
): INodeExecutionData {
	return {
		json: {
			orderId,
			outcome,
			changed: false,
			paymentStatus: null,
			amount: null,
			refunded: null,
			net: null,
			currency: null,
			paymentMethod: null,
			orderStatusId: null,
			requestedAt: null,
			settledAt: null,
			reason: `${happened} ${money}`,
			nextStep,
		},
		pairedItem: itemIndex,
	};
}
