import type { Refund, RefundPayment } from '../api/refunds';
import type { Transaction } from '../api/transactions';
import { readMoney } from '../model/money';
import { amountOf } from '../payment/authorization';
import type { Payment } from '../payment/payment';

/** How far a refund is. */
export type RefundProgress = 'done' | 'pending' | 'declined' | 'partlyDeclined';

/** Ways of giving money back that no payment provider answers for, so that they never have a transaction. */
const WITHOUT_PROVIDER: ReadonlySet<string> = new Set(['storecredit', 'custom', 'giftcertificate', 'gift_certificate']);

/** Whether the payment's provider has neither taken nor declined it, as far as the refund itself shows. */
function isUnanswered({ isDeclined, offline, providerId, transactionId }: RefundPayment): boolean {
	return !isDeclined && !offline && transactionId === null && !WITHOUT_PROVIDER.has(providerId.toLowerCase());
}

/**
 * How far a refund is, by its payments.
 * @param isProved whether something else shows that what has no transaction was given back
 */
export function progressOf({ payments }: Refund, isProved = false): RefundProgress {
	const declined = payments.filter(({ isDeclined }) => isDeclined);
	if (payments.length > 0 && declined.length === payments.length) return 'declined';
	if (!isProved && payments.some(isUnanswered)) return 'pending';
	return declined.length > 0 ? 'partlyDeclined' : 'done';
}

/** What shows of an order beside the refund itself. */
export interface RefundEvidence {
	/** Null where it could not be read. */
	payment: Payment | null;
	/** All refunds of the order, the one in question among them. */
	refunds: Refund[];
	/** Null where they were not, or could not be, read. */
	transactions: Transaction[] | null;
}

/**
 * Whether the order shows that a refund without transaction IDs was given back. They are optional (reference/
 * orders.v3.yml, `Refund`), so their absence alone would leave it pending for ever.
 */
export function isProvedByOrder(refund: Refund, evidence: RefundEvidence): boolean {
	const { payment, refunds, transactions } = evidence;
	return (
		isAllRefunded(evidence) ||
		isProvedByStatus(refund, refunds, payment) ||
		(transactions !== null && isInJournal(refund, refunds, transactions))
	);
}

/** Whether the order's status says that all of it was given back, this refund included. */
export function isAllRefunded({ payment }: RefundEvidence): boolean {
	return payment !== null && payment.seenIn === 'order' && payment.status === 'refunded';
}

/** The payment's status has moved, and no other refund can have moved it. */
function isProvedByStatus(refund: Refund, refunds: Refund[], payment: Payment | null): boolean {
	if (payment === null || payment.seenIn !== 'order') return false;
	const others = refunds.filter(
		({ id, payments }) => id !== refund.id && payments.some(({ isDeclined }) => !isDeclined),
	);
	return payment.status === 'partially refunded' && others.length === 0;
}

/**
 * For each part that waits for its provider, of this refund or of another, there is a transaction that no refund names.
 */
function isInJournal(refund: Refund, refunds: Refund[], transactions: Transaction[]): boolean {
	const named = new Set(refunds.flatMap(({ payments }) => payments.map(({ transactionId }) => transactionId)));
	const free = transactions.filter(
		({ id, event, status }) => event === 'refund' && status === 'ok' && !named.has(id === null ? null : String(id)),
	);
	// Dates have whole seconds, so the second of the refund itself counts.
	const since = refund.createdAt === null ? null : Math.floor(refund.createdAt / 1000) * 1000;
	if (since === null) return false;
	const waiting = [refund, ...refunds.filter(({ id }) => id !== refund.id)].flatMap(({ payments }) =>
		payments.filter(isUnanswered),
	);
	return refund.payments.filter(isUnanswered).every(({ amount }) => {
		const isSame = (transaction: Transaction): boolean => {
			const taken = amountOf(transaction);
			return taken !== null && readMoney(amount, taken.currency)?.minor === taken.minor;
		};
		const matching = free.filter((transaction) => (transaction.createdAt ?? 0) >= since && isSame(transaction));
		return matching.length > 0 && matching.length >= waiting.filter((part) => part.amount === amount).length;
	});
}

/** What a provider said when it declined, or null. */
export function declinedMessageOf({ payments }: Refund): string | null {
	return payments.find(({ declinedMessage }) => declinedMessage !== null)?.declinedMessage ?? null;
}
