import type { ApiFailure } from '../api/failure';
import type { OrderId } from '../model/orderId';

/** What captures, voids and refunds have in common: outcomes, codes, and what is known of an order's end. */

/**
 * Outcomes of the error branch that captures, voids and refunds share; `invalidOrderId` is found before there is an
 * order.
 */
export type CommonFailure =
	'declined' | 'blocked' | 'notFound' | 'unauthorized' | 'throttled' | 'unavailable' | 'unknown' | 'cancelled';

/** Codes that captures, voids and refunds share: why, as a stable word for workflows to branch on. */
export type CommonCode =
	| 'done'
	| 'alreadyDone'
	| 'resultTimeout'
	| 'dryRun'
	| 'refusedByGateway'
	| 'wrongState'
	| 'refusedByBigCommerce'
	| 'guard'
	| 'claimDenied'
	| 'claimFailed'
	| 'orderNotFound'
	| 'tokenRefused'
	| 'scopeMissing'
	| 'quotaExhausted'
	| 'serverUnavailable'
	| 'unreadableAnswer'
	| 'neverConnected'
	| 'resultUnproved'
	| 'stoppedBeforeSending'
	| 'stoppedWhileSending';

export interface CommonFacts {
	orderId: OrderId;
	/** Whether this run did it. */
	changed: boolean;
	/** Calls to do it that this run sent for the order. */
	attempts: number;
	/** The last failed response. */
	failure: ApiFailure | null;
	/** What a guard, a check or the API said; a sentence. */
	note: string | null;
	/** What was sent and seen, in order. */
	log: LogEntry[];
}

/** One line of an order's attempt log. */
export interface LogEntry {
	/** Milliseconds since 1970. */
	at: number;
	/** `read`, `capture`, `void`, `transactions` …. */
	did: string;
	/** What came back: a payment status, an HTTP status, an error code. */
	saw: string;
}

/** Whether money moved, as far as is known. */
export type MoneyMoved = 'no' | 'yes' | 'unknown';
