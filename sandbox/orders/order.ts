import type { Faults } from '../faults';
import type { Gateway } from '../payments/gateways';
import type { PaymentState } from '../payments/paymentStates';
import type { SandboxTransaction } from '../payments/transactions';
import type { SandboxRefund } from '../refunds/refund';
import type { LedgerSource } from '../ledger';

/** A capture or void on its way to the gateway. */
export interface PaymentJob {
	id: number;
	action: 'capture' | 'void';
	source: LedgerSource;
	/** What the gateway will say; `stuck` never says anything by itself. */
	result: 'ok' | 'declined' | 'stuck';
	message: string;
	/** The transaction that announced it, where results come as created and updated. */
	transactionId?: number;
}

export interface OrderLine {
	id: number;
	productId: number;
	name: string;
	sku: string;
	quantity: number;
	/** Minor units, tax included, for one piece. */
	price: number;
	/** Minor units of tax inside `price`. */
	priceTax: number;
	quantityShipped: number;
}

export interface OrderFee {
	id: number;
	name: string;
	/** Minor units, tax included. */
	cost: number;
}

export interface SandboxShipment {
	id: number;
	createdAt: number;
	trackingNumber: string;
	shippingProvider: string;
	comments: string;
	items: Array<{ lineId: number; productId: number; quantity: number }>;
}

export interface Customer {
	/** 0 is a guest. */
	id: number;
	firstName: string;
	lastName: string;
	email: string;
	company: string;
}

/** What reads went on showing when a change is late in becoming visible. */
export interface Shadow {
	until: number;
	reads: 'all' | 'order' | 'transactions';
	paymentStatus: string;
	statusId: number;
	modifiedAt: number;
	transactionCount: number;
}

/** How often what really happened; money in minor units. The ledger in numbers, kept per order. */
export interface Tally {
	captureRequests: number;
	captureRequestsAccepted: number;
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

/** One order of the store: what it really is. What reads show of it is worked out in `orderView.ts`. */
export interface SandboxOrder {
	readonly id: number;
	readonly createdAt: number;
	modifiedAt: number;
	/** The currency the shopper pays in: `default_currency_code`. */
	readonly currency: string;
	/** `currency_code`, the currency shown in the storefront (facts §8, trap 17). */
	readonly displayCurrency: string;
	/** All money in minor units. */
	readonly total: number;
	readonly totalTax: number;
	readonly storeCredit: number;
	readonly giftCertificate: number;
	readonly shippingCost: number;
	readonly shippingTax: number;
	readonly gateway: Gateway;
	readonly paymentMethod: string;
	state: PaymentState;
	statusId: number;
	readonly customer: Customer;
	readonly lines: OrderLine[];
	readonly fees: OrderFee[];
	readonly addressId: number;
	readonly channelId: number;
	readonly cartId: string;
	staffNotes: string;
	customerMessage: string;
	externalId: string | null;
	externalOrderId: string;
	externalSource: string | null;
	shippedAt: number | null;
	archived: boolean;
	/** Overrides `captureDelayMs` of the settings. */
	readonly captureDelayMs: number | undefined;
	readonly faults: Faults;
	readonly jobs: PaymentJob[];
	readonly transactions: SandboxTransaction[];
	readonly refunds: SandboxRefund[];
	readonly shipments: SandboxShipment[];
	readonly tally: Tally;
	shadow: Shadow | undefined;
	/** Until when another refund finds the order busy. */
	refundBusyUntil: number;
	/** The part of the v2 body that seldom changes, as JSON members; dropped by updates. */
	bodyText: string | undefined;
}

/** What the gateway holds for the order: the total less what store credit and gift certificates paid. */
export function authorizedAmount(order: SandboxOrder): number {
	return order.total - order.storeCredit - order.giftCertificate;
}
