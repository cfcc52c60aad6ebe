import type { IExecuteFunctions } from 'n8n-workflow';
import {
	earlierRefundsIn,
	nameForAgent,
	nameGiven,
	nameRefunds,
	type ExecutionName,
	type UnnamedRefund,
} from '../../refund/naming';
import type { Reference } from '../../refund/reference';
import type { RefundNaming } from '../../refund/request';
import { isToolCall } from '../toolCall';
import { earlierOutputs } from './earlierOutputs';

/** A refund before it has its name, and its input item. */
export interface NamelessRefund extends Omit<UnnamedRefund, 'item'> {
	itemIndex: number;
	/** The user's reference, or null. */
	reference: Reference | null;
}

/** Names the refunds of a run: by the user's reference, or by what they are in this execution. */
export function namesOf(context: IExecuteFunctions, refunds: NamelessRefund[]): RefundNaming[] {
	const execution: ExecutionName = [context.getWorkflow().id ?? '', context.getExecutionId(), context.getNode().id];
	if (isToolCall(context)) {
		const none = earlierRefundsIn([]);
		return refunds.map(({ reference, orderId }) =>
			reference === null ? nameForAgent(execution, orderId) : nameGiven(reference, none),
		);
	}
	const earlier = earlierRefundsIn(earlierOutputs(context));
	const input = context.getInputData();
	const unnamed = refunds.filter(({ reference }) => reference === null);
	const derived = nameRefunds(
		execution,
		earlier,
		unnamed.map(({ orderId, selection, itemIndex }) => ({
			orderId,
			selection,
			item: input[itemIndex]?.json ?? {},
		})),
	);
	const names = new Map(unnamed.map((refund, index) => [refund, derived[index]]));
	return refunds.flatMap((refund) =>
		refund.reference === null ? (names.get(refund) ?? []) : nameGiven(refund.reference, earlier),
	);
}
