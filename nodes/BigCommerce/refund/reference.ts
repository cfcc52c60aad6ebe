import { createHash } from 'node:crypto';
import type { Refund } from '../api/refunds';

/**
 * BigCommerce has no idempotency key for refunds, and two refunds of the same amount may both be meant. So each
 * refund carries a reference in its reason, which reads and the control panel show: `Damaged [ref: RMA-17]`. A
 * refund whose reference is on the order is not made again.
 */
export type Reference = string & { readonly brand: unique symbol };

// The marker ends in a bracket, so that RMA-1 is not found in RMA-17.
const ALLOWED = /^[A-Za-z0-9](?:[A-Za-z0-9 ._:/#-]{0,62}[A-Za-z0-9])?$/;
const LONGEST_REASON = 1000;

/** Reads a reference that a person or a workflow gave. */
export function parseReference(value: unknown): { ok: true; reference: Reference } | { ok: false; reason: string } {
	const text =
		typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim().replace(/\s+/g, ' ') : '';
	if (isReference(text)) return { ok: true, reference: text };
	return {
		ok: false,
		reason:
			"'Reference' must be 1 to 64 letters, digits, spaces and the signs . _ : / # - , beginning and ending with a letter or digit.",
	};
}

/** A reference that stands for these parts: the same for the same, another for any other. */
export function referenceFor(parts: Array<string | number>): Reference {
	const digest = `n8n-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)}`;
	if (!isReference(digest)) throw new Error('a digest is a reference');
	return digest;
}

function isReference(text: string): text is Reference {
	return ALLOWED.test(text);
}

/** The reason as it is sent: what was typed, cut where it is too long, and the reference. */
export function reasonWith(reason: string, reference: Reference): string {
	const marker = markerOf(reference);
	const text = reason
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, LONGEST_REASON - marker.length - 1);
	return text === '' ? marker : `${text} ${marker}`;
}

function markerOf(reference: Reference): string {
	return `[ref: ${reference}]`;
}

/** Whether a refund carries the reference. */
export function hasReference(refund: Refund, reference: Reference): boolean {
	const marker = markerOf(reference);
	return refund.reasons.some((reason) => reason.includes(marker));
}

/** The order's refund with this reference that was not declined, or null. */
export function findByReference(refunds: Refund[], reference: Reference): Refund | null {
	return (
		refunds.find(
			(refund) => hasReference(refund, reference) && refund.payments.some(({ isDeclined }) => !isDeclined),
		) ?? null
	);
}
