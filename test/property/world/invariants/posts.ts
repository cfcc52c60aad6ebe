import { comparesAmount, isAnySet, type Guards } from '../../../../nodes/BigCommerce/payment/guards';
import type { CaptureRequest } from '../../../../nodes/BigCommerce/capture/orderState';
import type { Execution, Post } from '../execution';
import type { KnownRead } from '../knowledge';
import type { Trace } from '../simulation';
import { TOKENS } from '../store/store';
import type { StoreTransaction } from '../store/transaction';
import { EPOCH } from '../virtualTime';
import type { Exclusions } from './exclusions';

/** Calls one order gets at most: the first, and twice more after looking. */
const MAX_POSTS = 3;
/** A read that was asked for longer ago is too old to send upon, in milliseconds. */
const MAX_READ_AGE_MS = 90_000;

/** What is wrong with the calls that an execution sent. */
export function postViolations(trace: Trace, execution: Execution, exclusions: Exclusions): string[] {
	const { scenario } = trace;
	const violations: string[] = [];
	const arrived = new Map<number, number>();
	for (const post of execution.posts) {
		const { orderId, knew, leftAt, status, call } = post;
		// In the very moment in which a call leaves, a list may come that was read for other orders.
		const listedThen = knew.listed?.cameAt === leftAt ? knew.listedBefore : null;
		const seen = [knew.alone, knew.listed, listedThen].filter((read) => read !== null);
		const words = seen.map((read) => read.sight.version.word);
		if (wanting(trace, execution, orderId).length === 0) violations.push(`order ${orderId} was sent in a dry run`);
		if (knew.order === null && (knew.journal === null || TOKENS[scenario.token].orders))
			violations.push(`order ${orderId} was sent unread`);
		if (words.length > 0 && !words.includes('authorized'))
			violations.push(`order ${orderId} was sent, and had been read as "${words.join('" and "')}"`);
		const askedAt = Math.max(knew.order?.askedAt ?? -Infinity, knew.journal?.askedAt ?? -Infinity);
		if (leftAt - askedAt > MAX_READ_AGE_MS)
			violations.push(`order ${orderId} was sent on a read that was ${leftAt - askedAt} ms old`);
		if (isJudgedUpon429(trace, execution, post, askedAt))
			violations.push(`order ${orderId} was sent after a 429, on conditions that were judged before it`);
		if (status !== 429 && call !== null) arrived.set(orderId, (arrived.get(orderId) ?? 0) + 1);
		const judged = (seen.length === 0 ? [null] : seen).map((order) =>
			unmetOfAll(trace, execution, { ...post, knew: { ...knew, order } }),
		);
		const [unmet = null] = judged;
		if (unmet !== null && !judged.includes(null))
			violations.push(`order ${orderId} was sent against its guard: ${unmet}`);
	}
	violations.push(...overTotal(trace, execution, exclusions));
	for (const [orderId, times] of arrived)
		if (times > MAX_POSTS) violations.push(`order ${orderId} was sent ${times} times`);
	return violations;
}

/** A call that was refused for want of quota may wait long; conditions that were judged less long ago still hold. */
const MAX_JUDGED_AGE_MS = 1_000;

/** Whether a call with conditions follows one that was answered 429, upon a read from before that answer. */
function isJudgedUpon429(trace: Trace, execution: Execution, { orderId, leftAt }: Post, askedAt: number): boolean {
	const { maxTotals = [] } = trace.scenario.terms;
	const isJudged = maxTotals.length > 0 || wanting(trace, execution, orderId).some(({ guards }) => isAnySet(guards));
	if (!isJudged) return false;
	const earlier = execution.posts.filter((post) => post.orderId === orderId && post.leftAt < leftAt);
	const last = earlier[earlier.length - 1];
	return last?.status === 429 && askedAt < (last.answeredAt ?? 0) && leftAt - askedAt > MAX_JUDGED_AGE_MS;
}

/** Whether what was moved in an execution, by what it had read of the amounts, comes to more than its limit. */
function overTotal(trace: Trace, execution: Execution, exclusions: Exclusions): string[] {
	const { maxTotals = [] } = trace.scenario.terms;
	if (maxTotals.length === 0) return [];
	const limit = Math.min(...maxTotals.map(Number)) * 100;
	const amounts = new Map<number, number>();
	for (const post of execution.posts) {
		const amount = amountOf(trace, post);
		if (typeof amount !== 'number')
			return [`order ${post.orderId} was sent under 'Max Total': ${amount ?? 'no amount'}`];
		if (post.call?.fate === 'took' || post.call?.fate === 'underWay') amounts.set(post.orderId, amount);
	}
	const total = [...amounts.values()].reduce((sum, amount) => sum + amount, 0);
	if (total <= limit || isUndecided(execution, exclusions)) return [];
	return [`${total} was moved, 'Max Total' is ${limit}`];
}

