import type { StoreContext } from '../context';
import { announceTransaction } from '../hooks/announcements';
import type { SandboxOrder } from '../orders/order';
import type { SandboxTransaction } from './transaction';

type Entry = Pick<SandboxTransaction, 'event' | 'status' | 'amount' | 'result'> & Partial<SandboxTransaction>;

/** Fills in a transaction of the order's own gateway; nothing is recorded yet. */
export function newTransaction(ctx: StoreContext, order: SandboxOrder, entry: Entry): SandboxTransaction {
	return {
		id: entry.id ?? ctx.nextId('transaction'),
		createdAt: ctx.now(),
		referenceId: null,
		gatewayId: order.gateway.id,
		method: order.gateway.method,
		fraudReview: false,
		...entry,
	};
}

/** Writes a transaction into the order's journal, where the store keeps one. */
export function recordTransaction(
	{ settings }: StoreContext,
	order: SandboxOrder,
	transaction: SandboxTransaction,
): void {
	const { event, status } = transaction;
	if (settings.transactionsRecorded === 'none') return;
	if (settings.transactionsRecorded === 'authorizationOnly' && event !== 'authorization') return;
	if (status === 'error' && event !== 'authorization' && !settings.declineLeavesTransaction) return;
	order.transactions.push(transaction);
}

/** The authorization that stands, or stood last: what captures, voids and refunds refer to. */
export function authorizationOf(order: SandboxOrder): SandboxTransaction | undefined {
	return order.transactions.find(({ id }) => id === order.standingId);
}

const DONE = {
	capture: { code: 'captured', message: 'Captured' },
	void: { code: 'voided', message: 'Voided' },
};

/** The journal entry for what the gateway said to a capture or void, announced to the hooks as well. */
export function recordActionResult(
	ctx: StoreContext,
	order: SandboxOrder,
	action: 'capture' | 'void',
	refusal: { code: string; message: string } | undefined,
	announcedId: number | undefined,
): void {
	const transaction = newTransaction(ctx, order, {
		...(announcedId === undefined ? {} : { id: announcedId }),
		event: action,
		status: refusal ? 'error' : 'ok',
		amount: order.authorized,
		referenceId: authorizationOf(order)?.id ?? null,
		result: refusal ?? DONE[action],
	});
	recordTransaction(ctx, order, transaction);
	announceTransaction(ctx, order, transaction, announcedId === undefined ? 'created' : 'updated');
}

/** Announces a capture or void that has only been taken, where the store sends such events; its id, or undefined. */
export function announceTaken(ctx: StoreContext, order: SandboxOrder, action: 'capture' | 'void'): number | undefined {
	if (ctx.settings.hookTransactionEvents !== 'createdAndUpdated') return undefined;
	const transaction = newTransaction(ctx, order, {
		event: action,
		status: 'ok',
		amount: order.authorized,
		result: { code: 'pending', message: 'Pending' },
	});
	announceTransaction(ctx, order, transaction, 'created');
	return transaction.id;
}
