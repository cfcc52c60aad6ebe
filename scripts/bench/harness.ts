/** A real n8n with the packed package in it, next to the store: runs one trial after the other, and measures. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { AppBeside, type AppFigures } from '../../test/e2e/harness/app-beside';
import type { InstalledN8n } from '../n8n/install';
import { cache, node24 } from '../n8n/places';
import { freePort } from '../n8n/ports';
import { startN8n, type N8nProcess } from '../n8n/process';
import { N8nRest, type Owner } from '../n8n/rest';
import { credentialData, credentialType } from '../n8n/workspace';
import { workflowOf, type N8nContender } from './contenders';
import { isSearch, itemsOf, storeOrdersOf } from './orders';
import { forgetPeak, usageOf } from './processUsage';
import { Profiles } from './profiles';
import { leastTime, leftOfWindow } from './quotaLimit';
import { lagOf, resultsOf, timesOf } from './results';
import type { StoreProcess } from './store';
import type { Figures, Trial } from './trial';
import { Watch } from './watch';
import { postAndWait } from './webhook';

const owner: Owner = { email: 'owner@example.com', password: 'Sandbox-123', firstName: 'Ada', lastName: 'Lovelace' };
export const userFolder = path.join(cache, 'bench');

/** What an answer of the store takes: a tenth of what it usually does, as the quota's windows do. */
const LATENCY_MS = 20;

/** Figures that are found of a run in n8n alone. */
const NOT_OF_N8N = {
	limitMs: null,
	waitedMs: null,
	peakGrowthKb: null,
	keptKb: null,
	longestBlockMs: null,
	collectingMs: null,
	longestOwnMs: null,
	lagMs: null,
	appCalls: null,
	appRefused: null,
} as const;

/** What the store's own books say of a run. */
type Books = Pick<Figures, 'captured' | 'capturedTwice' | 'calls' | 'throttled' | 'connections'>;

/** After so long n8n holds nothing of a run that it has told of. */
const RELEASED_MS = 15_000;

/** Part of the quota that the app beside uses. */
const APP_SHARE = 0.2;

export class Harness {
	private process: N8nProcess | null = null;
	private watch!: Watch;
	private rest!: N8nRest;
	private runs = 0;

	/** @param profiles the folder for a CPU profile of each trial, where they are asked for */
	constructor(
		private readonly n8n: InstalledN8n,
		private readonly store: StoreProcess,
		private readonly profiles: string | null = null,
	) {}

	/**
	 * A new n8n process on the same data.
	 * @param collects whether it collects garbage every second, for a peak that shows what is needed
	 */
	async restart(collects = false): Promise<void> {
		await this.process?.kill();
		this.watch = new Watch(await freePort(), userFolder);
		this.process = await startN8n({
			n8n: this.n8n,
			userFolder,
			port: await freePort(),
			runnersPort: await freePort(),
			encryptionKey: 'only-for-the-bench',
			logFile: path.join(userFolder, 'n8n.log'),
			extra: this.watch.environment(collects),
		});
		this.rest = await N8nRest.signIn(this.process.url, owner);
	}

	async stop(): Promise<void> {
		await this.process?.stop();
		this.process = null;
	}

	async measure(trial: Trial): Promise<Figures> {
		// A store of its own for each run: what the node has learned of one must not help, or mislead, the next.
		const storeHash = `bench${++this.runs}`;
		await this.store.prepare(settingsOf(trial, storeHash), storeOrdersOf(trial));
		const { contender } = trial;
		if (contender === 'bareFetch') return await this.measureBare(trial, storeHash);
		if (this.process === null) await this.restart();
		return await this.measureInN8n({ ...trial, contender }, storeHash);
	}

