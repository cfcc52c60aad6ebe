import type { ApiFailure } from '../api/failure';
import type { JsonObject } from '../api/json';
import type { OrderId } from '../model/orderId';
import { refusalsIn, type Action } from '../payment/action';
import type { Guards } from '../payment/guards';
import type { LogEntry, Settlement } from '../payment/outcome';
import type { Payment } from '../payment/payment';
import type { ReadResult } from '../reading/readResult';
import type { Claim } from '../session/claims';
import type { End, Watch } from './decisions';
import type { Batch } from './batch';

/** One item of the workflow. */
export interface CaptureRequest {
	orderId: OrderId;
	guards: Guards;
}

/** A read that showed the payment. */
export type SeenRead = Extract<ReadResult, { kind: 'seen' }>;

/**
 * What is known of one order on its way through a run. Only the order's own function, and the collaborator that it
 * waits for, change it. Repeats of an order in the input are one order.
 */
export class OrderState {
	readonly requests: Array<{ index: number; guards: Guards }> = [];
	payment: Payment | null = null;
	/** The order as BigCommerce sent it, where that is asked for. */
	raw: JsonObject | null = null;
	/** When the payment was read that is acted upon: lane clock, and the server's own time. */
	readAt = 0;
	serverTime: number | null = null;
	/** Refusals on record then, by ID; null where transactions were not read. */
	refusals: ReadonlySet<number> | null = null;
	/** The orders that it was read with. */
	batch: Batch | null = null;
	/** Whether it still waits for its turn, and whether it is still to be sent. */
	isAhead = false;
	isToBeSent = false;
	/** Why it is being looked at after it was sent, and the looks so far. */
	watch: Watch | null = null;
	looks = 0;
	lastLook = 0;
	/** When its first call was sent, milliseconds since 1970. */
	requestedAt: number | null = null;
	/** Calls to capture or void that may have arrived. */
	attempts = 0;
	/** Since when another execution has had the order, lane clock; null where none has. */
	heldSince: number | null = null;
	/** What another run's claim on it came to, where that is known. */
	elsewhere: 'declined' | null = null;
	/** How often its turn to be sent came too late for a read of this order alone. */
	lateTurns = 0;
	failure: ApiFailure | null = null;
	claim: Claim | null = null;
	readonly log: LogEntry[] = [];
	/** Unmet guards by request index; null where all are met. */
	unmet: Map<number, string> | null = null;
	settlement: Settlement | null = null;

	constructor(readonly orderId: OrderId) {}

	/** Takes down what a look showed. */
	observe({ payment, order }: SeenRead, keepsRaw: boolean, wallTime: number): void {
		this.payment = withKnown(payment, this.payment);
		if (keepsRaw && order !== null) this.raw = order.raw;
		this.note('read', payment.status === '' ? '(no payment status)' : payment.status, wallTime);
	}

	/** Takes down upon which look the order is acted. */
	basedOn({ serverTime, transactions }: SeenRead, action: Action, readAt: number): void {
		this.readAt = readAt;
		this.serverTime = serverTime;
		this.refusals = transactions === null ? null : refusalsIn(transactions, action);
	}

	/** Adds a line to the attempt log. The same seen again adds none, or a day of waiting would fill the memory. */
	note(did: string, saw: string, wallTime: number): void {
		const last = this.log[this.log.length - 1];
		if (last?.did === did && last.saw === saw && did === 'read') return;
		this.log.push({ at: wallTime, did, saw });
	}
}

/** The distinct orders, in the order of their first request. */
export function distinctOrders(requests: CaptureRequest[]): OrderState[] {
	const orders = new Map<OrderId, OrderState>();
	requests.forEach(({ orderId, guards }, index) => {
		const order = orders.get(orderId) ?? new OrderState(orderId);
		orders.set(orderId, order);
		order.requests.push({ index, guards });
	});
	return [...orders.values()];
}

/** What is said of an order that is settled. */
export function settlementOf(order: OrderState, { outcome, code, changed }: End, wallTime: number): Settlement {
	const isProved = outcome === 'captured' || outcome === 'voided';
	return {
		orderId: order.orderId,
		outcome,
		code,
		changed,
		payment: order.payment,
		order: order.raw,
		requestedAt: order.requestedAt,
		settledAt: isProved && changed ? wallTime : null,
		attempts: order.attempts,
		failure: order.failure,
		note: order.unmet?.values().next().value ?? null,
		log: order.log,
	};
}

/** The authorization's own amount and date, where they were read, are better than what the order shows. */
function withKnown(seen: Payment, known: Payment | null): Payment {
	if (known === null || seen.seenIn === 'transactions') return seen;
	return { ...seen, amount: known.amount ?? seen.amount, authorizedAt: known.authorizedAt ?? seen.authorizedAt };
}
