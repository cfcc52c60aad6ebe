/**
 * Store credit and gift certificates: parts of the total that no gateway holds, with transactions of their own.
 * None of them says anything about the card's authorization.
 */
import type { StoreContext } from '../context';
import type { SandboxOrder } from '../orders/order';
import type { TransactionEvent } from './transaction';
import { newTransaction, recordTransaction } from './transactions';

const RESULTS = {
	purchase: { code: 'paid', message: 'Paid' },
	authorization: { code: 'authorized', message: 'Authorized' },
	capture: { code: 'captured', message: 'Captured' },
};

const AT_CHECKOUT = {
	purchase: 'purchase',
	captureAtCheckout: 'capture',
	captureWithPayment: 'authorization',
} as const;

/** What the checkout writes of the parts. */
export function recordPartPayments(ctx: StoreContext, order: SandboxOrder): void {
	for (const part of partsOf(order)) record(ctx, order, part, AT_CHECKOUT[ctx.settings.partPayments], order.createdAt);
}

/** Captured as soon as a capture is accepted, whatever the gateway says to the card's part. */
export function capturePartPayments(ctx: StoreContext, order: SandboxOrder): void {
	if (ctx.settings.partPayments !== 'captureWithPayment') return;
	for (const part of partsOf(order)) {
		const own = order.transactions.filter(({ gatewayId }) => gatewayId === part.gatewayId);
		if (own.some(({ event }) => event === 'capture')) continue;
		record(ctx, order, part, 'capture', ctx.now(), own[0]?.id ?? null);
	}
}

interface Part {
	amount: number;
	gatewayId: string;
	method: string;
}

function partsOf(order: SandboxOrder): Part[] {
	return [
		{ amount: order.storeCredit, gatewayId: 'storecredit', method: 'store_credit' },
		{ amount: order.giftCertificate, gatewayId: 'giftcertificate', method: 'gift_certificate' },
	].filter(({ amount }) => amount > 0);
}

function record(
	ctx: StoreContext,
	order: SandboxOrder,
	part: Part,
	event: TransactionEvent & keyof typeof RESULTS,
	createdAt: number,
	referenceId: number | null = null,
): void {
	const entry = { ...part, event, status: 'ok' as const, result: RESULTS[event], createdAt, referenceId };
	recordTransaction(ctx, order, newTransaction(ctx, order, entry));
}
