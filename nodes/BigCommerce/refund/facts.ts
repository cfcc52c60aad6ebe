import type { ApiFailure } from '../api/failure';
import type { Refund, RefundQuote } from '../api/refunds';
import { readMoney, type Money } from '../model/money';
import type { Followed } from './following';
import type { PlannedPayment } from './method';
import type { RefundSettlement } from './outcome';
import { declinedMessageOf } from './progress';
import type { Reference } from './reference';
import type { RefundContext } from './request';
import { canonicalSelection } from './selection';
import { wasSent } from './sentBefore';
import { stop, type RefundEnd } from './step';

/** What is known of the refund so far. Written as it becomes known, and read at the end. */
export interface RefundFacts {
	reference: Reference;
	amount: Money | null;
	left: Money | null;
	payments: PlannedPayment[];
	quote: RefundQuote | null;
	refund: Refund | null;
	attempts: number;
	failure: ApiFailure | null;
	changed: boolean;
	/** Whether an earlier call under this reference may have given the money back. */
	wasSent: boolean;
}

/** What is known before anything was read. */
export function newFacts(context: RefundContext): RefundFacts {
	const { naming, orderId, selection } = context.request;
	const reference = naming.referenceOf(canonicalSelection(orderId, selection));
	return {
		reference,
		amount: null,
		left: null,
		payments: [],
		quote: null,
		refund: null,
		attempts: 0,
		failure: null,
		changed: false,
		wasSent: wasSent(context, reference),
	};
}

/** The settlement of a refund that was followed. */
export function followed(
	context: RefundContext,
	facts: RefundFacts,
	{ refund, progress }: Followed,
	isOurs: boolean,
): RefundSettlement {
	const currency = facts.amount?.currency ?? facts.left?.currency;
	facts.refund = refund;
	facts.failure = null;
	if (currency !== undefined) {
		facts.amount = readMoney(refund.total, currency) ?? facts.amount;
		if (facts.payments.length === 0) facts.payments = paymentsOf(refund, currency);
	}
	const note = declinedMessageOf(refund);
	switch (progress) {
		case 'done':
			return settled(context, { ...facts, changed: isOurs }, stop('refunded', isOurs ? 'done' : 'alreadyDone').end);
		case 'pending':
			return settled(context, { ...facts, changed: isOurs }, stop('pending', 'resultTimeout').end);
		case 'partlyDeclined':
			return settled(context, { ...facts, changed: isOurs }, stop('declined', 'partlyDeclined', { note }).end);
		case 'declined':
			return settled(context, facts, stop('declined', 'refusedByGateway', { note }).end);
	}
}

function paymentsOf({ payments }: Refund, currency: string): PlannedPayment[] {
	return payments.flatMap(({ providerId, amount, offline }) => {
		const money = readMoney(amount, currency);
		return money === null ? [] : [{ providerId, amount: money, offline }];
	});
}

/** Words that say that the refund moved no money. None of them holds while an earlier call under its name may have. */
const NO_MONEY: ReadonlySet<string> = new Set<RefundEnd['outcome']>([
	'notRefundable',
	'notFound',
	'unauthorized',
	'throttled',
	'unavailable',
	'cancelled',
]);

/** The settlement: what is known, and how it ended. */
export function settled(context: RefundContext, facts: RefundFacts, end: RefundEnd): RefundSettlement {
	const { request, log } = context;
	const { wasSent: mayBeThere, ...known } = facts;
	const { outcome, code } =
		mayBeThere && NO_MONEY.has(end.outcome) ? ({ outcome: 'unknown', code: 'resultUnproved' } as const) : end;
	return {
		...known,
		orderId: request.orderId,
		isReferenceGiven: request.naming.isGiven,
		outcome,
		code,
		note: end.note,
		failure: end.failure ?? facts.failure,
		log,
	};
}
