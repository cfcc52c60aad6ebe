import type { Scenario, ScenarioItem } from './scenario';

/** What the world can do to a run: each kind of trouble, where it strikes, and when. */
const READS = ['order', 'list', 'journal'];
const READ_TIMES = ['before the call', 'after the call'];
const ANSWERS = ['serverError', 'html', 'oddBody', 'bare429', 'stated429', 'connectionLost', 'hang', 'trickle', 'slow'];
const ACTORS = [
	'captures',
	'captures at the gateway',
	'voids',
	'refunds all',
	'refunds a part',
	'voids the capture',
	'edits the total',
	'authorizes anew',
	'sets the status',
	'writes a note',
	'ships',
];
/** What orders and items are from the beginning. */
const STARTS = [
	'an earlier authorization is meant',
	'an authorization without a status',
	'paid by hand besides',
	'a dry run beside a real item',
] as const;
const TAKEN: ReadonlyArray<[kind: string, when: string[]]> = [
	['serverError', ['accepted', 'not accepted']],
	['html', ['accepted', 'not accepted']],
	['oddBody', ['accepted', 'not accepted']],
	['redirect', ['accepted', 'not accepted']],
	['connectionLost', ['accepted', 'not accepted']],
	['hang', ['accepted', 'not accepted']],
	['trickle', ['accepted', 'not accepted']],
	['slow', ['accepted']],
	['arrivesLate', ['accepted']],
	['falseYes', ['not accepted']],
	['refused', ['not accepted']],
	['bare429', ['not accepted']],
	['stated429', ['not accepted']],
	['neverConnected', ['connect', 'getaddrinfo']],
	['timeout', ['given up']],
];

function startsIn({ orders, items, terms }: Scenario): Array<(typeof STARTS)[number]> {
	const isDry = ({ options }: ScenarioItem): boolean => options.dryRun ?? terms.dryRun;
	const isDryRunBeside = items.some(
		(item) => isDry(item) && items.some((other) => other.order === item.order && !isDry(other)),
	);
	const has = (start: (order: Scenario['orders'][number]) => boolean): boolean => orders.some(start);
	const found: Array<[(typeof STARTS)[number], boolean]> = [
		['an earlier authorization is meant', has((each) => each.isReopened && each.authorizations.length > 1)],
		['an authorization without a status', has((each) => each.authorizations.some(({ was }) => was === 'unclear'))],
		['paid by hand besides', has((each) => each.paidByHand > 0)],
		['a dry run beside a real item', isDryRunBeside],
	];
	return found.filter(([, isThere]) => isThere).map(([kind]) => kind);
}

/** What somebody else can do, by what the order allows then. */
function timesOf(deed: string): string[] {
	switch (deed) {
		case 'captures':
		case 'captures at the gateway':
		case 'voids':
		case 'authorizes anew':
		case 'refunds all':
		case 'refunds a part':
		case 'voids the capture':
			return ['before the call', 'after the call'];
		default:
			return ['before the call', 'while it runs', 'after the call'];
	}
}

/** Every cell of the table: kind, where, when. */
export const CELLS: ReadonlyArray<readonly [kind: string, where: string, when: string]> = [
	...TAKEN.flatMap(([kind, times]) => times.map((when) => [kind, 'call', when] as const)),
	...ANSWERS.flatMap((kind) => READS.flatMap((where) => READ_TIMES.map((when) => [kind, where, when] as const))),
	...['stale', 'notFound', 'forbidden'].flatMap((kind) =>
		READS.flatMap((where) => READ_TIMES.map((when) => [kind, where, when] as const)),
	),
	...['order', 'list'].flatMap((where) => READ_TIMES.map((when) => ['unknownWord', where, when] as const)),
	...['order', 'list'].map((where) => ['declinedOnce', where, 'after the call'] as const),
	...READ_TIMES.map((when) => ['tooLarge', 'list', when] as const),
	...READS.map((where) => ['neverConnected', where, 'connect'] as const),
	...READS.map((where) => ['timeout', where, 'given up'] as const),
	['quota', 'any', 'refused'],
	...STARTS.map((kind) => [kind, 'order', 'from the beginning'] as const),
	...ACTORS.flatMap((kind) => timesOf(kind).map((when) => [kind, 'second actor', when] as const)),
];

/** Counts what scenarios met, and what could not be judged in them. */
export class Tally {
	scenarios = 0;
	private readonly met = new Map<string, number>();
	private readonly excluded = new Map<string, number>();

	count(scenario: Scenario, met: ReadonlySet<string>, excluded: readonly string[]): void {
		this.scenarios++;
		const starts = startsIn(scenario).map((kind) => `${kind}|order|from the beginning`);
		for (const cell of [...met, ...starts]) this.met.set(cell, (this.met.get(cell) ?? 0) + 1);
		for (const reason of new Set(excluded)) this.excluded.set(reason, (this.excluded.get(reason) ?? 0) + 1);
	}

	/** The cells that no scenario met. */
	get unmet(): string[] {
		return CELLS.map((cell) => cell.join('|')).filter((cell) => !this.met.has(cell));
	}

	/** What was met that is not a cell of the table. */
	get unlisted(): string[] {
		const cells = new Set(CELLS.map((cell) => cell.join('|')));
		return [...this.met.keys()].filter((cell) => !cells.has(cell));
	}

	/** The table as Markdown: a row for each kind and place, the scenarios that met it at each time. */
	markdown(): string {
		const rows = new Map<string, string[]>();
		for (const [kind, where, when] of CELLS) {
			const row = `| ${spaced(kind)} | ${where} |`;
			const count = this.met.get(`${kind}|${where}|${when}`) ?? 0;
			rows.set(row, [...(rows.get(row) ?? []), `${when}: ${count.toLocaleString('en-US')}`]);
		}
		return [
			'| what goes wrong | where | when: scenarios that met it |',
			'|---|---|---|',
			...[...rows].map(([row, counts]) => `${row} ${counts.join(' · ')} |`),
		].join('\n');
	}

	/** What was not judged, in a sentence. */
	exclusions(): string {
		const count = (reason: string) => (this.excluded.get(reason) ?? 0).toLocaleString('en-US');
		return `Not judged for one order: ${count('hidden')} scenarios with an acceptance hidden beyond the window, ${count('race')} with two processes or people at once, ${count('lag')} with reads that lagged until 'Result Timeout', of ${this.scenarios.toLocaleString('en-US')}.`;
	}
}

/** `serverError` as "server error". */
function spaced(kind: string): string {
	return kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
