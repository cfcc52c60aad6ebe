/** What happened to a payment before the rehearsal starts: the journal and ledger of an order in a given state. */
import type { StoreContext } from '../context';
import type { LedgerKind } from '../ledger';
import type { SandboxOrder } from '../orders/order';
import { enterRefund } from '../refunds/enterRefund';
import { type PaymentState } from './paymentStates';
import type { EarlierAuthorization } from './authorizations';
import { recordPartPayments } from './partPayments';
import type { SandboxTransaction, TransactionEvent } from './transaction';
import { authorizationOf, newTransaction, recordTransaction } from './transactions';

/** Writes what the checkout, and whatever followed it, left behind. No hook is called: it is history. */
export function recordHistory(
	ctx: StoreContext,
	order: SandboxOrder,
	earlier: readonly EarlierAuthorization[] = [],
): void {
	recordPartPayments(ctx, order);
	for (const authorization of earlier) recordEarlier(ctx, order, authorization);
	for (const step of HISTORY[order.state]) step(ctx, order);
}

type Step = (ctx: StoreContext, order: SandboxOrder) => unknown;

const authorized: Step = (ctx, order) => {
	const { id } = journal(ctx, order, 'authorization', 'ok', { code: 'authorized', message: 'Authorized' });
	order.standingId = id;
	write(ctx, order, 'authorization', order.authorized);
};

const captured: Step = (ctx, order) => {
	journal(ctx, order, 'capture', 'ok', { code: 'captured', message: 'Captured' });
	settle(ctx, order);
};

const paid: Step = (ctx, order) => {
	journal(ctx, order, 'purchase', 'ok', { code: 'paid', message: 'Paid' });
	settle(ctx, order);
};

const voided: Step = (ctx, order) => {
	journal(ctx, order, 'void', 'ok', { code: 'voided', message: 'Voided' });
	write(ctx, order, 'void', order.authorized);
	order.tally.voids += 1;
};

const declined: Step = (ctx, order) =>
	journal(ctx, order, 'authorization', 'error', { code: 'card_declined', message: 'The card was declined.' });

const waiting: Step = (ctx, order) => journal(ctx, order, 'pending', 'ok', { code: 'pending', message: 'Pending' });

/** Half of it, or all, given back to the shopper. */
const refunded =
	(share: (amount: number) => number): Step =>
	(ctx, order) => {
		const amount = share(order.tally.captured);
		const transaction = journal(ctx, order, 'refund', 'ok', { code: 'refunded', message: 'Refunded' }, amount);
		write(ctx, order, 'refund', amount);
		const refund = enterRefund(ctx, order, {
			source: 'checkout',
			total: amount,
			tax: 0,
			usesOverride: false,
			items: [{ type: 'ORDER', itemId: order.id, quantity: null, amount, reason: '', adjustments: [] }],
			payments: [{ providerId: order.gateway.id, amount, offline: order.gateway.offline }],
			createdAt: order.createdAt,
			visibleFrom: order.createdAt,
		});
		for (const payment of refund.payments) Object.assign(payment, { state: 'done', transactionId: transaction.id });
		order.tally.refunds += 1;
		order.tally.refunded += amount;
	};

const HISTORY: Readonly<Record<PaymentState, readonly Step[]>> = {
	none: [],
	pending: [waiting],
	authorized: [authorized],
	heldForReview: [authorized],
	capturePending: [authorized],
	captured: [authorized, captured],
	paid: [paid],
	voidPending: [authorized],
	voided: [authorized, voided],
	declined: [declined],
	partiallyRefunded: [authorized, captured, refunded((amount) => Math.floor(amount / 2))],
	refunded: [authorized, captured, refunded((amount) => amount)],
};

/** Authorizations before the one that stands: voided, declined, or standing beside it as a second one. */
function recordEarlier(ctx: StoreContext, order: SandboxOrder, earlier: EarlierAuthorization): void {
	const { amount, createdAt, state } = earlier;
	const base = { amount, createdAt, gatewayId: earlier.gatewayId };
	if (state === 'declined') {
		const result = { code: 'card_declined', message: 'The card was declined.' };
		return record(ctx, order, { ...base, event: 'authorization', status: 'error', result });
	}
	const result = { code: 'authorized', message: 'Authorized' };
	const authorization = newTransaction(ctx, order, { ...base, event: 'authorization', status: 'ok', result });
	recordTransaction(ctx, order, authorization);
	writeAmount(ctx, order, 'authorization', amount, createdAt);
	if (state === 'standing') return;
	const voided = { code: 'voided', message: 'Voided' };
	record(ctx, order, { ...base, event: 'void', status: 'ok', result: voided, referenceId: authorization.id });
	writeAmount(ctx, order, 'void', amount, createdAt);
}

function record(ctx: StoreContext, order: SandboxOrder, entry: Parameters<typeof newTransaction>[2]): void {
	recordTransaction(ctx, order, newTransaction(ctx, order, entry));
}

function journal(
	ctx: StoreContext,
	order: SandboxOrder,
	event: TransactionEvent,
	status: 'ok' | 'error',
	result: { code: string; message: string },
	amount = order.authorized,
): SandboxTransaction {
	const referenceId =
		event === 'capture' || event === 'void' || event === 'refund' ? authorizationOf(order)?.id : undefined;
	const transaction = newTransaction(ctx, order, {
		event,
		status,
		amount,
		result,
		createdAt: order.createdAt,
		referenceId: referenceId ?? null,
		fraudReview: order.fraudReview,
	});
	recordTransaction(ctx, order, transaction);
	return transaction;
}

function settle(ctx: StoreContext, order: SandboxOrder): void {
	const amount = order.authorized;
	write(ctx, order, 'capture', amount);
	order.tally.captures += 1;
	order.tally.captured += amount;
}

function write(ctx: StoreContext, order: SandboxOrder, kind: LedgerKind, amount: number): void {
	writeAmount(ctx, order, kind, amount, order.createdAt);
}

function writeAmount(ctx: StoreContext, order: SandboxOrder, kind: LedgerKind, amount: number, at: number): void {
	const { id: orderId, currency } = order;
	ctx.ledger.record({ at, orderId, kind, amount, currency, source: 'checkout', note: '' });
}
