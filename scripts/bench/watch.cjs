// Loaded into the n8n that the bench starts. Answers on loopback what cannot be seen from outside: the heap after a
// collection, how long the main thread worked without a pause, a CPU profile, and a snapshot of the heap.
const { writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { Session } = require('node:inspector');
const { setFlagsFromString, writeHeapSnapshot } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { longestWithin, startTicking, writeStretches } = require('./stretches.cjs');

/** The heap has stopped falling when so many readings in a row are not lower by so much; it is read so often at most. */
const STEADY_ROUNDS = 8;
const STEADY_BYTES = 100_000;
const MOST_ROUNDS = 80;
const { BENCH_WATCH_PORT, BENCH_COLLECTS, BENCH_TRACES } = process.env;

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
	'/blocks': (parameters) => longestWithin(Number(parameters.get('from')), Number(parameters.get('to')), BENCH_TRACES),
	'/stretches': (parameters) => writeStretches(parameters.get('file'), BENCH_TRACES),
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
