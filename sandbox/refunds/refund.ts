import type { LedgerSource } from '../ledger';

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
	/** From when on lists show it. */
	visibleFrom: number;
	/** Who asked for it. */
	source: LedgerSource;
	/** Minor units. */
	total: number;
	tax: number;
	usesOverride: boolean;
	items: RefundItem[];
	payments: RefundPayment[];
}

export interface RefundPlan {
	source: LedgerSource;
	total: number;
	tax: number;
	usesOverride: boolean;
	items: RefundItem[];
	payments: Array<Pick<RefundPayment, 'providerId' | 'amount' | 'offline'>>;
	createdAt: number;
	visibleFrom: number;
}
