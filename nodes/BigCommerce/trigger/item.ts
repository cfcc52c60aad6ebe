import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { paymentOfOrder } from '../payment/payment';
import type { KnownNotification } from './verifyDelivery';
import type { StoreEvent } from './storeEvent';
import type { OrderLook } from './fetchOrder';
import { paymentEventOf, resultInOrder } from './paymentResult';
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

/** What the order adds to an item, or why it could not be read. A delivery that is genuine starts the workflow either way. */
export function orderFields(look: OrderLook): IDataObject {
	return look.ok ? { order: { ...look.order.raw } } : { order: null, orderReason: look.reason };
}

/** What the order makes of an occurrence: `undecided` where it was needed and could not be read. */
export type Decision =
	| { kind: 'starts'; occurrence: StoreEvent }
	| { kind: 'heldBack' }
	| { kind: 'undecided'; question: string; reason: string };

/** Decides with the order what the notification alone left open. */
export function decideWithOrder(occurrence: StoreEvent, look: OrderLook, settings: Settings): Decision {
	if (occurrence.event === null) return decideResult(occurrence, look, settings);
	if (filtered(occurrence, settings) !== 'unknown') return { kind: 'starts', occurrence };
	if (!look.ok) return { kind: 'undecided', question: 'its new status', reason: look.reason };
	const known = { ...occurrence, fields: { ...occurrence.fields, newStatusId: look.order.statusId } };
	return filtered(known, settings) === 'passes' ? { kind: 'starts', occurrence: known } : { kind: 'heldBack' };
}

function decideResult(occurrence: StoreEvent, look: OrderLook, { events }: Settings): Decision {
	const { step } = occurrence;
	if (step === null) return { kind: 'heldBack' };
	if (!look.ok) return { kind: 'undecided', question: `how its ${step} ended`, reason: look.reason };
	const result = resultInOrder(step, paymentOfOrder(look.order).state);
	const event = result === null ? null : paymentEventOf(step, result);
	return event !== null && events.has(event)
		? { kind: 'starts', occurrence: { ...occurrence, event } }
		: { kind: 'heldBack' };
}
