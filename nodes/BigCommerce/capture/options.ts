import type { ApiClient } from '../api/client';
import type { Clock } from '../api/http';
import type { Settlement } from '../payment/outcome';
import type { Claims } from '../session/claims';
import type { StoreClaims } from '../session/storeClaims';
import type { CaptureOptions } from './decisions';

/** What was asked for of a whole run. */
export interface RunOptions extends CaptureOptions {
	/** Orders worked at once. */
	maxConcurrency: number;
	/** Orders in one run at most; those beyond are blocked. */
	maxOrders: number | null;
	/** Failures after which nothing more is sent. */
	stopAfterFailures: number | null;
	/** Whether the order as BigCommerce sent it is to be in the settlement. */
	keepOrder: boolean;
}

/** What the engine works with; no n8n in it. */
export interface Dependencies {
	client: ApiClient;
	clock: Clock;
	claims: Claims;
	/** Claims that all processes share, where they are asked for. */
	storeClaims?: StoreClaims;
	signal?: AbortSignal;
	/** Called when an order is settled. */
	onSettled?(settlement: Settlement, left: number): void;
}
