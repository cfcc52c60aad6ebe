/** What the trigger can start a workflow on, as the parameter 'Events' names it. */
export const EVENTS = [
	'paymentCaptured',
	'paymentCaptureFailed',
	'paymentVoided',
	'refundCreated',
	'orderCreated',
	'orderUpdated',
	'orderStatusUpdated',
	'shipmentCreated',
	'transactionCreated',
	'transactionUpdated',
] as const;

export type TriggerEvent = (typeof EVENTS)[number];

/** The scopes of BigCommerce's hooks that the events come from. */
export const SCOPES = [
	'store/order/created',
	'store/order/updated',
	'store/order/statusUpdated',
	'store/order/refund/created',
	'store/order/transaction/created',
	'store/order/transaction/updated',
	'store/shipment/created',
] as const;

export type HookScope = (typeof SCOPES)[number];

// Nobody has published whether the result of an asynchronous capture comes as a new transaction or as a
// change of one, so the payment events listen to both; the same result told twice is one event (recentDeliveries.ts).
const TRANSACTION_SCOPES: readonly HookScope[] = ['store/order/transaction/created', 'store/order/transaction/updated'];

const SCOPES_OF: Readonly<Record<TriggerEvent, readonly HookScope[]>> = {
	paymentCaptured: TRANSACTION_SCOPES,
	paymentCaptureFailed: TRANSACTION_SCOPES,
	paymentVoided: TRANSACTION_SCOPES,
	refundCreated: ['store/order/refund/created'],
	orderCreated: ['store/order/created'],
	orderUpdated: ['store/order/updated'],
	orderStatusUpdated: ['store/order/statusUpdated'],
	shipmentCreated: ['store/shipment/created'],
	transactionCreated: ['store/order/transaction/created'],
	transactionUpdated: ['store/order/transaction/updated'],
};

export function isTriggerEvent(value: unknown): value is TriggerEvent {
	return EVENTS.some((event) => event === value);
}

export function isHookScope(value: unknown): value is HookScope {
	return SCOPES.some((scope) => scope === value);
}

/** The hooks that `events` need, each scope once, in a fixed order. */
export function scopesOf(events: readonly TriggerEvent[]): HookScope[] {
	const needed = new Set(events.flatMap((event) => SCOPES_OF[event]));
	return SCOPES.filter((scope) => needed.has(scope));
}
