import type { Transaction } from '../api/transactions';
import { actsOn, authorizationIn, type PaymentState } from './payment';

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

/** What the transactions say of an action: done, refused by the gateway since it was sent, or nothing. */
export type Evidence = 'done' | 'refused' | 'none';

/** What was known before the call was sent, to tell its refusal from an earlier one. */
export interface Before {
	/** The server's time, milliseconds since 1970. */
	time: number;
	/** Refusals that were on record, by ID; null where the transactions were not read then. */
	refusals: ReadonlySet<number> | null;
}

/** Looks for an action's own transaction. */
export function evidenceIn(transactions: Transaction[], action: Action, before: Before): Evidence {
	const own = transactions.filter(({ event }) => event === action.event);
	if (own.some((transaction) => transaction.status === 'ok' && isOfNow(transaction, transactions, action)))
		return 'done';
	return own.some((transaction) => transaction.status === 'error' && isAfter(transaction, before)) ? 'refused' : 'none';
}

/** The refusals on record, by ID. */
export function refusalsIn(transactions: Transaction[], action: Action): ReadonlySet<number> {
	return new Set(
		transactions.flatMap(({ id, event, status }) =>
			event === action.event && status === 'error' && id !== null ? [id] : [],
		),
	);
}

/** A void of an authorization that was followed by a new one says nothing about the new one. A capture took money, whichever it was. */
function isOfNow(transaction: Transaction, transactions: Transaction[], action: Action): boolean {
	const authorization = action.name === 'void' ? authorizationIn(transactions) : null;
	return authorization === null || actsOn(transaction, authorization);
}

function isAfter({ id, createdAt }: Transaction, { time, refusals }: Before): boolean {
	if (refusals !== null && id !== null) return !refusals.has(id);
	// Dates have whole seconds, so the second of `time` itself counts.
	return createdAt !== null && createdAt >= Math.floor(time / 1000) * 1000;
}
