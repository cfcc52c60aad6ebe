import type { ApiClient } from '../api/client';
import type { Clock } from '../api/http';
import type { LogEntry } from '../payment/commonOutcome';
import type { Guards } from '../payment/guards';
import type { OrderId } from '../model/orderId';
import type { Claims } from '../session/claims';
import type { StoreClaims } from '../session/storeClaims';
import type { RefundDestination } from './method';
import type { Reference } from './reference';
import type { RefundSelection } from './selection';

/** One refund as it is asked for. Times in milliseconds. */
export interface RefundRequest {
	orderId: OrderId;
	selection: RefundSelection;
	to: RefundDestination;
	reason: string;
	naming: RefundNaming;
	guards: Guards;
	allowOffline: boolean;
	dryRun: boolean;
	/** How long one call may take. */
	requestTimeout: number;
	/** How long a refund in doubt is looked for, and a provider's answer waited for. */
	resultTimeout: number;
	/** How long a refund may take to show in the order's list. */
	verificationWindow: number;
}

/** How the refund is named. */
export interface RefundNaming {
	/** Whether the user gave the reference. */
	isGiven: boolean;
	/** The reference; one that was not given is derived from the canonical selection. */
	referenceOf(canonicalSelection: string): Reference;
	/** Whether an earlier run of this execution sent the refund with this reference, or may have. */
	wasSent(reference: Reference): boolean;
}

/** What a refund works with; no n8n in it. */
export interface Dependencies {
	client: ApiClient;
	clock: Clock;
	claims: Claims;
	/** Claims that all processes share, of this refund alone, where it asks for them. */
	storeClaims?: StoreClaims;
	signal?: AbortSignal;
}

/** One refund on its way. */
export interface RefundContext extends Dependencies {
	request: RefundRequest;
	/** What was sent and seen so far, in order. */
	log: LogEntry[];
	/** Since when another process has kept the order from being refunded, lane clock. */
	heldSince: number | null;
}

/** Opens the attempt log of a refund. */
export function contextFor(request: RefundRequest, dependencies: Dependencies): RefundContext {
	return { ...dependencies, request, log: [], heldSince: null };
}

/** Adds a line to the attempt log. */
export function record({ log, clock }: Pick<RefundContext, 'log' | 'clock'>, did: string, saw: string): void {
	log.push({ at: clock.wallTime(), did, saw });
}
