/** The figures as rows of text, the same for the terminal and for the docs. */
import type { Requirement } from './requirement';
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
	bareFetch: 'a bare loop of fetch',
	find: 'this node, Payment: Get Many',
	findByHand: 'HTTP Request, page by page',
};

export const WISH_NAMES: Record<Figures['wish'], string> = {
	nothing: 'nothing',
	note: 'a note and a status',
	ownNote: 'a note of its own, and a status',
	ownOptions: 'an option that differs from item to item',
	amount: 'a condition on the amount',
	conditions: 'conditions on status, currency, age and shipping',
};

export function tablesOf(all: Figures[]): Table[] {
	const of = (purpose: Figures['purpose']): Figures[] => all.filter((figures) => figures.purpose === purpose);
	return [
		table('1,000 orders within a quota', of('quota'), [WAY, QUOTA, PROVED, REFUSED, CALLS, SECONDS, LIMIT, CPU]),
		table('500 orders, and another app that uses a fifth of the quota', of('beside'), [
			WAY,
			QUOTA,
			PROVED,
			REFUSED,
			APP,
			SECONDS,
		]),
		table('1,000 orders without a quota, turn by turn', of('pairs'), [
			WAY,
			CONCURRENCY,
			PROVED,
			CALLS,
			CONNECTIONS,
			SECONDS,
			CPU,
		]),
		table('How cost grows, without a quota', of('growth'), [WAY, ORDERS, PROVED, CALLS, SECONDS, CPU]),
		table('What is asked for besides, 1,000 orders without a quota', of('wishes'), [
			WAY,
			WISH,
			PROVED,
			CALLS,
			SECONDS,
			CPU,
		]),
		table('1,000 scattered orders (every 900th ID)', of('scattered'), [WAY, DATES, EDITED, PROVED, CALLS, SECONDS]),
		table('From the result to the word, captures of 1 to 5 s', of('following'), [WAY, PROVED, CALLS, SECONDS, LAG]),
		table('What can be captured, in a store of 500,000 orders', of('find'), [WAY, FOUND, ALL_CALLS, SECONDS]),
		table('Without a pause, 20,000 orders', of('block'), [WAY, ORDERS, PROVED, SECONDS, BLOCK, COLLECTING, OWN_BLOCK]),
		table(
			'Memory above the start, garbage collected every second',
			[...of('memory'), ...of('crowd')],
			[WAY, ORDERS, MEMORY, MEMORY_AN_ORDER],
		),
		table('Kept after the second run of 10,000 orders in a process', of('kept'), [WAY, ORDERS, KEPT, KEPT_AN_ORDER]),
	].filter(({ rows }) => rows.length > 0);
}

export function requirementTable(requirements: Requirement[]): Table {
	const rows = requirements.map(({ what, needs, found, isMet }) => [
		what,
		needs,
		found,
		isMet === null ? 'not judged' : isMet ? 'pass' : 'MISS',
	]);
	return { title: 'Must reach', head: ['', 'needs', 'found', ''], rows };
}

const isIdle = (contender: Figures['contender']): boolean => contender === 'empty' || contender === 'items';

interface Column {
	head: string;
	cell: (figures: Figures) => string;
}

/** A column of a figure that not every run has. */
const figure = (head: string, value: (figures: Figures) => number | null, digits = 0): Column => ({
	head,
	cell: (figures) => {
		const found = value(figures);
		return found === null ? '–' : number(found, digits);
	},
});

const WAY: Column = { head: 'way', cell: ({ contender }) => WAY_NAMES[contender] };
const ORDERS = figure('orders', ({ orders }) => orders);
const QUOTA: Column = {
	head: 'quota',
	cell: ({ quota }) => (quota === null ? 'none' : `${quota.requests} in ${quota.windowMs / 1000} s`),
};
const WISH: Column = { head: 'asked for besides', cell: ({ wish }) => WISH_NAMES[wish] };
const DATES: Column = { head: 'modification dates', cell: ({ datesMove }) => (datesMove ? 'move' : 'do not move') };
const EDITED: Column = { head: 'somebody edits an order', cell: ({ isEdited }) => (isEdited ? 'yes' : 'no') };
const CONCURRENCY: Column = {
	head: 'at once',
	cell: ({ contender, concurrency }) =>
		BOUNDED.has(contender) ? String(concurrency) : isIdle(contender) ? '–' : 'all',
};
const BOUNDED: ReadonlySet<Figures['contender']> = new Set(['node', 'loop', 'bareFetch']);
const PROVED: Column = {
	head: 'proved captured',
	cell: ({ contender, proved, orders }) => (isIdle(contender) ? '–' : `${number(proved)} of ${number(orders)}`),
};
const FOUND = figure('found', ({ said }) => said);
const REFUSED = figure('429s', ({ throttled }) => throttled);
const APP: Column = {
	head: "the app's calls refused",
	cell: ({ appCalls, appRefused }) =>
		appCalls === null || appRefused === null ? '–' : `${number(appRefused)} of ${number(appCalls)}`,
};
const CALLS: Column = {
	head: 'calls a proof',
	cell: (figures) =>
		isIdle(figures.contender) ? '–' : figures.proved === 0 ? 'no proof' : callsAProof(figures).toFixed(3),
};
const ALL_CALLS = figure('calls', ({ calls }) => calls);
const CONNECTIONS = figure('connections', ({ contender, connections }) => (isIdle(contender) ? null : connections));
const SECONDS = figure('seconds', ({ wallMs }) => wallMs / 1000, 1);
const LIMIT: Column = {
	head: "of the quota's speed",
	cell: (figures) => (figures.captured < figures.orders ? '–' : `${(shareOfLimit(figures) * 100).toFixed(1)} %`),
};
const CPU = figure('CPU ms an order', ({ cpuMs, orders }) => (cpuMs === null ? null : cpuMs / orders), 2);
const LAG = figure('95 % waited at most, ms', ({ lagMs }) => lagMs);
const BLOCK = figure('longest without a pause, ms', ({ longestBlockMs }) => longestBlockMs);
const COLLECTING = figure('of which garbage collection', ({ collectingMs }) => collectingMs);
const OWN_BLOCK = figure('longest besides that, ms', ({ longestOwnMs }) => longestOwnMs);
const MEMORY = figure('MB', ({ peakGrowthKb }) => (peakGrowthKb === null ? null : peakGrowthKb / 1024), 1);
const MEMORY_AN_ORDER = figure(
	'KB an order',
	({ peakGrowthKb, orders }) => (peakGrowthKb === null ? null : peakGrowthKb / orders),
	1,
);
const KEPT = figure('KB', ({ keptKb }) => keptKb);
const KEPT_AN_ORDER = figure('bytes an order', ({ keptKb, orders }) =>
	keptKb === null ? null : (keptKb * 1024) / orders,
);

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
		const { contender, orders, idStep, quota, datesMove, concurrency, wish, isEdited } = one;
		const key = JSON.stringify([contender, orders, idStep, quota, datesMove, concurrency, wish, isEdited]);
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

const number = (value: number, digits = 0): string =>
	value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
