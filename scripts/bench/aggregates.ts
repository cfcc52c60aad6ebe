/** Figures put into proportion. */
import type { Figures } from './trial';

export type Filter = Partial<
	Pick<Figures, 'contender' | 'purpose' | 'orders' | 'concurrency' | 'datesMove' | 'wish' | 'isEdited'>
> & {
	quota?: number | null;
};

export function select(all: Figures[], which: Filter): Figures[] {
	const { quota, ...rest } = which;
	return all.filter((figures) => {
		if (quota !== undefined && (figures.quota?.requests ?? null) !== quota) return false;
		return Object.entries(rest).every(([key, value]) => figures[key as keyof Figures] === value);
	});
}

export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	const upper = sorted[middle] ?? Number.NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Calls for each order the workflow has proof for; infinite where it has none. */
export const callsAProof = ({ calls, proved }: Figures): number => calls / proved;

/** Of the speed that quota and reserve allow; 1 cannot be passed. */
export const shareOfLimit = ({ limitMs, wallMs }: Figures): number =>
	limitMs === null ? Number.NaN : limitMs / wallMs;

/** How long it takes: the median of the rounds. */
export const wallOf = (all: Figures[], which: Filter): number => median(select(all, which).map(({ wallMs }) => wallMs));

/** CPU time an order, in milliseconds, less what an empty workflow costs; the median of the rounds. */
export function cpuAnOrder(all: Figures[], which: Filter): number {
	const idle = median(
		select(all, { contender: 'empty', purpose: 'pairs' }).map(
			(figures) => (figures.cpuMs ?? Number.NaN) / figures.orders,
		),
	);
	return median(select(all, which).map((figures) => (figures.cpuMs ?? Number.NaN) / figures.orders)) - idle;
}

/** How much more memory the longest run needs than the shortest, for each order more; kilobytes. */
export function memoryAnOrder(
	all: Figures[],
	contender: Figures['contender'],
	purpose: 'memory' | 'crowd' = 'memory',
): number {
	const runs = select(all, { contender, purpose }).sort((a, b) => a.orders - b.orders);
	const first = runs[0];
	const last = runs[runs.length - 1];
	if (first === undefined || last === undefined || first === last) return Number.NaN;
	return ((last.peakGrowthKb ?? Number.NaN) - (first.peakGrowthKb ?? Number.NaN)) / (last.orders - first.orders);
}

/** What the heap holds after a run and did not before, for each order; bytes. */
export function keptAnOrder(all: Figures[], contender: Figures['contender']): number {
	const [run] = select(all, { contender, purpose: 'kept' });
	return run === undefined ? Number.NaN : ((run.keptKb ?? Number.NaN) * 1024) / run.orders;
}
