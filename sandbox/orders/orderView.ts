/** What reads show of an order's payment, which may differ from what is true. */
import type { StoreContext } from '../context';
import { PAYMENT_STATUS } from '../payments/paymentStates';
import type { SandboxTransaction } from '../payments/transactions';
import type { SandboxOrder } from './order';

export interface ShownPayment {
	paymentStatus: string;
	statusId: number;
	modifiedAt: number;
}

/** The payment as `GET /v2/orders` shows it now: late, with pending hidden, or in words nobody knows. */
export function shownPayment(ctx: StoreContext, order: SandboxOrder): ShownPayment {
	const view = visibleView(ctx, order);
	const unknown = order.faults.isEmpty ? undefined : order.faults.take('orderGet', ['unknownStatus']);
	return unknown ? { ...view, paymentStatus: unknown.paymentStatus } : view;
}

/** The same before words nobody knows are put in: what lists filter and sort by. */
export function visibleView(ctx: StoreContext, order: SandboxOrder): ShownPayment {
	const { shadow } = order;
	return shadow && ctx.now() < shadow.until && shadow.reads !== 'transactions' ? shadow : presentView(ctx, order);
}

/** The payment as reads show it once every change has become visible. */
export function presentView(ctx: StoreContext, order: SandboxOrder): ShownPayment {
	const { state, statusId, modifiedAt, faults } = order;
	const isPending = state === 'capturePending' || state === 'voidPending';
	const isHidden = isPending && (!ctx.settings.pendingVisible || faults.has('pendingHidden'));
	return { paymentStatus: PAYMENT_STATUS[isHidden ? 'authorized' : state], statusId, modifiedAt };
}

/** The transactions that reads show now. */
export function shownTransactions(ctx: StoreContext, order: SandboxOrder): SandboxTransaction[] {
	const { shadow, transactions } = order;
	if (!shadow || ctx.now() >= shadow.until || shadow.reads === 'order') return transactions;
	return transactions.slice(0, shadow.transactionCount);
}

/** Does any list show it? Archived orders can still be read alone. */
export function isListed({ archived, faults }: SandboxOrder): boolean {
	return !archived && (faults.isEmpty || !(faults.has('archived') || faults.has('notFound')));
}
