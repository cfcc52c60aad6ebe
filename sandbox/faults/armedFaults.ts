import { definitionOf, type Fault, type FaultKind, type FaultOf } from '../faults';
import type { Endpoint } from '../protocol';
import { targets } from './targets';

function matches(fault: Fault, endpoint: Endpoint): boolean {
	const on = fault.on ?? definitionOf(fault.kind).on;
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

	/** Adds a fault after those already set: the first that matches a request is the one that acts. */
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

	/** The first fault of these kinds that matches a request to `endpoint`; using it up counts here. */
	take<K extends FaultKind>(endpoint: Endpoint, kinds: readonly K[]): FaultOf<K> | undefined {
		for (const armed of this.armed) {
			const { fault } = armed;
			if (armed.left <= 0 || !this.hasBegun(fault) || !isOneOf(fault, kinds) || !matches(fault, endpoint)) continue;
			if (armed.skip > 0) {
				armed.skip -= 1;
				continue;
			}
			armed.left -= 1;
			return fault;
		}
		return undefined;
	}

	/** Every fault of these kinds that matches a request to `endpoint`, each used up once. */
	takeAll<K extends FaultKind>(endpoint: Endpoint, kinds: readonly K[]): Array<FaultOf<K>> {
		return this.armed.flatMap((armed) => {
			const { fault } = armed;
			if (armed.left <= 0 || !this.hasBegun(fault) || !isOneOf(fault, kinds) || !matches(fault, endpoint)) return [];
			if (armed.skip > 0) {
				armed.skip -= 1;
				return [];
			}
			armed.left -= 1;
			return [fault];
		});
	}

	/** The fault that `take` would take, left as it is. */
	peek<K extends FaultKind>(endpoint: Endpoint, kinds: readonly K[]): FaultOf<K> | undefined {
		for (const { fault, left, skip } of this.armed) {
			if (left <= 0 || skip > 0 || !this.hasBegun(fault)) continue;
			if (isOneOf(fault, kinds) && matches(fault, endpoint)) return fault;
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
