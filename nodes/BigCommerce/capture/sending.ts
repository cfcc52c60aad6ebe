import { failureOf } from '../api/failure';
import type { LaneAnswer } from '../api/lane';
import { classifyResponse } from './decisions';
import type { Reading } from './reading';
import type { RunState } from './runState';
import type { Work } from './work';

/** A read older than this, in milliseconds, is not acted upon: somebody else may have captured since. */
export const MAX_READ_AGE_MS = 90_000;

const MOST_LATE_TURNS = 5;

/** Sends each ready order once, several orders at a time. */
export class Sending {
	private sending = 0;

	constructor(
		private readonly state: RunState,
		private readonly reading: Reading,
	) {}

	/** Works until every order is at its end: a watched order may come back to be sent again. */
	async run(): Promise<void> {
		for (let work = await this.next(); work !== null; work = await this.next()) {
			await this.handle(work);
			this.sending--;
			this.state.forSenders.turn();
		}
	}

	/** The next order that may go on; it counts as under way from now. Null where the run is over. */
	private async next(): Promise<Work | null> {
		const { state } = this;
		while (state.open > 0) {
			// The next chunk is read before this one has run dry, so that the lane never idles.
			if (state.ready.length < state.terms.maxConcurrency) void this.reading.next();
			if (this.reading.crash !== null) throw this.reading.crash.error;
			const work = this.mayGoOn() ? state.ready.shift() : undefined;
			if (work !== undefined) {
				this.sending++;
				return work;
			}
			if (state.open > 0) await state.forSenders.wait();
		}
		return null;
	}

	/** With 'Stop After Failures', only as many are under way as may still fail. */
	private mayGoOn(): boolean {
		const { state } = this;
		const { stopAfterFailures } = state.terms;
		if (stopAfterFailures === null) return true;
		if (state.failures < stopAfterFailures)
			return state.failures + this.sending + state.watched.size < stopAfterFailures;
		for (const work of [...state.ready.splice(0), ...state.toRead.splice(0)])
			state.end(work, 'blocked', 'stopAfterFailures');
		return false;
	}

	private async handle(work: Work): Promise<void> {
		const { state } = this;
		const { next } = work;
		if (work.settlement !== null || next === null) return;
		if (next.do === 'end') return state.end(work, next.outcome, next.code, next.changed);
		if (next.do === 'follow') return state.watch(work, 'following', { sawPending: true, ours: work.attempts > 0 });
		if (!this.claim(work)) return;
		if (!this.isFresh(work)) this.takeStale(work);
		else if (this.isSettledHere(work)) await this.send(work);
	}

	private async send(work: Work): Promise<void> {
		const { terms, tools } = this.state;
		const { orderId } = work;
		let hasLeft = false;
		let isStale = false;
		const before = { attempts: work.attempts, requestedAt: work.requestedAt };
		work.isSending = true;
		const answer = await tools.client.send(
			'POST',
			`/v3/orders/${orderId}/payment_actions/${terms.action.endpoint}`,
			{},
			() => {
				hasLeft = true;
				work.attempts = before.attempts + 1;
				work.requestedAt = before.requestedAt ?? tools.clock.wallTime();
				this.recordSent(work, false);
			},
			{
				// The turn may come minutes after the read.
				precondition: () => work.settlement === null && !(isStale = !this.isFresh(work)),
				onNotDelivered: () => {
					hasLeft = false;
					Object.assign(work, before);
					tools.claims.recordNotDelivered(orderId);
				},
			},
		);
		work.isSending = false;
		this.state.note(work, terms.action.name, answer.kind === 'answered' ? `HTTP ${answer.status}` : answer.kind);
		if (answer.kind === 'cancelled' && isStale && !hasLeft) return this.takeStale(work);
		this.take(work, answer, hasLeft);
	}

