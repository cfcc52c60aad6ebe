import type { Endpoint } from './protocol';

/** One request as the store saw it. Tokens are never kept, only whose they are. */
export interface LoggedRequest {
	seq: number;
	at: number;
	method: string;
	path: string;
	query: Record<string, string>;
	/** null for a path that the store does not serve. */
	endpoint: Endpoint | null;
	orderId: number | null;
	clientId: string | null;
	body: string;
	/** What went back: a status, or how the connection ended. */
	outcome: number | 'reset' | 'hang';
	/** The fault that shaped the answer. */
	fault: string | null;
	requestId: string;
	delayMs: number;
}

export interface Counters {
	total: number;
	/** Requests refused with 429, whatever the reason. */
	throttled: number;
	/** Connections over which requests to the store came. */
	connections: number;
	byEndpoint: Partial<Record<Endpoint, number>>;
	byStatus: Record<string, number>;
}

/** A bounded log of requests, with counts that are never cut off. */
export class RequestLog {
	private readonly ring: LoggedRequest[] = [];
	private readonly perOrder = new Map<number, Partial<Record<Endpoint, number>>>();
	private seq = 0;
	private counts: Counters = emptyCounters();

	constructor(private readonly limit: () => number) {}

	add(request: Omit<LoggedRequest, 'seq'>): LoggedRequest {
		const logged = { seq: ++this.seq, ...request };
		this.ring.push(logged);
		// Cutting in blocks keeps each request cheap; `recent` shows no more than the limit.
		if (this.ring.length > 2 * this.limit()) this.ring.splice(0, this.ring.length - this.limit());
		this.count(logged);
		return logged;
	}

	/** The newest last, at most the log's size. */
	recent(limit: number = this.limit()): LoggedRequest[] {
		return this.ring.slice(-Math.max(1, Math.min(limit, this.limit())));
	}

	of(orderId: number): LoggedRequest[] {
		return this.recent().filter((request) => request.orderId === orderId);
	}

	addConnection(): void {
		this.counts.connections += 1;
	}

	get counters(): Counters {
		return this.counts;
	}

	/** Requests that named this order, by endpoint. Lists name no order. */
	countersOf(orderId: number): Partial<Record<Endpoint, number>> {
		return this.perOrder.get(orderId) ?? {};
	}

	clear(): void {
		this.ring.length = 0;
		this.perOrder.clear();
		this.counts = emptyCounters();
	}

	private count({ endpoint, orderId, outcome }: LoggedRequest): void {
		this.counts.total += 1;
		if (outcome === 429) this.counts.throttled += 1;
		this.counts.byStatus[outcome] = (this.counts.byStatus[outcome] ?? 0) + 1;
		if (endpoint === null) return;
		this.counts.byEndpoint[endpoint] = (this.counts.byEndpoint[endpoint] ?? 0) + 1;
		if (orderId === null) return;
		const own = this.perOrder.get(orderId) ?? {};
		own[endpoint] = (own[endpoint] ?? 0) + 1;
		this.perOrder.set(orderId, own);
	}
}

function emptyCounters(): Counters {
	return { total: 0, throttled: 0, connections: 0, byEndpoint: {}, byStatus: {} };
}
