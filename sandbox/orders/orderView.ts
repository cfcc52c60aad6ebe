/** What reads show of an order, which may differ from what is true. */
import type { StoreContext } from '../context';
import type { StaleReads } from '../faults/readFaults';
import { PAYMENT_STATUS } from '../payments/paymentStates';
import type { SandboxTransaction } from '../payments/transaction';
import type { Endpoint } from '../protocol';
import type { OrderVersion, SandboxOrder } from './order';
import { presentVersion, versionAt } from './orderVersions';

/** A kind of read that may be late or stale apart from the others. */
export type ReadKind = 'single' | 'list' | 'transactions' | 'refunds';

const KINDS: Partial<Record<Endpoint, ReadKind>> = {
	orderGet: 'single',
	orderList: 'list',
	transactions: 'transactions',
	orderRefunds: 'refunds',
	refundList: 'refunds',
};

/** What one request reads, and of when: a stale read is of some time ago. */
export interface ReadMoment {
	endpoint: Endpoint;
	/** Milliseconds since 1970; undefined is now. */
	asOf?: number;
}

/** What the order shows to a read: its present, or what it was where the read is stale or a change is late. */
export function shownVersion(ctx: StoreContext, order: SandboxOrder, { endpoint, asOf }: ReadMoment): OrderVersion {
	if (asOf !== undefined) return versionAt(order, asOf);
	// A list is filtered before it is known which orders it shows: the fault is used up when they are.
	const isList = endpoint === 'orderList' && !order.faults.isEmpty;
	const stale = isList ? order.faults.peek(endpoint, ['staleRead']) : undefined;
	if (stale) return versionAt(order, ctx.now() - (stale.ms ?? 5_000));
	const { shadow } = order;
	const isLate = shadow && ctx.now() < shadow.until && covers(shadow.reads, KINDS[endpoint] ?? 'single');
	return isLate ? shadow.version : presentVersion(order, ctx.now());
}

export function covers(reads: StaleReads, kind: ReadKind): boolean {
	return reads === 'all' || reads === kind || (reads === 'order' && (kind === 'single' || kind === 'list'));
}

/** `payment_status` of a version, with pending hidden where the store or a fault hides it. */
export function paymentStatusOf(ctx: StoreContext, { faults }: SandboxOrder, { state }: OrderVersion): string {
	const isPending = state === 'capturePending' || state === 'voidPending';
	const isHidden = isPending && (!ctx.settings.pendingVisible || faults.has('pendingHidden'));
	return PAYMENT_STATUS[isHidden ? 'authorized' : state];
}

/** The transactions that a read shows. */
export function shownTransactions(ctx: StoreContext, order: SandboxOrder, asOf?: number): SandboxTransaction[] {
	const { transactionCount } = shownVersion(ctx, order, { endpoint: 'transactions', asOf });
	return order.transactions.slice(0, transactionCount);
}

/** Does any list show it? Archived orders can still be read alone. */
export function isListed({ archived, faults }: SandboxOrder): boolean {
	return !archived && (faults.isEmpty || !(faults.has('archived') || faults.has('notFound')));
}
