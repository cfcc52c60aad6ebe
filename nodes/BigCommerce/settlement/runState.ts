import type { ApiClient } from '../api/client';
import type { Clock } from '../api/http';
import type { Claims } from './claims';
import type { End, Watch } from './decisions';
import { isSuccess, type Code, type Settlement } from './outcome';
import type { Payment } from './payment';
import { PaymentReader, type Look } from './paymentReader';
import { Turnstile } from './turnstile';
import { worksOf, type RunTerms, type SettlementRequest, type Work } from './work';

/** What the engine works with; no n8n in it. */
export interface Tools {
	client: ApiClient;
	clock: Clock;
	claims: Claims;
	signal?: AbortSignal;
	/** Called when an order is at its end. */
	onSettled?(settlement: Settlement, left: number): void;
}

/**
 * Where each order of a run is: to be read, ready to be sent, watched, or at its end. The loops that read, send
 * and watch only move orders on through the methods here.
 */
export class RunState {
	readonly works: Work[];
	readonly reader: PaymentReader;
	/** Orders to be read before sending, and orders that may be sent. */
	toRead: Work[] = [];
	ready: Work[] = [];
	readonly watched = new Set<Work>();
	/** Orders not at their end. */
	open: number;
	failures = 0;
	/** Wakes the senders, and the watcher. */
	readonly forSenders = new Turnstile();
	readonly forWatcher = new Turnstile();

	constructor(
		requests: SettlementRequest[],
		readonly terms: RunTerms,
		readonly tools: Tools,
	) {
		this.works = worksOf(requests);
		this.open = this.works.length;
		this.reader = new PaymentReader(tools.client);
	}

	now(): number {
		return this.tools.clock.now();
	}

	/** Puts an order back to be read: what is known of it is too old to act upon. */
	readAgain(work: Work): void {
		if (work.settlement !== null) return;
		this.leaveChunk(work);
		this.toRead.push(work);
		this.forSenders.turn();
	}

	/** Watches an order that was, or may have been, accepted. */
	watch(work: Work, reason: Watch['reason'], how: { ours: boolean; sawPending?: boolean; since?: number }): void {
		const now = this.now();
		work.watch = { reason, since: how.since ?? now, sawPending: how.sawPending ?? false, ours: how.ours, attempts: work.attempts };
		work.looks = 0;
		work.lastLook = now;
		this.watched.add(work);
		this.leaveChunk(work);
		// A postponed order has no hurry, and waking the watcher for each of thousands would cost.
		if (!this.isPostponed(work)) this.forWatcher.turn();
		this.forSenders.turn();
	}

	/** Whether others of the order's chunk are still to be sent, so that it is better looked at with them. */
	isPostponed(work: Work): boolean {
		return work.chunk !== null && work.chunk.open > 0 && this.terms.stopAfterFailures === null;
	}

	/** Ends a watched order. Where its result is final, a later look shows the truth. */
	finish(work: Work, end: End): void {
		if (end.outcome !== 'pending' && end.outcome !== 'unknown') this.tools.claims.noteClosed(work.orderId);
		this.end(work, end.outcome, end.code, end.changed);
	}

	/** Brings an order to its end. Only the first end counts. */
	end(work: Work, outcome: Settlement['outcome'], code: Code, changed = false): void {
		if (work.settlement !== null) return;
		const settlement = this.settlementOf(work, outcome, code, changed);
		work.settlement = settlement;
		this.watched.delete(work);
		this.leaveChunk(work);
		work.claim?.release();
		work.claim = null;
		this.open--;
		if (!isSuccess(settlement) && outcome !== 'blocked' && outcome !== 'cancelled') this.failures++;
		this.tools.onSettled?.(settlement, this.open);
		this.forSenders.turn();
		if (this.open === 0) this.forWatcher.turn();
	}

	/** The end of an order when the execution was stopped: of what was sent, only what is known is said. */
	endStopped(work: Work): void {
		if (work.watch?.reason === 'following') return this.end(work, 'pending', 'stoppedWhileSending', work.watch.ours);
		if (work.attempts > 0) return this.end(work, 'unknown', 'stoppedWhileSending');
		this.end(work, 'cancelled', 'stoppedBeforeSending');
	}

	/** Ends all orders but those whose call is on its way: its answer says what became of them. */
	stop(): void {
		this.toRead = [];
		this.ready = [];
		for (const work of this.works) if (!work.isSending) this.endStopped(work);
	}

	/** Takes down what a look showed. */
	see(work: Work, look: Extract<Look, { kind: 'seen' }>): void {
		work.payment = withKnown(look.payment, work.payment);
		if (this.terms.keepOrder && look.order !== null) work.order = look.order.raw;
		this.note(work, 'read', look.payment.status === '' ? '(no payment status)' : look.payment.status);
	}

	/** Adds a line to the order's attempt log. */
	note(work: Work, did: string, saw: string): void {
		work.log.push({ at: this.tools.clock.wallTime(), did, saw });
	}

	/** Takes an order out of its chunk's count of orders still to be sent. */
	leaveChunk(work: Work): void {
		if (!work.isInChunk || work.chunk === null) return;
		work.isInChunk = false;
		work.chunk.open--;
		if (work.chunk.open === 0) this.forWatcher.turn();
	}

	private settlementOf(work: Work, outcome: Settlement['outcome'], code: Code, changed: boolean): Settlement {
		const isProved = outcome === 'captured' || outcome === 'voided';
		return {
			orderId: work.orderId,
			outcome,
			code,
			changed,
			payment: work.payment,
			order: work.order,
			requestedAt: work.requestedAt,
			settledAt: isProved && changed ? this.tools.clock.wallTime() : null,
			attempts: work.attempts,
			failure: work.failure,
			note: work.blocked.values().next().value ?? null,
			log: work.log,
		};
	}
}

/** The authorization's own amount and date, where they were read, are better than what the order shows. */
function withKnown(seen: Payment, known: Payment | null): Payment {
	if (known === null || seen.seenIn === 'transactions') return seen;
	return { ...seen, amount: known.amount ?? seen.amount, authorizedAt: known.authorizedAt ?? seen.authorizedAt };
}
