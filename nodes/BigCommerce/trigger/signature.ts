import { createHmac, timingSafeEqual } from 'node:crypto';

/** Names in lower case, as Node gives them. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** `unsigned` says nothing against a delivery: whether every store signs is not published. */
export type SignatureCheck = { kind: 'good' } | { kind: 'unsigned' } | { kind: 'bad'; reason: string };

/** How far the sender's clock may be from ours, in seconds; the published library's own value. */
const TOLERANCE = 5 * 60;

/**
 * Checks a delivery as the Standard Webhooks specification says: HMAC-SHA256 of `id.timestamp.body` with the API
 * account's client secret. The bytes of the body as they came are what is signed; JSON written anew would differ.
 * `webhook-signature` may hold several, separated by spaces, while a secret is being exchanged; one that fits is
 * enough.
 *
 * Sources: BigCommerce's webhook overview ("secret: base64 of the client secret", which the library decodes again),
 * standard-webhooks/standard-webhooks `spec/standard-webhooks.md`.
 * @param now milliseconds since 1970
 */
export function checkSignature(headers: Headers, body: Buffer, clientSecret: string, now: number): SignatureCheck {
	const id = headers['webhook-id'];
	const timestamp = headers['webhook-timestamp'];
	const signatures = headers['webhook-signature'];
	if (id === undefined && timestamp === undefined && signatures === undefined) return { kind: 'unsigned' };
	if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') {
		return bad('it carries some of the signature headers, not all');
	}
	if (!/^\d{1,12}$/.test(timestamp)) return bad('its signature has no readable time');
	const age = now / 1000 - Number(timestamp);
	if (Math.abs(age) > TOLERANCE) {
		return bad(
			`its signature is ${Math.round(Math.abs(age))} seconds ${age > 0 ? 'old' : 'ahead'}; check this computer's clock`,
		);
	}
	const expected = createHmac('sha256', clientSecret).update(`${id}.${timestamp}.`).update(body).digest();
	const fits = signatures.split(' ').some((signature) => isSignature(signature, expected));
	return fits ? { kind: 'good' } : bad("its signature does not fit; check the credential's 'Client Secret'");
}

function isSignature(text: string, expected: Buffer): boolean {
	// Only `v1` is this scheme; other versions stand beside it and are for others to check.
	if (!text.startsWith('v1,')) return false;
	const given = Buffer.from(text.slice('v1,'.length), 'base64');
	return given.length === expected.length && timingSafeEqual(given, expected);
}

function bad(reason: string): SignatureCheck {
	return { kind: 'bad', reason };
}
