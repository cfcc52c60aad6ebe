import type { Refund } from '../api/refunds';
import { pauseBeforeRead } from './pause';
import { listRefunds } from './reading';
import { findByReference, hasReference, type Reference } from './reference';
import { record, type RefundContext, type RefundRequest } from './request';

/** What reading the order's refunds showed of one that was sent. */
export type Verified = { kind: 'found'; refund: Refund } | { kind: 'absent' | 'unreadable' | 'stopped' };

/** The refund to look for. */
export interface ExpectedRefund {
	reference: Reference;
	/** Refunds that the order had before it was sent, by ID. */
	known: ReadonlySet<number>;
}

/**
 * The refund that the call made, declined or not; or null. It is one that was not there before and carries the
 * reference: one of the same amount that somebody makes in the control panel meanwhile is not ours.
 */
export function findCreatedRefund(refunds: Refund[], { reference, known }: ExpectedRefund): Refund | null {
	const created = refunds.filter((refund) => !known.has(refund.id) && hasReference(refund, reference));
	return findByReference(created, reference) ?? created[0] ?? null;
}

/**
 * Reads the order's refunds until the expected one shows, or `until` (lane clock) has passed. A read that fails says
 * nothing; the last one before the end says whether there is reason to think that it was not made.
 */
export async function verifyRefund(context: RefundContext, expected: ExpectedRefund, until: number): Promise<Verified> {
	const { clock, signal } = context;
	for (let reads = 0; ; reads++) {
		await clock.sleep(pauseBeforeRead(reads, until - clock.now()), signal);
		if (signal?.aborted) return { kind: 'stopped' };
		const isLast = clock.now() >= until;
		const verified = await readOnce(context, expected);
		if (verified.kind === 'found' || isLast) return verified;
	}
}

const READS_AFTER_REFUSAL = 2;

/** Reads the order's refunds after a clear no: an earlier request, or another run's, may be what it was refused for. */
export async function checkTwice(context: RefundContext, expected: ExpectedRefund): Promise<Verified> {
	const { clock, signal } = context;
	for (let reads = 0; ; reads++) {
		await clock.sleep(pauseBeforeRead(reads, Number.POSITIVE_INFINITY), signal);
		if (signal?.aborted) return { kind: 'stopped' };
		const verified = await readOnce(context, expected);
		if (verified.kind === 'found' || reads + 1 >= READS_AFTER_REFUSAL) return verified;
	}
}

async function readOnce(context: RefundContext, expected: ExpectedRefund): Promise<Verified> {
	const read = await listRefunds(context, context.request.orderId);
	if (!read.ok) return { kind: read.end.outcome === 'cancelled' ? 'stopped' : 'unreadable' };
	const refund = findCreatedRefund(read.value, expected);
	record(context, 'read refunds', refund === null ? 'not there' : `refund ${refund.id}`);
	return refund === null ? { kind: 'absent' } : { kind: 'found', refund };
}

/** How long a refund in doubt is looked for, in milliseconds from its answer. */
export function timeToShow({ resultTimeout, verificationWindow }: RefundRequest): number {
	return Math.max(resultTimeout, verificationWindow);
}
