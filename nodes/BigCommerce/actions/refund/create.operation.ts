import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { storeHashOf, type Session } from '../../n8n/session';
import { refundOrder } from '../../refund/refundOrder';
import { isRefundSuccess, type RefundSettlement } from '../../refund/outcome';
import { continuesOnError, mapConcurrently, itemsOf, withSession, type ItemResult } from '../executePerItem';
import { inputFailure } from '../itemFailure';
import type { Operation } from '../operation';
import { runError } from '../runError';
import { createFields } from './refundFields';
import { readRefundInput, type RefundInput } from './refundInput';
import { refundFailure } from './refundFailure';
import { settledRefundDetails, settledRefundItem } from './refundItems';

/** Orders worked at once. Refunds of one order always go one after another. */
const AT_ONCE = 5;

/** Gives money back, exactly once. */
export const create: Operation = {
	fields: createFields,
	execute: async (context) => {
		const count = context.getInputData().length;
		const storeHash = await storeHashOf(context);
		const inputs = Array.from({ length: count }, (_, itemIndex) => readItem(context, itemIndex, storeHash));
		const wanted = inputs.filter((input) => 'request' in input);
		const terms = {
			requestTimeout: Math.max(1_000, ...wanted.map(({ requestTimeout }) => requestTimeout)),
			// As for captures, the quota is waited for as long as a result is.
			maxThrottleWaitMs: Math.max(1_000, ...wanted.map(({ request }) => request.resultTimeout)),
		};
		const answers = await withSession(context, terms, count, async (session) => await refundAll(session, inputs));
		return outputs(context, answers);
	},
};

function readItem(context: IExecuteFunctions, itemIndex: number, storeHash: string | null): RefundInput | ItemResult {
	try {
		return readRefundInput(context, itemIndex, storeHash);
	} catch (error) {
		return { ok: false, failure: inputFailure(error, itemIndex) };
	}
}

/** One queue for each order, in input order; several queues at once. */
async function refundAll(session: Session, inputs: Array<RefundInput | ItemResult>): Promise<ItemResult[]> {
	const answers: ItemResult[] = [];
	const queues = new Map<number, Array<{ itemIndex: number; input: RefundInput }>>();
	inputs.forEach((input, itemIndex) => {
		if (!('request' in input)) {
			answers[itemIndex] = input;
			return;
		}
		const queue = queues.get(input.request.orderId) ?? [];
		queue.push({ itemIndex, input });
		queues.set(input.request.orderId, queue);
	});
	const all = [...queues.values()];
	await mapConcurrently(all.length, AT_ONCE, async (index) => {
		for (const { itemIndex, input } of all[index] ?? [])
			answers[itemIndex] = answerOf(await refundOrder(input.request, session), input);
	});
	return answers;
}

function answerOf(settlement: RefundSettlement, { simplify }: RefundInput): ItemResult {
	if (isRefundSuccess(settlement)) {
		return {
			ok: true,
			items: [{ ...settledRefundItem(settlement), ...(simplify ? {} : settledRefundDetails(settlement)) }],
		};
	}
	return { ok: false, failure: refundFailure(settlement) };
}

/**
 * Every input item has one item. Where errors are not continued with, all refunds are worked first, and then one
 * error says which were not made.
 *
 * @throws NodeOperationError for On Error = Stop Workflow
 */
function outputs(context: IExecuteFunctions, answers: ItemResult[]): INodeExecutionData[][] {
	const failed = answers.flatMap((answer, itemIndex) => (answer.ok ? [] : [{ itemIndex, failure: answer.failure }]));
	const [first] = failed;
	if (first === undefined || continuesOnError(context)) return [itemsOf(answers)];
	const done = answers.length - failed.length;
	throw runError(context, {
		headline: `${done} of ${answers.length} ${answers.length === 1 ? 'refund' : 'refunds'} made, ${failed.length} not`,
		failed: failed.map(({ itemIndex, failure: { error, message } }) => ({
			itemIndex,
			sentence: `${error} ${message}`,
		})),
		advice:
			"'Retry On Fail' is safe, and so is a new execution where 'Reference' is set: a refund that carries the reference is not made again. Set 'On Error' to 'Continue (using error output)' to go on with the others.",
	});
}
