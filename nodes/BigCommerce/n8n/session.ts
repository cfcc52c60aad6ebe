import { NodeOperationError, type IAllExecuteFunctions } from 'n8n-workflow';
import { Claims } from '../session/claims';
import { OrderTurns } from '../session/orderTurns';
import { StoreTime, tellingTime } from '../session/storeTime';
import { ApiClient } from '../api/client';
import { systemClock } from './clock';
import type { Clock } from '../api/http';
import { Lane, type LaneUse } from '../api/lane';
import { readStoreAddress, type StoreAddress } from '../api/storeAddress';
import { CREDENTIAL, httpThrough, stopSignalOf } from './transport';

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

/** What all executions of this process share of one store. */
interface SharedStore {
	lane: Lane;
	claims: Claims;
	turns: OrderTurns;
}

const stores = new Map<string, SharedStore>();

/**
 * Opens the connection to the store of the node's credential.
 * @throws NodeOperationError where the credential does not say which store
 */
export async function openSession(
	context: IAllExecuteFunctions,
	terms: Partial<SessionOptions> = {},
): Promise<Session> {
	const { maxConcurrency, quotaReserve, requestTimeout, maxThrottleWaitMs } = { ...DEFAULT_SESSION, ...terms };
	const credential = await context.getCredentials(CREDENTIAL);
	const read = readStoreAddress(credential.storeHash, credential.apiUrl);
	if (!read.ok) throw new NodeOperationError(context.getNode(), read.reason);
	const { lane, claims, turns } = sharedStore(read.address);
	const signal = stopSignalOf(context);
	const storeTime = new StoreTime(systemClock);
	const http = tellingTime(httpThrough(context, read.address), storeTime, systemClock);
	const onThrottled = (waitMs: number) =>
		context.logger.warn(`BigCommerce: the API quota frees up in ${Math.round(waitMs / 1000)} s only; nothing was sent`);
	const run = lane.join({ maxConcurrency, quotaReserve, maxThrottleWaitMs, signal, onThrottled });
	return {
		address: read.address,
		client: new ApiClient(http, run, systemClock, requestTimeout, signal),
		claims,
		turns,
		storeTime,
		clock: systemClock,
		signal,
		use: run.use,
		close: () => run.leave(),
	};
}

/** The store hash of the node's credential; null where it cannot be read, which `openSession` then says. */
export async function storeHashOf(context: IAllExecuteFunctions): Promise<string | null> {
	try {
		const { storeHash, apiUrl } = await context.getCredentials(CREDENTIAL);
		const read = readStoreAddress(storeHash, apiUrl);
		return read.ok ? read.address.storeHash : null;
	} catch {
		return null;
	}
}

function sharedStore({ apiUrl, storeHash }: StoreAddress): SharedStore {
	const key = `${apiUrl}/stores/${storeHash}`;
	const known = stores.get(key);
	if (known) return known;
	const store = { lane: new Lane(systemClock), claims: new Claims(), turns: new OrderTurns() };
	stores.set(key, store);
	return store;
}
