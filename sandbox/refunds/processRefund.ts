/**
 * What the providers make of a refund once it is taken: at once, or after a while (docs/bigcommerce-api.md, Refunds:
 * asynchronous).
 */
import type { StoreContext } from '../context';
import { announcePaymentChange, announceStatus, announceTransaction } from '../hooks/announcements';
import { definitionOf, FATE_KINDS, paramsOf } from '../faults';
import type { Fate } from '../faults/definition';
import type { LedgerKind, LedgerSource } from '../ledger';
import type { SandboxOrder } from '../orders/order';
import { changed } from '../orders/orderVersions';
import { authorizationOf, newTransaction, recordTransaction } from '../payments/transactions';
import type { RefundPayment, SandboxRefund } from './refund';

/** Sends the refund's payments on their way. Faults of the order decide how they end. */
export function processRefund(ctx: StoreContext, order: SandboxOrder, refund: SandboxRefund): void {
	const fault = order.faults.take('refundCreate', FATE_KINDS);
	const fate = fault ? definitionOf(fault.kind).fate?.(paramsOf(fault)) : undefined;
	if (fate?.result === 'stuck') return;
	const delayMs = fate?.isAtOnce ? 0 : ctx.settings.refundDelayMs;
	const refusal = refusalOf(fate);
	const end = (): void => {
		for (const payment of refund.payments) {
			// Store credit and what is done outside need no provider's consent.
			const isOnline = payment.providerId === order.gateway.id && !payment.offline;
			if (refusal !== undefined && isOnline) declinePayment(ctx, order, refund, payment, refusal);
			else finishPayment(ctx, order, refund, payment);
		}
		movePayment(ctx, order);
	};
	if (delayMs === 0) end();
	else ctx.schedule(ctx.now() + delayMs, end);
}

function refusalOf(fate: Fate | undefined): string | undefined {
	if (fate?.isExpired) return 'The time limit for refunding this transaction has passed.';
	return fate?.result === 'declined' ? fate.message || 'The refund was declined.' : undefined;
}

function finishPayment(
	ctx: StoreContext,
	order: SandboxOrder,
	{ source }: SandboxRefund,
	payment: RefundPayment,
): void {
	payment.state = 'done';
	order.tally.refunds += 1;
	order.tally.refunded += payment.amount;
	write(ctx, order, 'refund', payment, { source, note: payment.providerId });
	journal(ctx, order, payment, { code: 'refunded', message: 'Refunded' });
}

function declinePayment(
	ctx: StoreContext,
	order: SandboxOrder,
	{ source }: SandboxRefund,
	payment: RefundPayment,
	message: string,
): void {
	payment.state = 'declined';
	payment.declinedMessage = message;
	order.tally.refundDeclines += 1;
	write(ctx, order, 'refundDeclined', payment, { source, note: message });
	journal(ctx, order, payment, { code: 'transaction_declined', message });
}

function journal(
	ctx: StoreContext,
	order: SandboxOrder,
	payment: RefundPayment,
	result: { code: string; message: string },
): void {
	const { gateway } = order;
	const isGateway = payment.providerId === gateway.id;
	const transaction = newTransaction(ctx, order, {
		event: isShownAsVoid(ctx, order, payment) ? 'void' : 'refund',
		status: payment.state === 'declined' ? 'error' : 'ok',
		amount: payment.amount,
		referenceId: isGateway ? (authorizationOf(order)?.id ?? null) : null,
		gatewayId: payment.providerId,
		method: isGateway ? gateway.method : payment.providerId === 'storecredit' ? 'store_credit' : 'custom',
		result,
	});
	recordTransaction(ctx, order, transaction);
	payment.transactionId = transaction.id;
	announceTransaction(ctx, order, transaction, 'created');
}

/** A capture that is not settled yet can be taken back whole: some gateways then show a void. */
function isShownAsVoid(ctx: StoreContext, order: SandboxOrder, { amount, providerId }: RefundPayment): boolean {
	return ctx.settings.unsettledRefunds === 'void' && providerId === order.gateway.id && amount === order.authorized;
}

/** `partially refunded` (14) or `refunded` (4), as far as money has gone back. */
function movePayment(ctx: StoreContext, order: SandboxOrder): void {
	const previousStatusId = order.statusId;
	if (order.tally.refunded > 0) {
		const isWhole = order.tally.refunded >= order.total;
		order.state = isWhole ? 'refunded' : 'partiallyRefunded';
		if (ctx.settings.statusAfterRefund === 'moves') order.statusId = isWhole ? 4 : 14;
		if (ctx.settings.modifiedDatesMove) order.modifiedAt = ctx.now();
	}
	changed(ctx, order);
	announcePaymentChange(ctx, order);
	if (order.statusId !== previousStatusId) announceStatus(ctx, order, previousStatusId);
}

function write(
	ctx: StoreContext,
	order: SandboxOrder,
	kind: LedgerKind,
	{ amount }: RefundPayment,
	by: { source: LedgerSource; note: string },
): void {
	const { id: orderId, currency } = order;
	ctx.ledger.record({ at: ctx.now(), orderId, kind, amount, currency, ...by });
}
