/** What the quota leaves open (docs/bigcommerce-api.md, Quota). */
import type { QuotaHeaders, StoreSettings } from '../../../sandbox/settings';
import type { Evidence } from '../evidence';
import type { Exchange } from '../namedOrders';
import { shapeOf } from './payments';
import { type Measure, NOT_ASKED, question, type Question, stands, untold, type Verdict } from './question';

const NAMES = ['time-window-ms', 'time-reset-ms', 'requests-quota', 'requests-left'] as const;
type Name = (typeof NAMES)[number];

function header({ headers }: Exchange, name: Name): string | undefined {
	return headers[`x-rate-limit-${name}`];
}

function quotaHeaders({ log, quota }: Evidence): Verdict<QuotaHeaders> {
	const values = log.map((exchange) => NAMES.map((name) => header(exchange, name)));
	const given = values.filter((four) => four.some((value) => value !== undefined));
	if (given.length === 0) {
		return quota !== undefined && quota.refused.length > 0
			? stands('none', 'On no answer, though there is a limit.')
			: untold('On no answer. A plan without limit sends none either.');
	}
	const numbers = given.flat().map(Number);
	if (numbers.some(Number.isNaN)) return stands('text', 'Something that is no number.');
	if (numbers.some((value) => value < 0)) return stands('negative', 'Numbers below zero.');
	const quotas = given.map(([, , quota]) => Number(quota));
	if (quotas.every((quota) => quota === 0)) return stands('zero', 'A quota of zero.');
	return stands('normal', `On ${given.length} of ${log.length} answers, all of them numbers.`);
}

function retryAfter(evidence: Evidence): Verdict<StoreSettings['retryAfter']> {
	const { quota } = evidence;
	if (!quota) return NOT_ASKED;
	const [first] = quota.refused;
	if (!first) return untold(`${quota.calls} calls met no 429.`);
	const headers = quotaHeaders(evidence).position;
	if (headers === 'none') return untold('A 429 without any of these headers: load, not quota.');
	const seconds = first.headers['x-retry-after'];
	if (seconds === undefined) return stands('none', 'A 429 without `X-Retry-After`.');
	const isRestOfWindow = headers === 'normal' ? quota.refused.every(statesRest) : statesLess(quota.refused);
	if (isRestOfWindow === undefined) return untold(`It is there (${seconds}); one alone does not say of what.`);
	return isRestOfWindow
		? stands('window', 'The rest of the window, in seconds.')
		: stands(Number(seconds), `${seconds} seconds, whatever is left of the window.`);
}

/** Is the stated wait what is left of the window? */
function statesRest(refused: Exchange): boolean {
	const left = Number(header(refused, 'time-reset-ms'));
	return Math.abs(Number(refused.headers['x-retry-after']) * 1_000 - left) <= 1_000;
}

/** Has the wait grown shorter from one refusal to the next? undefined where there is no next. */
function statesLess([first, next]: readonly Exchange[]): boolean | undefined {
	if (!first || !next) return undefined;
	return Number(next.headers['x-retry-after']) < Number(first.headers['x-retry-after']);
}

function quotaPool({ quota, secondToken }: Evidence): Verdict<'shared' | 'byClient'> {
	if (!quota || !secondToken) return NOT_ASKED;
	if (secondToken.transactions.status >= 400) return untold('The second token may not read transactions.');
	if (!quota.second) return untold('No 429 lasted for as long as the second account was asked.');
	return quota.second.status === 429
		? stands('shared', 'While one account was refused, so was another.')
		: stands('byClient', 'While one account was refused, another was served.');
}

function concurrency({ quota }: Evidence): Verdict<StoreSettings['concurrency']> {
	if (!quota) return NOT_ASKED;
	if (quota.bare > 0) {
		return stands(
			'adaptive',
			`Of up to ${quota.atOnce} at once ${quota.bare} were refused, of which one alone was served.`,
		);
	}
	return quota.isServedAtOnce
		? stands('unlimited', `${quota.atOnce} at once were served, the most that a node sends.`)
		: untold(`${quota.atOnce} at once met no refusal but that of the quota.`);
}

export const QUOTA_QUESTIONS: readonly Question[] = [
	question({ setting: 'quotaHeaders', asks: 'Are the quota headers there?', experiment: null, judge: quotaHeaders }),
	question({ setting: 'retryAfter', asks: 'Does a 429 state its wait?', experiment: 'quota', judge: retryAfter }),
	question({
		setting: 'quotaPool',
		asks: 'Is the quota one for the whole store?',
		experiment: 'quota',
		judge: quotaPool,
	}),
	question({ setting: 'concurrency', asks: 'Are calls at once limited?', experiment: 'quota', judge: concurrency }),
];

/** How far "left" falls from one of our calls to the next in the same window, less the one that we made. */
function othersCalls(log: readonly Exchange[]): string | null {
	let [steps, others, rises] = [0, 0, 0];
	for (const [index, exchange] of log.entries()) {
		const previous = log[index - 1];
		if (previous === undefined) continue;
		const [left, before] = [Number(header(exchange, 'requests-left')), Number(header(previous, 'requests-left'))];
		const [reset, resetBefore] = [Number(header(exchange, 'time-reset-ms')), Number(header(previous, 'time-reset-ms'))];
		if (![left, before, reset, resetBefore].every(Number.isFinite) || reset > resetBefore) continue;
		steps += 1;
		if (left > before) rises += 1;
		else others += Math.max(0, before - left - 1);
	}
	if (steps === 0) return null;
	return `over ${steps} steps within a window it fell by ${others} more than our calls, and rose ${rises} times`;
}

export const QUOTA_MEASURES: readonly Measure[] = [
	{
		name: 'Quota and window',
		measure: ({ log }) => {
			const values = log.flatMap((exchange) => {
				const [quota, window] = [header(exchange, 'requests-quota'), header(exchange, 'time-window-ms')];
				return quota === undefined ? [] : [`${quota} in ${window ?? '?'} ms`];
			});
			return values.length === 0 ? null : [...new Set(values)].slice(0, 5).join('; ');
		},
	},
	{ name: 'Truth of "left"', measure: ({ log }) => othersCalls(log) },
	{
		name: 'Shape of a 429',
		measure: ({ quota }) => {
			const [refused] = quota?.refused ?? [];
			if (!refused) return null;
			const names = Object.keys(refused.headers).filter((name) => /^(x-rate|x-retry|retry)/.test(name));
			return `${shapeOf(refused.body)}; headers: ${names.length === 0 ? 'none' : names.sort().join(', ')}`;
		},
	},
	{
		name: '429s met',
		measure: ({ log }) => {
			const refused = log.filter(({ status }) => status === 429);
			const bare = refused.filter((exchange) => header(exchange, 'time-reset-ms') === undefined);
			return refused.length === 0 ? null : `${refused.length}, ${bare.length} of them without headers`;
		},
	},
];
