/** Which status changes start the workflow; an empty set lets every status through. */
export interface StatusFilter {
	from: ReadonlySet<number>;
	to: ReadonlySet<number>;
}

/** Reads a parameter that holds one status ID or several, as numbers or digits. Anything else in it is left out. */
export function readStatusIds(value: unknown): Set<number> {
	const values: unknown[] = Array.isArray(value) ? value : [value];
	const ids = values.filter((id) => typeof id === 'number' || (typeof id === 'string' && /^\s*\d+\s*$/.test(id)));
	return new Set(ids.map(Number).filter((id) => Number.isSafeInteger(id) && id >= 0));
}

/** Whether a change passes; `unknown` where the filter asks for the new status and the event does not say it. */
export type FilterAnswer = 'passes' | 'heldBack' | 'unknown';

/**
 * Applies the filter to what an event says. Some events leave both statuses out. The new one can be read from the
 * order; the previous one is written nowhere any more, so a change whose previous status is not known passes 'from'
 * rather than being lost.
 */
export function applyFilter({ from, to }: StatusFilter, previous: number | null, next: number | null): FilterAnswer {
	if (from.size > 0 && previous !== null && !from.has(previous)) return 'heldBack';
	if (to.size === 0) return 'passes';
	if (next === null) return 'unknown';
	return to.has(next) ? 'passes' : 'heldBack';
}
