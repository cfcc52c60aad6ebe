import { fairnessOf, tryLanes, type LaneTrial } from './lanes/laneWorld';

/** One way: half of each is the least, one and a half times each the most. A round trip is twice as long. */
const LATENCIES = [10, 75, 150, 500, 1_000, 1_500];
const PROCESSES = [1, 2, 4, 8];
const everyWay = (more: Partial<LaneTrial>): LaneTrial[] =>
	PROCESSES.flatMap((processes) => LATENCIES.map((latency) => ({ processes, latency, ...more })));

describe('a quota of 150 in 30 s, shared by headers alone, at the default reserve', () => {
	test('is never overdrawn by one, two, four or eight busy processes, from 20 ms to 3 s a round trip', async () => {
		for (const trial of everyWay({ windows: 5 }))
			for (const seed of [1, 2]) {
				const { throttled } = await tryLanes({ ...trial, seed });
				expect({ ...trial, seed, throttled }).toEqual({ ...trial, seed, throttled: 0 });
			}
	});

	test('is used to nine tenths and more by two, four and eight, from 20 ms to 3 s a round trip', async () => {
		for (const trial of everyWay({ windows: 6 }).filter(({ processes }) => processes > 1)) {
			const { ownUse } = await tryLanes(trial);
			expect({ ...trial, isUsed: ownUse >= 0.9 }).toEqual({ ...trial, isUsed: true });
		}
	});

	test('is left to another app that uses a fifth of it: at most one in a hundred of its calls is refused', async () => {
		let calls = 0;
		let refused = 0;
		for (const trial of everyWay({ windows: 6, appShare: 0.2 })) {
			const { appCalls, appRefused } = await tryLanes(trial);
			calls += appCalls;
			refused += appRefused;
		}
		expect(calls).toBeGreaterThan(4_000);
		expect(refused / calls).toBeLessThanOrEqual(0.01);
	});

	test('nor of one that calls by chance, with half as many again in some windows, beside one, two or four processes', async () => {
		for (const trial of everyWay({ windows: 10, appShare: 0.2, appPattern: 'chance' })) {
			let calls = 0;
			let refused = 0;
			for (const seed of [1, 2, 3, 4]) {
				const { appCalls, appRefused } = await tryLanes({ ...trial, seed });
				calls += appCalls;
				refused += appRefused;
			}
			// Beside eight, none of them can tell the app's calls from the others' (docs/scaling.md).
			const most = trial.processes === 8 ? 0.04 : 0.01;
			expect({ ...trial, isLeft: refused / calls <= most }).toEqual({ ...trial, isLeft: true });
		}
	});

	test('is shared fairly by processes that are always busy: over five windows in which all are, the least has at least half of what the most has, whatever the seed', async () => {
		for (const trial of everyWay({ windows: 6 }).filter(({ processes }) => processes > 1))
			for (const seed of [1, 2, 3, 4]) {
				const fairness = fairnessOf(await tryLanes({ ...trial, seed }), 1);
				expect({ ...trial, seed, isFair: fairness >= 0.5 }).toEqual({ ...trial, seed, isFair: true });
			}
	});

	test('and by two of which each may have thirty or fifty calls at once: who came first does not keep it all', async () => {
		for (const executions of [3, 5])
			for (const latency of LATENCIES)
				for (const seed of [1, 2, 3, 4]) {
					const trial: LaneTrial = { processes: 2, executions, latency, windows: 6, seed };
					expect({ ...trial, isFair: fairnessOf(await tryLanes(trial), 1) >= 0.5 }).toEqual({ ...trial, isFair: true });
				}
	});

	test('and by executions of one process, from the first window on, to a few calls', async () => {
		for (const latency of LATENCIES) {
			const { executionCalls } = await tryLanes({ processes: 1, executions: 3, latency, windows: 5 });
			expect(Math.min(...executionCalls) / Math.max(...executionCalls)).toBeGreaterThan(0.95);
		}
	});

	test('is one lane’s alone where nobody else calls, or where each client has its own', async () => {
		for (const processes of [1, 4]) {
			const trial: LaneTrial = { processes, latency: 150, windows: 4, quotaPool: 'byClient' };
			const { calls, throttled, othersSaid } = await tryLanes(trial);
			expect({ calls, throttled, othersSaid }).toEqual({
				calls: Array.from({ length: processes }, () => 4 * 135),
				throttled: 0,
				othersSaid: 0,
			});
		}
	});

	test('goes as fast for one process alone as its windows allow', async () => {
		// 810 calls are six windows of 135: the last leaves as the sixth begins to be spent.
		const { tookMs } = await tryLanes({ processes: 1, latency: 150, calls: 770 });
		expect(tookMs).toBeLessThan(5 * 30_000 * 1.05);
	});

	test('what others used is told, and never more than they did', async () => {
		const { appCalls, appRefused, othersSaid } = await tryLanes({
			processes: 1,
			latency: 150,
			windows: 6,
			appShare: 0.2,
		});
		expect(othersSaid).toBeLessThanOrEqual(appCalls - appRefused);
		expect(othersSaid).toBeGreaterThan(0.6 * appCalls);
	});
});
