import type { Faults } from '../faults/armedFaults';
import type { StaleReads } from '../faults/readFaults';
import type { Gateway } from '../payments/gateways';
import type { PaymentState } from '../payments/paymentStates';
import type { SandboxTransaction } from '../payments/transaction';
import type { SandboxRefund } from '../refunds/refund';
import type { LedgerSource } from '../ledger';

/** A capture or void on its way to the gateway. */
export interface PaymentJob {
	id: number;
	action: 'capture' | 'void';
	source: LedgerSource;
	/** What the gateway will say; `stuck` never says anything by itself. */
	result: 'ok' | 'declined' | 'stuck';
	/** What it says where it refuses. */
	refusal: { code: string; message: string };
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

/** What an order was from a moment on, as far as it changes. */
export interface OrderVersion {
	at: number;
	state: PaymentState;
	statusId: number;
	modifiedAt: number;
	total: number;
	totalTax: number;
	staffNotes: string;
	transactionCount: number;
}

/** What reads go on showing when a change is late in becoming visible. */
export interface Shadow {
	until: number;
	reads: StaleReads;
	version: OrderVersion;
}

/** How often what really happened; money in minor units. The ledger in numbers, kept per order. */
export interface Tally {
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

/** One order of the store: what it really is. What reads show of it is worked out in `orderView.ts`. */
export interface SandboxOrder {
	readonly id: number;
	readonly createdAt: number;
	modifiedAt: number;
	/** The currency the shopper pays in: `default_currency_code`. */
	readonly currency: string;
	/** `currency_code`, the currency shown in the storefront (docs/bigcommerce-api.md, Orders: currency). */
	readonly displayCurrency: string;
	/** All money in minor units. An edit changes the total; the authorization stays as it was. */
	total: number;
	totalTax: number;
	readonly storeCredit: number;
	readonly giftCertificate: number;
	readonly shippingCost: number;
	readonly shippingTax: number;
	/** What the authorization that stands is for: the total at checkout less store credit and gift certificates. */
	authorized: number;
	/** Its transaction; null before there is one. */
	standingId: number | null;
	/** What the gateway itself knows of the money, where somebody moved it there behind the store's back. */
	atGateway: 'open' | 'captured' | 'voided';
	readonly gateway: Gateway;
	readonly paymentMethod: string;
	state: PaymentState;
	/** The gateway asks for a look at it: `fraud_review` of its transactions. */
	fraudReview: boolean;
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
	externalMerchantId: string | null;
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
	/** What it was, oldest first, the present last. */
	versions: OrderVersion[];
	shadow: Shadow | undefined;
	/** Until when another refund finds the order busy. */
	refundBusyUntil: number;
	/** The part of the v2 body that seldom changes, as JSON members; dropped by updates. */
	bodyText: string | undefined;
}
