import { decideBeforeSend, type End } from './decisions';
import { comparesAmount, unmetGuard } from '../payment/guards';
import type { ReadResult, ReadFailure } from '../reading/readResult';
import { amountOf, authorizationIn, type Payment } from '../payment/payment';
import type { RunState } from './runState';
import type { Next, Work } from './work';

/** Reads orders before they are sent, a chunk at a time, and finds out what comes next for each. */
export class Reading {
	/** What was thrown; null where nothing was. */
	crash: { error: unknown } | null = null;
	private isBusy = false;

	constructor(private readonly state: RunState) {}

	/** Reads the next chunk where there is one and none is being read. Never throws: see `crash`. */
	async next(): Promise<void> {
		const { state } = this;
		if (this.isBusy || state.toRead.length === 0) return;
		this.isBusy = true;
		try {
			const works = state.toRead.splice(0, state.chunks.size);
			state.chunks.open(works);
			const readAt = state.now();
			const looks = await state.reader.look(
				works.map(({ orderId }) => orderId),
				{ name: 'before' },
			);
			await Promise.all(works.map(async (work) => await this.take(work, looks.get(work.orderId), readAt)));
		} catch (error) {
			this.crash = { error };
		}
		this.isBusy = false;
		state.forSenders.turn();
	}

	private async take(work: Work, look: ReadResult | undefined, readAt: number): Promise<void> {
		const { state } = this;
		if (work.settlement !== null) return;
		if (look?.kind === 'seen') {
			state.see(work, look);
			state.actUpon(work, look, readAt);
		}
		const next = look?.kind === 'seen' ? await this.nextFor(work, look.payment) : this.endUnseen(work, look);
		if (work.settlement !== null) return;
		work.next = next;
		// What needs no call need not wait for a sender, except where each failure counts.
		if (next.do === 'send' || state.terms.stopAfterFailures !== null) {
			state.ready.push(work);
			state.forSenders.turn();
		} else if (next.do === 'follow') {
			state.watch(work, 'following', { sawPending: true, ours: work.attempts > 0 });
		} else {
			state.end(work, next.outcome, next.code, next.changed);
		}
	}

	private async nextFor(work: Work, payment: Payment): Promise<Next> {
		const decision = decideBeforeSend(payment, this.state.terms);
		if (decision.do === 'follow') return decision;
		if (decision.do === 'end' && decision.outcome !== 'planned') return withOwnCalls(decision, work, this.state);
		return (await this.heldBack(work, payment)) ?? decision;
	}

	/** The end of an order of which no item's guards let it through; null where one does. */
	private async heldBack(work: Work, payment: Payment): Promise<End | null> {
		const isCompared = work.requests.some(({ guards }) => comparesAmount(guards));
		if (isCompared && payment.seenIn === 'order') {
			const look = await this.state.reader.transactions(work.orderId);
			// Where the authorization may not be seen, the order's own total decides; where it could not be read, nothing does.
			if (look.kind !== 'seen' && look.kind !== 'denied' && look.kind !== 'missing') return this.endUnseen(work, look);
			const authorization = look.kind === 'seen' ? authorizationIn(look.transactions) : null;
			if (authorization !== null) {
				const amount = amountOf(authorization) ?? payment.amount;
				work.payment = { ...payment, amount, authorizedAt: authorization.createdAt ?? payment.authorizedAt };
			}
		}
		const now = this.state.tools.clock.wallTime();
		work.blocked.clear();
		for (const { index, guards } of work.requests) {
			const unmet = unmetGuard(guards, work.payment ?? payment, now);
			if (unmet !== null) work.blocked.set(index, unmet);
		}
		return work.blocked.size < work.requests.length ? null : ended('blocked', 'guard');
	}

	/** Nothing was sent, and the payment could not be read. */
	private endUnseen(work: Work, look: ReadFailure | { kind: 'unchanged' } | undefined): End {
		if (look === undefined || look.kind === 'cancelled' || look.kind === 'unchanged')
			return ended('cancelled', 'stoppedBeforeSending');
		if (look.kind === 'throttled') return ended('throttled', 'quotaExhausted');
		work.failure = look.failure;
		this.state.note(work, 'read', look.failure.code);
		switch (look.kind) {
			case 'missing':
				return ended('notFound', 'orderNotFound');
			case 'denied':
				return ended('unauthorized', look.failure.status === 401 ? 'tokenRefused' : 'scopeMissing');
			case 'failed':
				return ended('unavailable', look.failure.code === 'unreadable' ? 'unreadableAnswer' : 'serverUnavailable');
		}
	}
}

function ended(outcome: End['outcome'], code: End['code']): End {
	return { do: 'end', outcome, code, changed: false };
}

/** An order that was sent in doubt, waited too long to be sent again, and is done now: that was this run's own call. */
function withOwnCalls(decision: End, work: Work, state: RunState): End {
	const isDone = decision.code === 'alreadyDone' && work.attempts > 0;
	return isDone ? { ...decision, outcome: state.terms.action.done, code: 'done', changed: true } : decision;
}
