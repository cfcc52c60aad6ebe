import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { openSession, storeHashOf } from '../../n8n/session';
import type { Session } from '../../session/session';
import type { Action } from '../../payment/action';
import type { OrderId } from '../../model/orderId';
import { captureOrders } from '../../capture/captureOrders';
import { isToolCall, ONE_ORDER_A_CALL } from '../toolCall';
import { outputsOf, type CaptureItemOutput } from './captureOutput';
import { readCaptureInput, type CaptureInput } from './captureInput';
import { runPostCapture, type Extra } from './postCapture';
import { reportOf, type RunReport } from './runSummary';
import { internalError, invalidCredential, refusedInput } from './rejectedItem';

/** Captures or voids the payments of all input items: one answer an item, in their order. */
export async function executeCapture(context: IExecuteFunctions, action: Action): Promise<INodeExecutionData[][]> {
	const count = context.getInputData().length;
	const answers = new Array<CaptureItemOutput>(count);
	const wanted: Array<{ itemIndex: number; input: CaptureInput }> = [];
	const hints = new Set<string>();
	const isTool = isToolCall(context);
	const storeHash = await storeHashOf(context);
	for (let itemIndex = 0; itemIndex < count; itemIndex++) {
		const read = isTool && count > 1 ? TOO_MANY_FOR_A_TOOL : readCaptureInput(context, itemIndex, action, storeHash);
		if (read.ok) {
			wanted.push({ itemIndex, input: read.input });
			for (const sentence of read.adjusted) hints.add(sentence);
		} else {
			answers[itemIndex] = refusedInput(read.outcome, read.code, read.reason);
		}
	}
	const report = reportOf(context, action);
	for (const batch of batchesOf(wanted)) await settleBatch(context, batch, answers, report);
	report.finish([...hints]);
	return outputsOf(context, action, answers);
}

/** An agent moves one payment at a time, so that what it was asked for can be checked. */
const TOO_MANY_FOR_A_TOOL = {
	ok: false,
	outcome: 'blocked',
	code: 'invalidParameter',
	reason: ONE_ORDER_A_CALL,
} as const;

interface Batch {
	items: Array<{ itemIndex: number; input: CaptureInput }>;
	input: CaptureInput;
}

/** Items with the same terms are worked together; terms are usually the same for all, but an expression may differ. */
function batchesOf(wanted: Batch['items']): Batch[] {
	const batches = new Map<string, Batch>();
	for (const item of wanted) {
		const { terms, session, after } = item.input;
		const key = JSON.stringify([terms, session, after]);
		const batch = batches.get(key);
		if (batch) batch.items.push(item);
		else batches.set(key, { items: [item], input: item.input });
	}
	return [...batches.values()];
}

async function settleBatch(
	context: IExecuteFunctions,
	{ items, input }: Batch,
	answers: CaptureItemOutput[],
	report: RunReport,
): Promise<void> {
	let session: Session;
	try {
		session = await openSession(context, input.session);
	} catch (error) {
		// With a branch for it, every item says so, and none leaks to the success branch as a thrown error would make it.
		for (const {
			itemIndex,
			input: { orderId },
		} of items)
			answers[itemIndex] = invalidCredential(orderId, messageOf(error));
		return;
	}
	try {
		await settleIn(session, { items, input }, answers, report);
	} catch (error) {
		for (const {
			itemIndex,
			input: { orderId },
		} of items)
			answers[itemIndex] ??= internalError(orderId, messageOf(error));
	} finally {
		report.add(session.use);
		session.close();
	}
}

async function settleIn(
	session: Session,
	{ items, input }: Batch,
	answers: CaptureItemOutput[],
	report: RunReport,
): Promise<void> {
	const settlements = await captureOrders(
		items.map(({ input: { orderId, guards } }) => ({ orderId, guards })),
		input.terms,
		{ ...session, onSettled: (settlement, left) => report.progress(settlement, left) },
	);
	const say = (extras: Map<OrderId, Extra>) =>
		items.forEach(({ itemIndex }, index) => {
			const settlement = settlements[index];
			if (settlement !== undefined)
				answers[itemIndex] = { kind: 'settled', settlement, extra: extras.get(settlement.orderId) ?? null };
		});
	// What is known of the money is kept, whatever becomes of statuses and notes.
	say(new Map());
	say(await runPostCapture(session, settlements, input));
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
