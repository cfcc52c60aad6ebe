import { evidenceIn, type Evidence } from './action';
import { afterLook, nextLookAt, timeAllowed, timedOut, type Watch } from './decisions';
import type { Payment } from './payment';
import type { Look } from './paymentReader';
import type { RunState } from './runState';
import type { Work } from './work';

/** A sweep takes along every watched order of this age, in milliseconds, if its row comes free. */
const YOUNGEST_IN_SWEEP = 250;
/** Where the server's time is not known, this much of a difference between the clocks is allowed for. */
const CLOCK_TOLERANCE = 5_000;

/** Follows orders that were, or may have been, accepted, with shared looks, until each is at its end. */
export class Watching {
	constructor(private readonly state: RunState) {}

	/** Works until every order is at its end. */
	async run(): Promise<void> {
		const { state } = this;
		while (state.open > 0) {
			const now = state.now();
			let next = Number.POSITIVE_INFINITY;
			const due: Work[] = [];
			for (const work of state.watched) {
				const at = this.dueAt(work);
				if (at <= now) due.push(work);
				else next = Math.min(next, at);
			}
			if (due.length > 0) await this.sweep(due);
			else await state.forWatcher.waitUntil(next, state.tools.clock);
		}
	}

	private dueAt(work: Work): number {
		if (work.watch === null) return Number.POSITIVE_INFINITY;
		return nextLookAt(work.watch, work.looks, work.lastLook, this.state.isPostponed(work), this.state.terms);
	}

	/** One look at all orders that are due, and at others that may have news, where their rows come along. */
	private async sweep(due: Work[]): Promise<void> {
		const now = this.state.now();
		const others = [...this.state.watched].filter((work) => now - work.lastLook >= YOUNGEST_IN_SWEEP);
		const mustSee = new Set(due.filter((work) => this.isTimeUp(work, now)).map(({ orderId }) => orderId));
		const looks = await this.state.reader.look(
			due.map(({ orderId }) => orderId),
			{ name: 'following', since: earliest(due), mustSee },
			new Set(others.map(({ orderId }) => orderId)),
		);
		await Promise.all(
			[...new Set([...due, ...others])].map(async (work) => {
				const look = looks.get(work.orderId);
				if (look !== undefined && this.state.watched.has(work)) await this.take(work, look, now);
			}),
		);
	}

	private isTimeUp({ watch }: Work, now: number): boolean {
		return watch !== null && now >= watch.since + timeAllowed(watch, this.state.terms);
	}

	private async take(work: Work, look: Look, now: number): Promise<void> {
		const { state } = this;
		const { watch } = work;
		if (watch === null) return;
		work.looks++;
		work.lastLook = now;
		if (look.kind === 'seen') {
			state.see(work, look);
			return await this.decide(work, watch, look.payment, look.serverTime, now);
		}
		if (look.kind === 'unchanged') return;
		if (look.kind !== 'cancelled' && look.kind !== 'throttled') {
			work.failure ??= look.failure;
			state.note(work, 'read', look.failure.code);
		}
		// A doubtful order gets as long again for its reads to come back, before it is said that nobody can tell.
		const patience = timeAllowed(watch, state.terms) * (watch.reason === 'doubtful' ? 2 : 1);
		if (now >= watch.since + patience) state.finish(work, timedOut(watch, state.terms));
	}

	private async decide(work: Work, watch: Watch, payment: Payment, serverTime: number | null, now: number): Promise<void> {
		const { state } = this;
		// Where the payment was seen in its transactions, a refusal on record is in them too.
		const isInTransactions = payment.seenIn === 'transactions' && payment.state === 'authorized';
		let decision = afterLook(watch, payment, isInTransactions ? await this.evidence(work) : null, state.terms, now);
		if (decision.do === 'readTransactions') {
			decision = afterLook(watch, payment, await this.evidence(work), state.terms, now);
		}
		if (work.settlement !== null) return;
		switch (decision.do) {
			case 'end':
				return state.finish(work, decision);
			case 'follow':
				return state.watch(work, 'following', { ours: watch.ours, sawPending: true });
			case 'sendAgain':
				state.watched.delete(work);
				work.watch = null;
				work.readAt = now;
				work.serverTime = serverTime;
				state.ready.unshift(work);
				return state.forSenders.turn();
			case 'lookAgain':
				watch.sawPending ||= decision.sawPending;
		}
	}

	private async evidence(work: Work): Promise<Evidence | 'unreadable'> {
		const { state } = this;
		const look = await state.reader.transactions(work.orderId);
		state.note(work, 'transactions', look.kind === 'seen' ? `${look.transactions.length} found` : look.kind);
		if (look.kind !== 'seen') return 'unreadable';
		const since = work.serverTime ?? (work.requestedAt ?? state.tools.clock.wallTime()) - CLOCK_TOLERANCE;
		return evidenceIn(look.transactions, state.terms.action, since);
	}
}

/** The server time from which on the orders' payments may have changed; null where it is not known for all. */
function earliest(works: Work[]): number | null {
	let time = Number.POSITIVE_INFINITY;
	for (const { serverTime } of works) {
		if (serverTime === null) return null;
		time = Math.min(time, serverTime);
	}
	return time;
}
