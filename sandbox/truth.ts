import type { SandboxOrder, Tally } from './orders/order';
import type { PaymentState } from './payments/paymentStates';

/** What really happened to one order's payment, whatever was answered. Money in minor units of `currency`. */
export interface Truth extends Tally {
	orderId: number;
	state: PaymentState;
	statusId: number;
	currency: string;
	authorized: number;
}

export function truthOf(order: SandboxOrder): Truth {
	const { id, state, statusId, currency, authorized, tally } = order;
	return { orderId: id, state, statusId, currency, authorized, ...tally };
}
