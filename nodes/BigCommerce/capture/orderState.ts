import type { ApiFailure } from '../api/failure';
import type { JsonObject } from '../api/json';
import type { OrderSnapshot } from '../api/orders';
import type { Money } from '../model/money';
import type { OrderId } from '../model/orderId';
import { readTime } from '../model/time';
import { needsJournal, type Guards } from '../payment/guards';
import { isTakenBeside } from '../payment/evidence';
import { balanceOf, paymentIn } from '../payment/currentPayment';
import { newestLookAt, NOTHING_KNOWN, withJournal, withSighting, type PaymentModel } from '../payment/model';
import type { LogEntry } from '../payment/commonOutcome';
import { movedBeside, type Settlement } from '../payment/outcome';
import type { Payment } from '../payment/payment';
import type { ReadResult } from '../reading/readResult';
import type { Claim } from '../session/claims';
import type { End } from './decisions';
import type { Watch } from './lookTimes';
import type { OrderOptions } from './options';
import type { Batch } from './batch';

/** One item of the workflow. */
export interface CaptureRequest {
	orderId: OrderId;
	guards: Guards;
	/** Where they differ from the run's. */
	options?: Partial<Omit<OrderOptions, 'action'>>;
}

/** What one item asks of an order. */
export interface OrderRequest {
	/** Its place among the requests. */
	index: number;
	guards: Guards;
	options: OrderOptions;
}

/** What of an order its status and notes are set upon, and when it was read, lane clock. */
export interface ShownOrder {
	order: OrderSnapshot;
	readAt: number;
	/** Whether it was read alone, or in a list of that moment: others may be seconds behind. */
	isCurrent: boolean;
}

/** Of an order whose attempts nobody asks for. */
const NO_LOG: LogEntry[] = [];

/** A read that showed the payment. */
export type SeenRead = Extract<ReadResult, { kind: 'seen' }>;

/**
 * What is known of one order on its way through a run. Only the order's own function, and the collaborator that it
 * waits for, change it. Repeats of an order in the input are one order.
 */
export class OrderState {
	/** All that was read of its payment. */
	model: PaymentModel = NOTHING_KNOWN;
	/** The order as BigCommerce sent it, where that is asked for. */
	raw: JsonObject | null = null;
	/** When the payment was read that is acted upon: lane clock, and the server's own time. */
	readAt = 0;
	serverTime: number | null = null;
	/** The server's time of the newest read. */
	private newestServerTime: number | null = null;
	/** The orders that it was read with. */
	batch: Batch | null = null;
	/** Whether it still waits for its turn, and whether it is still to be sent. */
	isAhead = false;
	isToBeSent = false;
	/** When a list showed that its payment has moved since, lane clock; null where none did. */
	private overtakenAt: number | null = null;
	/** Why it is being looked at after it was sent, and the looks so far. */
	watch: Watch | null = null;
	looks = 0;
	lastLook = 0;
	/** When its first call was sent, milliseconds since 1970. */
	requestedAt: number | null = null;
	/** Calls to capture or void that may have arrived. */
	attempts = 0;
	/** Whether a call for it was in doubt: this run's own, or one that its process sent before. */
	wasAmbiguous = false;
	/** Since when another execution has had the order, lane clock; null where none has. */
	heldSince: number | null = null;
	/** What another run's claim on it came to, where that is known. */
	elsewhere: 'declined' | null = null;
	/** How often its turn to be sent came too late for a read of this order alone. */
	lateTurns = 0;
	failure: ApiFailure | null = null;
	claim: Claim | null = null;
	log: LogEntry[] = NO_LOG;
	/** Unmet guards by request index; null where all are met. */
	unmet: Map<number, string> | null = null;
	/** Those of when its first call left; null where it has not, or all were met. */
	unmetAtFirst: Map<number, string> | null = null;
	/** Whether its transactions, by which conditions or a limit go, could not be read when it was its turn. */
	isUnjudged = false;
	/** Why a limit of the run held it back, a sentence. */
	heldBack: string | null = null;
	/** What was counted towards the run's limit on money; null where nothing was. */
	counted: Money | null = null;
	/** The order as a sweep showed it just now, where something is to be set in it. */
	shown: ShownOrder | null = null;
	settlement: Settlement | null = null;
	/** What all its items together ask for. */
	readonly options: OrderOptions;

	constructor(
		readonly orderId: OrderId,
		readonly requests: OrderRequest[],
	) {
		this.options = mergedOptions(requests.map(({ options }) => options));
	}

	/** The payment as it is now, by all that was read. */
	get payment(): Payment | null {
		return paymentIn(this.model);
	}

	/** Whether the authorization itself decides about it, so that its journal is worth a call. */
	get needsJournal(): boolean {
		return this.requests.some(({ guards }) => needsJournal(guards));
	}

