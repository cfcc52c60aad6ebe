import type { SandboxOrder } from './orders/order';
import type { PaymentState } from './payments/paymentStates';

/** What really happened to one order's payment, whatever was answered. Money in minor units of `currency`. */
export interface Truth {
	orderId: number;
	state: PaymentState;
	statusId: number;
	currency: string;
	authorized: number;
	/** Capture requests that reached the payment code, taken or not. */
	captureRequests: number;
	captureRequestsAccepted: number;
	/** How often the money was taken. More than 1 is a double capture. An order added as captured starts at 1. */
	captures: number;
	declines: number;
	captured: number;
	voidRequests: number;
	voidRequestsAccepted: number;
	voids: number;
	voidDeclines: number;
	refundRequests: number;
	refundRequestsAccepted: number;
	refunds: number;
	refundDeclines: number;
	refunded: number;
}

export function truthOf(order: SandboxOrder): Truth {
	const { id, state, statusId, currency, authorized, tally } = order;
	return { orderId: id, state, statusId, currency, authorized, ...tally };
}
