import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * The header that every hook of a trigger carries back. BigCommerce stores it with the hook and sends it with each
 * delivery.
 */
export const HOOK_HEADER = 'x-n8n-hook-secret';

/** A new secret: 32 random bytes, in characters that any header may hold. */
export function newSecret(): string {
	return randomBytes(32).toString('base64url');
}

/** Whether `given` is the secret, compared in a time that tells nothing about how much of it was right. */
export function isSecret(given: unknown, secret: string): boolean {
	if (typeof given !== 'string' || secret === '') return false;
	// Digests have one length, which the comparison needs and which keeps the secret's own length to itself.
	return timingSafeEqual(digest(given), digest(secret));
}

function digest(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
