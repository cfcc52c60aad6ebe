import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { textOf } from '../api/json';
import { paymentOfOrder } from '../payment/payment';
import type { KnownNotification } from './verifyDelivery';
import type { StoreEvent } from './storeEvent';
import type { FetchedOrder } from './fetchOrder';
import { paymentEventOf, resultInOrder, resultInTransactions } from './paymentResult';
import { filtered, type Settings } from './settings';

/** The item that a workflow starts with. */
export function itemOf(
	{ scope, hash, createdAt }: KnownNotification,
	{ event, orderId, fields }: StoreEvent,
	order?: IDataObject,
): INodeExecutionData {
	return {
		json: {
			event,
			orderId,
			scope,
			hash,
			createdAt: createdAt === null ? null : new Date(createdAt * 1000).toISOString(),
			...fields,
			...order,
		},
	};
}

/**
 * What the order adds to an item, or why it could not be read. A delivery that is genuine starts the workflow either
 * way.
 */
export function orderFields(look: FetchedOrder): IDataObject {
	return look.ok ? { order: { ...look.order.raw } } : { order: null, orderReason: look.reason };
}

/** What the order makes of an storeEvent: `undecided` where it was needed and could not be read. */
export type Decision =
	| { kind: 'starts'; storeEvent: StoreEvent }
	| { kind: 'heldBack' }
	| { kind: 'undecided'; question: string; reason: string };

/** Decides with the order what the notification alone left open. */
export function decideWithOrder(storeEvent: StoreEvent, look: FetchedOrder, settings: Settings): Decision {
	if (storeEvent.event === null) return decideResult(storeEvent, look, settings);
	if (filtered(storeEvent, settings) !== 'unknown') return { kind: 'starts', storeEvent };
	if (!look.ok) return { kind: 'undecided', question: 'its new status', reason: look.reason };
	const known = { ...storeEvent, fields: { ...storeEvent.fields, newStatusId: look.order.statusId } };
	return filtered(known, settings) === 'passes' ? { kind: 'starts', storeEvent: known } : { kind: 'heldBack' };
}

function decideResult(storeEvent: StoreEvent, look: FetchedOrder, { events }: Settings): Decision {
	const { step } = storeEvent;
	if (step === null) return { kind: 'heldBack' };
	if (!look.ok) return { kind: 'undecided', question: `how its ${step} ended`, reason: look.reason };
	const transactionId =
		textOf(storeEvent.fields, 'platformTransactionId') ?? textOf(storeEvent.fields, 'transactionId');
	const result =
		resultInOrder(step, paymentOfOrder(look.order).state) ??
		resultInTransactions(step, transactionId, look.transactions ?? []);
	const event = result === null ? null : paymentEventOf(step, result);
	return event !== null && events.has(event)
		? { kind: 'starts', storeEvent: { ...storeEvent, event } }
		: { kind: 'heldBack' };
}
