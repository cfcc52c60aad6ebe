import * as n8nWorkflow from 'n8n-workflow';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { ApiFailure } from '../api/failure';
import type { MoneyMoved } from '../payment/commonOutcome';

/** Everything a workflow may want to branch on, next to the sentences. */
export interface ErrorDetails {
	orderId: number | null;
	outcome: string;
	code: string;
	retriable: boolean;
	moneyMoved: MoneyMoved;
	nextStep: string;
	httpStatus: number | null;
	requestId: string | null;
	attempts: number;
	/** Refunds only: what finds the refund again. */
	reference?: string;
}

/** Why an item has no answer, in the words and keys of an error item. */
export interface ItemFailure {
	/** One sentence: what happened. */
	error: string;
	/** What it means and what to do. */
	message: string;
	details: ErrorDetails;
}

/** What an error item is made from: the sentences apart, and the call that failed as it is known. */
export interface FailureFacts {
	orderId: number | null;
	outcome: string;
	code: string;
	retriable: boolean;
	moneyMoved: MoneyMoved;
	/** One sentence: what happened. */
	happened: string;
	/** What it means for the money; empty where the first sentence says all. */
	money: string;
	/** What to do. */
	nextStep: string;
	/** The last failed response; null where there was none. */
	failure?: Pick<ApiFailure, 'status' | 'requestId'> | null;
	/** Calls that were to move money. */
	attempts?: number;
	reference?: string | null;
}

/** The one builder of an error item's keys, for captures, voids, refunds and look-ups. */
export function itemFailure(facts: FailureFacts): ItemFailure {
	const { orderId, outcome, code, retriable, moneyMoved, happened, money, nextStep, failure, attempts } = facts;
	const reference = facts.reference ?? null;
	return {
		error: happened,
		message: [money, nextStep].filter((part) => part !== '').join(' '),
		details: {
			orderId,
			outcome,
			code,
			retriable,
			moneyMoved,
			nextStep,
			httpStatus: failure?.status ?? null,
			requestId: failure?.requestId ?? null,
			attempts: attempts ?? 0,
			...(reference === null ? {} : { reference }),
		},
	};
}

/**
 * Whether this n8n takes an item with `details` for an error. Up to 2.34 and 1.123 it does not: such an item goes to
 * the success branch, a declined payment next to the captured ones. n8n tells a node no version, but from 2.36 on,
 * where every release knows `details`, n8n-workflow exports `redactedHeaders`.
 */
const ENGINE_KNOWS_DETAILS = 'redactedHeaders' in n8nWorkflow;

/**
 * An item for the error branch. n8n recognises it by its keys: `error` and none besides `message` and `details`;
 * one key more and it would go to the success branch (n8n-core `workflow-execute.js`, `handleNodeErrorOutput`).
 * An older n8n gets the details inside `error`, because there only `message` may stand beside it.
 * The number in `pairedItem` links it without the look-up that can send the input to the success branch instead.
 */
export function errorItem(
	{ error, message, details }: ItemFailure,
	itemIndex: number,
	engineKnowsDetails: boolean = ENGINE_KNOWS_DETAILS,
): INodeExecutionData {
	const json: IDataObject = engineKnowsDetails
		? { error, message, details: { ...details } }
		: { error: { message: error, ...details }, message };
	return { json, pairedItem: itemIndex };
}
