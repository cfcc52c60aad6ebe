import type { Transaction } from '../../../nodes/BigCommerce/api/transactions';
import {
	NOTHING_KNOWN,
	withJournal,
	withSighting,
	type PaymentModel,
	type Source,
} from '../../../nodes/BigCommerce/payment/model';
import type { PaymentState } from '../../../nodes/BigCommerce/payment/payment';
import { look } from '../../builders/looks';
import { payment, transaction } from '../../builders/payments';

/** What was seen of an order, as the tables of decisions write it. */

export const SECOND = Date.parse('2026-03-05T10:00:00Z');
export const AUTHORIZED = [transaction()];
const since = (id: number, event: string, referenceId: number, amount = 25) =>
	transaction({ id, event, referenceId, amount, createdAt: SECOND + id * 1_000 });
export const CAPTURED = [...AUTHORIZED, since(2, 'capture', 1)];
export const VOIDED = [...AUTHORIZED, since(3, 'void', 1)];
export const GIVEN_BACK = [...CAPTURED, since(4, 'refund', 2)];
export const PARTLY_REFUNDED = [...CAPTURED, since(4, 'refund', 2, 10)];
/** One captured and given back before the call; of the other, a void and a capture since, which refer to nothing. */
export const CAPTURED_AND_VOIDED = [
	...AUTHORIZED,
	transaction({ id: 2, event: 'capture', referenceId: null }),
	transaction({ id: 3, event: 'refund', referenceId: null }),
	transaction({ id: 9 }),
	{ ...since(10, 'void', 9), referenceId: null },
	{ ...since(11, 'capture', 9), referenceId: null },
];
/** Captured a minute before the call, and a little more. */
export const CAPTURED_BEFORE = [
	...AUTHORIZED,
	transaction({ id: 2, event: 'capture', referenceId: 1, createdAt: SECOND - 61_000 }),
];
/** Captured since the call, and what it refers to is not on record. */
export const CAPTURED_ELSEWHERE = [...AUTHORIZED, since(2, 'capture', 99)];
export const refusal = (at: number) => transaction({ id: 5, event: 'capture', status: 'error', createdAt: at });
export const REFUSED = [...AUTHORIZED, refusal(SECOND + 1_000)];
export const PERHAPS_REFUSED = [...AUTHORIZED, refusal(SECOND)];

export type JournalSeen = Transaction[] | 'denied' | 'failed';

/** What was read, newest last. The call was sent and answered in one second of the server's. */
export interface Seen {
	state: PaymentState;
	status?: string;
	source?: Source;
	/** Seen under way before, and then `authorized` in the order itself, at these times. */
	pendingThen?: number[];
	/** When the order itself showed `declined` before. */
	declinedThen?: number;
	/** Whether the looks after it show the order as it was changed before it was under way. */
	isBehind?: boolean;
	/** Whether they show it as it was changed since it was under way. */
	isChanged?: boolean;
	/** What was seen under way. */
	pendingState?: 'capturePending' | 'voidPending';
	journal?: JournalSeen;
	/** When the journal was read; with the look where it is not given. */
	journalAt?: number;
}

export function modelOf(
	{ state, status = state, source = 'order', pendingThen, journal, journalAt, ...seen }: Seen,
	now: number,
): PaymentModel {
	const { isBehind = false, isChanged = false, pendingState = 'capturePending', declinedThen } = seen;
	const modifiedAt = SECOND + (isBehind ? -1_000 : isChanged ? 1_000 : 0);
	const model = [
		...(pendingThen === undefined ? [] : [look(pendingState, 0, 'list', SECOND)]),
		...(pendingThen ?? []).map((at) => look('authorized', at, 'order', modifiedAt)),
		...(declinedThen === undefined ? [] : [look('declined', declinedThen)]),
		{ ...look(state, now, source, modifiedAt), payment: payment({ state, status }) },
	].reduce(withSighting, {
		...NOTHING_KNOWN,
		baseline: { entries: null, earlier: null, from: SECOND, until: SECOND + 1_000 },
	});
	if (journal === undefined) return model;
	return withJournal(model, typeof journal === 'string' ? journal : { transactions: journal }, journalAt ?? now);
}

export const end = (outcome: string, code: string, changed = false) => ({ do: 'end', outcome, code, changed });
export const readOrder = { do: 'readOrder' };
export const readTransactions = { do: 'readTransactions' };
export const lookAgain = { do: 'lookAgain' };
export const sendAgain = { do: 'sendAgain' };