	/**
	 * Its turn came too late for its read. Then fewer are read at once; where even one alone is too old again and
	 * again, the quota is too small to read and send.
	 */
	private takeStale(work: Work): void {
		const { state } = this;
		if (state.chunks.noteStale(work)) work.lateTurns++;
		if (work.lateTurns < MOST_LATE_TURNS) state.readAgain(work);
		else state.end(work, 'throttled', 'quotaExhausted');
	}

	/** Whether the read is recent enough to act upon; otherwise the order is read again. */
	private isFresh(work: Work): boolean {
		const { state } = this;
		const lastActivityAt = state.tools.claims.lastActivityAt(work.orderId);
		const isOutdated = work.attempts === 0 && lastActivityAt !== null && lastActivityAt >= work.readAt;
		return !isOutdated && state.now() - work.readAt <= MAX_READ_AGE_MS;
	}

	/** Takes the order from all other executions of this process. */
	private claim(work: Work): boolean {
		work.claim ??= this.state.tools.claims.tryClaim(work.orderId);
		if (work.claim === null) void this.awaitOther(work);
		return work.claim !== null;
	}

	/** Whether nothing that this process sent for the order is still to show. Otherwise that is followed, or looked into. */
	private isSettledHere(work: Work): boolean {
		const { state } = this;
		const { claims } = state.tools;
		const open = work.attempts === 0 ? claims.unresolvedSend(work.orderId, state.now()) : null;
		if (open === null) return true;
		// An execution of this process sent it a while ago, and what came of that may not show in reads yet.
		work.serverTime = open.serverTime ?? work.serverTime;
		if (open.isAccepted) {
			if (state.terms.waitForResult) state.watch(work, 'following', { ours: false });
			else state.end(work, 'accepted', 'notWaited');
			return false;
		}
		const isInTransactions = work.payment?.seenIn === 'transactions';
		if (!isInTransactions && work.readAt - open.at > state.terms.verificationWindow) return true;
		state.watch(work, 'doubtful', { since: open.at, ours: false });
		return false;
	}

	/** Another execution has the order: its end is waited for, as long as a result would be, and then looked at. */
	private async awaitOther(work: Work): Promise<void> {
		const { state } = this;
		const { claims, clock } = state.tools;
		const now = state.now();
		work.heldSince ??= now;
		const left = work.heldSince + state.terms.resultTimeout - now;
		if (left <= 0) return state.end(work, 'blocked', 'heldByOther');
		// The others of its chunk need not wait for it.
		state.chunks.leave(work);
		const cancel = new AbortController();
		await Promise.race([claims.whenFree(work.orderId), clock.sleep(left, cancel.signal)]);
		cancel.abort();
		state.readAgain(work);
	}

	private recordSent(work: Work, isAccepted: boolean): void {
		const { claims } = this.state.tools;
		claims.recordSent(work.orderId, { at: this.state.now(), isAccepted, serverTime: work.serverTime });
	}

	private take(work: Work, answer: LaneAnswer, hasLeft: boolean): void {
		const { state } = this;
		if (answer.kind === 'throttled') return state.end(work, 'throttled', 'quotaExhausted');
		if (answer.kind === 'cancelled') {
			// From now on it may take as long as any other doubtful call to show.
			if (hasLeft) this.recordSent(work, false);
			return state.endStopped(work);
		}
		const sent = classifyResponse(answer);
		if (sent === 'accepted') {
			this.recordSent(work, true);
			return state.terms.waitForResult
				? state.watch(work, 'following', { ours: true })
				: state.end(work, 'accepted', 'notWaited', true);
		}
		work.failure = failureOf(answer);
		if (sent === 'doubt') {
			this.recordSent(work, false);
			return state.watch(work, 'doubtful', { ours: true });
		}
		state.tools.claims.recordResolved(work.orderId, state.now());
		switch (sent) {
			case 'refused':
				// If an earlier call was in doubt, it may be what this one ran into.
				return state.watch(work, 'refused', { ours: work.attempts > 1 });
			case 'notSent':
				return state.end(work, 'unavailable', 'neverConnected');
			default:
				return state.end(work, 'unauthorized', sent);
		}
	}
}
