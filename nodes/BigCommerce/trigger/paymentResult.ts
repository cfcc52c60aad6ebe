import { objectOf, textOf, type JsonObject } from '../api/json';
import type { Transaction } from '../api/transactions';
import type { PaymentState } from '../payment/payment';
import type { TriggerEvent } from './events';

/** What a transaction event says about its own result; `unclear` where only the order can tell. */
export type PaymentResult = 'success' | 'failure' | 'pending' | 'unclear';

/** A transaction that moves an authorized payment on. */
export type PaymentStep = 'capture' | 'void';

export function paymentStepOf(data: JsonObject): PaymentStep | null {
	const type = wordOf(textOf(data, 'transaction_type'));
	return type === 'capture' || type === 'void' ? type : null;
}

const WORDS: ReadonlyMap<string, PaymentResult> = new Map([
	['success', 'success'],
	['succeeded', 'success'],
	['ok', 'success'],
	['complete', 'success'],
	['completed', 'success'],
	['error', 'failure'],
	['failure', 'failure'],
	['failed', 'failure'],
	['declined', 'failure'],
	['rejected', 'failure'],
	['pending', 'pending'],
	['processing', 'pending'],
	['in progress', 'pending'],
]);

/**
 * Reads `transaction_status` and `result.type`. Of their words only `complete` and `success` are published
 * (store/order/transaction/created, sample), so the others are read with care: one word for "not yet" makes it pending,
 * and words that contradict each other, or that are not known, prove nothing.
 */
export function paymentResultOf(data: JsonObject): PaymentResult {
	const result = objectOf(data, 'result') ?? {};
	if (WORDS.get(wordOf(textOf(result, 'code'))) === 'pending') return 'pending';
	const words = [textOf(result, 'type'), textOf(data, 'transaction_status')]
		.filter((text) => text !== null)
		.map(wordOf);
	const meanings = new Set(words.map((word) => WORDS.get(word) ?? 'unclear'));
	if (meanings.has('pending')) return 'pending';
	const [meaning, ...others] = meanings;
	return meaning === undefined || others.length > 0 ? 'unclear' : meaning;
}

const EVENT_OF = {
	capture: { success: 'paymentCaptured', failure: 'paymentCaptureFailed' },
	// A void that failed leaves the payment authorized, where it was: there is no event for it.
	void: { success: 'paymentVoided', failure: null },
} as const;

export function paymentEventOf(step: PaymentStep, result: 'success' | 'failure'): TriggerEvent | null {
	return EVENT_OF[step][result];
}

/**
 * What the order's own payment says about an unclear result; null where it does not decide it. A refused capture falls
 * back to `authorized`, and an order also reads so before its capture shows: alone, that proves nothing.
 */
export function resultInOrder(step: PaymentStep, state: PaymentState): 'success' | 'failure' | null {
	if (state === (step === 'capture' ? 'captured' : 'voided')) return 'success';
	return state === 'declined' ? 'failure' : null;
}

/**
 * What the order's transactions say about it; null where they do not. `platform_transaction_id` of the event is the
 * `id` there (docs/bigcommerce-api.md, Webhooks).
 */
export function resultInTransactions(
	step: PaymentStep,
	transactionId: string | null,
	transactions: readonly Transaction[],
): 'success' | 'failure' | null {
	const own = transactions.find(({ id, event }) => id !== null && String(id) === transactionId && event === step);
	if (own === undefined) return null;
	return own.status === 'ok' ? 'success' : own.status === 'error' ? 'failure' : null;
}

function wordOf(text: string | null): string {
	return (text ?? '').trim().toLowerCase().replace(/_/g, ' ');
}
