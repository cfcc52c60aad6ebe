import type { ApiClient } from '../api/client';
import type { Clock } from '../api/http';
import type { Settlement } from '../payment/outcome';
import type { Claims } from '../session/claims';
import type { StoreClaims } from '../session/storeClaims';
import type { OrderTurns } from '../session/orderTurns';
import type { Action } from '../payment/action';
import type { Counted } from './counted';

/** What the person running the node asked for; one set for all orders of a run. Times in milliseconds. */
export interface CaptureOptions {
	action: Action;
	dryRun: boolean;
	waitForResult: boolean;
	alreadySettled: 'succeed' | 'fail';
	resultTimeout: number;
	verificationWindow: number;
}

/** What was asked for of one order. */
export interface OrderOptions extends CaptureOptions {
	/** Whether the order as BigCommerce sent it, and the log of its attempts, are to be in the settlement. */
	keepOrder: boolean;
	/** What is done with the order once its payment is settled; nothing where it is not given. */
	afterwards?: Afterwards;
}

/** What is done with an order once its payment is settled. Null: nothing. */
export interface Afterwards {
	statusOnSuccess: number | null;
	statusOnFailure: number | null;
	staffNote: string | null;
}

/** What was asked for of a whole run; the options of an order hold for those that have none of their own. */
export interface RunOptions extends OrderOptions {
	/** Orders worked at once. */
	maxConcurrency: number;
	/** Orders in one run at most; those beyond are blocked. */
	maxOrders: number | null;
	/** Failures after which nothing more is sent. */
	stopAfterFailures: number | null;
	/** Sums that what the run moves may not exceed, in one currency; none where it is not given. */
	maxTotals?: Array<string | number>;
}

/** What the engine works with; no n8n in it. */
export interface Dependencies {
	client: ApiClient;
	clock: Clock;
	claims: Claims;
	/** Claims that all processes share, where they are asked for. */
	storeClaims?: StoreClaims;
	/** Turns at writing to an order, shared by the executions of the process; the run's own where there are none. */
	turns?: OrderTurns;
	/** What earlier runs of the same execution have counted towards the limits. */
	counted?: Counted;
	signal?: AbortSignal;
	/** Called when an order is settled. */
	onSettled?(settlement: Settlement, left: number): void;
}
