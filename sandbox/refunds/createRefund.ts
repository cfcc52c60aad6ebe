/** `POST …/refund_quotes` and `POST …/refunds`: the rules of docs/bigcommerce-api.md, Refunds. */
import { type Answer, json, refundError, refundServiceError, v3Error } from '../answers';
import type { StoreContext } from '../context';
import { announceRefund } from '../hooks/announcements';
import { parseObject } from '../jsonBody';
import type { LedgerSource } from '../ledger';
import type { SandboxOrder } from '../orders/order';
import { covers } from '../orders/orderView';
import { processRefund } from './processRefund';
import { enterRefund } from './enterRefund';
import type { RefundPlan } from './refund';
import { gatewayLeft, refundableAmount } from './refundable';
import { refundBody } from './refundBody';
import { isQuote, quoteRefund, refundQuoteBody } from './refundQuote';
import {
	type RequestedPayment,
	isRefundItems,
	isOverride,
	type Problems,
	readRefundItems,
	readOverride,
	readPayments,
	type RequestedRefund,
} from './refundRequest';

export function postRefundQuote(_ctx: StoreContext, order: SandboxOrder, text: string): Answer {
	const body = parseObject(text);
	if (!body) return v3Error(400, 'Input is invalid.');
	// "we never support that in the first place" (staff, github.com/bigcommerce/docs/pull/1128).
	if (body.merchant_calculated_override !== undefined)
		return invalid({ merchant_calculated_override: 'error.unexpected' });
	const ask = readRefundItems(order, body);
	if (!isRefundItems(ask)) return invalid(ask);
	const quote = quoteRefund(order, ask);
	return isQuote(quote) ? json(201, { data: refundQuoteBody(order, quote), meta: {} }) : invalid(quote);
}

export function postRefund(ctx: StoreContext, order: SandboxOrder, text: string): Answer {
	order.tally.refundRequests += 1;
	const body = parseObject(text);
	if (!body) return v3Error(400, 'Input is invalid.');
	const { faults } = order;
	if (faults.take('refundCreate', ['refundBusy']) || isBusy(ctx, order)) {
		return refundError(ctx.settings.refundBusyStatus, 'Another refund of this order is being processed.');
	}
	if (faults.take('refundCreate', ['taxServiceGone']))
		return refundServiceError(order.id, 503, 'Tax service gone away');
	const plan = planRefund(ctx, order, body);
	if (typeof plan === 'string') return refundError(422, plan);
	return json(201, { data: refundBody(ctx.settings, order, takeRefund(ctx, order, plan)), meta: {} });
}

/**
 * "Processing multiple concurrent refunds on the same order are not yet supported" (docs/bigcommerce-api.md, Refunds:
 * one at a time).
 */
function isBusy(ctx: StoreContext, order: SandboxOrder): boolean {
	return ctx.now() < order.refundBusyUntil || order.refunds.some(({ payments }) => payments.some(isPending));
}

function isPending({ state }: { state: string }): boolean {
	return state === 'pending';
}

/** A refund that keeps the rules, or the sentence of a 422. */
function planRefund(ctx: StoreContext, order: SandboxOrder, body: Record<string, unknown>): RefundPlan | string {
	const ask = readRefundItems(order, body);
	if (!isRefundItems(ask)) return sentence(ask);
	const override = readOverride(order, body.merchant_calculated_override);
	if (!isOverride(override)) return sentence(override);
	const quote = quoteRefund(order, ask);
	if (!isQuote(quote)) return sentence(quote);
	const change = order.faults.take('refundCreate', ['quoteChanged'])?.byMinor ?? 0;
	const total = override?.total ?? quote.total + change;
	const payments = requestedPayments(order, body, ask, total);
	if (!Array.isArray(payments)) return sentence(payments);
	const problem = paymentProblem(order, payments, total);
	if (problem) return problem;
	const late = order.faults.take('refundCreate', ['lateVisibility']);
	return {
		source: 'api',
		total,
		tax: override?.tax ?? quote.tax,
		usesOverride: override !== null,
		items: ask.items,
		payments,
		createdAt: ctx.now(),
		visibleFrom: ctx.now() + (late && covers(late.reads ?? 'all', 'refunds') ? late.ms : 0),
	};
}

/** A tax adjustment has no `payments` in its schema: it goes back the way it came. */
function requestedPayments(
	order: SandboxOrder,
	body: Record<string, unknown>,
	ask: RequestedRefund,
	total: number,
): RequestedPayment[] | Problems {
	if (ask.taxAdjustment !== null && body.payments === undefined) {
		return [{ providerId: order.gateway.id, amount: total, offline: order.gateway.offline }];
	}
	return readPayments(order, body.payments);
}

function paymentProblem(order: SandboxOrder, payments: RequestedPayment[], total: number): string | undefined {
	for (const { providerId } of payments) {
		if (providerId === 'storecredit') {
			if (order.customer.id === 0) return 'Unable to provide store credit for a guest customer.';
		} else if (providerId !== 'custom' && providerId !== order.gateway.id) {
			return `The payment provider ${providerId} cannot refund this order.`;
		}
	}
	const sum = (chosen: RequestedPayment[]): number => chosen.reduce((all, { amount }) => all + amount, 0);
	if (sum(payments) !== total) return 'The amounts of the payments do not match the amount to refund.';
	const byGateway = sum(payments.filter(({ providerId }) => providerId === order.gateway.id));
	return byGateway > gatewayLeft(order) ? 'The refund is more than the payment provider has left.' : undefined;
}

/**
 * Somebody else gives money back: an amount of the order, or all that is left, the way it was paid.
 * @returns false when there is nothing to give back
 */
export function refundBy(ctx: StoreContext, order: SandboxOrder, source: LedgerSource, amount?: number): boolean {
	const total = Math.min(amount ?? Number.POSITIVE_INFINITY, gatewayLeft(order), refundableAmount(order));
	if (total <= 0) return false;
	takeRefund(ctx, order, {
		source,
		total,
		tax: 0,
		usesOverride: false,
		items: [{ type: 'ORDER', itemId: order.id, quantity: null, amount: total, reason: '', adjustments: [] }],
		payments: [{ providerId: order.gateway.id, amount: total, offline: order.gateway.offline }],
		createdAt: ctx.now(),
		visibleFrom: ctx.now(),
	});
	return true;
}

function takeRefund(ctx: StoreContext, order: SandboxOrder, plan: RefundPlan) {
	const refund = enterRefund(ctx, order, plan);
	const { id: orderId, currency } = order;
	order.tally.refundRequestsAccepted += 1;
	order.faults.noteAccepted();
	order.refundBusyUntil = ctx.now() + ctx.settings.refundBusyMs;
	ctx.ledger.record({
		at: ctx.now(),
		orderId,
		kind: 'refundAccepted',
		amount: plan.total,
		currency,
		source: plan.source,
		note: '',
	});
	// "Fires if a refund has been submitted", whatever becomes of it (docs/bigcommerce-api.md, Webhooks: refunds).
	announceRefund(ctx, order, refund.id);
	processRefund(ctx, order, refund);
	return refund;
}

function invalid(problems: Problems): Answer {
	return v3Error(422, 'JSON data is missing or invalid', problems);
}

function sentence(problems: Problems): string {
	return Object.entries(problems)
		.map(([field, problem]) => `${field}: ${problem}`)
		.join('; ');
}