/** Whether an amount counted no more because nobody outside the store could see that it was still to come. */
function isUndecided(execution: Execution, exclusions: Exclusions): boolean {
	const { posts, settled, endedAt, plan, answers } = execution;
	if (exclusions.isAnyHidden(posts)) return true;
	return [...new Set(posts.map(({ orderId }) => orderId))].some((orderId) => {
		const at = EPOCH + (settled.get(orderId)?.at ?? endedAt);
		const own = posts.filter((post) => post.orderId === orderId);
		// Another process's refusal, in the second of this one's call, is told as its own.
		const isDeclined = answers?.some((answer) => answer.orderId === orderId && answer.outcome === 'declined');
		if (isDeclined && exclusions.isRacedBy(execution, own)) return true;
		return exclusions.mayLag({ orderId, at, isVoid: plan.action === 'void' }, own);
	});
}

/** What holds every item back that wants the call; null where one of them lets it through. */
function unmetOfAll(trace: Trace, execution: Execution, post: Post): string | null {
	let unmet: string | null = null;
	for (const { guards } of wanting(trace, execution, post.orderId)) {
		unmet = unmetGuard(trace, guards, post);
		if (unmet === null) return null;
	}
	return unmet;
}

/** The items that want the call for an order; dry-run items want none. */
function wanting({ scenario }: Trace, { requests, plan }: Execution, orderId: number): CaptureRequest[] {
	const isDryRun = plan.terms.dryRun ?? scenario.terms.dryRun;
	return requests.filter((request) => request.orderId === orderId && !(request.options?.dryRun ?? isDryRun));
}

/** Judges an item's guards by the newest reads, apart from the node's own way to judge them. */
function unmetGuard(trace: Trace, guards: Guards, post: Post): string | null {
	const { order } = post.knew;
	if (guards.currency !== null && guards.currency !== 'USD') return `Currency ${guards.currency}`;
	if (guards.orderStatusIds.length > 0) {
		const statusId = order?.sight.version.statusId ?? null;
		if (statusId === null || !guards.orderStatusIds.includes(statusId)) return `status ${String(statusId)}`;
	}
	const age = unmetAge(trace, guards, post);
	if (age !== null) return age;
	if (!comparesAmount(guards)) return null;
	const amount = amountOf(trace, post);
	if (typeof amount === 'string') return amount;
	if (amount === null) return 'no amount was read';
	if (guards.maxAmount !== null && amount > Number(guards.maxAmount) * 100) return `${amount} is more than Max Amount`;
	if (guards.expectedAmount === null) return null;
	const off = Math.abs(amount - Number(guards.expectedAmount) * 100);
	return off > Number(guards.amountTolerance ?? 0) * 100 ? `${amount} is not the Expected Amount` : null;
}

const DAY = 86_400_000;

/** The authorization is never older than its order, nor younger than the order's last change. */
function unmetAge(trace: Trace, { minAgeDays, maxAgeDays }: Guards, { knew, leftAt }: Post): string | null {
	if (minAgeDays === null && maxAgeDays === null) return null;
	const { scenario } = trace;
	const daysSince = (at: number) => (EPOCH + leftAt + scenario.wallOffset - at) / DAY;
	const isMet = (age: number) => age >= (minAgeDays ?? -Infinity) && age <= (maxAgeDays ?? Infinity);
	const { order, journal } = knew;
	const created = (order ?? journal)?.sight.order.createdAt;
	if (created === undefined) return 'nothing was read of its age';
	const changed = order === null ? null : order.sight.version.modifiedAt;
	if (changed !== null && isMet(daysSince(created)) && isMet(daysSince(changed))) return null;
	if (journal === null) {
		if (isMet(daysSince(created)) && !TOKENS[scenario.token].transactions) return null;
		return `${daysSince(created).toFixed(1)} days old, or ${daysSince(changed ?? created).toFixed(1)}`;
	}
	const standing = standingSeen(journal);
	if (typeof standing === 'string') return standing;
	const age = daysSince(standing?.at ?? created);
	return isMet(age) ? null : `${age.toFixed(1)} days old`;
}

/** What a capture would take, in minor units, as far as it was seen; a sentence where that cannot be told. */
function amountOf({ scenario }: Trace, { knew: { order, journal } }: Post): number | string | null {
	if (journal === null && TOKENS[scenario.token].transactions) return 'the journal was not read';
	const standing = journal === null ? null : standingSeen(journal);
	if (typeof standing === 'string') return standing;
	if (standing !== null) return standing.minor;
	if (order === null) return null;
	const { giftCertificate, storeCredit } = order.sight.order.start;
	return order.sight.version.total - giftCertificate - storeCredit;
}

/** The one authorization that stands in a journal that was read; a sentence where it is not one. */
function standingSeen({ sight: { order, version } }: KnownRead): StoreTransaction | string | null {
	const standing = standingIn(order.journal.slice(0, version.entries));
	if (standing.length > 1) return 'two authorizations stand';
	const [one = null] = standing;
	return one?.status === null ? 'an authorization has no status' : one;
}

/** The card authorizations of a journal that were neither voided nor captured. */
export function standingIn(journal: readonly StoreTransaction[]): StoreTransaction[] {
	const good = journal.filter(({ status, method }) => status !== 'error' && method === 'credit_card');
	return good.filter(
		({ event, id }) =>
			event === 'authorization' &&
			!good.some((later) => later.reference === id && (later.event === 'void' || later.event === 'capture')),
	);
}
