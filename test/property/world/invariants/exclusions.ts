import type { Execution, Post } from '../execution';
import type { Trace } from '../simulation';
import type { Call } from '../store/reply';
import { EPOCH } from '../virtualTime';

/**
 * What nobody outside the store can decide, and is therefore not judged. There is no idempotency key and no way to
 * ask whether a call was accepted; the contract rests on this: an acceptance shows in reads within the verification
 * window. Three things are left out, order by order, where they really happened, and counted:
 *
 * - `hidden`: a call whose answer was lost was accepted, and nothing of that showed within the window. It looks
 *   like a call that was not accepted, so it is sent again. So it is after a 201 of which nothing shows for the quarter
 *   of an hour for which a process remembers what it sent; and where what was seen is shown later, for longer than the
 *   window, as it was before: a capture that was seen done, in the order and its journal; one that was seen under way,
 *   in the order, where no modification date tells; an authorization that somebody made meanwhile, in the journal.
 * - `race`: somebody else, or another process, acted on the order after the last read that our call was sent upon.
 * - `lag`: the order, once it was seen under way, is shown for more than three seconds as it was before, no
 *   modification date tells, and 'Result Timeout' ended before the window did: two looks read like a refusal.
 */
export class Exclusions {
	readonly used: string[] = [];

	constructor(private readonly trace: Trace) {}

	/** Whether money may have been taken twice with nobody to blame. */
	mayBeTakenTwice(orderId: number): boolean {
		const posts = this.trace.executions.flatMap(({ posts: own }) => own).filter((post) => post.orderId === orderId);
		const taken = posts.filter(({ call }) => call?.fate === 'took' || call?.fate === 'underWay');
		if (taken.length < 2) return this.use('race');
		if (this.isRaced(taken) || this.isRefusedBeside(orderId, taken)) return this.use('race');
		const isHidden = taken.some((post) => this.isHidden(post) || this.isForgotten(post));
		return (isHidden || this.isHiddenAgain(orderId)) && this.use('hidden');
	}

	/** Whether a call of the execution was accepted and could not be known to be. */
	isAnyHidden(posts: readonly Post[]): boolean {
		return posts.some((post) => this.isHidden(post)) && this.use('hidden');
	}

	/** Whether others had a hand in the order after the read upon which the execution sent its first call. */
	isRacedBy(execution: Execution, posts: readonly Post[]): boolean {
		const [first] = posts;
		if (first === undefined) return false;
		const { orderId } = first;
		// A read that lags may show what was over before; and a refusal on record is known to the second.
		const from = Math.floor((asOf(first) - lagOf(this.trace, orderId)) / 1_000) * 1_000;
		const others = this.trace.store.calls.filter(
			(call) => call.orderId === orderId && call.run !== execution.name && call.wasTaken && endOf(call) >= from,
		);
		const acted =
			this.trace.store.acted.get(orderId)?.some((at) => at >= from || this.isOpenAt(orderId, from)) ?? false;
		return (others.length > 0 || acted) && this.use('race');
	}

	private isOpenAt(orderId: number, at: number): boolean {
		return this.trace.store.orders.get(orderId)?.jobs.some(({ from, to }) => from <= at && to >= at) ?? false;
	}

	/** Two calls of different processes, the later sent upon a read that did not show the earlier. */
	private isRaced(taken: Post[]): boolean {
		const processOf = (post: Post) => this.trace.executions.find(({ posts }) => posts.includes(post))?.process;
		return taken.some((later) =>
			taken.some(
				(earlier) =>
					earlier !== later &&
					processOf(earlier) !== processOf(later) &&
					(earlier.call?.arrivedAt ?? 0) <= (later.call?.arrivedAt ?? 0) &&
					showsAt(this.trace, earlier) >= asOf(later),
			),
		);
	}

	/**
	 * Whether somebody else's capture was under way when one of ours was sent, and was refused after it, or in its very
	 * second: the refusal on record does not say whose it is, so ours is taken for over.
	 */
	private isRefusedBeside(orderId: number, taken: Post[]): boolean {
		const jobs = this.trace.store.orders.get(orderId)?.jobs ?? [];
		const others = jobs.filter(({ isByUs, wasRefused }) => wasRefused && !isByUs);
		return taken.some(({ call }) => {
			const at = call?.arrivedAt ?? 0;
			return others.some(({ from, to }) => from <= at && to >= Math.floor(at / 1_000) * 1_000);
		});
	}

