import type { IDataObject } from 'n8n-workflow';
import { integerOf, objectOf, textOf, type JsonObject } from '../api/json';
import { parseOrderId, type OrderId } from '../model/orderId';
import type { KnownNotification } from './verifyDelivery';
import type { HookScope, TriggerEvent } from './events';
import { paymentEventOf, paymentResultOf, paymentStepOf, type PaymentStep } from './paymentResult';

/** Something that happened to an order, the same whatever scope told of it. */
export interface StoreEvent {
	/** Null where the event does not tell success from failure: the order must be asked which it was. */
	event: TriggerEvent | null;
	/** The payment's step in question, for events about one. */
	step: PaymentStep | null;
	orderId: OrderId;
	/** The event's own fields, as they go into the item. */
	fields: IDataObject;
	/** What makes it this storeEvent and no other, or null where the event carries nothing that does. */
	identity: string | null;
}

export type ReadStoreEvents = { ok: true; orderId: OrderId; storeEvents: StoreEvent[] } | { ok: false; reason: string };

const PLAIN_EVENTS: Readonly<Record<HookScope, TriggerEvent>> = {
	'store/order/created': 'orderCreated',
	'store/order/updated': 'orderUpdated',
	'store/order/statusUpdated': 'orderStatusUpdated',
	'store/order/refund/created': 'refundCreated',
	'store/order/transaction/created': 'transactionCreated',
	'store/order/transaction/updated': 'transactionUpdated',
	'store/shipment/created': 'shipmentCreated',
};

/** What a notification tells of: one storeEvent, or two where a transaction also ends a payment's step. */
export function storeEventsIn(notification: KnownNotification): ReadStoreEvents {
	const { scope, data, createdAt } = notification;
	const parsed = parseOrderId(orderIdIn(scope, data));
	if (!parsed.ok) return { ok: false, reason: `its order ID is missing: ${parsed.reason}` };
	const { orderId } = parsed;
	const plain = { event: PLAIN_EVENTS[scope], step: null, orderId, ...detailsOf(scope, data, orderId, createdAt) };
	const payment = isTransaction(scope) ? paymentEventIn(plain, data) : null;
	return { ok: true, orderId, storeEvents: payment === null ? [plain] : [payment, plain] };
}

/** `order_id` in transactions (a string), `orderId` in shipments, `id` in everything of type order. */
function orderIdIn(scope: HookScope, data: JsonObject): unknown {
	return (
		data.order_id ?? data.orderId ?? (scope.startsWith('store/order/') && !isTransaction(scope) ? data.id : undefined)
	);
}

function detailsOf(
	scope: HookScope,
	data: JsonObject,
	orderId: OrderId,
	createdAt: number | null,
): Pick<StoreEvent, 'fields' | 'identity'> {
	switch (scope) {
		case 'store/order/created':
			return { fields: {}, identity: `${orderId}` };
		case 'store/order/updated':
			// Nothing in it tells two changes within one second apart.
			return { fields: {}, identity: null };
		case 'store/order/statusUpdated': {
			const status = objectOf(data, 'status') ?? {};
			const fields = {
				previousStatusId: integerOf(status, 'previous_status_id'),
				newStatusId: integerOf(status, 'new_status_id'),
			};
			const isTold = fields.previousStatusId !== null && fields.newStatusId !== null;
			return {
				fields,
				identity: isTold ? joined(orderId, fields.previousStatusId, fields.newStatusId, createdAt) : null,
			};
		}
		case 'store/order/refund/created': {
			const refundId = integerOf(objectOf(data, 'refund') ?? {}, 'refund_id');
			return { fields: { refundId }, identity: refundId === null ? null : joined(orderId, refundId) };
		}
		case 'store/shipment/created': {
			const shipmentId = integerOf(data, 'id');
			return { fields: { shipmentId }, identity: shipmentId === null ? null : joined(orderId, shipmentId) };
		}
		default:
			return transactionDetails(scope, data, orderId, createdAt);
	}
}

function transactionDetails(
	scope: HookScope,
	data: JsonObject,
	orderId: OrderId,
	createdAt: number | null,
): Pick<StoreEvent, 'fields' | 'identity'> {
	const result = objectOf(data, 'result') ?? {};
	const fields = {
		transactionId: textOf(data, 'transaction_id'),
		platformTransactionId: textOf(data, 'platform_transaction_id'),
		transactionType: textOf(data, 'transaction_type'),
		transactionStatus: textOf(data, 'transaction_status'),
		result: { code: textOf(result, 'code'), message: textOf(result, 'message'), type: textOf(result, 'type') },
	};
	const id = fields.platformTransactionId ?? fields.transactionId;
	if (id === null) return { fields, identity: null };
	const change =
		scope === 'store/order/transaction/updated' ? [fields.transactionStatus, fields.result.type, createdAt] : [];
	return { fields, identity: joined(orderId, id, ...change) };
}

/** The payment event in a transaction event, or null where the transaction is of another kind or not final. */
function paymentEventIn(plain: StoreEvent, data: JsonObject): StoreEvent | null {
	const step = paymentStepOf(data);
	const result = paymentResultOf(data);
	if (step === null || result === 'pending') return null;
	const event = result === 'unclear' ? null : paymentEventOf(step, result);
	if (result !== 'unclear' && event === null) return null;
	// Created and updated may both tell of the same result: one transaction ends once.
	const id = textOf(data, 'platform_transaction_id') ?? textOf(data, 'transaction_id');
	return { ...plain, event, step, identity: id === null ? null : joined(plain.orderId, id) };
}

function isTransaction(scope: HookScope): boolean {
	return scope.startsWith('store/order/transaction/');
}

function joined(...parts: Array<string | number | null>): string {
	return parts.join('/');
}
