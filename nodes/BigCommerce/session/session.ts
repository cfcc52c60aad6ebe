import type { ApiClient } from '../api/client';
import type { Clock } from '../api/http';
import type { LaneUse } from '../api/lane';
import type { StoreAddress } from '../api/storeAddress';
import type { Claims } from './claims';
import type { OrderTurns } from './orderTurns';
import type { StoreTime } from './storeTime';

/** How one execution calls the store. Times in milliseconds. */
export interface SessionOptions {
	/** Calls at once, 1–50. */
	maxConcurrency: number;
	/** Percent of the quota left to the store's other apps, 0–90. */
	quotaReserve: number;
	/** How long one call may take. */
	requestTimeout: number;
	/** How long 429s are waited out. */
	maxThrottleWaitMs: number;
}

export const DEFAULT_SESSION: SessionOptions = {
	maxConcurrency: 10,
	quotaReserve: 10,
	requestTimeout: 30_000,
	maxThrottleWaitMs: 60_000,
};

/** One execution's connection to its store. `close` must follow. */
export interface Session {
	address: StoreAddress;
	client: ApiClient;
	claims: Claims;
	/** Turns at writing to an order. */
	turns: OrderTurns;
	/** The store's own clock. */
	storeTime: StoreTime;
	clock: Clock;
	signal?: AbortSignal;
	use: Readonly<LaneUse>;
	close(): void;
}
