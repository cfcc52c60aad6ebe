/** What the node has to reach, judged by the run's own figures. */
import { MOST_CONCURRENCY, USUAL_CONCURRENCY } from './plan';
import { callsAProof, cpuAnOrder, median, memoryAnOrder, select, shareOfLimit } from './aggregates';
import type { Figures } from './trial';

export interface Requirement {
	what: string;
	needs: string;
	found: string;
	/** null: this run cannot tell. */
	isMet: boolean | null;
}

export function judge(all: Figures[], judgesSpeed: boolean): Requirement[] {
	return [
		exactlyOnce(all),
		calls(all),
		refusals(all),
		...speeds(all, judgesSpeed),
		...unlimited(all),
		cpu(all),
		memory(all),
		...scattered(all),
	];
}

function exactlyOnce(all: Figures[]): Requirement {
	const runs = select(all, { contender: 'node' });
	const wrong = runs.filter(
		({ orders, proved, captured, capturedTwice }) => proved !== orders || captured !== orders || capturedTwice > 0,
	);
	const sum = runs.reduce((total, { orders }) => total + orders, 0);
	return requirement(
		"Every order captured once, and said so; the store's ledger agrees",
		'all',
		`${sum} orders in ${runs.length} runs, ${wrong.length} runs wrong`,
		wrong.length === 0,
	);
}

function calls(all: Figures[]): Requirement {
	const worst = Math.max(...select(all, { contender: 'node', purpose: 'quota' }).map(callsAProof));
	return requirement('Calls a proven capture, consecutive IDs', '≤ 1.02', worst.toFixed(3), worst <= 1.02);
}

function refusals(all: Figures[]): Requirement {
	const sum = select(all, { contender: 'node' }).reduce((total, { throttled }) => total + throttled, 0);
	return requirement('429s (nobody else uses the quota, so each would be avoidable)', '0', String(sum), sum === 0);
}

function speeds(all: Figures[], judgesSpeed: boolean): Requirement[] {
	return [150, 450].map((quota) => {
		const share = median(select(all, { contender: 'node', purpose: 'quota', quota }).map(shareOfLimit));
		return requirement(
			`Of the speed that ${quota} a window, less the reserve, allow`,
			'≥ 97 %',
			percent(share),
			judgesSpeed ? share >= 0.97 : null,
		);
	});
}

function unlimited(all: Figures[]): Requirement[] {
	const time = (contender: Figures['contender'], concurrency: number): number =>
		median(select(all, { contender, purpose: 'pairs', concurrency }).map(({ wallMs }) => wallMs));
	const againstLoop = time('node', USUAL_CONCURRENCY) / time('loop', USUAL_CONCURRENCY);
	const againstAll = time('node', MOST_CONCURRENCY) / time('asItComes', USUAL_CONCURRENCY);
	return [
		requirement(
			`No quota, ${USUAL_CONCURRENCY} at once: time against the HTTP Request node, which proves nothing`,
			'≤ 1',
			againstLoop.toFixed(2),
			againstLoop <= 1,
		),
		requirement(
			`No quota, ${MOST_CONCURRENCY} at once: time against the HTTP Request node with all at once`,
			'≤ 1',
			againstAll.toFixed(2),
			againstAll <= 1,
		),
	];
}

function cpu(all: Figures[]): Requirement {
	const ratio =
		cpuAnOrder(all, { contender: 'node', purpose: 'pairs', concurrency: USUAL_CONCURRENCY }) /
		cpuAnOrder(all, { contender: 'asItComes', purpose: 'pairs' });
	return requirement("CPU an order against the HTTP Request node's", '≤ 1', ratio.toFixed(2), known(ratio, ratio <= 1));
}

/** The items of the workflow without calls are the measure; a quarter more is what garbage not yet collected makes. */
function memory(all: Figures[]): Requirement {
	const own = memoryAnOrder(all, 'node');
	const items = memoryAnOrder(all, 'items');
	return requirement(
		'Memory for each order more, from 1,000 to 10,000, against the items alone',
		'≤ 1.25',
		Number.isNaN(own) ? 'not measured' : `${(own / items).toFixed(2)} (${own.toFixed(1)} of ${items.toFixed(1)} KB)`,
		known(own, own <= 1.25 * items),
	);
}

function scattered(all: Figures[]): Requirement[] {
	return [
		{ datesMove: true, most: 1.2, where: 'where modification dates move' },
		{ datesMove: false, most: 2.2, where: 'where they do not' },
	].map(({ datesMove, most, where }) => {
		const found = median(select(all, { contender: 'node', purpose: 'scattered', datesMove }).map(callsAProof));
		return requirement(
			`Calls a proven capture, every 900th ID, ${where}`,
			`≤ ${most}`,
			found.toFixed(3),
			known(found, found <= most),
		);
	});
}

const requirement = (what: string, needs: string, found: string, isMet: boolean | null): Requirement => ({
	what,
	needs,
	found,
	isMet,
});
const known = (value: number, isMet: boolean): boolean | null => (Number.isNaN(value) ? null : isMet);
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
