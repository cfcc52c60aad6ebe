import type { ApiFailure } from '../api/failure';
import type { JsonObject } from '../api/json';
import type { Claim } from './claims';
import type { Terms, Watch } from './decisions';
import type { Guards } from './guards';
import type { OrderId } from './orderId';
import type { LogEntry, Settlement } from './outcome';
import type { Payment } from './payment';

/** One item of the workflow. */
export interface SettlementRequest {
	orderId: OrderId;
	guards: Guards;
}

/** The terms of a whole run. */
export interface RunTerms extends Terms {
	/** Orders worked at once. */
	maxConcurrency: number;
	/** Orders in one run at most; those beyond are blocked. */
	maxOrders: number | null;
	/** Failures after which nothing more is sent. */
	stopAfterFailures: number | null;
	/** Whether the order as BigCommerce sent it is wanted in the settlement. */
	keepOrder: boolean;
}

/** Orders that were read together and are followed together. */
export interface Chunk {
	/** Orders of it that are still to be sent. */
	open: number;
}

/** One order on its way through a run. Repeats of an order in the input are one piece of work. */
export interface Work {
	orderId: OrderId;
	requests: Array<{ index: number; guards: Guards }>;
	payment: Payment | null;
	/** The order as BigCommerce sent it, where that is wanted. */
	order: JsonObject | null;
	/** When the payment was read that is acted upon: lane clock, and the server's own time. */
	readAt: number;
	serverTime: number | null;
	chunk: Chunk | null;
	isInChunk: boolean;
	/** Whether its call is on its way. */
	isSending: boolean;
	watch: Watch | null;
	looks: number;
	lastLook: number;
	/** When its first call was sent, milliseconds since 1970. */
	requestedAt: number | null;
	attempts: number;
	failure: ApiFailure | null;
	claim: Claim | null;
	log: LogEntry[];
	/** Unmet guards by request index. */
	blocked: Map<number, string>;
	settlement: Settlement | null;
}

/** The distinct orders, in the order of their first request. */
export function worksOf(requests: SettlementRequest[]): Work[] {
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
		readAt: 0,
		serverTime: null,
		chunk: null,
		isInChunk: false,
		isSending: false,
		watch: null,
		looks: 0,
		lastLook: 0,
		requestedAt: null,
		attempts: 0,
		failure: null,
		claim: null,
		log: [],
		blocked: new Map(),
		settlement: null,
	};
}
