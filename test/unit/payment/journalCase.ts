import type { Transaction } from '../../../nodes/BigCommerce/api/transactions';
import type { AuthorizationState } from '../../../nodes/BigCommerce/payment/authorization';
import { journalOf } from '../../../nodes/BigCommerce/payment/journal';
import { transaction } from '../../builders/payments';

export const at = (minutes: number) => Date.parse('2026-03-01T10:00:00Z') + minutes * 60_000;
export const authorization = (id: number, minutes: number, more: Partial<Transaction> = {}) =>
	transaction({ id, createdAt: at(minutes), ...more });
export const entry = (event: string, id: number, minutes: number, more: Partial<Transaction> = {}) =>
	transaction({ id, event, createdAt: at(minutes), ...more });

/** Transactions of an order, and what they tell of its authorizations. */
export interface JournalCase {
	title: string;
	transactions: Transaction[];
	/** The states of the authorizations, the oldest first. */
	states: AuthorizationState[];
	/** ID of the one that the payment is about. */
	current: number | null;
	standing: number;
}

/** Told alike, whatever the order in which the transactions come. */
export function checkJournal({ transactions, states, current, standing }: JournalCase): void {
	for (const order of [transactions, [...transactions].reverse()]) {
		const journal = journalOf(order);
		expect({
			states: journal.authorizations.map(({ state }) => state),
			current: journal.current?.id ?? null,
			standing: journal.standing,
		}).toEqual({ states, current, standing });
	}
}
