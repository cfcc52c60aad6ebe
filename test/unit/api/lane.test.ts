import type { HttpAnswer } from '../../../nodes/BigCommerce/api/http';
import { Lane, type LaneAnswer, type LaneHandle, type LaneOptions } from '../../../nodes/BigCommerce/api/lane';
import { VirtualProcess, VirtualTime } from '../../property/world/virtualTime';

const ok = (headers: Record<string, string> = {}): HttpAnswer => ({ kind: 'answered', status: 200, headers, body: {} });
const refused = (headers: Record<string, string> = {}): HttpAnswer => ({
	kind: 'answered',
	status: 429,
	headers,
	body: '',
});
const left = (requests: number, reset: number, quota = 100) => ({
	'x-rate-limit-requests-left': String(requests),
	'x-rate-limit-time-reset-ms': String(reset),
	'x-rate-limit-requests-quota': String(quota),
});

let time: VirtualTime;
let lane: Lane;
let process: VirtualProcess;

beforeEach(() => {
	time = new VirtualTime();
	process = new VirtualProcess(time, () => 0.5);
	lane = new Lane(process.clock);
});

const join = (terms: Partial<LaneOptions> = {}) =>
	lane.join({ maxConcurrency: 50, quotaReserve: 0, maxThrottleWaitMs: 60_000, ...terms });

/** A call that takes 10 ms; notes when it left. */
function call(log: string[], name: string, answer: HttpAnswer = ok(), ms = 10): () => Promise<HttpAnswer> {
	return async () => {
		log.push(`${name}@${time.now}`);
		await process.clock.sleep(ms);
		return answer;
	};
}

async function all(run: LaneHandle, calls: Array<() => Promise<HttpAnswer>>): Promise<LaneAnswer[]> {
	return await time.until(Promise.all(calls.map(async (one) => await run.send(one))));
}

test('sends 4 at once at first, and more while answers are good', async () => {
	const log: string[] = [];
	await all(
		join(),
		Array.from({ length: 20 }, (_, index) => call(log, String(index))),
	);
	expect(log.map((line) => Number(line.split('@')[1]))).toEqual([
		...Array<number>(4).fill(0),
		...Array<number>(8).fill(10),
		...Array<number>(8).fill(20),
	]);
});

test('sends no more at once than an execution asked for, and halves after a 5xx', async () => {
	const log: string[] = [];
	await all(
		join({ maxConcurrency: 2 }),
		Array.from({ length: 6 }, (_, index) => call(log, String(index))),
	);
	expect(log).toEqual(['0@0', '1@0', '2@10', '3@10', '4@20', '5@20']);

	lane = new Lane(process.clock);
	const slow: string[] = [];
	const run = join();
	await all(run, [call([], 'bad', { kind: 'answered', status: 503, headers: {}, body: '' })]);
	await all(
		run,
		Array.from({ length: 4 }, (_, index) => call(slow, String(index))),
	);
	expect(slow.filter((line) => line.endsWith(slow[0]?.split('@')[1] ?? '')).length).toBe(2);
});

test('executions take turns', async () => {
	const log: string[] = [];
	const first = join({ maxConcurrency: 1 });
	const long = Promise.all(
		Array.from(
			{ length: 6 },
			async (_, index) => await first.send(call(log, `a${index}`, ok(left(100 - index, 5_000)), 10)),
		),
	);
	const second = join({ maxConcurrency: 1 });
	const short = Promise.all(Array.from({ length: 2 }, async (_, index) => await second.send(call(log, `b${index}`))));
	await time.until(Promise.all([long, short]));
	expect(log.indexOf('b1@10')).toBeLessThan(4);
});

test('one quota for all executions: a full window is waited for by each', async () => {
	const log: string[] = [];
	const first = join();
	const second = join();
	await all(first, [call(log, 'a', ok(left(0, 5_000)))]);
	await all(second, [call(log, 'b', ok(left(99, 5_000)))]);
	expect(log).toEqual(['a@0', 'b@5030']);
	expect(second.use).toMatchObject({ calls: 1, throttledCount: 0, waitedMs: 5_020 });
});

