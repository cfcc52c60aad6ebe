/** A real n8n with the packed package in it, next to the store: runs one trial after the other, and measures. */
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { InstalledN8n } from '../n8n/install';
import { cache } from '../n8n/places';
import { freePort } from '../n8n/ports';
import { startN8n, type N8nProcess } from '../n8n/process';
import { N8nRest, type Execution, type Owner } from '../n8n/rest';
import { credentialData, credentialType } from '../n8n/workspace';
import { forgetPeak, usageOf } from './processUsage';
import { leastTime, leftOfWindow } from './quotaLimit';
import type { StoreProcess } from './store';
import type { Figures, Trial } from './trial';
import { workflowOf, type ContenderWorkflow } from './contenders';

const owner: Owner = { email: 'owner@example.com', password: 'Sandbox-123', firstName: 'Ada', lastName: 'Lovelace' };
export const userFolder = path.join(cache, 'bench');

/** The times of the sandbox in the bench: a tenth of what a store is like, as the quota's windows are. */
const LATENCY_MS = 20;
const CAPTURE_MS = 100;
const FIRST_ID = 1_001;

export class Harness {
	private process: N8nProcess | null = null;
	private rest!: N8nRest;
	private runs = 0;

	constructor(
		private readonly n8n: InstalledN8n,
		private readonly store: StoreProcess,
	) {}

	/**
	 * A new n8n process on the same data.
	 * @param collects whether it collects garbage every second, for a peak that shows what is needed
	 */
	async restart(collects = false): Promise<void> {
		await this.process?.kill();
		this.process = await startN8n({
			n8n: this.n8n,
			userFolder,
			port: await freePort(),
			runnersPort: await freePort(),
			encryptionKey: 'only-for-the-bench',
			logFile: path.join(userFolder, 'n8n.log'),
			extra: collects ? { NODE_OPTIONS: `--require=${path.join(__dirname, 'collect-garbage.cjs')}` } : {},
		});
		this.rest = await N8nRest.signIn(this.process.url, owner);
	}

	async stop(): Promise<void> {
		await this.process?.stop();
		this.process = null;
	}

	async measure(trial: Trial): Promise<Figures> {
		if (this.process === null) await this.restart();
		const pid = this.process?.pid ?? 0;
		const run = ++this.runs;
		// A store of its own for each run: what the node has learned of one must not help, or mislead, the next.
		const storeHash = `bench${run}`;
		const ids = Array.from({ length: trial.orders }, (_, index) => FIRST_ID + index * trial.idStep);
		const webhookPath = `bench-${Date.now()}-${run}`;
		const credential = await this.rest.createCredential(
			`Store ${storeHash}`,
			credentialType,
			credentialData({ apiUrl: this.store.url, storeHash }),
		);
		const contender = workflowOf(trial, {
			path: webhookPath,
			storeUrl: `${this.store.url}/stores/${storeHash}`,
			credential,
		});
		const created = await this.rest.createWorkflow(contender.file);
		await this.rest.activate(created);
		await this.store.prepare(settingsOf(trial, storeHash), ids);

		forgetPeak(pid);
		const before = usageOf(pid);
		const window = await this.store.quotaWindow();
		await this.post(webhookPath, ids);
		const id = await this.finished(created.id);
		const after = usageOf(pid);
		const execution = await this.rest.execution(id);
		await this.rest.call('POST', `/rest/workflows/${created.id}/deactivate`).catch(() => undefined);
		const times = timesOf(execution, contender);
		return {
			...trial,
			...resultsOf(execution, contender),
			...(await this.books()),
			wallMs: times.endedAt - times.startedAt,
			limitMs:
				trial.quota === null
					? null
					: leastTime(
							trial.orders,
							trial.quota,
							leftOfWindow(trial.quota, window.resetMs, window.seenAt, times.startedAt),
						),
			cpuMs: difference(after.cpuMs, before.cpuMs),
			waitedMs: difference(after.waitedMs, before.waitedMs),
			peakGrowthKb: difference(after.peakKb, before.residentKb),
		};
	}

	private async books(): Promise<Pick<Figures, 'captured' | 'capturedTwice' | 'calls' | 'throttled'>> {
		const truths = await this.store.truths();
		const { total, throttled } = await this.store.counters();
		return {
			captured: truths.filter(({ captures }) => captures > 0).length,
			capturedTwice: truths.filter(({ captures }) => captures > 1).length,
			calls: total,
			throttled,
		};
	}

	/** Answers when the run is over. A webhook's address takes a moment to be there after its workflow was published. */
	private async post(webhookPath: string, ids: number[]): Promise<void> {
		const url = `${this.process?.url}/webhook/${webhookPath}`;
		const deadline = Date.now() + 15_000;
		for (;;) {
			const answer = await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ ids }),
			});
			await answer.text();
			if (answer.status !== 404) return;
			if (Date.now() > deadline) throw new Error(`The webhook ${webhookPath} is not there`);
			await wait(50);
		}
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
		captureDelayMs: CAPTURE_MS,
		logSize: 100,
	};
}

function timesOf({ runs }: Execution, { timed }: ContenderWorkflow): { startedAt: number; endedAt: number } {
	const all = timed.flatMap((name) => runs[name] ?? []);
	const starts = all.map(({ startTime }) => startTime ?? Number.NaN);
	const ends = all.map(({ startTime, executionTime }) => (startTime ?? Number.NaN) + (executionTime ?? Number.NaN));
	return { startedAt: Math.min(...starts), endedAt: Math.max(...ends) };
}

function resultsOf({ runs }: Execution, { said, isProof }: ContenderWorkflow): { said: number; proved: number } {
	const items = (runs[said] ?? []).flatMap((run) => run.data?.main[0] ?? []);
	// This package's node says more than one thing on its success branch; only one of them is proof.
	const proof = items.filter(({ json }) => json.outcome === undefined || json.outcome === 'captured');
	return { said: items.length, proved: isProof ? proof.length : 0 };
}

function difference(after: number | null, before: number | null): number | null {
	return after === null || before === null ? null : after - before;
}
