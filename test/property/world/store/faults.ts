import type { OddBody } from './bodies';

/** What is asked of the store, as far as a fault can tell: the call that moves money, or one of the three reads. */
export type Where = 'call' | 'order' | 'list' | 'journal';

/** What may go wrong with one call or read. `accepted`: whether the store does what it was asked all the same. */
export type FaultShape =
	| { kind: 'serverError'; status: 500 | 502 | 503 | 504; accepted: boolean }
	| { kind: 'html'; status: number; accepted: boolean }
	| { kind: 'oddBody'; status: number; body: OddBody; accepted: boolean }
	| { kind: 'redirect'; accepted: boolean }
	/** Answered 201, and nothing done. */
	| { kind: 'falseYes' }
	/** A clear no that has nothing to do with the payment's state. */
	| { kind: 'refused'; status: 400 | 404 | 409 | 422 }
	/** That the token is not known, or may not; another call a moment later is answered. */
	| { kind: 'forbidden'; status: 401 | 403 }
	| { kind: 'bare429' }
	| { kind: 'stated429'; retryAfter: string | null; resetMs: string | null }
	/** The connection breaks before anything has arrived, or after. */
	| { kind: 'neverConnected'; code: string; syscall: 'connect' | 'getaddrinfo' }
	| { kind: 'connectionLost'; code: string; syscall: 'read' | 'write'; accepted: boolean }
	| { kind: 'hang'; accepted: boolean }
	| { kind: 'slow'; ms: number }
	/** An answer that comes a byte at a time, and never ends. */
	| { kind: 'trickle'; accepted: boolean }
	/** On its way for so long that its caller has given up; it arrives all the same. */
	| { kind: 'arrivesLate'; ms: number }
	| { kind: 'notFound' }
	| { kind: 'tooLarge' }
	| { kind: 'stale'; ms: number }
	| { kind: 'unknownWord'; word: string };

export type FaultKind = FaultShape['kind'];

/** Something that goes wrong, where, and how often. */
export type Fault = FaultShape & {
	on: Where | 'reads';
	/** How often it strikes; without it, always. */
	times?: number;
	/** How many it lets pass first. */
	after?: number;
	/** Only once a capture or void of the order has arrived. */
	sinceCall?: boolean;
};

interface Armed {
	fault: Fault;
	left: number;
	skip: number;
}

/** The faults of one order, or of the whole store, each with what is left of it. */
export class Faults {
	private readonly armed: Armed[];
	/** Whether a capture or void has arrived. */
	hasCalled = false;

	constructor(faults: readonly Fault[]) {
		this.armed = faults.map((fault) => ({
			fault,
			left: fault.times ?? Number.POSITIVE_INFINITY,
			skip: fault.after ?? 0,
		}));
	}

	/** The next fault that strikes here, of those that `matches` names; using it up counts. */
	take<K extends FaultKind>(
		where: Where,
		matches: (fault: Fault) => fault is Fault & { kind: K },
	): (Fault & { kind: K }) | null {
		for (const armed of this.armed) {
			const { fault } = armed;
			if (armed.left <= 0 || !matches(fault) || !strikes(fault, where)) continue;
			if (fault.sinceCall === true && !this.hasCalled) continue;
			if (armed.skip > 0) {
				armed.skip--;
				continue;
			}
			armed.left--;
			return fault;
		}
		return null;
	}

	get isEmpty(): boolean {
		return this.armed.length === 0;
	}
}

function strikes({ on }: Fault, where: Where): boolean {
	return on === where || (on === 'reads' && where !== 'call');
}

/** Faults of the way to the store, before it is asked. */
export function isOfTheWay(fault: Fault): fault is Fault & { kind: 'neverConnected' | 'arrivesLate' } {
	return fault.kind === 'neverConnected' || fault.kind === 'arrivesLate';
}

/** Faults of what a read shows, which leave its answer a good one. */
export function isOfTheView(fault: Fault): fault is Fault & { kind: 'stale' | 'unknownWord' } {
	return fault.kind === 'stale' || fault.kind === 'unknownWord';
}

/** Faults of the answer. */
export function isOfTheAnswer(
	fault: Fault,
): fault is Fault & { kind: Exclude<FaultKind, 'neverConnected' | 'arrivesLate' | 'stale' | 'unknownWord'> } {
	return !isOfTheWay(fault) && !isOfTheView(fault);
}
