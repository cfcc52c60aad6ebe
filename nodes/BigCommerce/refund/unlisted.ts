import type { Transaction } from '../api/transactions';
import { isDenied, type TransactionsRead } from '../reading/readResult';
import type { RefundState } from './reading';

/** Longer than a list can be behind; a transaction from before that was never going to be on it. */
const RECENT_MS = 15 * 60_000;

/** An order's refunds as its list has them. */
type Listed = Pick<RefundState, 'refunds' | 'serverTime'>;

/**
 * Whether a refund may be there that the list does not show: the order's transactions have one, or could not be read. A
 * token that may not read them never may: then the list decides.
 */
export function mayBeUnlisted(read: TransactionsRead, state: Listed): boolean {
	return read.kind === 'seen' ? hasUnlisted(read.transactions, state) : !isDenied(read);
}

/** Whether a recent refund transaction belongs to no refund of the list. */
function hasUnlisted(transactions: Transaction[], { refunds, serverTime }: Listed): boolean {
	const named = new Set(refunds.flatMap(({ payments }) => payments.map(({ transactionId }) => transactionId)));
	const isAllNamed = refunds.every(({ payments }) => payments.every(({ transactionId }) => transactionId !== null));
	// Where refunds of the list name no transaction, theirs cannot be told from others.
	if (serverTime === null || !isAllNamed) return false;
	return transactions.some(
		({ id, event, status, createdAt }) =>
			event === 'refund' &&
			status === 'ok' &&
			createdAt !== null &&
			createdAt >= serverTime - RECENT_MS &&
			!named.has(id === null ? null : String(id)),
	);
}