test('keeps the reserve of each execution', async () => {
	const log: string[] = [];
	const run = join({ quotaReserve: 50 });
	await all(run, [call(log, 'a', ok(left(51, 5_000)))]);
	await all(run, [call(log, 'b', ok(left(50, 4_990)))]);
	await all(run, [call(log, 'c')]);
	const [first, second, third] = log.map((line) => Number(line.split('@')[1]));
	expect(first).toBe(0);
	// Others have used half of the quota already, so the lane takes its time.
	expect(second).toBeLessThan(1_000);
	expect(third).toBeGreaterThanOrEqual(5_000 + (second ?? 0));
});

describe('a 429', () => {
	test('is sent again after the wait, before what came later', async () => {
		const log: string[] = [];
		const run = join({ maxConcurrency: 1 });
		let answers = 0;
		const first = async () => await call(log, 'first', answers++ === 0 ? refused({ 'x-retry-after': '2' }) : ok())();
		await all(run, [first, call(log, 'second')]);
		expect(log).toEqual(['first@0', 'first@2030', 'second@2040']);
		expect(run.use).toMatchObject({ calls: 3, throttledCount: 1 });
	});

	test('without headers is waited out with growing pauses', async () => {
		const log: string[] = [];
		let answers = 0;
		await all(join(), [async () => await call(log, 'x', answers++ < 3 ? refused() : ok())()]);
		// 3/4 of 1 s, 2 s and 4 s, with a chance of one half.
		expect(log).toEqual(['x@0', 'x@760', 'x@2270', 'x@5280']);
	});

	test('is not waited out for longer than a 429 may be waited out, and ends what waits behind it', async () => {
		const run = join({ maxThrottleWaitMs: 5_000 });
		const [first, second] = await all(run, [
			call([], 'x', refused({ 'x-retry-after': '6' })),
			call([], 'y', refused({ 'x-retry-after': '6' })),
		]);
		expect(first).toMatchObject({ kind: 'throttled', retryAfterMs: 6_020 });
		expect(second).toMatchObject({ kind: 'throttled' });
		expect(time.now).toBeLessThan(100);
	});

	test('counts for others from when they joined, and from the first one in a row', async () => {
		const log: string[] = [];
		const run = join({ maxThrottleWaitMs: 5_000 });
		await all(run, [call(log, 'a')]);
		await time.until(process.clock.sleep(600_000));
		// Ten minutes without a call are no ten minutes of refusals.
		let answers = 0;
		await expect(
			all(run, [async () => await call(log, 'b', answers++ === 0 ? refused({ 'x-retry-after': '4' }) : ok())()]),
		).resolves.toEqual([ok()]);
		let again = 0;
		const refusals = await all(run, [
			async () => await call(log, 'c', again++ < 9 ? refused({ 'x-retry-after': '2' }) : ok())(),
		]);
		expect(refusals).toMatchObject([{ kind: 'throttled' }]);
		expect(again).toBe(3);
	});
});

describe('waiting for the end of a window', () => {
	test('is pacing for a minute, or for as long as a 429 may be waited out where that is longer', async () => {
		const log: string[] = [];
		await all(join({ maxThrottleWaitMs: 3_000 }), [call(log, 'a', ok(left(0, 59_000)))]);
		await expect(all(join({ maxThrottleWaitMs: 3_000 }), [call(log, 'b', ok(left(0, 90_000)))])).resolves.toMatchObject(
			[{ kind: 'answered' }],
		);
		await expect(all(join({ maxThrottleWaitMs: 100_000 }), [call(log, 'c')])).resolves.toEqual([ok()]);
		expect(log).toEqual(['a@0', 'b@59030', 'c@149060']);
	});

	test('is given up beyond that, and says so', async () => {
		const said: number[] = [];
		const onThrottled = (waitMs: number) => said.push(waitMs);
		await all(join(), [call([], 'a', ok(left(0, 61_000)))]);
		await expect(all(join({ maxThrottleWaitMs: 3_000, onThrottled }), [call([], 'b')])).resolves.toEqual([
			{ kind: 'throttled', retryAfterMs: 61_020 },
		]);
		expect(said).toEqual([61_020]);
	});
});

