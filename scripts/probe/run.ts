import { randomBytes } from 'node:crypto';
import { version } from '../../package.json';
import { overHttp, realClock } from './connection';
import { openInbox } from './inbox';
import { NamedOrders } from './namedOrders';
import { BadOption, HELP, type Options, readOptions } from './options';
import { EXPERIMENTS, type Experiment, rolesOf } from './plan';
import { probe } from './probe';
import { markdown, reportOf } from './report';

/** Where the command reads and writes. */
export interface Terminal {
	/** The report. */
	print(text: string): void;
	/** Everything else. */
	say(text: string): void;
	/** null where nobody can be asked. */
	ask: ((question: string) => Promise<string>) | null;
}

/** @returns the exit code: 0 everything was asked, 1 it stopped, 2 the command was not right or not agreed to */
export async function run(
	args: string[],
	environment: Readonly<Record<string, string | undefined>>,
	terminal: Terminal,
): Promise<number> {
	try {
		const options = readOptions(args, environment);
		if (options === null) {
			terminal.print(HELP);
			return 0;
		}
		if (!(await isAgreed(options, terminal))) {
			terminal.say('Nothing was sent.');
			return 2;
		}
		return await askStore(options, terminal);
	} catch (error) {
		if (!(error instanceof BadOption)) throw error;
		terminal.say(`${error.message} --help lists the options.`);
		return 2;
	}
}

async function isAgreed(options: Options, { say, ask }: Terminal): Promise<boolean> {
	if (options.isAgreed) return true;
	for (const line of whatIsSent(options)) say(line);
	if (ask === null) {
		say('--yes is needed where nobody can be asked.');
		return false;
	}
	return (await ask('If every one of them is in test mode, write yes: ')).trim().toLowerCase() === 'yes';
}

function whatIsSent({ access, wishes, hooks, secondToken }: Options): string[] {
	const { captured, second, voided, decline } = rolesOf(wishes);
	const names: Array<[string, number | undefined]> = [
		['order A', captured],
		['order B', second],
		['order C', voided],
		['order D', decline],
	];
	const named = (does: string): string =>
		names.reduce((text, [name, order]) => (order === undefined ? text : text.replaceAll(name, `order ${order}`)), does);
	const isAsked: Partial<Record<Experiment, boolean>> = {
		manyRefunds: wishes.refundsManyTimes,
		second: second !== undefined,
		wholeRefund: second !== undefined,
		voided: voided !== undefined,
		decline: decline !== undefined,
		secondToken: secondToken !== null,
		pages: wishes.countsOrders,
		hooks: hooks !== null,
		quota: wishes.usesUpQuota,
	};
	return [
		`Store ${access.storeHash} at ${access.apiUrl}, after each order was found to be in test mode:`,
		...EXPERIMENTS.filter(({ experiment }) => isAsked[experiment] ?? true).map(({ does }) => `  ${named(does)}`),
		...(wishes.missing === undefined ? [] : [`  makes a metafield of order ${wishes.missing}, if it is not there`]),
		...(hooks === null ? [] : [`  the webhooks go to ${hooks.url}`]),
		...(wishes.usesUpQuota ? ["  the store's other apps are refused while its quota is used up"] : []),
	];
}

async function askStore({ access, secondToken, wishes, hooks, asJson }: Options, terminal: Terminal): Promise<number> {
	const named = [...wishes.orders, ...(wishes.declines === undefined ? [] : [wishes.declines])];
	const second = secondToken === null ? null : overHttp({ ...access, accessToken: secondToken });
	const store = new NamedOrders({ first: overHttp(access), second }, realClock, named);
	const inbox = hooks === null ? null : await openInbox(hooks.url, hooks.port);
	try {
		terminal.say(`Asking; some minutes${inbox === null ? '' : ', one of them for new webhooks to work'} …`);
		const asked = await probe(store, wishes, `probe-${randomBytes(4).toString('hex')}`, inbox);
		const report = reportOf(asked, version, new Date().toISOString().slice(0, 10), named.length);
		terminal.print(asJson ? `${JSON.stringify(report, null, '\t')}\n` : markdown(report));
		if (report.stopped !== null) terminal.say(report.stopped);
		return report.stopped === null ? 0 : 1;
	} finally {
		await inbox?.close();
	}
}
