import { failureOf, type ApiFailure } from '../api/failure';
import type { LaneAnswer } from '../api/lane';
import type { OrderSnapshot } from '../api/orders';
import type { Transaction } from '../api/transactions';
import { paymentOfOrder, type Payment } from '../payment/payment';

/** When a look showed what it did. */
export interface ShownAt {
	/** The server's time of the answer, milliseconds since 1970; null where it did not say. */
	serverTime: number | null;
	/** Whether nothing speaks for it that the order has changed since: it was read alone, or in a list of this moment. */
	isCurrent: boolean;
}

/** What one look at an order showed. */
export type ReadResult =
	| ({
			kind: 'seen';
			payment: Payment;
			/** Null where the payment was seen in its transactions. */
			order: OrderSnapshot | null;
			/** The transactions, where they were what was read. */
			transactions: Transaction[] | null;
			/** Whether the order was read alone, rather than in a list. Lists may be behind. */
			isSingle: boolean;
	  } & ShownAt)
	/** Not looked at, for there is reason to think that nothing has happened to it since. */
	| { kind: 'unchanged' }
	| ReadFailure;

/** Why there is nothing to see. */
export type ReadFailure =
	| { kind: 'missing'; failure: ApiFailure }
	/** The token may read neither the order nor its transactions (403), or is not known (401). */
	| { kind: 'denied'; failure: ApiFailure }
	| { kind: 'failed'; failure: ApiFailure }
	| { kind: 'throttled'; retryAfterMs: number }
	| { kind: 'cancelled' };

/** Transactions, or why there are none to see. */
export type TransactionsRead = { kind: 'seen'; transactions: Transaction[]; serverTime: number | null } | ReadFailure;

/** A look that showed an order. */
export function readOfOrder(order: OrderSnapshot, when: ShownAt, isSingle: boolean): ReadResult {
	return { kind: 'seen', payment: paymentOfOrder(order), order, transactions: null, isSingle, ...when };
}

/** Whether the token may not read it, now or later. A token that is not known (401) is another matter. */
export function isDenied(read: ReadResult | TransactionsRead): boolean {
	return read.kind === 'denied' && read.failure.status === 403;
}

/** A look that would end the same for every other order. */
export function isSameForAll(look: ReadResult): boolean {
	return (
		(look.kind === 'denied' && look.failure.status === 401) || look.kind === 'throttled' || look.kind === 'cancelled'
	);
}

/** The failure of an answer whose body was not what was asked for. */
export function unreadable(answer: Exclude<LaneAnswer, { kind: 'throttled' }>): ApiFailure {
	const failure = failureOf(answer);
	const isRefusal = failure.status === null || failure.status >= 300;
	return isRefusal ? failure : { ...failure, code: 'unreadable' };
}

/** The server's clock, from the `Date` header (whole seconds), in milliseconds since 1970. */
export function serverTimeOf(answer: LaneAnswer): number | null {
	if (answer.kind !== 'answered') return null;
	const time = Date.parse(answer.headers.date ?? '');
	return Number.isNaN(time) ? null : time;
}
