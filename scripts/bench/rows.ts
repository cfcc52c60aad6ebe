/** The figures as rows of text, the same for the terminal and for the docs. */
import type { Requirement } from './requirements';
import { callsAProof, shareOfLimit } from './aggregates';
import type { Figures } from './trial';

export interface Table {
	title: string;
	head: string[];
	rows: string[][];
}

export const WAY_NAMES: Record<Figures['contender'], string> = {
	empty: 'empty workflow',
	items: 'Edit Fields, no call',
	node: 'this node',
	asItComes: 'HTTP Request, as it comes',
	batched: 'HTTP Request, batching tuned by hand',
	loop: 'HTTP Request in Loop Over Items',
	readCaptureRead: 'HTTP Request, read–capture–read',
};

export function tablesOf(all: Figures[]): Table[] {
	const of = (purpose: Figures['purpose']): Figures[] => all.filter((figures) => figures.purpose === purpose);
	return [
		table('1,000 orders within a quota', of('quota'), [WAY, QUOTA, PROVED, REFUSED, CALLS, SECONDS, LIMIT, CPU]),
		table('1,000 orders without a quota, turn by turn', of('pairs'), [WAY, CONCURRENCY, PROVED, CALLS, SECONDS, CPU]),
		table('How cost grows, without a quota', of('growth'), [WAY, ORDERS, PROVED, CALLS, SECONDS, CPU]),
		table('1,000 scattered orders (every 900th ID)', of('scattered'), [WAY, DATES, PROVED, REFUSED, CALLS]),
		table('Memory above the start, garbage collected every second', of('memory'), [
			WAY,
			ORDERS,
			MEMORY,
			MEMORY_AN_ORDER,
		]),
	].filter(({ rows }) => rows.length > 0);
}

export function requirementTable(requirements: Requirement[]): Table {
	const rows = requirements.map(({ what, needs, found, isMet }) => [
		what,
		needs,
		found,
		isMet === null ? 'not judged' : isMet ? 'pass' : 'MISS',
	]);
	return { title: 'Requirement reach', head: ['', 'needs', 'found', ''], rows };
}

const isIdle = (contender: Figures['contender']): boolean => contender === 'empty' || contender === 'items';

interface Column {
	head: string;
	cell: (figures: Figures) => string;
}

const WAY: Column = { head: 'contender', cell: ({ contender }) => WAY_NAMES[contender] };
const ORDERS: Column = { head: 'orders', cell: ({ orders }) => number(orders) };
const QUOTA: Column = {
	head: 'quota',
	cell: ({ quota }) => (quota === null ? 'none' : `${quota.requests} in ${quota.windowMs / 1000} s`),
};
const DATES: Column = { head: 'modification dates', cell: ({ datesMove }) => (datesMove ? 'move' : 'do not move') };
const CONCURRENCY: Column = {
	head: 'at once',
	cell: ({ contender, concurrency }) =>
		contender === 'node' || contender === 'loop' ? String(concurrency) : isIdle(contender) ? '–' : 'all',
};
const PROVED: Column = {
	head: 'proved captured',
	cell: ({ contender, proved, orders }) => (isIdle(contender) ? '–' : `${number(proved)} of ${number(orders)}`),
};
const REFUSED: Column = { head: '429s', cell: ({ throttled }) => number(throttled) };
const CALLS: Column = {
	head: 'calls a proof',
	cell: (figures) =>
		isIdle(figures.contender) ? '–' : figures.proved === 0 ? 'no proof' : callsAProof(figures).toFixed(3),
};
const SECONDS: Column = { head: 'seconds', cell: ({ wallMs }) => (wallMs / 1000).toFixed(1) };
const LIMIT: Column = {
	head: "of the quota's speed",
	cell: (figures) => (figures.captured < figures.orders ? '–' : `${(shareOfLimit(figures) * 100).toFixed(1)} %`),
};
const CPU: Column = {
	head: 'CPU ms an order',
	cell: ({ cpuMs, orders }) => (cpuMs === null ? '–' : (cpuMs / orders).toFixed(2)),
};
const MEMORY: Column = {
	head: 'MB',
	cell: ({ peakGrowthKb }) => (peakGrowthKb === null ? '–' : (peakGrowthKb / 1024).toFixed(1)),
};
const MEMORY_AN_ORDER: Column = {
	head: 'KB an order',
	cell: ({ peakGrowthKb, orders }) => (peakGrowthKb === null ? '–' : (peakGrowthKb / orders).toFixed(1)),
};

/** Rounds of the same trial become one row of medians. */
function table(title: string, figures: Figures[], columns: Column[]): Table {
	return {
		title,
		head: columns.map(({ head }) => head),
		rows: mergeRounds(figures).map((one) => columns.map(({ cell }) => cell(one))),
	};
}

function mergeRounds(figures: Figures[]): Figures[] {
	const groups = new Map<string, Figures[]>();
	for (const one of figures) {
		const key = JSON.stringify([one.contender, one.orders, one.idStep, one.quota, one.datesMove, one.concurrency]);
		groups.set(key, [...(groups.get(key) ?? []), one]);
	}
	return [...groups.values()].flatMap(([first, ...more]) => {
		if (first === undefined) return [];
		const rounds = [first, ...more];
		return [
			{
				...first,
				wallMs: middle(rounds, 'wallMs'),
				cpuMs: first.cpuMs === null ? null : middle(rounds, 'cpuMs'),
				calls: middle(rounds, 'calls'),
			},
		];
	});
}

function middle(rounds: Figures[], field: 'wallMs' | 'cpuMs' | 'calls'): number {
	const sorted = rounds.map((one) => one[field] ?? 0).sort((a, b) => a - b);
	return sorted[sorted.length >> 1] ?? 0;
}

const number = (value: number): string => value.toLocaleString('en-US');
