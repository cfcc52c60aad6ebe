import { ENDPOINTS, type Endpoint } from './protocol';

/** Which requests a fault meets: endpoints by name, or a group of them. */
export type FaultTarget = Endpoint | 'action' | 'read' | 'metafield' | 'any';

export interface FaultScope {
	/** Default depends on the kind, see `DEFAULT_TARGET`. */
	on?: FaultTarget | FaultTarget[];
	/** How many matching requests it meets before it is used up; without it, all. */
	times?: number;
	/** How many matching requests it lets pass first. */
	after?: number;
	/** Only from the moment on that the store has accepted a capture, void or refund of the order. */
	since?: 'accepted';
}

/** Something that goes wrong. `accepted` says whether the store does what it was asked before it answers badly. */
export type Fault = FaultScope &
	(
		| { kind: 'decline'; message?: string }
		| { kind: 'declineFast'; message?: string }
		| { kind: 'expired' }
		| { kind: 'stuckPending' }
		| { kind: 'immediate' }
		| { kind: 'pendingHidden' }
		| { kind: 'lateVisibility'; ms: number; reads?: 'all' | 'order' | 'transactions' }
		| { kind: 'lostAnswer' }
		| { kind: 'reset' }
		| { kind: 'hang'; accepted?: boolean }
		| { kind: 'slow'; ms: number }
		| { kind: 'serverError'; status?: 500 | 502 | 503 | 504; accepted?: boolean }
		| { kind: 'html'; status?: number; accepted?: boolean }
		| { kind: 'truncatedJson'; status?: number; accepted?: boolean }
		| { kind: 'textBody'; status?: number; accepted?: boolean }
		| { kind: 'arrayBody'; status?: number; accepted?: boolean }
		| { kind: 'emptyBody'; status?: number; accepted?: boolean }
		| { kind: 'redirect'; to: string; status?: 301 | 302 | 303 | 307 | 308; accepted?: boolean }
		| { kind: 'bare429' }
		| { kind: 'throttle429'; resetMs?: number }
		| { kind: 'gatewayUnsupported' }
		| { kind: 'notFound' }
		| { kind: 'archived' }
		| { kind: 'readError'; status?: number }
		| { kind: 'transactions503' }
		| { kind: 'unknownStatus'; paymentStatus: string }
		| { kind: 'taxServiceGone' }
		| { kind: 'refundBusy' }
		| { kind: 'quoteChanged'; byMinor: number }
	);

export type FaultKind = Fault['kind'];
export type FaultOf<K extends FaultKind> = Extract<Fault, { kind: K }>;

/** Which requests a kind of fault meets when `on` is not given. */
export const DEFAULT_TARGET: Readonly<Record<FaultKind, FaultTarget>> = {
	decline: 'action',
	declineFast: 'action',
	expired: 'action',
	stuckPending: 'action',
	immediate: 'action',
	pendingHidden: 'any',
	lateVisibility: 'action',
	lostAnswer: 'action',
	reset: 'action',
	hang: 'action',
	slow: 'action',
	serverError: 'action',
	html: 'action',
	truncatedJson: 'action',
	textBody: 'action',
	arrayBody: 'action',
	emptyBody: 'action',
	redirect: 'action',
	bare429: 'action',
	throttle429: 'action',
	gatewayUnsupported: 'action',
	notFound: 'any',
	archived: 'any',
	readError: 'read',
	transactions503: 'transactions',
	unknownStatus: 'any',
	taxServiceGone: 'refundCreate',
	refundBusy: 'refundCreate',
	quoteChanged: 'refundCreate',
};

const GROUPS: Readonly<Record<'action' | 'read' | 'metafield', ReadonlySet<Endpoint>>> = {
	action: new Set<Endpoint>(['capture', 'void', 'refundCreate']),
	/** Reads that name one order; lists are their own target, because one bad list hits many orders. */
	read: new Set<Endpoint>([
		'orderGet',
		'transactions',
		'orderRefunds',
		'orderProducts',
		'orderShipments',
		'orderShippingAddresses',
		'orderFees',
	]),
	metafield: new Set<Endpoint>(ENDPOINTS.filter((name) => /metafield/i.test(name))),
};

export const FAULT_KINDS: readonly string[] = Object.keys(DEFAULT_TARGET);
export const FAULT_TARGETS: readonly string[] = ['action', 'read', 'metafield', 'any', ...ENDPOINTS];

function targets(target: FaultTarget, endpoint: Endpoint): boolean {
	if (target === 'any') return true;
	if (target === 'action' || target === 'read' || target === 'metafield') return GROUPS[target].has(endpoint);
	return target === endpoint;
}

function meets(fault: Fault, endpoint: Endpoint): boolean {
	const on = fault.on ?? DEFAULT_TARGET[fault.kind];
	return Array.isArray(on) ? on.some((target) => targets(target, endpoint)) : targets(on, endpoint);
}

function isOneOf<K extends FaultKind>(fault: Fault, kinds: readonly K[]): fault is FaultOf<K> {
	return kinds.some((kind) => kind === fault.kind);
}

/** The faults of one order (or of the whole store), each with what is left of it. */
export class Faults {
	private armed: Array<{ fault: Fault; left: number; skip: number }> = [];
	private hasAccepted = false;

	/** Tells the faults that the order's payment has been set in motion. */
	noteAccepted(): void {
		this.hasAccepted = true;
	}

	/** Adds a fault after those already set: the first that meets a request is the one that acts. */
	add(fault: Fault): void {
		this.armed.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY, skip: fault.after ?? 0 });
	}

	/** Sets these and no others. */
	replace(faults: Fault | readonly Fault[]): void {
		this.clear();
		for (const fault of [faults].flat()) this.add(fault);
	}

	/** Removes the faults of a kind, or all. */
	clear(kind?: FaultKind): void {
		this.armed = kind === undefined ? [] : this.armed.filter(({ fault }) => fault.kind !== kind);
	}

	/** The first fault of these kinds that meets a request to `endpoint`; using it up counts here. */
	take<K extends FaultKind>(endpoint: Endpoint, kinds: readonly K[]): FaultOf<K> | undefined {
		for (const armed of this.armed) {
			const { fault } = armed;
			if (armed.left <= 0 || !this.hasBegun(fault) || !isOneOf(fault, kinds) || !meets(fault, endpoint)) continue;
			if (armed.skip > 0) {
				armed.skip -= 1;
				continue;
			}
			armed.left -= 1;
			return fault;
		}
		return undefined;
	}

	/** A lasting condition, such as `archived`: looked at without using it up. */
	has(kind: FaultKind): boolean {
		return this.armed.some(
			({ fault, left, skip }) => fault.kind === kind && left > 0 && skip === 0 && this.hasBegun(fault),
		);
	}

	get isEmpty(): boolean {
		return this.armed.length === 0;
	}

	/** What is set, with what is left of each. */
	list(): Fault[] {
		return this.armed
			.filter(({ left }) => left > 0)
			.map(({ fault, left }) => (Number.isFinite(left) ? { ...fault, times: left } : fault));
	}

	private hasBegun({ since }: Fault): boolean {
		return since === undefined || this.hasAccepted;
	}
}
