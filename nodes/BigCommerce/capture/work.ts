import type { ApiFailure } from '../api/failure';
import type { JsonObject } from '../api/json';
import type { Chunk } from './chunks';
import type { Claim } from '../session/claims';
import type { End, CaptureOptions, Watch } from './decisions';
import type { Guards } from '../payment/guards';
import type { OrderId } from '../model/orderId';
import type { Code, LogEntry, Settlement } from '../payment/outcome';
import type { Payment } from '../payment/payment';

/** One item of the workflow. */
export interface CaptureRequest {
	orderId: OrderId;
	guards: Guards;
}

/** The terms of a whole run. */
export interface RunOptions extends CaptureOptions {
	/** Orders worked at once. */
	maxConcurrency: number;
	/** Orders in one run at most; those beyond are blocked. */
	maxOrders: number | null;
	/** Failures after which nothing more is sent. */
	stopAfterFailures: number | null;
	/** Whether the order as BigCommerce sent it is wanted in the settlement. */
	keepOrder: boolean;
}

/** What an order's read, or the lack of one, leads to. */
export type Next = { do: 'send' } | { do: 'follow' } | End;

/** One order on its way through a run. Repeats of an order in the input are one piece of work. */
export interface Work {
	orderId: OrderId;
	requests: Array<{ index: number; guards: Guards }>;
	payment: Payment | null;
	/** The order as BigCommerce sent it, where that is wanted. */
	order: JsonObject | null;
	/** What is to be done next, once it may be. */
	next: Next | null;
	/** When the payment was read that is acted upon: lane clock, and the server's own time. */
	readAt: number;
	serverTime: number | null;
	/** Refusals on record then, by ID; null where transactions were not read. */
	refusals: ReadonlySet<number> | null;
	chunk: Chunk | null;
	isInChunk: boolean;
	/** Whether its call is on its way. */
	isSending: boolean;
	watch: Watch | null;
	looks: number;
	lastLook: number;
	/** When its first call was sent, milliseconds since 1970. */
	requestedAt: number | null;
	/** Calls to capture or void that may have arrived. */
	attempts: number;
	/** Since when another execution has had the order, lane clock; null where none has. */
	heldSince: number | null;
	/** How often its turn to be sent came too late for its read. */
	lateTurns: number;
	failure: ApiFailure | null;
	claim: Claim | null;
	log: LogEntry[];
	/** Unmet guards by request index. */
	blocked: Map<number, string>;
	settlement: Settlement | null;
}

/** The distinct orders, in the order of their first request. */
export function worksOf(requests: CaptureRequest[]): Work[] {
	const works = new Map<OrderId, Work>();
	requests.forEach(({ orderId, guards }, index) => {
		const known = works.get(orderId);
		if (known) known.requests.push({ index, guards });
		else works.set(orderId, newWork(orderId, { index, guards }));
	});
	return [...works.values()];
}

function newWork(orderId: OrderId, request: Work['requests'][number]): Work {
	return {
		orderId,
		requests: [request],
		payment: null,
		order: null,
		next: null,
		readAt: 0,
		serverTime: null,
		refusals: null,
		chunk: null,
		isInChunk: false,
		isSending: false,
		watch: null,
		looks: 0,
		lastLook: 0,
		requestedAt: null,
		attempts: 0,
		heldSince: null,
		lateTurns: 0,
		failure: null,
		claim: null,
		log: [],
		blocked: new Map(),
		settlement: null,
	};
}

/** What is said of an order at its end. */
export function settlementOf(
	work: Work,
	outcome: Settlement['outcome'],
	code: Code,
	changed: boolean,
	now: number,
): Settlement {
	const isProved = outcome === 'captured' || outcome === 'voided';
	return {
		orderId: work.orderId,
		outcome,
		code,
		changed,
		payment: work.payment,
		order: work.order,
		requestedAt: work.requestedAt,
		settledAt: isProved && changed ? now : null,
		attempts: work.attempts,
		failure: work.failure,
		note: work.blocked.values().next().value ?? null,
		log: work.log,
	};
}
