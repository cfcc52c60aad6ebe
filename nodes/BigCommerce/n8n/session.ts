import { NodeOperationError, type IAllExecuteFunctions } from 'n8n-workflow';
import { StoreTime, tellingTime } from '../session/storeTime';
import { ApiClient } from '../api/client';
import { systemClock, wakeAfter } from './clock';
import { TokenAccess } from '../api/tokenAccess';
import { readStoreAddress } from '../api/storeAddress';
import { DEFAULT_SESSION, type Session, type SessionOptions } from '../session/session';
import { SharedStores } from '../session/sharedStores';
import { CREDENTIAL, KeptCredential } from './credential';
import { httpThrough, stopSignalOf } from './transport';

const stores = new SharedStores(systemClock, wakeAfter);

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
	const { lane, claims, turns, readable, release } = stores.acquire(read.address);
	const signal = stopSignalOf(context);
	const storeTime = new StoreTime(systemClock);
	const kept = new KeptCredential(credential, async () => await context.getCredentials(CREDENTIAL), systemClock.now);
	const http = tellingTime(httpThrough(context, read.address, kept), storeTime, systemClock);
	const onThrottled = (waitMs: number) =>
		context.logger.warn(`BigCommerce: the API quota frees up in ${Math.round(waitMs / 1000)} s only; nothing was sent`);
	const token = String(credential.accessToken);
	const allowed = readable.get(token) ?? new Set<string>();
	readable.set(token, allowed);
	const run = lane.join({ maxConcurrency, quotaReserve, maxThrottleWaitMs, signal, onThrottled });
	return {
		address: read.address,
		client: new ApiClient(http, run, systemClock, requestTimeout, signal, new TokenAccess(allowed)),
		claims,
		turns,
		storeTime,
		clock: systemClock,
		signal,
		use: run.use,
		close: () => {
			run.leave();
			release();
		},
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
