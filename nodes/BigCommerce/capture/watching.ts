import { evidenceIn, type Before, type Evidence } from '../payment/action';
import { decideAfterRead, nextLookAt, timeAllowed, outcomeAtDeadline, type End, type Watch } from './decisions';
import type { ReadResult } from '../reading/readResult';
import type { RunState } from './runState';
import type { Work } from './work';

/** A sweep takes along every watched order of this age, in milliseconds, if its row comes free. */
const YOUNGEST_IN_SWEEP = 250;
/** So many looks that the longest pause follows. */
const UNHURRIED = 20;
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
		const { state } = this;
		if (work.watch === null) return Number.POSITIVE_INFINITY;
		if (work.watch.reason !== 'following' || work.chunk === null || state.terms.stopAfterFailures !== null) {
			return nextLookAt(work.watch, work.looks, work.lastLook, false, state.terms);
		}
		// Counted from when the chunk's last order was sent, so that one look shows them all; while the run still
		// sends others, nobody waits for these results, and a look costs a call that a capture could have.
		const since = Math.max(work.lastLook, work.chunk.closedAt ?? work.lastLook);
		return nextLookAt(
			work.watch,
			state.isStillSending() ? UNHURRIED : work.looks,
			since,
			state.isPostponed(work),
			state.terms,
		);
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

	private async take(work: Work, look: ReadResult, now: number): Promise<void> {
		const { state } = this;
		const { watch } = work;
		if (watch === null) return;
		work.looks++;
		work.lastLook = now;
		if (look.kind === 'seen') {
			state.see(work, look);
			return await this.decide(work, watch, look, now);
		}
		if (look.kind === 'unchanged') return;
		if (look.kind !== 'cancelled' && look.kind !== 'throttled') {
			work.failure ??= look.failure;
			state.note(work, 'read', look.failure.code);
		}
		// The call was refused as for an order that is not there, and it is not.
		if (look.kind === 'missing' && watch.reason === 'refused') return state.finish(work, NOT_FOUND);
		// A doubtful order gets as long again for its reads to come back, before it is said that nobody can tell.
		const patience = timeAllowed(watch, state.terms) * (watch.reason === 'doubtful' ? 2 : 1);
		if (now >= watch.since + patience) state.finish(work, outcomeAtDeadline(watch, state.terms));
	}

	private async decide(
		work: Work,
		watch: Watch,
		look: Extract<ReadResult, { kind: 'seen' }>,
		now: number,
	): Promise<void> {
		const { state } = this;
		const { payment, transactions } = look;
		const seen = transactions === null ? null : evidenceIn(transactions, state.terms.action, this.before(work));
		let decision = decideAfterRead(watch, payment, seen, state.terms, now);
		if (decision.do === 'readTransactions') {
			watch.sawJournal = true;
			decision = decideAfterRead(watch, payment, await this.evidence(work), state.terms, now);
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
				work.next = { do: 'send' };
				state.actUpon(work, look, now);
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
		return look.kind === 'seen' ? evidenceIn(look.transactions, state.terms.action, this.before(work)) : 'unreadable';
	}

	private before({ serverTime, refusals, requestedAt }: Work): Before {
		return { time: serverTime ?? (requestedAt ?? this.state.tools.clock.wallTime()) - CLOCK_TOLERANCE, refusals };
	}
}

const NOT_FOUND: End = { do: 'end', outcome: 'notFound', code: 'orderNotFound', changed: false };

/** The server time from which on the orders' payments may have changed; null where it is not known for all. */
function earliest(works: Work[]): number | null {
	let time = Number.POSITIVE_INFINITY;
	for (const { serverTime } of works) {
		if (serverTime === null) return null;
		time = Math.min(time, serverTime);
	}
	return time;
}
