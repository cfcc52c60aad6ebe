import type { Fault } from '../faults';
import type { PaymentState } from '../payments/paymentStates';

export interface LineInput {
	name: string;
	sku?: string;
	/** Default 1. */
	quantity?: number;
	/** For one piece, tax included. */
	price: string | number;
	/** How many were shipped already. */
	quantityShipped?: number;
}

/** An authorization from before the one that stands. */
export interface AuthorizationInput {
	amount: string | number;
	/** Default `voided`; `standing` is a second one beside that of the order. */
	state?: 'voided' | 'declined' | 'standing';
	gateway?: string;
}

/** What an order may be asked to look like. Everything has a default; money is a decimal (`"25.00"`). */
export interface OrderInput {
	/** The next free id if left out. */
	id?: number;
	/** `Ada Lovelace`; made up from the id if left out. */
	customerName?: string;
	email?: string;
	company?: string;
	/** 0 is a guest. */
	customerId?: number;
	/** Default: the lines, shipping and fees added up; 25 where there are no lines either. */
	total?: string | number;
	currency?: string;
	displayCurrency?: string;
	storeCredit?: string | number;
	giftCertificate?: string | number;
	lines?: LineInput[];
	shippingCost?: string | number;
	fees?: Array<{ name: string; cost: string | number }>;
	/** Whole percent of tax inside all prices. Default 0. */
	taxPercent?: number;
	state?: PaymentState;
	/** Authorizations from before; they may be of another amount or gateway. */
	earlierAuthorizations?: AuthorizationInput[];
	/** The gateway's fraud filter asks for a look; the order is Manual Verification Required by default. */
	fraudReview?: boolean;
	/** Default: the usual one of the payment's state. */
	statusId?: number;
	gateway?: string;
	paymentMethod?: string;
	/** Milliseconds since 1970; `ageDays` counts back from now instead. */
	createdAt?: number;
	ageDays?: number;
	modifiedAt?: number;
	channelId?: number;
	externalId?: string;
	externalMerchantId?: string;
	externalOrderId?: string;
	externalSource?: string;
	staffNotes?: string;
	customerMessage?: string;
	archived?: boolean;
	captureDelayMs?: number;
	faults?: Fault[];
}
