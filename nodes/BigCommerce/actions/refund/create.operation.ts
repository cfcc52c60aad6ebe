import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { OrderId } from '../../model/orderId';
import { storeHashOf } from '../../n8n/session';
import { hasSummary } from '../../outputs';
import { isRefundSuccess, type RefundSettlement } from '../../refund/outcome';
import { refundOrder } from '../../refund/refundOrder';
import type { RefundNaming, RefundRequest } from '../../refund/request';
import { continuesOnError, itemsOf, mapConcurrently, type ItemResult } from '../executePerItem';
import { inputFailure, storeFailure, unexpectedFailure } from '../itemFailure';
import { hintAtLostItems } from '../lostItems';
import type { Operation } from '../operation';
import { runError } from '../runError';
import { isToolCall } from '../toolCall';
import { internalRefundError, refundFailure } from './refundFailure';
import { createFields } from './refundFields';
import { readRefundInput, type RefundInput } from './refundInput';
import { settledRefundDetails, settledRefundItem } from './refundItems';
import { namesOf } from './refundNames';
import { refundSummary, type RefundAnswer } from './refundSummary';
import { openSessions, type Sessions } from './sessions';
import { storeClaimsOf } from './storeClaimsOf';

/** Orders worked at once. Refunds of one order always go one after another. */
const CONCURRENCY = 5;

/** Gives money back, and never the same money twice. */
export const create: Operation = {
	fields: createFields,
	execute: async (context) => {
		const count = context.getInputData().length;
		const storeHash = await storeHashOf(context);
		const inputs = Array.from({ length: count }, (_, itemIndex) => readItem(context, itemIndex, storeHash));
		const sessions = openSessions(context);
		try {
			return outputs(context, await refundAll(context, sessions, inputs));
		} finally {
			sessions.close();
		}
	},
};

type ReadItem = { ok: true; input: RefundInput } | (ItemResult & { ok: false });

function readItem(context: IExecuteFunctions, itemIndex: number, storeHash: string | null): ReadItem {
	try {
		return { ok: true, input: readRefundInput(context, itemIndex, storeHash) };
	} catch (error) {
		return { ok: false, failure: inputFailure(error, itemIndex) };
	}
}

/** An item's refund, ready to be made. */
interface NamedRefund {
	itemIndex: number;
	input: RefundInput;
	request: RefundRequest;
}

/** One queue for each order, in input order; several queues at once. */
async function refundAll(context: IExecuteFunctions, sessions: Sessions, items: ReadItem[]): Promise<RefundAnswer[]> {
	const answers: RefundAnswer[] = [];
	const readable = items.flatMap((item, itemIndex) => {
		if (!item.ok) answers[itemIndex] = item;
		return item.ok ? [{ itemIndex, input: item.input }] : [];
	});
	let names: RefundNaming[];
	try {
		names = namesOf(
			context,
			readable.map(({ itemIndex, input }) => ({ itemIndex, ...input.request, reference: input.reference })),
		);
	} catch (error) {
		// Thrown on, it would send the input to the success branch. Nothing was sent yet.
		for (const { itemIndex, input } of readable) {
			const { orderId } = input.request;
			const subject = { name: `Refund of order ${orderId}`, orderId, scope: '' };
			answers[itemIndex] = { ok: false, failure: unexpectedFailure(error, subject, false) };
		}
		return answers;
	}
	const queues = new Map<OrderId, NamedRefund[]>();
	readable.forEach(({ itemIndex, input }, index) => {
		const naming = names[index];
		if (naming === undefined) return;
		const { orderId } = input.request;
		const queue = queues.get(orderId) ?? [];
		queue.push({ itemIndex, input, request: { ...input.request, naming } });
		queues.set(orderId, queue);
	});
	const inOrder = [...queues.values()];
	await mapConcurrently(inOrder.length, CONCURRENCY, async (index) => {
		for (const refund of inOrder[index] ?? []) answers[refund.itemIndex] = await refundItem(context, sessions, refund);
	});
	return answers;
}

async function refundItem(
	context: IExecuteFunctions,
	sessions: Sessions,
	{ input, request }: NamedRefund,
): Promise<RefundAnswer> {
	let session;
	try {
		// As for captures, the quota is waited for as long as a result is.
		session = await sessions.with({
			requestTimeout: request.requestTimeout,
			maxThrottleWaitMs: Math.max(1_000, request.resultTimeout),
		});
	} catch (error) {
		return { ok: false, failure: storeFailure(error) };
	}
	try {
		const storeClaims = input.claimsInStore ? storeClaimsOf(context, session, request) : undefined;
		return resultOf(await refundOrder(request, { ...session, storeClaims }), input);
	} catch (error) {
		// Thrown on, it would send the input to the success branch, and money may have moved.
		context.logger.error(`BigCommerce refund of order ${request.orderId}: ${String(error)}`);
		return { ok: false, failure: internalRefundError(request, error) };
	}
}

function resultOf(settlement: RefundSettlement, { simplify }: RefundInput): RefundAnswer {
	if (!isRefundSuccess(settlement)) return { ok: false, failure: refundFailure(settlement), settlement };
	return {
		ok: true,
		settlement,
		items: [{ ...settledRefundItem(settlement), ...(simplify ? {} : settledRefundDetails(settlement)) }],
	};
}

/**
 * Every input item has one item. Where errors are not continued with, all refunds are worked first, and then one
 * error says which were not made.
 *
 * @throws NodeOperationError for On Error = Stop Workflow
 */
function outputs(context: IExecuteFunctions, answers: RefundAnswer[]): INodeExecutionData[][] {
	const failed = answers.flatMap((answer, itemIndex) => (answer.ok ? [] : [{ itemIndex, failure: answer.failure }]));
	// A stopped execution is not a failed one.
	const isStopped = context.getExecutionCancelSignal()?.aborted === true;
	if (failed.length === 0 || continuesOnError(context) || isStopped) {
		const isTool = isToolCall(context);
		const hasOwn = !isTool && hasSummary(context.getNode().parameters);
		const all = [itemsOf(answers), ...(hasOwn ? [[refundSummary(answers)]] : [])];
		if (!isTool) hintAtLostItems(context, all);
		return all;
	}
	const done = answers.length - failed.length;
	throw runError(context, {
		headline: `${done} of ${answers.length} ${answers.length === 1 ? 'refund' : 'refunds'} made, ${failed.length} not`,
		failed: failed.map(({ itemIndex, failure: { error, message } }) => ({
			itemIndex,
			sentence: `${error} ${message}`,
		})),
		advice:
			"'Retry On Fail' is safe, and so is a new execution where 'Reference' is set: a refund that carries the reference is not made again. To go on with the others, set 'On Error' to 'Continue (using error output)'.",
	});
}
