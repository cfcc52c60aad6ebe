import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { captureOrders } from '../../capture/captureOrders';
import type { OrderId } from '../../model/orderId';
import { openSession, storeHashOf } from '../../n8n/session';
import { hasSummary } from '../../outputs';
import type { Action } from '../../payment/action';
import type { Dependencies } from '../../capture/options';
import { MAX_READ_AGE_MS } from '../../capture/readAhead';
import type { Session } from '../../session/session';
import type { StoreClaims } from '../../session/storeClaims';
import { invalidCredential } from '../itemFailure';
import { hintAtLostItems } from '../lostItems';
import { summaryItem } from '../outcomeTotals';
import { newStoreClaims } from '../newStoreClaims';
import { Pauses } from '../pauses';
import { isToolCall, ONE_ORDER_A_CALL } from '../toolCall';
import { countedIn } from './countedOrders';
import { readCaptureInput, type CaptureInput } from './captureInput';
import { outputsOf, type CaptureItemOutput } from './captureOutput';
import { rawPayments, withShownAmounts, type RawPayment } from './rawPayment';
import { internalError, rejectedInput } from './rejectedItem';
import { runOptionsOf, sessionOptionsOf } from './runOptions';
import { withSharedTerms } from './sharedTerms';
import { reportOf, type RunReport } from './runSummary';

/** An item that can be worked. */
interface CaptureItem {
	itemIndex: number;
	input: CaptureInput;
}

/** Captures or voids the payments of all input items, in one run: one answer an item, in their order. */
export async function executeCapture(context: IExecuteFunctions, action: Action): Promise<INodeExecutionData[][]> {
	const count = context.getInputData().length;
	const answers = new Array<CaptureItemOutput>(count);
	const items: CaptureItem[] = [];
	const hints = new Set<string>();
	const isTool = isToolCall(context);
	const storeHash = await storeHashOf(context);
	const pauses = new Pauses();
	for (let itemIndex = 0; itemIndex < count; itemIndex++) {
		await pauses.pauseIfDue();
		const read = isTool && count > 1 ? TOO_MANY_FOR_A_TOOL : readCaptureInput(context, itemIndex, action, storeHash);
		if (read.ok) {
			items.push({ itemIndex, input: withSharedTerms(read.input, items[items.length - 1]?.input ?? null) });
			for (const sentence of read.adjusted) hints.add(sentence);
		} else {
			answers[itemIndex] = rejectedInput(read.outcome, read.reason);
		}
	}
	const report = reportOf(context, action);
	await runItems(context, items, answers, report, pauses);
	await pauses.pauseIfDue();
	report.finish([...hints]);
	const outputs = await outputsOf(context, action, answers, pauses);
	if (!isTool && hasSummary(context.getNode().parameters)) outputs.push([summaryOf(action, answers, report)]);
	if (!isTool) hintAtLostItems(context, outputs);
	// n8n takes each item from the front once more, without a pause: long enough by itself. Above some 16,000 items V8
	// moves all the others for each, and in a new array an eighth as long as in one that a collection has seen.
	await pauses.pause();
	return outputs.map((items) => items.slice());
}

/** An agent moves one payment at a time, so that what it was asked for can be checked. */
const TOO_MANY_FOR_A_TOOL = {
	ok: false,
	outcome: 'blocked',
	reason: ONE_ORDER_A_CALL,
} as const;

async function runItems(
	context: IExecuteFunctions,
	items: CaptureItem[],
	answers: CaptureItemOutput[],
	report: RunReport,
	pauses: Pauses,
): Promise<void> {
	const [first, ...others] = items.map(({ input }) => input);
	if (first === undefined) return;
	const inputs: [CaptureInput, ...CaptureInput[]] = [first, ...others];
	let session: Session;
	try {
		session = await openSession(context, sessionOptionsOf(inputs));
	} catch (error) {
		// With a branch for it, every item says so, and none leaks to the success branch as a thrown error would make it.
		for (const { itemIndex, input } of items)
			answers[itemIndex] = { kind: 'rejected', facts: invalidCredential(input.orderId, messageOf(error)) };
		return;
	}
	try {
		await pauses.pauseIfDue();
		const deps: Dependencies = {
			...session,
			storeClaims: storeClaimsOf(context, session, inputs),
			counted: countedIn(context),
			onSettled: (settlement, left) => report.progress(settlement, left),
		};
		await runInSession(session, inputs, deps, items, answers);
	} catch (error) {
		for (const { itemIndex, input } of items) answers[itemIndex] ??= internalError(input.orderId, messageOf(error));
	} finally {
		report.add(session.use);
		session.close();
	}
}

async function runInSession(
	session: Session,
	inputs: [CaptureInput, ...CaptureInput[]],
	deps: Dependencies,
	items: CaptureItem[],
	answers: CaptureItemOutput[],
): Promise<void> {
	const settlements = await captureOrders(inputs, runOptionsOf(inputs), deps);
	const say = (besides: Map<OrderId, RawPayment>) =>
		items.forEach(({ itemIndex, input }, index) => {
			const settled = settlements[index];
			if (settled === undefined) return;
			const read = besides.get(settled.orderId);
			const settlement = read === undefined ? settled : withShownAmounts(settled, read);
			answers[itemIndex] = { kind: 'settled', settlement, raw: input.options.keepOrder ? (read?.raw ?? null) : null };
		});
	// What is known of the money is kept, whatever becomes of the raw data.
	say(new Map());
	const withRaw = settlements.filter((_, index) => items[index]?.input.options.keepOrder === true);
	if (withRaw.length > 0) say(await rawPayments(session, withRaw));
}

/** Claims that all processes share, where an item asks for them; they hold for the longest of these items' times. */
function storeClaimsOf(
	context: IExecuteFunctions,
	session: Session,
	inputs: [CaptureInput, ...CaptureInput[]],
): StoreClaims | undefined {
	const claiming = inputs.filter(({ claimsInStore }) => claimsInStore);
	const [first] = claiming;
	if (first === undefined) return undefined;
	return newStoreClaims(context, session, {
		subject: 'payment',
		action: first.options.action.name,
		maxReadAgeMs: MAX_READ_AGE_MS,
		requestTimeout: sessionOptionsOf(inputs).requestTimeout,
		verificationWindow: claiming.reduce((most, { options }) => Math.max(most, options.verificationWindow), 0),
		// What is removed cannot be had back, so all that claim must ask for it.
		keepsClosed: claiming.some(({ keepsClosedClaims }) => keepsClosedClaims),
	});
}

/** Every order once, and the items that were refused. */
function summaryOf(action: Action, answers: CaptureItemOutput[], { totals }: RunReport): INodeExecutionData {
	for (const answer of answers) if (answer.kind === 'rejected') totals.add(answer.facts.outcome, null);
	return summaryItem(action.name === 'capture' ? 'Capture' : 'Void', totals, answers.length);
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
