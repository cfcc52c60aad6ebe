import type { Transaction } from '../api/transactions';
import { isDenied, type TransactionsRead } from './readResult';

/** The transactions, or whether the token may not read them or the attempt failed. */
export function lookedUp(read: TransactionsRead): Transaction[] | 'denied' | 'failed' {
	if (read.kind === 'seen') return read.transactions;
	return isDenied(read) ? 'denied' : 'failed';
}
