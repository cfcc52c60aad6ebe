import type { OrderSnapshot } from '../api/orders';
import type { Transaction } from '../api/transactions';
import { minus, plus, readMoney, type Money } from '../model/money';

/** Where a payment stands. BigCommerce's eleven words and the empty one, made one word a state. */
export type PaymentState =
	| 'authorized'
	| 'capturePending'
	| 'captured'
	| 'voidPending'
	| 'voided'
	| 'declined'
	| 'heldForReview'
	| 'unpaid'
	| 'unrecognised';

/** A payment as one look showed it. */
export interface Payment {
	state: PaymentState;
	/** BigCommerce's own word for it, lower case. */
	status: string;
	/** Transactions do not show a capture that is under way, so a look at them alone proves less. */
	seenIn: 'order' | 'transactions';
	/** What a capture moves, or moved. */
	amount: Money | null;
	method: string | null;
	orderStatusId: number | null;
	/** Milliseconds since 1970: the order's creation, or the authorization's where that is known. */
	authorizedAt: number | null;
}

// reference/orders.v2.oas2.yml, `payment_status`; the empty word was added in March 2025.
const STATES: ReadonlyMap<string, PaymentState> = new Map([
	['authorized', 'authorized'],
	['capture pending', 'capturePending'],
	['captured', 'captured'],
	['paid', 'captured'],
	['partially refunded', 'captured'],
	['refunded', 'captured'],
	['void pending', 'voidPending'],
	['void', 'voided'],
	['declined', 'declined'],
	['held for review', 'heldForReview'],
	['pending', 'unpaid'],
	['', 'unpaid'],
]);

/** The payment as a v2 order shows it. A word that is not known is `unrecognised`, never a guess. */
export function paymentOfOrder(order: OrderSnapshot): Payment {
	const created = order.createdAt === null ? Number.NaN : Date.parse(order.createdAt);
	return {
		state: STATES.get(order.paymentStatus) ?? 'unrecognised',
		status: order.paymentStatus,
		seenIn: 'order',
		amount: amountOnCard(order),
		method: order.paymentMethod,
		orderStatusId: order.statusId,
		authorizedAt: Number.isNaN(created) ? null : created,
	};
}

/** The order's total less store credit and gift certificates: what was authorized, unless the order was edited since. */
function amountOnCard(order: OrderSnapshot): Money | null {
	if (order.currency === null) return null;
	const total = readMoney(order.total, order.currency);
	if (total === null) return null;
	const credit = readMoney(order.storeCredit ?? '0', order.currency);
	const certificates = readMoney(order.giftCertificates ?? '0', order.currency);
	return [credit, certificates].reduce<Money>((rest, part) => (part ? minus(rest, part) : rest), total);
}

// Paid with these beside the card; their own "purchase" says nothing about the card.
const NOT_THE_CARD = new Set(['gift_certificate', 'store_credit']);

/** The payment as its transactions show it. No transaction at all is an unpaid order. */
export function paymentOfTransactions(transactions: Transaction[]): Payment {
	const card = transactions.filter((transaction) => !NOT_THE_CARD.has(transaction.method));
	const good = card.filter((transaction) => transaction.status === 'ok');
	const authorization = authorizationIn(transactions);
	const source = authorization ?? good.find(({ event }) => event === 'purchase') ?? card[0];
	const [state, status] = stateOf(card, good, authorization);
	return {
		state,
		status,
		seenIn: 'transactions',
		amount: source ? amountOf(source) : null,
		method: source?.gateway ?? null,
		orderStatusId: null,
		authorizedAt: source?.createdAt ?? null,
	};
}

function stateOf(card: Transaction[], good: Transaction[], authorization: Transaction | null): [PaymentState, string] {
	const has = (event: string) => good.some((transaction) => transaction.event === event);
	// A purchase after the authorization paid the order another way; to capture as well would charge it twice.
	const isPurchased = good.some(
		(transaction) =>
			transaction.event === 'purchase' && (authorization === null || isAfter(transaction, authorization)),
	);
	if (has('capture') || has('settled') || isPurchased) {
		return ['captured', refundedWord(good) ?? (has('purchase') && !has('capture') ? 'paid' : 'captured')];
	}
	if (authorization !== null) {
		const voided = good.some((transaction) => transaction.event === 'void' && actsOn(transaction, authorization));
		if (voided) return ['voided', 'void'];
		return authorization.raw.fraud_review === true
			? ['heldForReview', 'held for review']
			: ['authorized', 'authorized'];
	}
	if (has('void')) return ['voided', 'void'];
	if (card.some(({ event, status }) => (event === 'authorization' || event === 'purchase') && status === 'error')) {
		return ['declined', 'declined'];
	}
	return ['unpaid', has('pending') ? 'pending' : ''];
}

/** The latest authorization that stands for the card, or null. */
export function authorizationIn(transactions: Transaction[]): Transaction | null {
	const found = transactions.filter(
		({ event, status, method }) => event === 'authorization' && status === 'ok' && !NOT_THE_CARD.has(method),
	);
	return found.reduce<Transaction | null>(
		(latest, next) => (latest === null || (next.createdAt ?? 0) >= (latest.createdAt ?? 0) ? next : latest),
		null,
	);
}

/** Whether a void, say, is one of this authorization. */
export function actsOn(later: Transaction, authorization: Transaction): boolean {
	if (later.referenceId !== null && authorization.id !== null) return later.referenceId === authorization.id;
	return isAfter(later, authorization);
}

function isAfter(later: Transaction, authorization: Transaction): boolean {
	return (later.createdAt ?? 0) >= (authorization.createdAt ?? 0);
}

function refundedWord(good: Transaction[]): string | null {
	const sum = (events: string[]) =>
		good
			.filter(({ event }) => events.includes(event))
			.reduce<Money | null>((total, transaction) => {
				const amount = amountOf(transaction);
				return amount === null ? total : total === null ? amount : plus(total, amount);
			}, null);
	const refunded = sum(['refund']);
	if (refunded === null) return null;
	const taken = sum(['capture']) ?? sum(['purchase', 'settled']);
	return taken !== null && refunded.minor >= taken.minor ? 'refunded' : 'partially refunded';
}

/** A transaction's amount, or null where it has none. */
export function amountOf(transaction: Transaction): Money | null {
	return transaction.currency === null ? null : readMoney(transaction.amount, transaction.currency);
}