test('too many at once without a word on how long: the refused call tries again soon, and the others go on', async () => {
	const log: string[] = [];
	let refusals = 0;
	const bare = async () => await call(log, 'x', refusals++ === 0 ? refused() : ok(), 100)();
	const run = join({ maxConcurrency: 3 });
	await all(run, [bare, call(log, 'a', ok(), 100), call(log, 'b', ok(), 100), call(log, 'c', ok(), 100)]);
	expect(log).toEqual(['x@0', 'a@0', 'b@0', 'c@100', 'x@200']);
	expect(run.use).toMatchObject({ calls: 5, throttledCount: 1, waitedMs: 0 });
});

test('a call that is refused again and again is given up after a minute, also where others are answered meanwhile', async () => {
	const log: string[] = [];
	const run = join();
	const other = join();
	let isOver = false;
	const others = async () => {
		while (!isOver) await other.send(call([], 'other', ok(), 100));
	};
	const refusedCall = async () => {
		const answer = await run.send(call(log, 'x', refused(), 100));
		isOver = true;
		return answer;
	};
	const [answer] = await time.until(Promise.all([refusedCall(), others()]));
	expect(answer).toMatchObject({ kind: 'throttled' });
	expect(time.now).toBeGreaterThan(60_000);
	expect(time.now).toBeLessThan(70_000);
});

test('a call that hangs is no refusal: what is refused after it is not given up for one that came before it', async () => {
	const run = join({ maxConcurrency: 1 });
	const hangs: HttpAnswer = { kind: 'unclear', code: 'ETIMEDOUT', message: '' };
	const answers: Array<[HttpAnswer, number]> = [
		[refused(), 10],
		[hangs, 70_000],
		[refused(), 10],
		[ok(), 10],
	];
	const next = async () => {
		const [answer, ms] = answers.shift() ?? [ok(), 10];
		return await call([], 'x', answer, ms)();
	};
	await expect(all(run, [next])).resolves.toEqual([hangs]);
	await expect(all(run, [next])).resolves.toMatchObject([{ kind: 'answered', status: 200 }]);
});

test('a 503 that says how long to wait is believed', async () => {
	const log: string[] = [];
	const run = join();
	const down: HttpAnswer = { kind: 'answered', status: 503, headers: { 'x-retry-after': '2' }, body: '' };
	await all(run, [call(log, 'a', down)]);
	await all(run, [call(log, 'b')]);
	expect(log).toEqual(['a@0', 'b@2030']);
});

describe('Stop', () => {
	test('ends what waits for the quota, at once', async () => {
		const stop = new AbortController();
		const run = join({ signal: stop.signal });
		await all(run, [call([], 'a', ok(left(0, 30_000)))]);
		const waiting = run.send(call([], 'b'));
		await time.until(process.clock.sleep(100));
		stop.abort();
		await expect(time.until(waiting)).resolves.toEqual({ kind: 'cancelled' });
		expect(time.now).toBe(110);
		await expect(run.send(call([], 'c'))).resolves.toEqual({ kind: 'cancelled' });
		expect(run.use.calls).toBe(1);
	});

	test('while a call is on its way, a 429 to it is not waited out', async () => {
		const stop = new AbortController();
		const run = join({ signal: stop.signal });
		const sent = run.send(call([], 'a', refused({ 'x-retry-after': '9' }), 50));
		stop.abort();
		await expect(time.until(sent)).resolves.toEqual({ kind: 'cancelled' });
		expect(time.now).toBe(50);
	});

	test('does not end calls of other executions', async () => {
		const stop = new AbortController();
		const stopped = join({ signal: stop.signal });
		const other = join();
		await all(stopped, [call([], 'a', ok(left(0, 1_000)))]);
		const waiting = other.send(call([], 'b'));
		stop.abort();
		await expect(time.until(waiting)).resolves.toEqual(ok());
	});
});

