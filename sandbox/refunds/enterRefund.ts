import type { StoreContext } from '../context';
import type { SandboxOrder } from '../orders/order';
import type { RefundPlan, SandboxRefund } from './refund';

/** Enters a refund with its payments pending. */
export function enterRefund(ctx: StoreContext, order: SandboxOrder, plan: RefundPlan): SandboxRefund {
	const refund: SandboxRefund = {
		...plan,
		id: ctx.nextId('refund'),
		orderId: order.id,
		payments: plan.payments.map((payment) => ({
			...payment,
			id: ctx.nextId('refundPayment'),
			state: 'pending',
			declinedMessage: '',
			transactionId: null,
		})),
	};
	order.refunds.push(refund);
	ctx.refunds.push(refund);
	return refund;
}
