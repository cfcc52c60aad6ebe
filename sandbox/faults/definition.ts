/** What one kind of fault is: the requests it matches, its parameters, its words, and what it makes of an answer. */
import type { Answer } from '../answers';
import type { Endpoint } from '../protocol';
import type { FaultTarget } from './targets';

/** A parameter of a fault. `value` is what it is when left out, or an example where it may not be. */
export interface Param<T = unknown, Required extends boolean = boolean> {
	value: T;
	isRequired: Required;
	schema: object;
}

export type Params = Readonly<Record<string, Param>>;

/** The parameters as somebody gives them. */
export type Given<P extends Params> = {
	[Name in keyof P as P[Name] extends Param<unknown, true> ? Name : never]: P[Name] extends Param<infer T> ? T : never;
} & {
	[Name in keyof P as P[Name] extends Param<unknown, true> ? never : Name]?: P[Name] extends Param<infer T> ? T : never;
};

/** The parameters with what was left out filled in. */
export type Filled<P extends Params> = { [Name in keyof P]: P[Name] extends Param<infer T> ? T : never };

/** A request that a fault has met. */
export interface MetRequest {
	endpoint: Endpoint;
	path: string;
	/** What the store said, where it did what it was asked. */
	real: Answer | undefined;
}

/** What the caller sees: an answer, or how the connection ended. */
export type Outcome = Answer | 'reset' | 'hang';

/** What the gateway makes of an action that the store has accepted. */
export interface Fate {
	result: 'ok' | 'declined' | 'stuck';
	/** The gateway's words; where empty, its usual ones. */
	message?: string;
	isExpired?: boolean;
	/** At once, or after the usual time. */
	isAtOnce?: boolean;
}

/** What the page puts in with one click: parameters, or how often. */
type Sample = Readonly<Record<string, string | number | boolean | null>>;

export interface FaultDefinition {
	/** Which requests it matches when `on` is not given. */
	on: FaultTarget;
	/** Name of its button on the page. */
	label: string;
	/** For the README. */
	does: string;
	/** What the button sets beside the parameters that must be given. */
	sample?: Sample;
	/** Buttons of their own for other parameters. */
	more?: ReadonlyArray<{ label: string; sample: Sample }>;
	params: Params;
	/** Does the store do what it was asked, although the answer goes wrong? `param`: as `accepted` says. */
	isAccepted?: boolean | 'param';
	/** A refusal by the store itself is hidden as well, not shown in place of the fault. */
	hidesRefusal?: boolean;
	answer?(params: Readonly<Record<string, unknown>>, request: MetRequest): Outcome;
	fate?(params: Readonly<Record<string, unknown>>): Fate;
}

type Typed<P extends Params> = Omit<FaultDefinition, 'params' | 'answer' | 'fate'> & {
	answer?(params: Filled<P>, request: MetRequest): Outcome;
	fate?(params: Filled<P>): Fate;
};

/** One kind of fault; what its functions take is what its parameters say. */
export function fault<const P extends Params>(params: P, definition: Typed<P>): Typed<P> & { params: P } {
	return { ...definition, params };
}

/** A parameter that may be left out. */
export function optional<T>(value: T, schema: object): Param<T, false> {
	return { value, isRequired: false, schema };
}

/** A parameter that must be given; `example` is what the page puts in. */
export function required<T>(example: T, schema: object): Param<T, true> {
	return { value: example, isRequired: true, schema };
}

export function oneOf<const T extends string | number>(values: readonly T[], value: NoInfer<T>): Param<T, false> {
	return optional<T>(value, { enum: values });
}

export const milliseconds = { type: 'number', minimum: 0 };
export const httpStatus = { type: 'integer', minimum: 200, maximum: 599 };
export const accepted = (value: boolean): Param<boolean, false> => optional(value, { type: 'boolean' });