test('a place that was given up sends nothing more', async () => {
	const run = join();
	await all(run, [call([], 'a', ok(left(0, 1_000)))]);
	const waiting = run.send(call([], 'b'));
	run.leave();
	await expect(waiting).resolves.toEqual({ kind: 'cancelled' });
	await expect(run.send(call([], 'c'))).resolves.toEqual({ kind: 'cancelled' });
});

test('a call that is refused after its place was given up is told so, and does not wait for ever', async () => {
	const run = join();
	const answer = run.send(call([], 'a', refused(left(0, 5_000))));
	run.leave();
	await expect(time.until(answer)).resolves.toEqual({ kind: 'cancelled' });
});

test('a place that was given up leaves the others theirs, and takes no more turns', async () => {
	const log: string[] = [];
	const leaving = join();
	const staying = join();
	await all(staying, [call(log, 'a', ok(left(0, 1_000)))]);
	const waiting = staying.send(call(log, 'b'));
	leaving.leave();
	await expect(time.until(waiting)).resolves.toEqual(ok());
	await expect(all(staying, [call(log, 'c')])).resolves.toEqual([ok()]);
	expect(log.map((line) => line[0])).toEqual(['a', 'b', 'c']);
});

test('the longest wait is of 429s in a row: what got through in between begins it anew, and a wait that just fits is waited', async () => {
	const run = join({ maxThrottleWaitMs: 5_000 });
	let calls = 0;
	const every = async () => await call([], 'x', calls++ % 2 === 0 ? refused({ 'x-retry-after': '4' }) : ok())();
	await expect(all(run, [every])).resolves.toEqual([ok()]);
	await expect(all(run, [every])).resolves.toEqual([ok()]);
	const exact = join({ maxThrottleWaitMs: 4_020 });
	await expect(all(exact, [every])).resolves.toEqual([ok()]);
	expect(run.use.throttledCount + exact.use.throttledCount).toBe(3);
});

test('a call whose precondition no longer holds when its turn comes is not sent', async () => {
	const log: string[] = [];
	const run = join();
	await all(run, [call(log, 'a', ok(left(0, 1_000)))]);
	let precondition = true;
	const dropped = run.send(call(log, 'b'), () => precondition);
	const kept = run.send(call(log, 'c'), () => true);
	await time.until(process.clock.sleep(500));
	precondition = false;
	await expect(time.until(Promise.all([dropped, kept]))).resolves.toEqual([{ kind: 'cancelled' }, ok()]);
	expect(log.map((line) => line[0])).toEqual(['a', 'c']);
	expect(run.use.calls).toBe(2);
});

test('a call that throws may have arrived, and does not block the lane', async () => {
	const run = join({ maxConcurrency: 1 });
	const answers = await all(run, [async () => await Promise.reject(new Error('oops')), call([], 'b')]);
	expect(answers).toEqual([{ kind: 'unclear', code: 'thrown', message: 'Error: oops' }, ok()]);
});

test('answers without a status change nothing of the pace', async () => {
	const log: string[] = [];
	const run = join();
	await all(run, [
		call(log, 'a', { kind: 'unclear', code: 'ECONNRESET', message: '' }),
		call(log, 'b', { kind: 'notSent', code: 'ECONNREFUSED', message: '' }),
	]);
	await all(
		run,
		Array.from({ length: 5 }, (_, index) => call(log, String(index))),
	);
	expect(log.filter((line) => line.endsWith('@10')).length).toBe(4);
});
