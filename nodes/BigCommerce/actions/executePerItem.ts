import { NodeOperationError, type IDataObject, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { ApiError } from '../api/apiError';
import { openSession, type Session, type SessionOptions } from '../n8n/session';
import { errorItem } from './errorItem';
import { apiErrorFailure, inputFailure, storeFailure, type ItemFailure, type Subject } from './itemFailure';
import { isToolCall } from './toolCall';

/** What an input item leads to: any number of items, or one for the error branch. */
export type ItemResult = { ok: true; items: IDataObject[] } | { ok: false; failure: ItemFailure };

/** How an operation that moves no money answers its items. */
export interface ItemOperation<Input> {
	/** Reads the item's parameters. What it throws is the item's error. */
	readInput(itemIndex: number): Input;
	/** What the item is about, for the sentences. */
	subjectOf(input: Input): Subject;
	/** Answers one item: with items, or with why there are none. A `ApiError` that it throws is the item's error. */
	answer(session: Session, input: Input): Promise<IDataObject[] | ItemFailure>;
	terms?: Partial<SessionOptions>;
}

/** Input items worked at once; the store's lane paces their calls in any case. */
const AT_ONCE = 5;

/**
 * Answers every input item, each by itself, and puts the answers in input order. Errors go to items of the error
 * envelope where they are to be continued with.
 *
 * @throws NodeOperationError for On Error = Stop Workflow, at the first item that has no answer
 */
export async function executePerItem<Input>(
	context: IExecuteFunctions,
	work: ItemOperation<Input>,
): Promise<INodeExecutionData[][]> {
	const count = context.getInputData().length;
	const stopsAtFirst = !continuesOnError(context);
	const answers = await withSession(context, work.terms, count, async (session) => {
		return await mapConcurrently(
			count,
			AT_ONCE,
			async (itemIndex) => await answerItem(session, work, itemIndex),
			({ ok }) => !ok && stopsAtFirst,
		);
	});
	throwFirst(context, answers);
	return [itemsOf(answers)];
}

/** Opens the store for the whole run; where the credential names none, every item says so. */
export async function withSession(
	context: IExecuteFunctions,
	terms: Partial<SessionOptions> | undefined,
	count: number,
	run: (session: Session) => Promise<ItemResult[]>,
): Promise<ItemResult[]> {
	let session: Session;
	try {
		session = await openSession(context, terms);
	} catch (error) {
		const failure = storeFailure(error);
		return Array.from({ length: count }, () => ({ ok: false, failure }));
	}
	try {
		return await run(session);
	} finally {
		session.close();
	}
}

async function answerItem<Input>(session: Session, work: ItemOperation<Input>, itemIndex: number): Promise<ItemResult> {
	let input: Input;
	try {
		input = work.readInput(itemIndex);
	} catch (error) {
		return { ok: false, failure: inputFailure(error, itemIndex) };
	}
	try {
		const answer = await work.answer(session, input);
		return Array.isArray(answer) ? { ok: true, items: answer } : { ok: false, failure: answer };
	} catch (error) {
		if (error instanceof ApiError) return { ok: false, failure: apiErrorFailure(error, work.subjectOf(input)) };
		return { ok: false, failure: inputFailure(error, itemIndex) };
	}
}

/** Works items a few at a time, in their order. No further item is begun once `isEnough`. */
export async function mapConcurrently<Answer>(
	count: number,
	atOnce: number,
	work: (itemIndex: number) => Promise<Answer>,
	isEnough: (answer: Answer) => boolean = () => false,
): Promise<Answer[]> {
	const answers: Answer[] = [];
	let next = 0;
	const worker = async () => {
		while (next < count) {
			const itemIndex = next++;
			const answer = await work(itemIndex);
			answers[itemIndex] = answer;
			if (isEnough(answer)) next = count;
		}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
	return answers;
}

/** Whether errors are told in items. An agent learns more from the item than from a thrown error's message. */
export function continuesOnError(context: IExecuteFunctions): boolean {
	return context.continueOnFail() || isToolCall(context);
}

function throwFirst(context: IExecuteFunctions, answers: ItemResult[]): void {
	if (continuesOnError(context)) return;
	answers.forEach((answer, itemIndex) => {
		if (answer === undefined || answer.ok) return;
		throw new NodeOperationError(context.getNode(), answer.failure.error, {
			description: answer.failure.message,
			itemIndex,
		});
	});
}

/** The node's items in input order, each linked to its input by number. */
export function itemsOf(answers: ItemResult[]): INodeExecutionData[] {
	return answers.flatMap((answer, itemIndex) => {
		if (!answer.ok) return [errorItem(answer.failure.error, answer.failure.message, answer.failure.details, itemIndex)];
		return answer.items.map((json) => ({ json, pairedItem: itemIndex }));
	});
}
