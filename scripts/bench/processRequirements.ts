/** What a run costs the n8n process. */
import { cpuAnOrder, keptAnOrder, memoryAnOrder, select } from './aggregates';
import { USUAL_CONCURRENCY } from './plan';
import { bounded, type Requirement } from './requirement';
import type { Figures } from './trial';

export function processRequirements(all: Figures[]): Requirement[] {
	return [cpu(all), block(all), ...memory(all), kept(all)];
}

function cpu(all: Figures[]): Requirement {
	const own = cpuAnOrder(all, { contender: 'node', purpose: 'pairs', concurrency: USUAL_CONCURRENCY });
	const others = cpuAnOrder(all, { contender: 'asItComes', purpose: 'pairs' });
	return bounded("CPU an order against the HTTP Request node's", own / others, {
		most: 0.45,
		besides: ` (${own.toFixed(2)} of ${others.toFixed(2)} ms)`,
	});
}

/** What the thread does for the node is bounded; how long V8 collects what all of n8n left behind is told beside it. */
function block(all: Figures[]): Requirement {
	const of = (contender: Figures['contender']): Partial<Figures> =>
		select(all, { contender, purpose: 'block' })[0] ?? {};
	const { longestOwnMs, longestBlockMs, collectingMs } = of('node');
	const items = of('items');
	return bounded(
		"The main thread's longest work without a pause besides garbage collection, 20,000 scattered orders",
		longestOwnMs ?? Number.NaN,
		{
			most: 50,
			digits: 0,
			unit: ' ms',
			besides: ` (with it ${ms(longestBlockMs)}, of which ${ms(collectingMs)} are collection; Edit Fields, no call: ${ms(items.longestOwnMs)}, with it ${ms(items.longestBlockMs)})`,
		},
	);
}

const ms = (value: number | null | undefined): string => `${(value ?? Number.NaN).toFixed(0)} ms`;

/**
 * The items of the workflow without calls are the measure; of few, a quarter more is what garbage not yet collected
 * makes.
 */
function memory(all: Figures[]): Requirement[] {
	return [
		{ purpose: 'memory', most: 1.25, range: 'from 1,000 to 10,000' } as const,
		{ purpose: 'crowd', most: 1, range: 'up to 100,000 in one run' } as const,
	].map(({ purpose, most, range }) => {
		const own = memoryAnOrder(all, 'node', purpose);
		const items = memoryAnOrder(all, 'items', purpose);
		return bounded(`Memory for each order more, ${range}, against the items alone`, own / items, {
			most,
			besides: ` (${own.toFixed(1)} of ${items.toFixed(1)} KB)`,
		});
	});
}

function kept(all: Figures[]): Requirement {
	return bounded(
		'Kept of each order for a quarter of an hour, after the second run of 10,000 in a process',
		keptAnOrder(all, 'node'),
		{ most: 256, digits: 0, unit: ' bytes' },
	);
}
