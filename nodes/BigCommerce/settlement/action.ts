import type { Transaction } from '../api/transactions';
import type { PaymentState } from './payment';

/** What tells a capture from a void; everything else of the engine is the same for both. */
export interface Action {
	name: 'capture' | 'void';
	/** Last part of the path, `POST /v3/orders/{order_id}/payment_actions/…`. */
	endpoint: 'capture' | 'void';
	/** The outcome once it is proved. */
	done: 'captured' | 'voided';
	/** The outcome where the payment's state rules it out. */
	notPossible: 'notCapturable' | 'notVoidable';
	/** State while BigCommerce's scheduled job is under way. */
	pendingState: PaymentState;
	/** State that proves it. */
	doneState: PaymentState;
	/** `event` of the transaction that proves or refutes it. */
	event: 'capture' | 'void';
}

export const CAPTURE: Action = {
	name: 'capture',
	endpoint: 'capture',
	done: 'captured',
	notPossible: 'notCapturable',
	pendingState: 'capturePending',
	doneState: 'captured',
	event: 'capture',
};

export const VOID: Action = {
	name: 'void',
	endpoint: 'void',
	done: 'voided',
	notPossible: 'notVoidable',
	pendingState: 'voidPending',
	doneState: 'voided',
	event: 'void',
};

/** What the transactions say of an action: done, refused by the gateway since `since`, or nothing. */
export type Evidence = 'done' | 'refused' | 'none';

/**
 * Looks for an action's own transaction.
 * @param since server time in milliseconds before the call was sent; a refusal from before belongs to an earlier attempt
 */
export function evidenceIn(transactions: Transaction[], action: Action, since: number): Evidence {
	const own = transactions.filter(({ event }) => event === action.event);
	if (own.some(({ status }) => status === 'ok')) return 'done';
	// Dates have whole seconds, so the second of `since` itself counts.
	const from = Math.floor(since / 1000) * 1000;
	return own.some(({ status, createdAt }) => status === 'error' && createdAt !== null && createdAt >= from) ? 'refused' : 'none';
}
