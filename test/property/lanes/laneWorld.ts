import type { HttpAnswer } from '../../../nodes/BigCommerce/api/http';
import { Lane, type LaneHandle } from '../../../nodes/BigCommerce/api/lane';
import { seededRandom, VirtualProcess, VirtualTime } from '../world/virtualTime';
import { QuotaPool, type PoolTerms } from './quotaPool';

/** Processes of n8n, each with its own lane, that share one quota with each other and with another app. */
export interface LaneTrial extends Partial<PoolTerms> {
	processes: number;
	/** Executions in each process, all of them always busy. */
	executions?: number;
	maxConcurrency?: number;
	/** Percent. */
	quotaReserve?: number;
	/** One way, in milliseconds: from half of it to one and a half. */
	latency: number;
	/** Part of the quota that another app uses in every window. */
	appShare?: number;
	/**
	 * Its calls, one after the other at about the same distance, or by chance, so that a window may have half as many
	 * again.
	 */
	appPattern?: 'even' | 'chance';
	/** How long they are busy, in windows. Each process begins within the first hundredth of the first. */
	windows?: number;
	/** Instead: how many calls each process has to make; the trial ends with the last. */
	calls?: number;
	/** How far into its first window the trial begins, 0 to 1. */
	beginsAt?: number;
	seed?: number;
}

export interface LaneFigures {
	/** Calls that were answered 429. */
	throttled: number;
	/** Calls of each process that were not, and of each execution of the first. */
	calls: number[];
	executionCalls: number[];
	appCalls: number;
	appRefused: number;
	/** Part of the quota that the processes and the app used together, and the processes alone. */
	used: number;
	ownUse: number;
	tookMs: number;
	/** For each window: calls of each process, of the app, and those of the app that were refused. */
	byWindow: Array<{ own: number[]; app: number; refused: number }>;
	/** How many calls the handles say others made meanwhile. */
	othersSaid: number;
}

export async function tryLanes(trial: LaneTrial): Promise<LaneFigures> {
	const { processes, executions = 1, maxConcurrency = 10, quotaReserve = 10, latency, appShare = 0 } = trial;
	const {
		quota = 150,
		windowMs = 30_000,
		quotaPool = 'shared',
		windows = 6,
		beginsAt = 0,
		seed = 1,
		appPattern = 'even',
	} = trial;
	const random = seededRandom(seed);
	const time = new VirtualTime(20_000_000);
	const pool = new QuotaPool({ quota, windowMs, quotaPool }, () => time.now);
	const figures: LaneFigures = {
		throttled: 0,
		calls: Array.from({ length: processes }, () => 0),
		executionCalls: Array.from({ length: executions }, () => 0),
		appCalls: 0,
		appRefused: 0,
		used: 0,
		ownUse: 0,
		tookMs: 0,
		byWindow: [],
		othersSaid: 0,
	};
	const window = () => {
		const index = Math.floor(time.now / windowMs);
		return (figures.byWindow[index] ??= { own: Array.from({ length: processes }, () => 0), app: 0, refused: 0 });
	};
	const network = new VirtualProcess(time, random);
	time.jump(beginsAt * windowMs);
	const begin = time.now;
	const end = begin + windows * windowMs;
	const isOver = () => trial.calls === undefined && time.now >= end;
	let isDone = false;

	const app = async () => {
		if (appShare === 0) return;
		const every = windowMs / (quota * appShare);
		while (!isOver() && !isDone) {
			await network.clock.sleep(every * (appPattern === 'even' ? 0.5 + random() : -Math.log(1 - random())));
			figures.appCalls++;
			window().app++;
			if (pool.take('app')) continue;
			figures.appRefused++;
			window().refused++;
		}
	};
	const busy = async (
		process: VirtualProcess,
		name: number,
		execution: number,
		handle: LaneHandle,
		share: { left: number },
	) => {
		const call = async (): Promise<HttpAnswer> => {
			await process.clock.sleep(latency * (0.5 + random()));
			const answer = pool.call(`process ${name}`);
			if (answer.status === 429) figures.throttled++;
			else if (!isOver()) {
				figures.calls[name] = (figures.calls[name] ?? 0) + 1;
				if (name === 0) figures.executionCalls[execution] = (figures.executionCalls[execution] ?? 0) + 1;
				const { own } = window();
				own[name] = (own[name] ?? 0) + 1;
			}
			await process.clock.sleep(latency * (0.5 + random()));
			return answer;
		};
		const worker = async () => {
			while (!isOver() && share.left > 0) {
				share.left--;
				await handle.send(call);
			}
		};
		await Promise.all(Array.from({ length: maxConcurrency }, worker));
	};
	const running = Array.from({ length: processes }, async (_, name) => {
		const process = new VirtualProcess(time, random);
		await process.clock.sleep(random() * 0.01 * windowMs);
		const lane = new Lane(process.clock);
		const share = { left: trial.calls ?? Number.POSITIVE_INFINITY };
		const handles = Array.from({ length: executions }, () =>
			lane.join({ maxConcurrency, quotaReserve, maxThrottleWaitMs: 60_000 }),
		);
		// What still waits when the time is over is given up, as by a Stop.
		if (trial.calls === undefined)
			void process.clock.sleep(end - time.now).then(() => handles.forEach((handle) => handle.leave()));
		await Promise.all(handles.map(async (handle, index) => await busy(process, name, index, handle, share)));
		figures.othersSaid += Math.max(...handles.map(({ use }) => use.othersCalls));
	});
	void app();
	await time.until(Promise.all(running));
	isDone = true;
	figures.tookMs = time.now - begin;
	const total = figures.calls.reduce((sum, calls) => sum + calls, 0);
	// What was on its way when the time was over belongs to no window of the trial.
	const room = quota * (trial.calls === undefined ? windows : figures.tookMs / windowMs);
	figures.ownUse = total / room;
	figures.used = (total + figures.appCalls - figures.appRefused) / room;
	return figures;
}

/**
 * Least ÷ most of the processes' calls over five windows.
 * @param first the window to begin with: in 0 whoever came first was alone for a moment, from 1 on all are busy
 */
export function fairnessOf({ byWindow, calls }: LaneFigures, first: 0 | 1): number {
	const counted = byWindow.slice(first, first + 5);
	const each = calls.map((_, process) => counted.reduce((sum, { own }) => sum + (own[process] ?? 0), 0));
	return Math.min(...each) / Math.max(...each);
}