	private async measureInN8n(trial: Trial & { contender: N8nContender }, storeHash: string): Promise<Figures> {
		const pid = this.process?.pid ?? 0;
		const { watch } = this;
		const ids = itemsOf(trial);
		const webhookPath = `bench-${Date.now()}-${this.runs}`;
		const credential = await this.rest.createCredential(
			`Store ${storeHash}`,
			credentialType,
			credentialData({ apiUrl: this.store.url, storeHash }),
		);
		const contender = workflowOf(trial.contender, trial, {
			path: webhookPath,
			storeUrl: `${this.store.url}/stores/${storeHash}`,
			credential,
		});
		const created = await this.rest.createWorkflow(contender.file);
		await this.rest.activate(created);

		const heapBefore = trial.purpose === 'kept' ? await watch.heapKb() : null;
		if (trial.purpose === 'block') await watch.startTicking();
		const profiles = this.profiles === null ? null : new Profiles(watch, this.profiles, trial);
		await profiles?.begin();
		forgetPeak(pid);
		const before = usageOf(pid);
		const window = await this.store.quotaWindow();
		const edit = trial.isEdited ? this.editOne(ids) : null;
		const app = appBeside(trial, `${this.store.url}/stores/${storeHash}`);
		await postAndWait(`${this.process?.url}/webhook/${webhookPath}`, { ids });
		const id = await this.finished(created.id);
		const after = usageOf(pid);
		await edit;
		const beside = (await app?.stop()) ?? null;
		await profiles?.ran();
		const execution = await this.rest.execution(id);
		await this.rest.call('POST', `/rest/workflows/${created.id}/deactivate`).catch(() => undefined);
		const times = timesOf(execution, contender);
		const block = trial.purpose === 'block' ? await watch.longestBlock(times.startedAt, times.endedAt) : null;
		const books = withoutApp(await this.books(trial), beside);
		// Read last of all: n8n holds a run's items for some seconds after it has told of them.
		if (trial.purpose === 'kept') await wait(RELEASED_MS);
		const heapAfter = trial.purpose === 'kept' ? await watch.heapKb() : null;
		await profiles?.end();
		const figures: Figures = {
			...trial,
			...resultsOf(execution, contender),
			...books,
			wallMs: times.endedAt - times.startedAt,
			limitMs: limitOf(trial, window, times.startedAt),
			cpuMs: difference(after.cpuMs, before.cpuMs),
			waitedMs: difference(after.waitedMs, before.waitedMs),
			peakGrowthKb: difference(after.peakKb, before.residentKb),
			keptKb: difference(heapAfter, heapBefore),
			longestBlockMs: block?.all ?? null,
			collectingMs: block?.collecting ?? null,
			longestOwnMs: block?.besides ?? null,
			lagMs: trial.purpose === 'following' ? lagOf(trial, execution, contender, await this.store.acceptances()) : null,
		};
		return figures;
	}

	/** The loop of `fetch`, in a process of its own. */
	private async measureBare(trial: Trial, storeHash: string): Promise<Figures> {
		const { concurrency } = trial;
		const storeUrl = `${this.store.url}/stores/${storeHash}`;
		const { accessToken: token } = credentialData({ apiUrl: this.store.url });
		const order = JSON.stringify({ storeUrl, token, ids: itemsOf(trial), concurrency });
		const { stdout } = await promisify(execFile)(node24, [path.join(__dirname, 'fetchLoop.cjs'), order]);
		const { accepted, wallMs, cpuMs } = JSON.parse(stdout) as Record<'accepted' | 'wallMs' | 'cpuMs', number>;
		return { ...trial, ...NOT_OF_N8N, ...(await this.books(trial)), said: accepted, proved: 0, wallMs, cpuMs };
	}

	private async books({ contender }: Trial): Promise<Books> {
		// Of a large store only what is found is of interest.
		const truths = isSearch(contender) ? [] : await this.store.truths();
		const { total, throttled, connections } = await this.store.counters();
		return {
			captured: truths.filter(({ captures }) => captures > 0).length,
			capturedTwice: truths.filter(({ captures }) => captures > 1).length,
			calls: total,
			throttled,
			connections,
		};
	}

	/** Somebody works on one of the orders that have been sent, as soon as there is one. */
	private async editOne(ids: number[]): Promise<void> {
		const [first] = ids;
		if (first === undefined) return;
		const deadline = Date.now() + 60_000;
		while (!(await this.store.isCaptured(first))) {
			if (Date.now() > deadline) return;
			await wait(20);
		}
		await this.store.edit(first);
	}

	/** Waits until n8n has stored the run, which belongs to its cost. */
	private async finished(workflowId: string): Promise<string> {
		const deadline = Date.now() + 300_000;
		for (;;) {
			// Busy to its last millisecond, n8n may answer that its database is not ready.
			const [run] = await this.rest.listExecutions(workflowId, 1).catch(() => []);
			if (run !== undefined && run.status !== 'running' && run.status !== 'new') return run.id;
			if (Date.now() > deadline) throw new Error(`The run of workflow ${workflowId} does not end`);
			await wait(250);
		}
	}
}

function settingsOf({ quota, datesMove }: Trial, storeHash: string) {
	return {
		storeHash,
		quota: quota?.requests ?? null,
		windowMs: quota?.windowMs ?? 30_000,
		modifiedDatesMove: datesMove,
		latencyMs: LATENCY_MS,
		logSize: 100,
	};
}

function appBeside({ hasAppBeside, quota }: Trial, storeUrl: string): AppBeside | null {
	if (!hasAppBeside || quota === null) return null;
	return new AppBeside(storeUrl, quota.windowMs / (quota.requests * APP_SHARE));
}

/** The store counts the calls of all its apps. */
function withoutApp(books: Books, app: AppFigures | null): Books & Pick<Figures, 'appCalls' | 'appRefused'> {
	if (app === null) return { ...books, appCalls: null, appRefused: null };
	const { calls, refused } = app;
	return {
		...books,
		calls: books.calls - calls,
		throttled: books.throttled - refused,
		appCalls: calls,
		appRefused: refused,
	};
}

function limitOf(
	{ orders, quota }: Trial,
	{ resetMs, seenAt }: { resetMs: number; seenAt: number },
	startedAt: number,
): number | null {
	return quota === null ? null : leastTime(orders, quota, leftOfWindow(quota, resetMs, seenAt, startedAt));
}

function difference(after: number | null, before: number | null): number | null {
	return after === null || before === null ? null : after - before;
}
