import { comparesAmount, type Guards } from '../../../../nodes/BigCommerce/payment/guards';
import type { Execution, Post } from '../execution';
import type { Trace } from '../simulation';
import { TOKENS } from '../store/store';
import type { StoreTransaction } from '../store/transaction';

/** Calls one order gets at most: the first, and twice more after looking. */
const MAX_POSTS = 3;
/** A read that was asked for longer ago is too old to send upon, in milliseconds. */
const MAX_READ_AGE_MS = 90_000;

/** What is wrong with the calls that an execution sent. */
export function postViolations(trace: Trace, execution: Execution): string[] {
	const { scenario } = trace;
	const violations: string[] = [];
	const arrived = new Map<number, number>();
	for (const post of execution.posts) {
		const { orderId, knew, leftAt, status, call } = post;
		// In the very moment in which a call leaves, a list may come that was read for other orders.
		const listedThen = knew.listed?.cameAt === leftAt ? knew.listedBefore : null;
		const seen = [knew.alone, knew.listed, listedThen].filter((read) => read !== null);
		const words = seen.map((read) => read.sight.version.word);
		if (execution.plan.terms.dryRun ?? scenario.terms.dryRun) violations.push(`order ${orderId} was sent in a dry run`);
		if (knew.order === null && (knew.journal === null || TOKENS[scenario.token].orders))
			violations.push(`order ${orderId} was sent unread`);
		if (words.length > 0 && !words.includes('authorized'))
			violations.push(`order ${orderId} was sent, and had been read as "${words.join('" and "')}"`);
		const askedAt = Math.max(knew.order?.askedAt ?? -Infinity, knew.journal?.askedAt ?? -Infinity);
		if (leftAt - askedAt > MAX_READ_AGE_MS)
			violations.push(`order ${orderId} was sent on a read that was ${leftAt - askedAt} ms old`);
		if (status !== 429 && call !== null) arrived.set(orderId, (arrived.get(orderId) ?? 0) + 1);
		const judged = (seen.length === 0 ? [null] : seen).map((order) =>
			unmetOfAll(trace, execution, { ...post, knew: { ...knew, order } }),
		);
		const [unmet = null] = judged;
		if (unmet !== null && !judged.includes(null))
			violations.push(`order ${orderId} was sent against its guard: ${unmet}`);
	}
	for (const [orderId, times] of arrived)
		if (times > MAX_POSTS) violations.push(`order ${orderId} was sent ${times} times`);
	return violations;
}

/** What holds every item of the order back; null where one of them lets it through. */
function unmetOfAll(trace: Trace, execution: Execution, post: Post): string | null {
	let unmet: string | null = null;
	for (const { orderId, guards } of execution.requests) {
		if (orderId !== post.orderId) continue;
		unmet = unmetGuard(trace, guards, post);
		if (unmet === null) return null;
	}
	return unmet;
}

/** Judges an item's guards by the newest reads, apart from the node's own way to judge them. */
function unmetGuard(trace: Trace, guards: Guards, { knew }: Post): string | null {
	const { order, journal } = knew;
	const { token } = trace.scenario;
	if (guards.currency !== null && guards.currency !== 'USD') return `Currency ${guards.currency}`;
	if (guards.orderStatusIds.length > 0) {
		const statusId = order?.sight.version.statusId ?? null;
		if (statusId === null || !guards.orderStatusIds.includes(statusId)) return `status ${String(statusId)}`;
	}
	if (!comparesAmount(guards)) return null;
	const shown = journal === null ? [] : journal.sight.order.journal.slice(0, journal.sight.version.entries);
	if (journal === null && TOKENS[token].transactions) return 'the journal was not read';
	const standing = standingIn(shown);
	if (standing.length > 1) return 'two authorizations stand';
	const { start } = order?.sight.order ?? {};
	const onOrder =
		order === null || start === undefined
			? null
			: order.sight.version.total - start.giftCertificate - start.storeCredit;
	const amount = standing[0]?.minor ?? onOrder;
	if (amount === null) return 'no amount was read';
	if (guards.maxAmount !== null && amount > Number(guards.maxAmount) * 100) return `${amount} is more than Max Amount`;
	if (guards.expectedAmount === null) return null;
	const off = Math.abs(amount - Number(guards.expectedAmount) * 100);
	return off > Number(guards.amountTolerance ?? 0) * 100 ? `${amount} is not the Expected Amount` : null;
}

/** The card authorizations of a journal that were neither voided nor captured. */
export function standingIn(journal: readonly StoreTransaction[]): StoreTransaction[] {
	const good = journal.filter(({ status, method }) => status === 'ok' && method === 'credit_card');
	return good.filter(
		({ event, id }) =>
			event === 'authorization' &&
			!good.some((later) => later.reference === id && (later.event === 'void' || later.event === 'capture')),
	);
}
