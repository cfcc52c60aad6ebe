import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Action } from '../../payment/action';
import { isSuccess, type Settlement } from '../../payment/outcome';
import { messageFor } from '../../capture/messages';
import type { Pauses } from '../pauses';
import { runError } from '../runError';
import { isToolCall } from '../toolCall';
import { reasonedItem, settlementItem } from './settlementItem';
import { rejectedErrorItem, rejectedOwnItem, type RejectedItem } from './rejectedItem';

/** What is to be said for one input item; `raw` is what it has besides with 'Simplify' off. */
export type CaptureItemOutput = { kind: 'settled'; settlement: Settlement; raw: IDataObject | null } | RejectedItem;

/** Places of the outputs with 'Outputs' set to By Outcome. */
const BY_OUTCOME = { done: 0, pending: 1, declined: 2, notDone: 3 } as const;

/**
 * The node's outputs. Every input item has one item, in order. Where errors are not to be continued with, one
 * error is thrown after all items were worked through.
 *
 * @throws NodeOperationError for On Error = Stop Workflow, where any item ended in an error
 */
export async function outputsOf(
	context: IExecuteFunctions,
	action: Action,
	answers: CaptureItemOutput[],
	pauses: Pauses,
): Promise<INodeExecutionData[][]> {
	const isByOutcome = context.getNodeParameter('outputs', 0, 'single') === 'byOutcome';
	const isTool = isToolCall(context);
	const remains = answers.flatMap((answer, itemIndex) =>
		isOnBranch(answer, action, isByOutcome) ? [] : [{ answer, itemIndex }],
	);
	const [first] = remains;
	// A stopped execution is not a failed one, and an agent learns more from the item than from a thrown message.
	if (first !== undefined && !context.continueOnFail() && !isTool && !isStopped(context)) {
		throw runError(context, {
			headline: headline(answers, remains.length, action),
			failed: remains.map(({ answer, itemIndex }) => ({ itemIndex, sentence: sentenceOf(answer, action) })),
			advice: `Running again is safe: each order is read first, and what is ${action.done} is left alone. To go on with the others, set 'On Error' to 'Continue (using error output)'.`,
		});
	}
	const outputs: INodeExecutionData[][] = isByOutcome ? [[], [], [], []] : [[]];
	for (const [itemIndex, answer] of answers.entries()) {
		await pauses.pauseIfDue();
		const place = isByOutcome ? placeOf(answer, action) : 0;
		outputs[place]?.push(itemFor(answer, action, itemIndex, isByOutcome));
	}
	return outputs;
}

function isStopped(context: IExecuteFunctions): boolean {
	return context.getExecutionCancelSignal()?.aborted === true;
}

/** Whether the item goes to an output that the node declares itself, rather than to n8n's error output. */
function isOnBranch(answer: CaptureItemOutput, action: Action, isByOutcome: boolean): boolean {
	if (answer.kind === 'settled' && isSuccess(answer.settlement)) return true;
	return isByOutcome && hasOwnOutput(answer, action);
}

function hasOwnOutput(answer: CaptureItemOutput, action: Action): boolean {
	const outcome = outcomeOf(answer);
	return outcome === 'declined' || outcome === action.notPossible || outcome === 'blocked' || outcome === 'notFound';
}

function outcomeOf(answer: CaptureItemOutput): string {
	return answer.kind === 'settled' ? answer.settlement.outcome : answer.facts.outcome;
}

function placeOf(answer: CaptureItemOutput, action: Action): number {
	const outcome = outcomeOf(answer);
	if (outcome === action.done) return BY_OUTCOME.done;
	if (outcome === 'declined') return BY_OUTCOME.declined;
	if (answer.kind === 'settled' && isSuccess(answer.settlement)) return BY_OUTCOME.pending;
	// n8n takes error items from any output; where errors are continued with as items, they are not among the done.
	return BY_OUTCOME.notDone;
}

function itemFor(
	answer: CaptureItemOutput,
	action: Action,
	itemIndex: number,
	isByOutcome: boolean,
): INodeExecutionData {
	if (answer.kind === 'rejected') {
		return isByOutcome && hasOwnOutput(answer, action)
			? rejectedOwnItem(answer, itemIndex)
			: rejectedErrorItem(answer, itemIndex);
	}
	const { settlement, raw } = answer;
	const { warning } = settlement;
	const isOnOwnOutput = isByOutcome && (isSuccess(settlement) || hasOwnOutput(answer, action));
	const item = isOnOwnOutput
		? reasonedItem(settlement, action, itemIndex)
		: settlementItem(settlement, action, itemIndex);
	if (isOnOwnOutput || isSuccess(settlement)) {
		Object.assign(item.json, raw, warning === null ? {} : { warning });
	} else if (warning !== null) {
		// An error item has no room for further keys, or n8n would send it to the success branch.
		item.json.message = `${String(item.json.message)} ${warning}`;
	}
	return item;
}

function headline(answers: CaptureItemOutput[], remaining: number, action: Action): string {
	const done = answers.filter((answer) => outcomeOf(answer) === action.done).length;
	const rest = answers.length - done - remaining;
	const others = rest > 0 ? `, ${rest} accepted or otherwise settled` : '';
	return `${done} of ${answers.length} ${answers.length === 1 ? 'order' : 'orders'} ${action.done}${others}, ${remaining} not`;
}

function sentenceOf(answer: CaptureItemOutput, action: Action): string {
	const { happened, money, nextStep } =
		answer.kind === 'rejected' ? answer.facts : messageFor(answer.settlement, action);
	return `${outcomeOf(answer)}: ${happened} ${money} ${nextStep}`;
}
