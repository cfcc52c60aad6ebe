/**
 * `npm run bench`: this node side by side with n8n's HTTP Request node, in one run, in a real n8n.
 *
 *   npm run bench -- --quick                    three minutes, prints only
 *   npm run bench -- --only wishes,following    trials of these purposes, prints only
 *   npm run bench -- --only pairs --profile     and profiles of each in .cache/bench-profiles
 *   npm run bench -- --lanes                    half a minute, no n8n: several processes and another app on one quota
 */
import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import Table from 'cli-table3';
import { installN8n } from '../n8n/install';
import { cache, node24, root } from '../n8n/places';
import { installPackage, linkWorkflowPackage, packPackage } from '../n8n/user-folder';
import { printLanes } from './lanes';
import { isMeasured } from './requirement';
import { judge } from './requirements';
import { fullPlan, quickPlan, warmUp, type Plan } from './plan';
import { Harness, userFolder } from './harness';
import { requirementTable, tablesOf, WAY_NAMES, WISH_NAMES, type Table as Rows } from './rows';
import { StoreProcess } from './store';
import { PURPOSES, PURPOSES_ALONE, PURPOSES_COLLECTED, type Figures, type Trial } from './trial';
import { amountsWithinQuotas } from './virtual';
import { writeDocs } from './writeDocs';

const run = promisify(execFile);
const profiles = path.join(cache, 'bench-profiles');

async function main(): Promise<void> {
	const isOff = { type: 'boolean', default: false } as const;
	const { values } = parseArgs({
		options: { quick: isOff, lanes: isOff, profile: isOff, only: { type: 'string' } },
	});
	if (values.lanes) return await printLanes();
	const plan = only(values.only, values.quick ? quickPlan() : fullPlan());
	const n8n = await installN8n(2);
	console.log('Building and packing the package …');
	await run('npm', ['run', '--silent', 'build'], { cwd: root, shell: process.platform === 'win32' });
	rmSync(userFolder, { recursive: true, force: true });
	await installPackage(userFolder, await packPackage());
	linkWorkflowPackage(userFolder, n8n);
	if (values.profile) mkdirSync(profiles, { recursive: true });

	const store = await StoreProcess.start();
	const harness = new Harness(n8n, store, values.profile ? profiles : null);
	try {
		console.log(`Starting n8n ${n8n.version}, and warming it up …`);
		for (const trial of warmUp()) await harness.measure(trial);
		const figures: Figures[] = [];
		for (const [index, trial] of plan.trials.entries()) {
			if (PURPOSES_ALONE.has(trial.purpose)) await freshFor(harness, trial);
			const found = await harness.measure(trial);
			figures.push(found);
			console.log(`${index + 1}/${plan.trials.length}  ${lineOf(found)}`);
		}
		const virtual = plan.trials.some(({ purpose }) => purpose === 'wishes') ? await amountsWithinQuotas() : [];
		const requirements = judge(figures, virtual, plan.judgesSpeed).filter(isMeasured);
		for (const table of [...tablesOf(figures), requirementTable(requirements)]) print(table);
		if (!values.quick && values.only === undefined) {
			const { stdout } = await run(node24, ['--version']);
			writeDocs(figures, virtual, requirements, {
				n8n: n8n.version,
				node: stdout.trim().replace('v', ''),
				cores: cpus().length,
				date: new Date().toISOString().slice(0, 10),
			});
		}
		process.exitCode = requirements.some(({ isMet }) => isMet === false) ? 1 : 0;
	} finally {
		await harness.stop();
		store.stop();
	}
}

/**
 * A process that has not run anything long but what its purpose asks for. It has loaded the nodes of all ways: n8n
 * still ends workflows of the process before, and would load their nodes in the middle of a trial.
 */
async function freshFor(harness: Harness, trial: Trial): Promise<void> {
	await harness.restart(PURPOSES_COLLECTED.has(trial.purpose));
	for (const way of warmUp().filter(({ round }) => round === 1)) await harness.measure({ ...way, orders: 20 });
	await harness.measure(trial.purpose === 'kept' ? trial : { ...trial, orders: 100 });
}

/** The plan's trials of these purposes, all where none are named. */
function only(names: string | undefined, plan: Plan): Plan {
	if (names === undefined) return plan;
	const requested = names.split(',');
	const unknown = requested.filter((name) => !PURPOSES.some((purpose) => purpose === name));
	if (unknown.length > 0) throw new Error(`--only takes ${PURPOSES.join(', ')}; not ${unknown.join(', ')}.`);
	return { ...plan, trials: plan.trials.filter(({ purpose }) => requested.includes(purpose)) };
}

function lineOf({
	contender,
	wish,
	orders,
	quota,
	proved,
	throttled,
	calls,
	wallMs,
	cpuMs,
	waitedMs,
}: Figures): string {
	const within = quota === null ? 'no quota' : `${quota.requests} in ${quota.windowMs / 1000} s`;
	return `${WAY_NAMES[contender]}, ${WISH_NAMES[wish]}, ${orders} orders, ${within}: ${proved} proved, ${calls} calls, ${throttled} refused, ${(wallMs / 1000).toFixed(1)} s, ${((cpuMs ?? 0) / orders).toFixed(2)} ms of CPU each${(waitedMs ?? 0) > wallMs / 10 ? ` (of which ${((waitedMs ?? 0) / 1000).toFixed(1)} s waiting for a core)` : ''}`;
}

function print({ title, head, rows }: Rows): void {
	const table = new Table({
		head,
		style: { head: [], border: [] },
		colAligns: head.map((_, index) => (index === 0 ? 'left' : 'right')),
	});
	table.push(...rows);
	console.log(`\n${title}\n${table.toString()}`);
}

// By default a signal ends Node without its exit handlers, and those end n8n and the store.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => process.exit(1));
main().then(
	() => process.exit(),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exit(1);
	},
);
