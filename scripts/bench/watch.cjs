// Loaded into the n8n that the bench starts. Answers on loopback what cannot be seen from outside: the heap after a
// collection, how long the main thread worked without a pause, a CPU profile, and a snapshot of the heap.
const { writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { Session } = require('node:inspector');
const { setFlagsFromString, writeHeapSnapshot } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { performance, PerformanceObserver } = require('node:perf_hooks');

/** How often the main thread is asked for, in milliseconds. */
const TICK = 2;
/** The heap has stopped falling when so many readings in a row are not lower by so much; it is read so often at most. */
const STEADY_ROUNDS = 8;
const STEADY_BYTES = 100_000;
const MOST_ROUNDS = 80;
const { BENCH_WATCH_PORT, BENCH_COLLECTS } = process.env;

if (process.argv.includes('start') && BENCH_WATCH_PORT) {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc');
	if (BENCH_COLLECTS) collectEverySecond(collect);
	createServer((request, response) => {
		const { pathname, searchParams } = new URL(request.url, 'http://localhost');
		const answer = ANSWERS[pathname]?.(searchParams, collect) ?? null;
		void Promise.resolve(answer).then((value) => response.end(JSON.stringify(value)));
	}).listen(Number(BENCH_WATCH_PORT), '127.0.0.1');
}

const ANSWERS = {
	'/heap': (_parameters, collect) => heapAfter(collect),
	'/ticks': () => startTicking(),
	'/blocks': (parameters) => longestWithin(Number(parameters.get('from')), Number(parameters.get('to'))),
	'/stretches': (parameters) => writeStretches(parameters.get('file')),
	'/profile': () => startProfile(),
	'/profiled': (parameters) => endProfile(parameters.get('file')),
	'/snapshot': (parameters) => writeHeapSnapshot(parameters.get('file')),
};

// Left alone, V8 lets garbage pile up for as long as the machine has room, and the peak would show that room; collected
// every second, it shows what a run needs.
function collectEverySecond(collect) {
	const again = () => {
		collect();
		setTimeout(again, 1_000).unref();
	};
	again();
}

/**
 * What a finalizer lets go is collected only the next time; what n8n still writes to its database, and code that V8 has
 * compiled and nobody runs any more, goes within some seconds. So the heap is read when it has stopped falling.
 */
async function heapAfter(collect) {
	let least = Number.POSITIVE_INFINITY;
	for (let steady = 0, round = 0; steady < STEADY_ROUNDS && round < MOST_ROUNDS; round++) {
		for (let times = 0; times < 3; times++) collect();
		await new Promise((resolve) => setTimeout(resolve, 250));
		const { heapUsed } = process.memoryUsage();
		steady = heapUsed < least - STEADY_BYTES ? 0 : steady + 1;
		least = Math.min(least, heapUsed);
	}
	return least;
}

/** Stretches without a pause: when they ended, how long they were, and how much of that was this thread's work. */
let stretches = [];
let ticker = null;

/** Collections of garbage that kept the thread: from when to when. */
let collections = [];
const collectionsSeen = new PerformanceObserver((list) => {
	collections.push(...list.getEntries().map(spanOf));
});

function spanOf({ startTime, duration }) {
	const from = performance.timeOrigin + startTime;
	return { from, to: from + duration };
}

function startTicking() {
	clearTimeout(ticker);
	stretches = [];
	collections = [];
	collectionsSeen.observe({ entryTypes: ['gc'] });
	let last = Date.now();
	let lastWork = workOf();
	const tick = () => {
		const now = Date.now();
		const work = workOf();
		if (now - last > 5 * TICK)
			stretches.push({
				until: now,
				ms: now - last,
				work: work - lastWork,
				endUs: Number(process.hrtime.bigint() / 1000n),
			});
		last = now;
		lastWork = work;
		ticker = setTimeout(tick, TICK).unref();
	};
	tick();
	return true;
}

/** Milliseconds of work of the main thread: where others have the cores, it stands still without being at fault. */
function workOf() {
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1000;
}

/**
 * The longest stretches of work between two moments: in all, what of that one was collecting garbage, and the longest
 * with the collections taken off.
 */
function longestWithin(from, to) {
	clearTimeout(ticker);
	collections.push(...collectionsSeen.takeRecords().map(spanOf));
	collectionsSeen.disconnect();
	const inside = stretches.map(({ until, ms, work }) => {
		const all = Math.max(0, Math.min(work, Math.min(until, to) - Math.max(until - ms, from)));
		// A collection is told by the clock; where others have the cores, it too stands still for a part of that.
		return { all, collecting: Math.min(all, (collectedWithin(until - ms, until) * work) / ms) };
	});
	const longest = inside.reduce((one, other) => (other.all > one.all ? other : one), { all: 0, collecting: 0 });
	return { ...longest, besides: Math.max(0, ...inside.map(({ all, collecting }) => all - collecting)) };
}

/** A CPU profile counts its microseconds by the same clock as `endUs`. */
function writeStretches(file) {
	collections.push(...collectionsSeen.takeRecords().map(spanOf));
	const told = stretches.map(({ until, ms, work, endUs }) => ({
		endUs,
		ms,
		work,
		collecting: collectedWithin(until - ms, until),
	}));
	told.sort((one, other) => other.work - other.collecting - (one.work - one.collecting));
	writeFileSync(file, JSON.stringify(told.slice(0, 50), null, '\t'));
	return true;
}

/** Milliseconds of garbage collection between two moments. */
function collectedWithin(from, to) {
	return collections.reduce((sum, one) => sum + Math.max(0, Math.min(one.to, to) - Math.max(one.from, from)), 0);
}

let session = null;

function startProfile() {
	session = new Session();
	session.connect();
	session.post('Profiler.enable');
	session.post('Profiler.start');
	return true;
}

function endProfile(file) {
	return new Promise((resolve) => {
		session.post('Profiler.stop', (_error, { profile }) => {
			writeFileSync(file, JSON.stringify(profile));
			session.disconnect();
			resolve(true);
		});
	});
}
