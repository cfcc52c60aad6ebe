import type { StoreContext } from '../context';
import type { SandboxOrder } from '../orders/order';

export type RefundItemType = 'PRODUCT' | 'GIFT_WRAPPING' | 'SHIPPING' | 'HANDLING' | 'ORDER' | 'FEE' | 'TAX';

/** A line of a refund as it was asked for; amounts in minor units. */
export interface RefundItem {
	type: RefundItemType;
	itemId: number;
	/** Set for PRODUCT and GIFT_WRAPPING. */
	quantity: number | null;
	/** Set for the others. */
	amount: number | null;
	reason: string;
	/** Deductions from a product's refund, negative. */
	adjustments: Array<{ amount: number; description: string }>;
}

export interface RefundPayment {
	id: number;
	providerId: string;
	/** Minor units. */
	amount: number;
	offline: boolean;
	state: 'pending' | 'done' | 'declined';
	declinedMessage: string;
	transactionId: number | null;
}

export interface SandboxRefund {
	id: number;
	orderId: number;
	createdAt: number;
	reason: string;
	/** Minor units. */
	total: number;
	tax: number;
	usesOverride: boolean;
	items: RefundItem[];
	payments: RefundPayment[];
}

/** A refund that is done, of a whole amount to one provider. */
export function newRefund(
	ctx: StoreContext,
	order: SandboxOrder,
	{ total, providerId, at }: { total: number; providerId: string; at: number },
): SandboxRefund {
	return {
		id: ctx.nextId('refund'),
		orderId: order.id,
		createdAt: at,
		reason: '',
		total,
		tax: 0,
		usesOverride: false,
		items: [{ type: 'ORDER', itemId: order.id, quantity: null, amount: total, reason: '', adjustments: [] }],
		payments: [
			{
				id: ctx.nextId('refundPayment'),
				providerId,
				amount: total,
				offline: false,
				state: 'done',
				declinedMessage: '',
				transactionId: order.transactions.find(({ event }) => event === 'refund')?.id ?? null,
			},
		],
	};
}
