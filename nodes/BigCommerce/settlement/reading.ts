import { beforeSending } from './decisions';
import { comparesAmount, unmetGuard } from './guards';
import { amountOf, authorizationIn, type Payment } from './payment';
import type { Look } from './paymentReader';
import { PAGE_SIZE } from './readPlan';
import type { RunState } from './runState';
import type { Chunk, Work } from './work';

/** Reads orders before they are sent, a chunk at a time, and sorts them: ready, already under way, or at their end. */
export class Reading {
	private busy = false;

	constructor(private readonly state: RunState) {}

	/** Reads the next chunk where there is one and none is being read. */
	async next(): Promise<void> {
		if (this.busy || this.state.toRead.length === 0) return;
		this.busy = true;
		const works = this.state.toRead.splice(0, PAGE_SIZE);
		const chunk: Chunk = { open: works.length };
		for (const work of works) {
			work.chunk = chunk;
			work.isInChunk = true;
		}
		const readAt = this.state.now();
		const looks = await this.state.reader.look(works.map(({ orderId }) => orderId), { name: 'before' });
		await Promise.all(works.map(async (work) => await this.take(work, looks.get(work.orderId), readAt)));
		this.busy = false;
		this.state.forSenders.turn();
	}

	private async take(work: Work, look: Look | undefined, readAt: number): Promise<void> {
		if (work.settlement !== null) return;
		if (look?.kind !== 'seen') return this.endUnseen(work, look);
		const { state } = this;
		state.see(work, look);
		work.readAt = readAt;
		work.serverTime = look.serverTime;
		const decision = beforeSending(look.payment, state.terms);
		if (decision.do === 'follow') return state.watch(work, 'following', { sawPending: true, ours: false });
		if (decision.do === 'end' && decision.outcome !== 'planned') return state.end(work, decision.outcome, decision.code);
		if (!(await this.passesGuards(work, look.payment))) return;
		if (decision.do === 'end') return state.end(work, decision.outcome, decision.code);
		state.ready.push(work);
	}

	/** Ends the order where no item's guards let it through. */
	private async passesGuards(work: Work, payment: Payment): Promise<boolean> {
		const isCompared = work.requests.some(({ guards }) => comparesAmount(guards));
		const compared = isCompared ? await this.withAuthorization(work, payment) : payment;
		work.payment = compared;
		const now = this.state.tools.clock.wallTime();
		for (const { index, guards } of work.requests) {
			const unmet = unmetGuard(guards, compared, now);
			if (unmet !== null) work.blocked.set(index, unmet);
		}
		if (work.settlement !== null) return false;
		if (work.blocked.size < work.requests.length) return true;
		this.state.end(work, 'blocked', 'guard');
		return false;
	}

	/** The payment with the authorization's own amount, which an order that was edited since does not show. */
	private async withAuthorization(work: Work, payment: Payment): Promise<Payment> {
		if (payment.seenIn === 'transactions') return payment;
		const look = await this.state.reader.transactions(work.orderId);
		const authorization = look.kind === 'seen' ? authorizationIn(look.transactions) : null;
		if (authorization === null) return payment;
		return {
			...payment,
			amount: amountOf(authorization) ?? payment.amount,
			authorizedAt: authorization.createdAt ?? payment.authorizedAt,
		};
	}

	/** Nothing was sent, and the payment could not be read. */
	private endUnseen(work: Work, look: Exclude<Look, { kind: 'seen' }> | undefined): void {
		const { state } = this;
		if (look === undefined || look.kind === 'cancelled' || look.kind === 'unchanged') return state.endStopped(work);
		if (look.kind === 'throttled') return state.end(work, 'throttled', 'quotaExhausted');
		work.failure = look.failure;
		state.note(work, 'read', look.failure.code);
		switch (look.kind) {
			case 'missing':
				return state.end(work, 'notFound', 'orderNotFound');
			case 'denied':
				return state.end(work, 'unauthorized', look.failure.status === 401 ? 'tokenRefused' : 'scopeMissing');
			case 'failed':
				return state.end(work, 'unavailable', look.failure.code === 'unreadable' ? 'unreadableAnswer' : 'serverUnavailable');
		}
	}
}