	/** Takes down what a look that began at `at` (lane clock) showed. */
	observe({ payment, order, transactions, isSingle, serverTime }: SeenRead, at: number, wallTime: number): void {
		const source = order === null ? 'transactions' : isSingle ? 'order' : 'list';
		const modifiedAt = readTime(order?.modifiedAt ?? null);
		this.model = withSighting(this.model, { payment, source, at, modifiedAt });
		if (transactions !== null) this.model = withJournal(this.model, { transactions }, at);
		this.newestServerTime = serverTime;
		if (this.options.keepOrder && order !== null) this.raw = order.raw;
		this.note('read', payment.status === '' ? '(no payment status)' : payment.status, wallTime);
	}

	/** Takes down that a list showed just now, `at`, that its payment has moved since it was looked at. */
	noteOvertaken(at: number): void {
		this.overtakenAt = at;
	}

	/** Whether a list has shown that its payment has moved since the look upon which it is acted. */
	get isOvertaken(): boolean {
		return this.overtakenAt !== null;
	}

	/** Takes down that the order is acted upon as the newest look showed it. */
	basedOn(): void {
		this.readAt = newestLookAt(this.model);
		if (this.readAt >= (this.overtakenAt ?? 0)) this.overtakenAt = null;
		this.serverTime = this.newestServerTime;
	}

	/** Lets go of what is not asked for any more when all is done: a run keeps thousands of orders until its end. */
	letGo(): void {
		this.model = NOTHING_KNOWN;
		this.raw = null;
		this.batch = null;
		this.watch = null;
		this.claim = null;
		this.shown = null;
	}

	/**
	 * Adds a line to the attempt log, where that is asked for. The same seen again adds none, or a day of waiting would
	 * fill the memory.
	 */
	note(did: string, saw: string, wallTime: number): void {
		if (!this.options.keepOrder) return;
		const last = this.log[this.log.length - 1];
		if (last?.did === did && last.saw === saw && did === 'read') return;
		if (last === undefined) this.log = [{ at: wallTime, did, saw }];
		else this.log.push({ at: wallTime, did, saw });
	}
}

/** The distinct orders, in the order of their first request. */
export function distinctOrders(requests: CaptureRequest[], defaults: OrderOptions): OrderState[] {
	const byOrder = new Map<OrderId, OrderRequest[]>();
	// Most of a run's items ask for the same: of thousands, each would keep its own copy of that.
	const merged = new Map<CaptureRequest['options'], OrderOptions>([[undefined, defaults]]);
	requests.forEach(({ orderId, guards, options }, index) => {
		const all = merged.get(options) ?? { ...defaults, ...options };
		merged.set(options, all);
		const request = { index, guards, options: all };
		const own = byOrder.get(orderId);
		if (own === undefined) byOrder.set(orderId, [request]);
		else own.push(request);
	});
	return [...byOrder].map(([orderId, own]) => new OrderState(orderId, own));
}

/**
 * What several items that ask for the same order come to, for it gets one call: it is sent where one of them wants
 * that, the longest time any of them allows is waited, and the strictest of them says whether it may be done already.
 */
function mergedOptions(all: OrderOptions[]): OrderOptions {
	const [first, ...others] = all;
	if (first === undefined) throw new RangeError('an order without a request');
	if (others.length === 0) return first;
	return others.reduce<OrderOptions>(
		(one, other) => ({
			action: one.action,
			dryRun: one.dryRun && other.dryRun,
			waitForResult: one.waitForResult || other.waitForResult,
			alreadySettled: one.alreadySettled === 'fail' ? 'fail' : other.alreadySettled,
			resultTimeout: Math.max(one.resultTimeout, other.resultTimeout),
			verificationWindow: Math.max(one.verificationWindow, other.verificationWindow),
			keepOrder: one.keepOrder || other.keepOrder,
		}),
		first,
	);
}

/**
 * What is said of an order that is settled.
 * @param mayStillCome whether what an earlier run has sent for it may still take effect
 */
export function settlementOf(
	order: OrderState,
	{ outcome, code, changed }: End,
	wallTime: number,
	mayStillCome: boolean,
): Settlement {
	const isProved = outcome === 'captured' || outcome === 'voided';
	return {
		orderId: order.orderId,
		outcome,
		code,
		changed,
		payment: order.payment,
		balance: balanceOf(order.payment, order.model.journal?.journal ?? null),
		order: order.raw,
		requestedAt: order.requestedAt,
		settledAt: isProved && changed ? wallTime : null,
		attempts: order.attempts,
		failure: order.failure,
		note: order.heldBack ?? order.unmet?.values().next().value ?? null,
		warning: null,
		isUnjudged: order.isUnjudged,
		isUnseen: order.watch !== null && newestLookAt(order.model) < order.watch.since,
		log: order.log,
		moneyMoved: movedBeside(isTakenBeside(order.model), mayStillCome && order.payment?.state !== 'captured', outcome),
	};
}
