/** The body of a delivery and its signature (docs/bigcommerce-api.md, Webhooks: payload, signature). */
import { createHash, createHmac } from 'node:crypto';

import { toUnix } from '../dates';
import type { StoreSettings } from '../settings';

/** What a hook may tell; `data` is the event's own, before the envelope is put around it. */
export interface HookEvent {
	scope: string;
	/** Milliseconds since 1970. */
	at: number;
	data: Record<string, unknown>;
}

/** The JSON text that is sent, the same for every repetition of one event. */
export function payloadText(settings: StoreSettings, { scope, at, data }: HookEvent): string {
	const producer = `stores/${settings.storeHash}`;
	const envelope = { created_at: toUnix(at), store_id: settings.storeId, scope, data };
	const hashed = settings.hookHashCovers === 'data' ? data : { producer, ...envelope };
	const hash = createHash('sha1').update(JSON.stringify(hashed)).digest('hex');
	return JSON.stringify({ producer, hash, ...envelope });
}

/** Headers of the Standard Webhooks specification; the key is the client secret's own bytes. */
export function signatureHeaders(
	clientSecret: string,
	webhookId: string,
	at: number,
	body: string,
): Record<string, string> {
	const timestamp = String(toUnix(at));
	const signature = createHmac('sha256', clientSecret).update(`${webhookId}.${timestamp}.${body}`).digest('base64');
	return { 'webhook-id': webhookId, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
