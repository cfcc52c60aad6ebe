import type { ApiClient } from '../api/client';
import type { Clock } from '../api/http';
import { refusalsIn, type Action } from '../payment/action';
import { Chunks } from './chunks';
import type { Claims } from '../session/claims';
import type { End, Watch } from './decisions';
import type { ReadResult } from '../reading/readResult';
import { isFailure, type Code, type Settlement } from '../payment/outcome';
import type { Payment } from '../payment/payment';
import { PaymentReader } from '../reading/paymentReader';
import { Turnstile } from './turnstile';
import { settlementOf, worksOf, type RunOptions, type CaptureRequest, type Work } from './work';

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
 * Where each order of a run is: to be read, ready for what comes next, watched, or at its end. The loops that read,
 * send and watch only move orders on through the methods here.
 */
export class RunState {
	readonly works: Work[];
	readonly reader: PaymentReader;
	/** Orders to be read before sending, and orders for which it is known what comes next. */
	toRead: Work[] = [];
	ready: Work[] = [];
	readonly watched = new Set<Work>();
	readonly chunks = new Chunks(
		() => this.now(),
		() => this.forWatcher.turn(),
	);
	/** Orders not at their end. */
	open: number;
	failures = 0;
	/** Wakes the senders, and the watcher. */
	readonly forSenders = new Turnstile();
	readonly forWatcher = new Turnstile();
	/** Resolves when every order is at its end. */
	readonly done: Promise<void>;
	private isStopped = false;
	private resolveDone: () => void = () => {};

	constructor(
		requests: CaptureRequest[],
		readonly terms: RunOptions,
		readonly tools: Tools,
	) {
		this.works = worksOf(requests);
		this.open = this.works.length;
		this.reader = new PaymentReader(tools.client);
		this.done = new Promise((resolve) => (this.resolveDone = resolve));
		if (this.open === 0) this.resolveDone();
	}

	now(): number {
		return this.tools.clock.now();
	}

	/** Puts an order back to be read: what is known of it is too old to act upon. */
	readAgain(work: Work): void {
		if (work.settlement !== null) return;
		this.chunks.leave(work);
		this.toRead.push(work);
		this.forSenders.turn();
	}

	/** Watches an order that was, or may have been, accepted. */
	watch(work: Work, reason: Watch['reason'], how: { ours: boolean; sawPending?: boolean; since?: number }): void {
		if (work.settlement !== null) return;
		const now = this.now();
		const { ours, sawPending = false, since = now } = how;
		work.watch = { reason, since, sawPending, sawJournal: false, ours, attempts: work.attempts };
		work.looks = 0;
		work.lastLook = now;
		this.watched.add(work);
		this.chunks.leave(work);
		if (this.isStopped) return this.endStopped(work);
		// A postponed order has no hurry, and waking the watcher for each of thousands would cost.
		if (!this.isPostponed(work)) this.forWatcher.turn();
		this.forSenders.turn();
	}

	/** Whether others of the order's chunk are still to be sent, so that it is better looked at with them. */
	isPostponed(work: Work): boolean {
		return work.chunk !== null && work.chunk.open > 0 && this.terms.stopAfterFailures === null;
	}

	/** Whether there are orders that are still to be sent. */
	isStillSending(): boolean {
		return this.chunks.areOpen || this.toRead.length > 0;
	}

	/** Ends a watched order. */
	finish(work: Work, end: End): void {
		if (end.isOpen !== true && isShown(end, work.payment, this.terms.action))
			this.tools.claims.recordResolved(work.orderId, this.now());
		this.end(work, end.outcome, end.code, end.changed);
	}

	/** Brings an order to its end. Only the first end counts. */
	end(work: Work, outcome: Settlement['outcome'], code: Code, changed = false): void {
		if (work.settlement !== null) return;
		const settlement = settlementOf(work, outcome, code, changed, this.tools.clock.wallTime());
		work.settlement = settlement;
		this.watched.delete(work);
		this.chunks.leave(work);
		work.claim?.release();
		work.claim = null;
		this.open--;
		if (isFailure(settlement)) this.failures++;
		this.tell(settlement);
		this.forSenders.turn();
		if (this.open > 0) return;
		this.forWatcher.turn();
		this.resolveDone();
	}

	/** The end of an order when the execution was stopped: of what was sent, only what is known is said. */
	endStopped(work: Work): void {
		if (work.watch?.reason === 'following') return this.end(work, 'pending', 'stoppedWhileSending', work.watch.ours);
		if (work.attempts > 0) return this.end(work, 'unknown', 'stoppedWhileSending');
		this.end(work, 'cancelled', 'stoppedBeforeSending');
	}

	/** Ends all orders but those whose call is on its way: its answer says what became of them, if it comes soon. */
	async stop(): Promise<void> {
		this.isStopped = true;
		this.drop();
		for (const work of this.works) if (!work.isSending) this.endStopped(work);
		if (this.open === 0) return;
		await this.tools.clock.sleep(STOP_GRACE_MS);
		for (const work of this.works) this.endStopped(work);
	}

	/** Gives the run up without an answer: nothing more is sent. */
	abandon(): void {
		this.isStopped = true;
		this.drop();
		this.watched.clear();
		this.open = 0;
		this.forSenders.turn();
		this.forWatcher.turn();
	}

	/** Takes down what a look showed. */
	see(work: Work, look: Extract<ReadResult, { kind: 'seen' }>): void {
		work.payment = withKnown(look.payment, work.payment);
		if (this.terms.keepOrder && look.order !== null) work.order = look.order.raw;
		this.note(work, 'read', look.payment.status === '' ? '(no payment status)' : look.payment.status);
	}

	/** Takes down upon which look the order is acted. */
	actUpon(work: Work, look: Extract<ReadResult, { kind: 'seen' }>, readAt: number): void {
		work.readAt = readAt;
		work.serverTime = look.serverTime;
		work.refusals = look.transactions === null ? null : refusalsIn(look.transactions, this.terms.action);
	}

	/** Adds a line to the order's attempt log. The same seen again adds none, or a day of waiting would fill the memory. */
	note(work: Work, did: string, saw: string): void {
		const last = work.log[work.log.length - 1];
		if (last?.did === did && last.saw === saw && did === 'read') return;
		work.log.push({ at: this.tools.clock.wallTime(), did, saw });
	}

	private drop(): void {
		this.toRead = [];
		this.ready = [];
	}

	private tell(settlement: Settlement): void {
		try {
			this.tools.onSettled?.(settlement, this.open);
		} catch {
			// A report that fails must not cost the answers about money.
		}
	}
}

/** How long a Stop waits for the answer of a call that is on its way, in milliseconds. */
const STOP_GRACE_MS = 700;

/** Whether the result is final and shows in the payment, so that a later look shows the truth too. Transactions may be ahead of it. */
function isShown({ outcome }: End, payment: Payment | null, { done, doneState }: Action): boolean {
	if (outcome === done) return payment?.state === doneState;
	return outcome !== 'pending' && outcome !== 'accepted' && outcome !== 'unknown';
}

/** The authorization's own amount and date, where they were read, are better than what the order shows. */
function withKnown(seen: Payment, known: Payment | null): Payment {
	if (known === null || seen.seenIn === 'transactions') return seen;
	return { ...seen, amount: known.amount ?? seen.amount, authorizedAt: known.authorizedAt ?? seen.authorizedAt };
}
