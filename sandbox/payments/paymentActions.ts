/** Capture and void as the API takes them: which states allow it, and what the answer says. */
import { type Answer, empty, jsonText, v3Error } from '../answers';
import type { StoreContext } from '../context';
import type { SandboxOrder } from '../orders/order';
import type { SecondAction, StoreSettings } from '../settings';
import { type PaymentAction, startAction } from './lifecycle';
import { type PaymentState, isSettled } from './paymentStates';

/** What becomes of a request, given the payment's state alone. */
export type ActionDecision = 'accept' | 'ignore' | { refuse: number; reason: string };

/** Is this a repetition of what is under way or done already? */
function isSecond(state: PaymentState, action: PaymentAction): boolean {
	return action === 'capture'
		? state === 'capturePending' || isSettled(state)
		: state === 'voidPending' || state === 'voided';
}

/**
 * Words of the payment service's own vocabulary where there are any (docs/bigcommerce-api.md, Captures and voids: words
 * of the payment service).
 */
const REASONS: Partial<Record<PaymentState, string>> = {
	capturePending: 'The transaction is being captured.',
	captured: 'Payment for this order has already been made.',
	paid: 'Payment for this order has already been made.',
	partiallyRefunded: 'Payment for this order has already been made.',
	voided: 'The transaction has already been voided.',
	voidPending: 'The transaction is being voided.',
	refunded: 'This transaction has already been refunded.',
	heldForReview: 'The transaction is being held for review.',
};

const SECOND: Readonly<Record<SecondAction, (reason: string) => ActionDecision>> = {
	accept201: () => 'accept',
	ignore201: () => 'ignore',
	conflict409: (reason) => ({ refuse: 409, reason }),
	unprocessable422: (reason) => ({ refuse: 422, reason }),
};

/** Decides on a capture or void by the payment's state; what is not documented is a setting. */
export function decideAction(state: PaymentState, action: PaymentAction, settings: StoreSettings): ActionDecision {
	if (state === 'authorized') return 'accept';
	const reason = REASONS[state] ?? 'The payment of this order is not authorized.';
	if (isSecond(state, action))
		return SECOND[action === 'capture' ? settings.secondCapture : settings.secondVoid](reason);
	return { refuse: settings.notAuthorizedStatus, reason };
}

/** POST …/payment_actions/capture and …/void. */
export function postAction(ctx: StoreContext, order: SandboxOrder, action: PaymentAction): Answer {
	if (action === 'capture') order.tally.captureRequests += 1;
	else order.tally.voidRequests += 1;
	if (order.gateway.offline && order.state === 'authorized') return unsupported();
	const decision = decideAction(order.state, action, ctx.settings);
	if (typeof decision === 'object') return refusal(decision.refuse, decision.reason);
	if (decision === 'accept') startAction(ctx, order, action, 'api');
	return accepted(ctx.settings);
}

/** A gateway that cannot do it from here (docs/bigcommerce-api.md, Captures and voids: gateways). */
export function unsupported(): Answer {
	return refusal(422, 'The payment gateway does not support this request.');
}

function refusal(status: number, reason: string): Answer {
	return v3Error(status, reason, status === 422 ? {} : undefined);
}

/** 201 means only "scheduled"; the body says nothing (docs/bigcommerce-api.md, Captures and voids: scheduled). */
function accepted({ captureBody }: StoreSettings): Answer {
	if (captureBody === 204) return empty(204);
	return captureBody === '' ? empty(201) : jsonText(201, captureBody);
}
