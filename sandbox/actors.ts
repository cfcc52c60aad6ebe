/** Somebody besides the caller moves the order: the control panel, another app, or the gateway by itself. */
import type { StoreContext } from './context';
import type { Actor, Deed } from './faults/actorFaults';
import { announceOrder, announcePaymentChange, announceStatus } from './hooks/announcements';
import type { LedgerKind } from './ledger';
import { parseMoney } from './money';
import type { SandboxOrder } from './orders/order';
import { changed } from './orders/orderVersions';
import { startAction } from './payments/lifecycle';
import { authorizationOf, newTransaction, recordTransaction } from './payments/transactions';
import { refundBy } from './refunds/createRefund';

export interface ActorAction {
	who?: Actor;
	does: Deed;
	/** Decimals; of a refund or a new authorization. */
	amount?: string | null;
	/** What an edit sets. */
	total?: string | null;
	statusId?: number | null;
	staffNotes?: string | null;
}

/** Does it, where the order's state allows. @returns whether anything was done */
export function actOn(ctx: StoreContext, order: SandboxOrder, act: ActorAction): boolean {
	const { who = 'staff', does } = act;
	if (who === 'gateway') return atGateway(ctx, order, act);
	const previousStatusId = order.statusId;
	const isDone = DEEDS[does](ctx, order, act, who);
	if (isDone && order.statusId !== previousStatusId && does !== 'refund') announceStatus(ctx, order, previousStatusId);
	return isDone;
}

type ActorHandler = (ctx: StoreContext, order: SandboxOrder, act: ActorAction, who: 'staff' | 'app') => boolean;

const moving =
	(action: 'capture' | 'void'): ActorHandler =>
	(ctx, order, _act, who) => {
		if (order.state !== 'authorized') return false;
		startAction(ctx, order, action, who);
		return true;
	};

const DEEDS: Readonly<Record<Deed, ActorHandler>> = {
	capture: moving('capture'),
	void: moving('void'),
	refund: (ctx, order, { amount }, who) => refundBy(ctx, order, who, minorOf(order, amount)),
	edit: (ctx, order, act) => {
		const total = minorOf(order, act.total);
		if (total !== undefined) {
			order.totalTax = order.total === 0 ? 0 : Math.round((order.totalTax * total) / order.total);
			order.total = total;
		}
		if (typeof act.statusId === 'number') order.statusId = act.statusId;
		if (typeof act.staffNotes === 'string') order.staffNotes = act.staffNotes;
		order.modifiedAt = ctx.now();
		order.bodyText = undefined;
		changed(ctx, order);
		announceOrder(ctx, order, 'updated');
		return true;
	},
	authorize: (ctx, order, { amount }) => {
		if (order.jobs.length > 0) return false;
		const before = authorizationOf(order);
		if (order.state === 'authorized') {
			record(ctx, order, 'void', order.authorized, before?.id ?? null);
			write(ctx, order, 'void', order.authorized, 'gateway');
		}
		order.authorized = minorOf(order, amount) ?? order.total - order.storeCredit - order.giftCertificate;
		order.standingId = record(ctx, order, 'authorization', order.authorized, null);
		write(ctx, order, 'authorization', order.authorized, 'checkout');
		order.state = 'authorized';
		order.atGateway = 'open';
		touch(ctx, order);
		return true;
	},
	review: (ctx, order) => review(ctx, order, true),
	approve: (ctx, order) => review(ctx, order, false),
};

/** Held for review and let go again: payment status, order status and `fraud_review` of the transaction. */
function review(ctx: StoreContext, order: SandboxOrder, isHeld: boolean): boolean {
	if (order.state !== (isHeld ? 'authorized' : 'heldForReview')) return false;
	order.state = isHeld ? 'heldForReview' : 'authorized';
	order.statusId = isHeld ? 12 : 7;
	order.fraudReview = isHeld;
	const authorization = authorizationOf(order);
	if (authorization) authorization.fraudReview = isHeld;
	touch(ctx, order);
	return true;
}

/** The store hears nothing of it: only the ledger knows, until the gateway refuses what comes next. */
function atGateway(ctx: StoreContext, order: SandboxOrder, { does, amount }: ActorAction): boolean {
	const isOpen = order.atGateway === 'open' && (order.state === 'authorized' || order.state === 'capturePending');
	if (does === 'capture' && isOpen) {
		order.atGateway = 'captured';
		order.tally.captures += 1;
		order.tally.captured += order.authorized;
		write(ctx, order, 'capture', order.authorized, 'gateway');
		return true;
	}
	if (does === 'void' && isOpen) {
		order.atGateway = 'voided';
		order.tally.voids += 1;
		write(ctx, order, 'void', order.authorized, 'gateway');
		return true;
	}
	const left = order.tally.captured - order.tally.refunded;
	if (does !== 'refund' || left <= 0) return false;
	const back = Math.min(left, minorOf(order, amount) ?? left);
	order.tally.refunds += 1;
	order.tally.refunded += back;
	write(ctx, order, 'refund', back, 'gateway');
	return true;
}

/** @throws for an amount that the currency has not */
function minorOf(order: SandboxOrder, amount: string | null | undefined): number | undefined {
	if (amount === null || amount === undefined) return undefined;
	const minor = parseMoney(amount, order.currency);
	if (minor === undefined || minor < 0) throw new Error(`No amount of ${order.currency}: ${amount}`);
	return minor;
}

function record(
	ctx: StoreContext,
	order: SandboxOrder,
	event: 'authorization' | 'void',
	amount: number,
	referenceId: number | null,
): number {
	const result =
		event === 'void' ? { code: 'voided', message: 'Voided' } : { code: 'authorized', message: 'Authorized' };
	const transaction = newTransaction(ctx, order, { event, status: 'ok', amount, referenceId, result });
	recordTransaction(ctx, order, transaction);
	return transaction.id;
}

function touch(ctx: StoreContext, order: SandboxOrder): void {
	if (ctx.settings.modifiedDatesMove) order.modifiedAt = ctx.now();
	changed(ctx, order);
	announcePaymentChange(ctx, order);
}

function write(
	ctx: StoreContext,
	order: SandboxOrder,
	kind: LedgerKind,
	amount: number,
	source: 'gateway' | 'checkout',
): void {
	const { id: orderId, currency } = order;
	ctx.ledger.record({ at: ctx.now(), orderId, kind, amount, currency, source, note: '' });
}
