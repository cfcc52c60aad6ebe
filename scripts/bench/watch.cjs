// Loaded into the n8n that the bench starts. Answers on loopback what cannot be seen from outside: the heap after a
// collection, how long the main thread worked without a pause, and a CPU profile.
const { writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { Session } = require('node:inspector');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

/** How often the main thread is asked for, in milliseconds. */
const TICK = 2;
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
	'/profile': () => startProfile(),
	'/profiled': (parameters) => endProfile(parameters.get('file')),
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

/** What a finalizer lets go is collected only the next time. */
async function heapAfter(collect) {
	for (let round = 0; round < 4; round++) {
		collect();
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return process.memoryUsage().heapUsed;
}

/** Stretches without a pause: when they ended, how long they were, and how much of that was this thread's work. */
let stretches = [];
let ticker = null;

function startTicking() {
	clearTimeout(ticker);
	stretches = [];
	let last = Date.now();
	let lastWork = workOf();
	const tick = () => {
		const now = Date.now();
		const work = workOf();
		if (now - last > 5 * TICK) stretches.push({ until: now, ms: now - last, work: work - lastWork });
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

/** The longest stretch of work between two moments. */
function longestWithin(from, to) {
	clearTimeout(ticker);
	const inside = stretches.map(({ until, ms, work }) =>
		Math.min(work, Math.min(until, to) - Math.max(until - ms, from)),
	);
	return Math.max(0, ...inside);
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
