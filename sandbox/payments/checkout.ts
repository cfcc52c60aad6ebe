/** What happened to a payment before the rehearsal starts: the journal and ledger of an order in a given state. */
import type { StoreContext } from '../context';
import type { LedgerKind } from '../ledger';
import { type SandboxOrder, authorizedAmount } from '../orders/order';
import { enterRefund } from '../refunds/refund';
import { type PaymentState } from './paymentStates';
import {
	type SandboxTransaction,
	type TransactionEvent,
	authorizationOf,
	newTransaction,
	recordTransaction,
} from './transactions';

/** Writes what the checkout, and whatever followed it, left behind. Hooks are not told: it is history. */
export function recordHistory(ctx: StoreContext, order: SandboxOrder): void {
	recordParts(ctx, order);
	for (const step of HISTORY[order.state]) step(ctx, order);
}

type Step = (ctx: StoreContext, order: SandboxOrder) => unknown;

const authorized: Step = (ctx, order) => {
	journal(ctx, order, 'authorization', 'ok', { code: 'authorized', message: 'Authorized' });
	write(ctx, order, 'authorization', authorizedAmount(order));
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
	write(ctx, order, 'void', authorizedAmount(order));
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

/** Store credit and gift certificates are taken at checkout, each with its own transaction. */
function recordParts(ctx: StoreContext, order: SandboxOrder): void {
	const parts = [
		{ amount: order.storeCredit, gatewayId: 'storecredit', method: 'store_credit' },
		{ amount: order.giftCertificate, gatewayId: 'giftcertificate', method: 'gift_certificate' },
	];
	for (const part of parts.filter(({ amount }) => amount > 0)) {
		const result = { code: 'paid', message: 'Paid' };
		const entry = { event: 'purchase', status: 'ok', result, createdAt: order.createdAt, ...part } as const;
		recordTransaction(ctx, order, newTransaction(ctx, order, entry));
	}
}

function journal(
	ctx: StoreContext,
	order: SandboxOrder,
	event: TransactionEvent,
	status: 'ok' | 'error',
	result: { code: string; message: string },
	amount = authorizedAmount(order),
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
		fraudReview: order.state === 'heldForReview',
	});
	recordTransaction(ctx, order, transaction);
	return transaction;
}

function settle(ctx: StoreContext, order: SandboxOrder): void {
	const amount = authorizedAmount(order);
	write(ctx, order, 'capture', amount);
	order.tally.captures += 1;
	order.tally.captured += amount;
}

function write(ctx: StoreContext, order: SandboxOrder, kind: LedgerKind, amount: number): void {
	const { id: orderId, currency, createdAt: at } = order;
	ctx.ledger.record({ at, orderId, kind, amount, currency, source: 'checkout', note: '' });
}
