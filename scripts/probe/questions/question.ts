import type { StoreSettings } from '../../../sandbox/settings';
import type { Evidence } from '../evidence';

export type Setting = keyof StoreSettings;

/** What the evidence says about one switch. */
export interface Verdict<Position = unknown> {
	/** undefined where it cannot be told. */
	position?: Position;
	/** Where it cannot be told, but some positions are ruled out: those that are left. */
	among?: readonly Position[];
	/** What was seen, in words that are fit for a report: no order, no name, no text of the store. */
	seen: string;
}

/** One thing that BigCommerce does not document. */
interface QuestionOf<S extends Setting> {
	/** The sandbox's switch that it decides. */
	setting: S;
	asks: string;
	/** The experiment whose evidence it reads; null where the question is decided by whatever is read anyway. */
	experiment: keyof Evidence | null;
	/** Pure. Called only where there is evidence of the experiment. */
	judge(evidence: Evidence): Verdict<StoreSettings[S]>;
}

export type Question = { [S in Setting]: QuestionOf<S> }[Setting];

/** Something to know that is no switch. */
export interface Measure {
	name: string;
	/** null where there is nothing to say. */
	measure(evidence: Evidence): string | null;
}

export function question<S extends Setting>(record: QuestionOf<S>): QuestionOf<S> {
	return record;
}

export function stands<P>(position: P, seen: string): Verdict<P> {
	return { position, seen };
}

export function untold(seen: string): Verdict<never> {
	return { seen };
}

export const NOT_ASKED = untold('Not asked.');
