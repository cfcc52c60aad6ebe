/**
 * The life of a payment after checkout: what a capture or void does, when, and what the ledger says.
 * A job is taken now and ends at a time on the store's clock; nothing here waits or answers.
 */
import type { StoreContext } from '../context';
import { announcePaymentChange, announceStatus } from '../hooks/announcements';
import { definitionOf, FATE_KINDS, paramsOf } from '../faults';
import type { LedgerKind, LedgerSource } from '../ledger';
import type { PaymentJob, SandboxOrder } from '../orders/order';
import { changed, presentVersion } from '../orders/orderVersions';
import { capturePartPayments } from './partPayments';
import { isSettled } from './paymentStates';
import { announceTaken, recordActionResult } from './transactions';

export type PaymentAction = 'capture' | 'void';

/** The names of one action's steps, so that capture and void share their code. */
const STEPS = {
	capture: { pending: 'capturePending', accepted: 'captureAccepted', done: 'capture', declined: 'captureDeclined' },
	void: { pending: 'voidPending', accepted: 'voidAccepted', done: 'void', declined: 'voidDeclined' },
} as const;

/** Takes a capture or void that the store has accepted. Faults of the order decide how it goes on. */
export function startAction(ctx: StoreContext, order: SandboxOrder, action: PaymentAction, source: LedgerSource): void {
	const steps = STEPS[action];
	rememberOldView(ctx, order, action);
	order.faults.noteAccepted();
	write(ctx, order, steps.accepted, source, '');
	if (action === 'capture') order.tally.captureRequestsAccepted += 1;
	else order.tally.voidRequestsAccepted += 1;

	const { result, refusal, delayMs } = fateOf(ctx, order, action);
	const job: PaymentJob = { id: ctx.nextId('job'), action, source, result, refusal };
	order.jobs.push(job);
	if (!isSettled(order.state)) order.state = steps.pending;
	job.transactionId = announceTaken(ctx, order, action);
	if (action === 'capture') capturePartPayments(ctx, order);
	if (result !== 'stuck' && delayMs === 0) {
		endJob(ctx, order, job, result);
		return;
	}
	touch(ctx, order);
	announcePaymentChange(ctx, order);
	if (result !== 'stuck') ctx.schedule(ctx.now() + delayMs, () => endJob(ctx, order, job, result));
}

/** Lets jobs that hang at the gateway end. Returns how many there were. */
export function endStuckJobs(ctx: StoreContext, order: SandboxOrder, result: 'ok' | 'declined'): number {
	const stuck = order.jobs.filter((job) => job.result === 'stuck');
	for (const job of stuck) endJob(ctx, order, job, result);
	return stuck.length;
}

/** What the gateway, and the faults of the order, make of an accepted action. */
function fateOf(
	ctx: StoreContext,
	order: SandboxOrder,
	action: PaymentAction,
): { result: PaymentJob['result']; refusal: PaymentJob['refusal']; delayMs: number } {
	const usual = action === 'capture' ? (order.captureDelayMs ?? ctx.settings.captureDelayMs) : ctx.settings.voidDelayMs;
	if (order.atGateway !== 'open') return { result: 'declined', refusal: ALREADY[order.atGateway], delayMs: usual };
	const fault = order.faults.take(action, FATE_KINDS);
	const fate = fault ? definitionOf(fault.kind).fate?.(paramsOf(fault)) : undefined;
	return {
		result: fate?.result ?? 'ok',
		refusal: fate?.isExpired ? EXPIRED : { code: 'transaction_declined', message: fate?.message || DECLINED },
		delayMs: fate?.isAtOnce ? 0 : usual,
	};
}

const DECLINED = 'The transaction was declined.';

/** Words of the payment service (checkout language file of BigCommerce's open-source checkout). */
const EXPIRED = { code: 'authorization_expired', message: 'The authorization for this transaction has expired.' };

/** The money was moved at the gateway itself, which the store does not know. */
const ALREADY = {
	captured: { code: 'already_captured', message: 'The transaction has already been captured.' },
	voided: { code: 'already_voided', message: 'The transaction has already been voided.' },
};

function endJob(ctx: StoreContext, order: SandboxOrder, job: PaymentJob, result: 'ok' | 'declined'): void {
	const index = order.jobs.indexOf(job);
	if (index < 0) return;
	order.jobs.splice(index, 1);
	const steps = STEPS[job.action];
	const previousStatusId = order.statusId;
	// Somebody may have moved the money at the gateway meanwhile.
	const taken = order.atGateway === 'open' ? undefined : ALREADY[order.atGateway];
	const refusal = taken ?? (result === 'ok' ? undefined : job.refusal);
	if (refusal) {
		write(ctx, order, steps.declined, job.source, refusal.message);
		fallBack(order, job.action);
	} else {
		write(ctx, order, steps.done, job.source, '');
		finish(ctx, order, job.action);
	}
	recordActionResult(ctx, order, job.action, refusal, job.transactionId);
	touch(ctx, order);
	announcePaymentChange(ctx, order);
	if (order.statusId !== previousStatusId) announceStatus(ctx, order, previousStatusId);
}

function finish(ctx: StoreContext, order: SandboxOrder, action: PaymentAction): void {
	const { settings } = ctx;
	if (action === 'capture') {
		order.tally.captures += 1;
		order.tally.captured += order.authorized;
		if (!isSettled(order.state)) order.state = 'captured';
		if (settings.statusAfterCapture !== 'unchanged') order.statusId = settings.statusAfterCapture;
	} else {
		order.tally.voids += 1;
		order.state = 'voided';
		if (settings.statusAfterVoid !== 'unchanged') order.statusId = settings.statusAfterVoid;
	}
}

/**
 * A refused capture goes back to `authorized`, not to `declined` (docs/bigcommerce-api.md, Captures and voids: refusal
 * reverts), unless another job still runs.
 */
function fallBack(order: SandboxOrder, action: PaymentAction): void {
	if (action === 'capture') order.tally.declines += 1;
	else order.tally.voidDeclines += 1;
	const other = order.jobs[0];
	if (isSettled(order.state) || order.state === 'voided') return;
	order.state = other ? STEPS[other.action].pending : 'authorized';
}

/** Moves `date_modified`, where a change of the payment alone does so. */
function touch(ctx: StoreContext, order: SandboxOrder): void {
	if (ctx.settings.modifiedDatesMove) order.modifiedAt = ctx.now();
	changed(ctx, order);
}

function write(ctx: StoreContext, order: SandboxOrder, kind: LedgerKind, source: LedgerSource, note: string): void {
	const { id: orderId, currency } = order;
	ctx.ledger.record({ at: ctx.now(), orderId, kind, amount: order.authorized, currency, source, note });
}

/** A change that becomes visible late: reads go on showing what they show now. */
function rememberOldView(ctx: StoreContext, order: SandboxOrder, action: PaymentAction): void {
	const late = order.faults.take(action, ['lateVisibility']);
	if (!late) return;
	const version = presentVersion(order, ctx.now());
	order.shadow = { until: ctx.now() + late.ms, reads: late.reads ?? 'all', version };
}
