/**
 * What goes into the store and what comes out of it, without HTTP:
 * `server.ts` puts it on a socket, tests drive it directly on a virtual clock.
 */

/** One API request. Header names are lower-case; `path` has no query string. */
export interface StoreRequest {
	method: string;
	/** e.g. `/stores/sandbox/v2/orders/118` */
	path: string;
	query: Record<string, string>;
	headers: Record<string, string>;
	body: string;
}

/** What the caller sees of it. State has changed by the time this is returned; only the answer may be late. */
export type StoreReply =
	| { kind: 'answer'; status: number; headers: Record<string, string>; body: string; delayMs: number }
	/** The connection is cut without an answer. */
	| { kind: 'reset'; delayMs: number }
	/** Never answered. */
	| { kind: 'hang' };

/** A path below `/stores/{hash}` that the store serves; the name used in the log, the counters and the faults. */
export const ENDPOINTS = [
	'capture',
	'void',
	'transactions',
	'refundQuote',
	'refundCreate',
	'orderRefunds',
	'refundGet',
	'refundList',
	'orderGet',
	'orderUpdate',
	'orderList',
	'orderProducts',
	'orderShipments',
	'shipmentCreate',
	'orderShippingAddresses',
	'orderCoupons',
	'orderFees',
	'orderStatuses',
	'metafieldList',
	'metafieldBatchCreate',
	'metafieldBatchUpdate',
	'metafieldBatchDelete',
	'orderMetafieldList',
	'orderMetafieldCreate',
	'orderMetafieldGet',
	'orderMetafieldUpdate',
	'orderMetafieldDelete',
	'hookCreate',
	'hookList',
	'hookAdmin',
	'hookAdminUpdate',
	'hookGet',
	'hookUpdate',
	'hookDelete',
] as const;

export type Endpoint = (typeof ENDPOINTS)[number];
