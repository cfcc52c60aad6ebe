import { failureOf } from '../api/failure';
import type { LaneAnswer } from '../api/lane';
import { afterSending } from './decisions';
import type { Reading } from './reading';
import type { RunState } from './runState';
import type { Work } from './work';

/** A read older than this, in milliseconds, is not acted upon: somebody else may have captured since. */
const OLDEST_READ = 120_000;

/** Sends each ready order once, several orders at a time. */
export class Sending {
	private sending = 0;

	constructor(
		private readonly state: RunState,
		private readonly reading: Reading,
		private readonly onCrash: (error: unknown) => void,
	) {}

	/** Works until every order is at its end: a watched order may come back to be sent again. */
	async run(): Promise<void> {
		for (let work = await this.next(); work !== null; work = await this.next()) {
			await this.send(work);
			this.sending--;
			this.state.forSenders.turn();
		}
	}

	private async next(): Promise<Work | null> {
		const { state } = this;
		while (state.open > 0) {
			// The next chunk is read before this one has run dry, so that the lane never idles.
			if (state.ready.length < state.terms.maxConcurrency) this.reading.next().catch(this.onCrash);
			const work = this.maySendMore() ? state.ready.shift() : undefined;
			if (work === undefined) {
				// Holding orders back may have ended the last of them.
				if (state.open > 0) await state.forSenders.wait();
			} else if (work.settlement === null) {
				// Counted here, before another sender can ask whether it may send too.
				this.sending++;
				return work;
			}
		}
		return null;
	}

	/** With 'Stop After Failures', only as many are under way as may still fail. */
	private maySendMore(): boolean {
		const { state } = this;
		const { stopAfterFailures } = state.terms;
		if (stopAfterFailures === null) return true;
		if (state.failures < stopAfterFailures) return state.failures + this.sending + state.watched.size < stopAfterFailures;
		for (const work of [...state.ready.splice(0), ...state.toRead.splice(0)]) state.end(work, 'blocked', 'stopAfterFailures');
		return false;
	}

	private async send(work: Work): Promise<void> {
		if (!this.isFresh(work) || !this.claim(work)) return;
		const { terms, tools } = this.state;
		let isSent = false;
		work.isSending = true;
		const answer = await tools.client.send('POST', `/v3/orders/${work.orderId}/payment_actions/${terms.action.endpoint}`, {}, () => {
			if (!isSent) work.attempts++;
			isSent = true;
			work.requestedAt ??= tools.clock.wallTime();
			tools.claims.noteSent(work.orderId, tools.clock.now());
		});
		work.isSending = false;
		this.state.note(work, terms.action.name, answer.kind === 'answered' ? `HTTP ${answer.status}` : answer.kind);
		this.take(work, answer, isSent);
	}

	/** Whether the read is recent enough to act upon; otherwise the order is read again. */
	private isFresh(work: Work): boolean {
		const { state } = this;
		const lastSent = state.tools.claims.lastSent(work.orderId);
		const sentByOther = work.attempts === 0 && lastSent !== null && lastSent >= work.readAt;
		if (!sentByOther && state.now() - work.readAt <= OLDEST_READ) return true;
		state.readAgain(work);
		return false;
	}

	/** Takes the order from all other executions of this process. */
	private claim(work: Work): boolean {
		if (work.claim !== null) return true;
		const { state } = this;
		const { claims } = state.tools;
		work.claim = claims.tryClaim(work.orderId);
		if (work.claim === null) {
			// The others of its chunk need not wait for it.
			state.leaveChunk(work);
			void claims.whenFree(work.orderId).then(() => state.readAgain(work));
			return false;
		}
		const openSince = claims.openSince(work.orderId);
		if (openSince === null || state.now() - openSince > state.terms.verificationWindow) return true;
		// Another execution sent it a moment ago, and that may not show in reads yet.
		state.watch(work, 'doubtful', { since: openSince, ours: false });
		return false;
	}

	private take(work: Work, answer: LaneAnswer, isSent: boolean): void {
		const { state } = this;
		const { claims } = state.tools;
		if (answer.kind === 'throttled') {
			claims.noteClosed(work.orderId);
			return state.end(work, 'throttled', 'quotaExhausted');
		}
		if (answer.kind === 'cancelled') {
			return isSent ? state.end(work, 'unknown', 'stoppedWhileSending') : state.endStopped(work);
		}
		const sent = afterSending(answer);
		if (sent === 'accepted') {
			return state.terms.waitForResult ? state.watch(work, 'following', { ours: true }) : state.end(work, 'accepted', 'notWaited', true);
		}
		work.failure = failureOf(answer);
		if (sent === 'doubt') return state.watch(work, 'doubtful', { ours: true });
		claims.noteClosed(work.orderId);
		switch (sent) {
			case 'refused':
				// If an earlier call was in doubt, it may be what this one ran into.
				return state.watch(work, 'refused', { ours: work.attempts > 1 });
			case 'notSent':
				return state.end(work, 'unavailable', 'neverConnected');
			case 'notFound':
				return state.end(work, 'notFound', 'orderNotFound');
			default:
				return state.end(work, 'unauthorized', sent);
		}
	}
}
