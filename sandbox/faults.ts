/**
 * Every kind of fault, each one record: types, schema, targets, the page's buttons and the README's table derive from
 * it.
 */
import { ACTOR_FAULTS } from './faults/actorFaults';
import { ANSWER_FAULTS } from './faults/answerFaults';
import { CONNECTION_FAULTS } from './faults/connectionFaults';
import type { FaultDefinition, Given } from './faults/definition';
import { GATEWAY_FAULTS } from './faults/gatewayFaults';
import { READ_FAULTS } from './faults/readFaults';
import { REFUND_FAULTS } from './faults/refundFaults';
import type { FaultTarget } from './faults/targets';

export type { FaultTarget } from './faults/targets';

export const FAULTS = {
	...GATEWAY_FAULTS,
	...READ_FAULTS,
	...CONNECTION_FAULTS,
	...ANSWER_FAULTS,
	...REFUND_FAULTS,
	...ACTOR_FAULTS,
} satisfies Record<string, FaultDefinition>;

export type FaultKind = keyof typeof FAULTS;

/** What every kind may have beside its own parameters. */
export type FaultScope = {
	/** Default depends on the kind. */
	on?: FaultTarget | FaultTarget[];
	/** How many matching requests it matches before it is used up; without it, all. */
	times?: number;
	/** How many matching requests it lets pass first. */
	after?: number;
	/** Only from the moment on that the store has accepted a capture, void or refund of the order. */
	since?: 'accepted';
};

/** Something that goes wrong. `accepted` says whether the store does what it was asked before it answers badly. */
export type Fault = {
	[Kind in FaultKind]: { kind: Kind } & FaultScope & Given<(typeof FAULTS)[Kind]['params']>;
}[FaultKind];

export type FaultOf<K extends FaultKind> = Extract<Fault, { kind: K }>;

export const FAULT_LIST: ReadonlyArray<readonly [kind: FaultKind, definition: FaultDefinition]> = Object.entries(
	FAULTS,
).flatMap(([name, definition]) => (isKind(name) ? [[name, definition] as const] : []));

export function isKind(name: unknown): name is FaultKind {
	return typeof name === 'string' && Object.hasOwn(FAULTS, name);
}

/** The record of a kind, without the types of its parameters. */
export function definitionOf(kind: FaultKind): FaultDefinition {
	return FAULTS[kind];
}

/** The parameters of a fault, what was left out filled in. */
export function paramsOf(fault: Fault): Readonly<Record<string, unknown>> {
	const { params } = definitionOf(fault.kind);
	const usual = Object.fromEntries(Object.entries(params).map(([name, { value }]) => [name, value]));
	const given = Object.fromEntries(Object.entries(fault).filter(([, value]) => value !== undefined));
	return { ...usual, ...given };
}

/** What the page sets with one click, each with its label. */
export const FAULT_SAMPLES: ReadonlyArray<{ label: string; fault: Fault }> = FAULT_LIST.flatMap(
	([kind, definition]) => {
		const examples = Object.entries(definition.params).filter(([, { isRequired }]) => isRequired);
		const needed = Object.fromEntries(examples.map(([name, { value }]) => [name, value]));
		const samples = [{ label: definition.label, sample: definition.sample ?? {} }, ...(definition.more ?? [])];
		return samples.flatMap(({ label, sample }) => {
			const fault = { kind, ...needed, ...sample };
			return isFault(fault) ? [{ label, fault }] : [];
		});
	},
);

/** A value of a known kind with all that the kind needs. */
export function isFault(value: Record<string, unknown>): value is Fault {
	if (!isKind(value.kind)) return false;
	const { params } = definitionOf(value.kind);
	return Object.entries(params).every(([name, { isRequired }]) => !isRequired || value[name] !== undefined);
}

/** Kinds that shape an answer, and kinds that decide what becomes of an accepted action. */
export const ANSWER_KINDS = FAULT_LIST.filter(([, { answer }]) => answer !== undefined).map(([kind]) => kind);
export const FATE_KINDS = FAULT_LIST.filter(([, { fate }]) => fate !== undefined).map(([kind]) => kind);
