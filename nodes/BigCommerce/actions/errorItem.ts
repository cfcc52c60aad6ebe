import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { MoneyMoved } from '../settlement/outcome';

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
}

/**
 * An item for the error branch. n8n recognises it by its keys: `error` and none besides `message` and `details`;
 * one key more and it would go to the success branch (n8n-core `workflow-execute.js`, `handleNodeErrorOutput`).
 * The number in `pairedItem` links it without the look-up that can send the input to the success branch instead.
 */
export function errorItem(error: string, message: string, details: ErrorDetails, itemIndex: number): INodeExecutionData {
	const json: IDataObject = { error, message, details: { ...details } };
	return { json, pairedItem: itemIndex };
}
