import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { ApiError } from '../api/apiError';
import type { OrderId } from '../model/orderId';
import { openSession } from '../n8n/session';
import type { Session, SessionOptions } from '../session/session';
import { errorItem, type ItemFailure } from './errorItem';
import { apiErrorFailure, inputFailure, storeFailure, unexpectedFailure, type Subject } from './itemFailure';
import { ParameterReason } from './parameters';
import { runError } from './runError';
import { isToolCall } from './toolCall';

/** What an input item leads to: any number of items, or one for the error branch. */
export type ItemResult = { ok: true; items: IDataObject[] } | { ok: false; failure: ItemFailure };

/** How an operation that moves no money answers its items. */
export interface ItemOperation<Input> {
	/**
	 * Reads the item's parameters. What it throws is the item's error.
	 * @param storeHash the credential's store, which an order's URL must be of
	 */
	readInput(itemIndex: number, storeHash: string): Input;
	/** What the item is about, for the sentences. */
	subjectOf(input: Input): Subject;
	/** Answers one item: with items, or with why there are none. A `ApiError` that it throws is the item's error. */
	answer(session: Session, input: Input): Promise<IDataObject[] | ItemFailure>;
	/**
	 * For an operation that changes orders: the order, whose items are worked one after another in input order. With
	 * On Error = Stop Workflow every item is worked through, so that what was done is told.
	 */
	changesOrder?(input: Input): OrderId;
	options?: Partial<SessionOptions>;
}

/** Input items worked at once; the store's lane paces their calls in any case. */
const CONCURRENCY = 5;

/**
 * Answers every input item, each by itself, and puts the answers in input order. Errors go to items of the error
 * envelope where they are to be continued with.
 *
 * @throws NodeOperationError for On Error = Stop Workflow: one error that names every item that failed. Items that
 * change something are all worked first; of those that only read, none is begun after one has failed.
 */
export async function executePerItem<Input>(
	context: IExecuteFunctions,
	operation: ItemOperation<Input>,
): Promise<INodeExecutionData[][]> {
	const count = context.getInputData().length;
	const stopsAtFirst = !continuesOnError(context) && operation.changesOrder === undefined;
	const answers = await withSession(context, operation.options, count, async (session) => {
		const { storeHash } = session.address;
		if (operation.changesOrder !== undefined) return await answerInTurn(session, operation, count);
		return await mapConcurrently(
			count,
			CONCURRENCY,
			async (itemIndex) => await answerItem(session, operation, itemIndex, readItem(operation, itemIndex, storeHash)),
			({ ok }) => !ok && stopsAtFirst,
		);
	});
	if (!continuesOnError(context)) throwFailures(context, answers, operation.changesOrder !== undefined);
	return [itemsOf(answers)];
}

/** One queue an order, in input order, because a change builds on what the order has; several orders at once. */
async function answerInTurn<Input>(
	session: Session,
	operation: ItemOperation<Input>,
	count: number,
): Promise<ItemResult[]> {
	const answers: ItemResult[] = [];
	const queues = new Map<unknown, Array<{ itemIndex: number; read: ReadItem<Input> }>>();
	for (let itemIndex = 0; itemIndex < count; itemIndex++) {
		const read = readItem(operation, itemIndex, session.address.storeHash);
		const key = read.ok ? operation.changesOrder?.(read.input) : `item ${itemIndex}`;
		const queue = queues.get(key);
		if (queue === undefined) queues.set(key, [{ itemIndex, read }]);
		else queue.push({ itemIndex, read });
	}
	const inOrder = [...queues.values()];
	await mapConcurrently(inOrder.length, CONCURRENCY, async (index) => {
		for (const { itemIndex, read } of inOrder[index] ?? [])
			answers[itemIndex] = await answerItem(session, operation, itemIndex, read);
	});
	return answers;
}

type ReadItem<Input> = { ok: true; input: Input } | { ok: false; failure: ItemFailure };

function readItem<Input>(operation: ItemOperation<Input>, itemIndex: number, storeHash: string): ReadItem<Input> {
	try {
		return { ok: true, input: operation.readInput(itemIndex, storeHash) };
	} catch (error) {
		return { ok: false, failure: inputFailure(error, itemIndex) };
	}
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

async function answerItem<Input>(
	session: Session,
	operation: ItemOperation<Input>,
	itemIndex: number,
	read: ReadItem<Input>,
): Promise<ItemResult> {
	if (!read.ok) return read;
	try {
		const answer = await operation.answer(session, read.input);
		return Array.isArray(answer) ? { ok: true, items: answer } : { ok: false, failure: answer };
	} catch (error) {
		if (error instanceof ApiError)
			return { ok: false, failure: apiErrorFailure(error, operation.subjectOf(read.input)) };
		if (error instanceof ParameterReason) return { ok: false, failure: inputFailure(error, itemIndex) };
		const failure = unexpectedFailure(error, operation.subjectOf(read.input), operation.changesOrder !== undefined);
		return { ok: false, failure };
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

function throwFailures(context: IExecuteFunctions, answers: ItemResult[], hasChanged: boolean): void {
	const failed = answers.flatMap((answer, itemIndex) => (answer.ok ? [] : [{ itemIndex, failure: answer.failure }]));
	const [first] = failed;
	if (first === undefined) return;
	const isAlone = answers.length === 1 || (failed.length === 1 && !hasChanged);
	throw runError(context, {
		headline: isAlone
			? first.failure.error
			: `${answers.length - failed.length} of ${answers.length} items ${hasChanged ? 'done' : 'answered'}, ${failed.length} not`,
		failed: failed.map(({ itemIndex, failure: { error, message } }) => ({
			itemIndex,
			sentence: isAlone ? message : `${error} ${message}`,
		})),
		advice: hasChanged && !isAlone ? DONE_STAYS_DONE : '',
	});
}

const DONE_STAYS_DONE =
	"What was done stays done, and running again changes only what differs. To go on with the others, set 'On Error' to 'Continue (using error output)'.";

/** The node's items in input order, each linked to its input by number. */
export function itemsOf(answers: ItemResult[]): INodeExecutionData[] {
	return answers.flatMap((answer, itemIndex) => {
		if (!answer.ok) return [errorItem(answer.failure, itemIndex)];
		return answer.items.map((json) => ({ json, pairedItem: itemIndex }));
	});
}
