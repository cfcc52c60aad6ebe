import type { Asked } from './probe';
import { MEASURES, QUESTIONS } from './questions';
import { NOT_ASKED, type Verdict } from './questions/question';

export interface Finding extends Verdict {
	setting: string;
	asks: string;
}

/** All that goes into an issue. No token, no store hash, no order's number, no shopper's data. */
export interface Report {
	version: string;
	/** Day, UTC. */
	date: string;
	gateways: readonly string[];
	orders: number;
	calls: number;
	stopped: string | null;
	findings: readonly Finding[];
	measures: ReadonlyArray<{ name: string; measured: string }>;
	/** The switches that were told, as the sandbox takes them. */
	settings: Readonly<Record<string, unknown>>;
}

export function reportOf(
	{ evidence, gateways, stopped }: Asked,
	version: string,
	date: string,
	orders: number,
): Report {
	const findings = QUESTIONS.map(({ setting, asks, experiment, judge }): Finding => {
		const isAsked = experiment === null || evidence[experiment] !== undefined;
		return { setting, asks, ...(isAsked ? judge(evidence) : NOT_ASKED) };
	});
	const told = findings.filter(({ position }) => position !== undefined);
	return {
		version,
		date,
		gateways: gateways.map((name) => name.replaceAll(/[^\w .-]/g, '')),
		orders,
		calls: evidence.log.length,
		stopped,
		findings,
		measures: MEASURES.flatMap(({ name, measure }) => {
			const measured = measure(evidence);
			return measured === null ? [] : [{ name, measured }];
		}),
		settings: Object.fromEntries(told.map(({ setting, position }) => [setting, position])),
	};
}

export function markdown(report: Report): string {
	const { version, date, gateways, orders, calls, stopped, findings, measures, settings } = report;
	const asked = findings.filter(({ seen }) => seen !== NOT_ASKED.seen);
	const left = findings.filter(({ seen }) => seen === NOT_ASKED.seen).map(({ setting }) => `\`${setting}\``);
	return [
		'### What a BigCommerce store in test mode answers',
		'',
		`n8n-nodes-bigcommerce ${version} · ${date} · ${gateways.join(', ') || 'gateway not named'} · ${orders} orders, ${calls} calls`,
		...(stopped === null ? [] : ['', `**It stopped:** ${stopped}`]),
		'',
		'| switch | question | stands at | seen |',
		'|---|---|---|---|',
		...asked.map(
			({ setting, asks, seen, ...verdict }) => `| \`${setting}\` | ${asks} | ${standing(verdict)} | ${seen} |`,
		),
		...(left.length === 0 ? [] : ['', `Not asked: ${left.join(', ')}.`]),
		'',
		'| measured | |',
		'|---|---|',
		...measures.map(({ name, measured }) => `| ${name} | ${measured} |`),
		'',
		'The sandbox, set the same way:',
		'',
		'```json',
		JSON.stringify(settings, null, '\t'),
		'```',
		'',
	].join('\n');
}

function standing({ position, among }: Pick<Verdict, 'position' | 'among'>): string {
	if (position !== undefined) return `\`${JSON.stringify(position)}\``;
	return among === undefined ? '?' : `${among.map((one) => `\`${JSON.stringify(one)}\``).join(' or ')}?`;
}