	/** Whether the answer to a call that the store took was lost, and the call did not show within the window. */
	private isHidden(post: Post): boolean {
		if (post.call?.wasTaken !== true || isPlain(post)) return false;
		const gaveUpAt = EPOCH + (post.answeredAt ?? post.leftAt + this.trace.scenario.requestTimeout);
		return showsAt(this.trace, post) > gaveUpAt + this.trace.scenario.terms.verificationWindow;
	}

	/**
	 * Whether a word that the gateway refused rests on reads that show the order, or the journal of a void, as they were
	 * before.
	 */
	mayLag(said: { orderId: number; at: number; isVoid: boolean }, posts: readonly Post[]): boolean {
		const { scenario, store } = this.trace;
		const { verificationWindow, resultTimeout } = scenario.terms;
		const lag = lagOf(this.trace, said.orderId);
		const isJournalBehind = said.isVoid && (store.acted.get(said.orderId)?.length ?? 0) > 0;
		const tellsNoDate = !scenario.traits.modifiedDatesMove;
		if (lag > verificationWindow && (isJournalBehind || tellsNoDate)) return this.use('hidden');
		const answeredAt = Math.max(0, ...posts.map((post) => post.answeredAt ?? post.leftAt));
		const isAtDeadline = said.at - EPOCH >= answeredAt + resultTimeout;
		return lag > TWO_LOOKS && isAtDeadline && (isJournalBehind || tellsNoDate) && this.use('lag');
	}

	/** Whether nothing of a call that the store took shows for as long as its process remembers it. */
	private isForgotten({ call, ...post }: Post): boolean {
		return call?.wasTaken === true && showsAt(this.trace, { ...post, call }) > call.arrivedAt + REMEMBERED_FOR;
	}

	/**
	 * Whether what was seen done may be hidden again: the order, and its journal where it has captures at all, are read
	 * as they were before the verification window.
	 */
	private isHiddenAgain(orderId: number): boolean {
		const { orders, traits, terms } = this.trace.scenario;
		const faults = orders.find(({ id }) => id === orderId)?.faults ?? [];
		const lag = (...places: string[]): number =>
			Math.max(0, ...faults.map((fault) => (fault.kind === 'stale' && places.includes(fault.on) ? fault.ms : 0)));
		const isJournalBehind = traits.journal !== 'all' || lag('journal', 'reads') > terms.verificationWindow;
		return isJournalBehind && lag('order', 'reads') > terms.verificationWindow;
	}

	private use(reason: 'hidden' | 'race' | 'lag'): true {
		this.used.push(reason);
		return true;
	}
}

/** Looks at the order itself that are this far apart are two, milliseconds. */
const TWO_LOOKS = 3_000;

/** How long a process remembers what it sent, in milliseconds. */
const REMEMBERED_FOR = 15 * 60_000;

/** Whether the caller was told that it was accepted. */
export function isPlain({ status, call }: Post): boolean {
	return call?.told === 'yes' && status !== null && status >= 200 && status < 300;
}

/** When what the store took shows in every read, at the latest. */
export function showsAt(trace: Trace, { call }: Post): number {
	const { scenario } = trace;
	if (call === null) return Number.NEGATIVE_INFINITY;
	const lag = lagOf(trace, call.orderId);
	const isSeenPending = scenario.traits.pendingVisible && scenario.token !== 'transactions';
	if (isSeenPending) return call.arrivedAt + lag;
	const showsNever = scenario.token === 'transactions' && scenario.traits.journal !== 'all';
	return showsNever ? Number.POSITIVE_INFINITY : (call.endedAt ?? Number.POSITIVE_INFINITY) + lag;
}

/** How far behind a read of the order may be, in milliseconds. */
function lagOf({ scenario }: Trace, orderId: number): number {
	const order = scenario.orders.find(({ id }) => id === orderId);
	return Math.max(0, ...(order?.faults ?? []).map((fault) => (fault.kind === 'stale' ? fault.ms : 0)));
}

function endOf({ endedAt }: Call): number {
	return endedAt ?? Number.POSITIVE_INFINITY;
}

/** The moment whose state a call was sent upon: the order's own, where it was read. */
export function asOf({ knew, leftAt }: Post): number {
	return knew.authorized?.sight.asOf ?? knew.order?.sight.asOf ?? knew.journal?.sight.asOf ?? EPOCH + leftAt;
}
