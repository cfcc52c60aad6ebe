import { integerOf, isObject, textOf, type JsonObject } from '../api/json';

/** What BigCommerce says happened: the envelope, the same for every scope, and the scope's own `data`. */
export interface Notification {
	scope: string;
	/** Whose event it is, from `producer` (`stores/abc123`), lower case. */
	storeHash: string;
	/** SHA-1 over the payload; over which part of it is not published, so two events may share it. */
	hash: string | null;
	/** When it happened, in seconds since 1970. */
	createdAt: number | null;
	data: JsonObject;
}

export type ReadNotification =
	| { ok: true; notification: Notification }
	/** `status` is what to answer. */
	| { ok: false; status: 400 | 413; reason: string };

/** Real ones are below 1 KB. */
export const LONGEST_BODY = 64 * 1024;

/**
 * Reads the body of a delivery. Source: reference/webhooks.v3.yml and the published event samples.
 * @param body the bytes as they came; anything else is refused
 */
export function readNotification(body: unknown): ReadNotification {
	if (!Buffer.isBuffer(body) || body.length === 0) return refused('it has no body');
	if (body.length > LONGEST_BODY) {
		return {
			ok: false,
			status: 413,
			reason: `its body has ${body.length} bytes, and ${LONGEST_BODY} is the most taken`,
		};
	}
	const json = parsed(body);
	if (json === null) return refused('its body is not a JSON object');
	const scope = textOf(json, 'scope');
	const storeHash = /^stores\/([a-z0-9]+)$/i.exec(textOf(json, 'producer') ?? '')?.[1];
	if (scope === null || storeHash === undefined || !isObject(json.data)) {
		return refused("its body is not a BigCommerce event: 'scope', 'producer' or 'data' is missing");
	}
	return {
		ok: true,
		notification: {
			scope,
			storeHash: storeHash.toLowerCase(),
			hash: textOf(json, 'hash'),
			createdAt: timeOf(integerOf(json, 'created_at')),
			data: json.data,
		},
	};
}

/** A key `__proto__` has no place in an event; whoever sends one is trying something. */
function parsed(body: Buffer): JsonObject | null {
	let isClean = true;
	try {
		const json: unknown = JSON.parse(body.toString('utf8'), (key, value: unknown) => {
			if (key === '__proto__') isClean = false;
			return value;
		});
		return isClean && isObject(json) ? json : null;
	} catch {
		return null;
	}
}

/** Seconds that a date can be made of, or null. */
function timeOf(seconds: number | null): number | null {
	return seconds !== null && seconds > 0 && seconds < 1e11 ? seconds : null;
}

function refused(reason: string): ReadNotification {
	return { ok: false, status: 400, reason };
}
