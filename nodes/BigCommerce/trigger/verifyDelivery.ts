import { isHookScope, type HookScope } from './events';
import { readNotification, type Notification } from './notification';
import { checkSignature, type Headers } from './signature';

/** A delivery as it came. */
export interface Delivery {
	headers: Headers;
	/** The bytes of the body, where there are any. */
	body: unknown;
	/** Milliseconds since 1970. */
	at: number;
}

/** What a delivery to this trigger must agree with. */
export interface Expected {
	storeHash: string;
	/** The API account's, or empty where the credential has none: then signatures are not looked at. */
	clientSecret: string;
	/**
	 * Whether its hooks may sign with another secret: the credential was changed after they were made. Then a signature
	 * that does not fit says nothing, and the hook's own secret, which was checked before, is the proof.
	 */
	signsOtherwise: boolean;
}

/** A notification of one of the scopes that the package subscribes to. */
export interface KnownNotification extends Notification {
	scope: HookScope;
}

export type Verification =
	| { ok: true; notification: KnownNotification }
	/** `status` is what to answer, `reason` follows on "A delivery was refused: ". */
	| { ok: false; status: 400 | 401 | 413; reason: string };

/**
 * Lets a delivery in that carries the hook's secret, or says why not. Cheap checks come first, and the signature
 * before the content is believed; a refused delivery starts nothing and is remembered nowhere.
 */
export function verifyDelivery(
	{ headers, body, at }: Delivery,
	{ storeHash, clientSecret, signsOtherwise }: Expected,
): Verification {
	const read = readNotification(body);
	if (clientSecret !== '' && Buffer.isBuffer(body) && (read.ok || read.status !== 413)) {
		const check = checkSignature(headers, body, clientSecret, at);
		if (check.kind === 'bad' && !signsOtherwise) return { ok: false, status: 401, reason: check.reason };
	}
	if (!read.ok) return read;
	const { notification } = read;
	if (notification.storeHash !== storeHash) {
		return {
			ok: false,
			status: 401,
			reason: `it is the event of another store (${notification.storeHash.slice(0, 64)})`,
		};
	}
	const { scope } = notification;
	if (!isHookScope(scope)) return { ok: false, status: 400, reason: `its scope is not known (${scope.slice(0, 64)})` };
	return { ok: true, notification: { ...notification, scope } };
}
