/** What the node has to reach, judged by the run's own figures. */
import { callsAProof, median, select, shareOfLimit, wallOf } from './aggregates';
import { MOST_CONCURRENCY, USUAL_CONCURRENCY } from './plan';
import { processRequirements } from './processRequirements';
import { bounded, number, type Requirement } from './requirement';
import type { Figures } from './trial';
import type { VirtualFigures } from './virtual';
import { wishRequirements } from './wishRequirements';

export function judge(all: Figures[], virtual: VirtualFigures[], judgesSpeed: boolean): Requirement[] {
	return [
		exactlyOnce(all),
		calls(all),
		refusals(all),
		refusalsOfOthers(all),
		...speeds(all, judgesSpeed),
		...unlimited(all),
		...wishRequirements(all, virtual),
		...processRequirements(all),
	];
}

function exactlyOnce(all: Figures[]): Requirement {
	const runs = select(all, { contender: 'node' });
	const wrong = runs.filter(
		({ orders, proved, captured, capturedTwice }) => proved !== orders || captured !== orders || capturedTwice > 0,
	);
	const sum = runs.reduce((total, { orders }) => total + orders, 0);
	return {
		what: "Every order captured once, and said so; the store's ledger agrees",
		needs: 'all',
		found: `${number(sum)} orders in ${runs.length} runs, ${wrong.length} runs wrong`,
		isMet: wrong.length === 0,
	};
}

function calls(all: Figures[]): Requirement {
	const worst = Math.max(...select(all, { contender: 'node', purpose: 'quota' }).map(callsAProof));
	return bounded('Calls a proven capture, consecutive IDs', worst, { most: 1.02, digits: 3 });
}

function refusals(all: Figures[]): Requirement {
	const sum = select(all, { contender: 'node' }).reduce((total, { throttled }) => total + throttled, 0);
	return bounded('429s', sum, { most: 0, digits: 0 });
}

function refusalsOfOthers(all: Figures[]): Requirement {
	const runs = select(all, { contender: 'node', purpose: 'beside' });
	const sum = (of: 'appCalls' | 'appRefused'): number => runs.reduce((total, figures) => total + (figures[of] ?? 0), 0);
	const what = 'Refused to another app that uses a fifth of the quota';
	return bounded(what, (100 * sum('appRefused')) / sum('appCalls'), { most: 2, digits: 1, unit: ' %' });
}

function speeds(all: Figures[], isJudged: boolean): Requirement[] {
	return [150, 450].map((quota) => {
		const share = median(select(all, { contender: 'node', purpose: 'quota', quota }).map(shareOfLimit));
		const what = `Of the speed that ${quota} a window, less the reserve, allow`;
		return bounded(what, share * 100, { least: 97, digits: 1, unit: ' %', isJudged });
	});
}

function unlimited(all: Figures[]): Requirement[] {
	const time = (contender: Figures['contender'], concurrency: number): number =>
		wallOf(all, { contender, purpose: 'pairs', concurrency });
	const node = time('node', USUAL_CONCURRENCY);
	const opened = select(all, { contender: 'node', purpose: 'pairs' });
	return [
		bounded(
			`No quota, ${USUAL_CONCURRENCY} at once: time against the HTTP Request node, which proves nothing`,
			node / time('loop', USUAL_CONCURRENCY),
			{ most: 1 },
		),
		bounded(
			`No quota, ${MOST_CONCURRENCY} at once: time against the HTTP Request node with all at once`,
			time('node', MOST_CONCURRENCY) / time('asItComes', USUAL_CONCURRENCY),
			{ most: 1 },
		),
		bounded(
			`No quota, ${USUAL_CONCURRENCY} at once: time against a bare loop of fetch, which proves nothing`,
			node / time('bareFetch', USUAL_CONCURRENCY),
			{ most: 2 },
		),
		bounded(
			'Connections a call (n8n makes an agent for each request, and allows no fewer)',
			Math.max(...opened.map(({ connections, calls: all }) => connections / all)),
			{ most: 1 },
		),
	];
}
