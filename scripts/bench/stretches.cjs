// Runs inside the n8n that the bench watches: how long its main thread works without a pause, and what of that is
// collecting garbage. All moments are microseconds of the monotonic clock, which V8's traces and CPU profiles count by.
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { createTracing } = require('node:trace_events');

/** How often the main thread is asked for, in milliseconds; stretches of a few of them are looked at. */
const TICK = 2;
const SHORTEST = 5 * TICK * 1000;
/** So many of the longest are written. */
const WRITTEN = 50;

// `PerformanceObserver` tells of whole collections only; the steps of one that goes on beside the program, and the
// sweeping after it, are in V8's own trace alone.
const trace = createTracing({ categories: ['v8', 'disabled-by-default-v8.gc'] });

const now = () => Number(process.hrtime.bigint() / 1000n);

/** Microseconds of work of the main thread: where others have the cores, it stands still without being at fault. */
function workOf() {
	const { user, system } = process.threadCpuUsage();
	return user + system;
}

let stretches = [];
let ticker = null;

function startTicking() {
	clearTimeout(ticker);
	stretches = [];
	if (!trace.enabled) trace.enable();
	let last = now();
	let lastWork = workOf();
	const tick = () => {
		const to = now();
		const work = workOf();
		if (to - last > SHORTEST) stretches.push({ from: last, to, work: work - lastWork });
		last = to;
		lastWork = work;
		ticker = setTimeout(tick, TICK).unref();
	};
	tick();
	return true;
}

/**
 * The longest stretches of work between two moments of the calendar's clock, in milliseconds: in all, what of that one
 * was collecting garbage, and the longest with the collections taken off.
 */
function longestWithin(fromMs, toMs, traces) {
	const offset = now() - Date.now() * 1000;
	const [from, to] = [fromMs * 1000 + offset, toMs * 1000 + offset];
	const inside = stretches
		.map((one) => ({ ...one, from: Math.max(one.from, from), to: Math.min(one.to, to) }))
		.filter((one) => one.from < one.to)
		.map((one) => ({ ...one, work: Math.min(one.work, one.to - one.from) }));
	const told = withCollections(inside, traces).map(({ work, collecting }) => ({
		all: work / 1000,
		collecting: Math.min(work, collecting) / 1000,
	}));
	const longest = told.reduce((one, other) => (other.all > one.all ? other : one), { all: 0, collecting: 0 });
	return { ...longest, besides: Math.max(0, ...told.map(({ all, collecting }) => all - collecting)) };
}

/** Writes the longest, whose microseconds are those of the CPU profile. */
function writeStretches(file, traces) {
	const own = ({ work, collecting }) => work - collecting;
	const longest = withCollections(stretches, traces).sort((one, other) => own(other) - own(one));
	writeFileSync(file, JSON.stringify(longest.slice(0, WRITTEN), null, '\t'));
	return true;
}

/** Stretches in their order, each with the microseconds of work in it that were collecting garbage. */
function withCollections(some, traces) {
	clearTimeout(ticker);
	if (trace.enabled) trace.disable();
	const collections = collectionsOf(traces);
	let next = 0;
	return some.map((one) => {
		while (next < collections.length && collections[next].to <= one.from) next++;
		let sum = 0;
		for (let index = next; index < collections.length && collections[index].from < one.to; index++) {
			const { from, to, work } = collections[index];
			const shared = Math.min(to, one.to) - Math.max(from, one.from);
			sum += to > from ? (work * shared) / (to - from) : 0;
		}
		return { ...one, collecting: sum };
	});
}

/** The outermost collections of the main thread, in order. What a trace has of them inside each other counts once. */
function collectionsOf(traces) {
	const all = eventsIn(traces)
		.filter(({ ph, tid, name }) => ph === 'X' && tid === process.pid && name.startsWith('V8.GC'))
		.map(({ ts, dur, tdur }) => ({ from: ts, to: ts + dur, work: tdur }))
		.sort((one, other) => one.from - other.from || other.to - one.to);
	let end = 0;
	return all.filter(({ from, to }) => {
		if (from < end) return false;
		end = to;
		return true;
	});
}

/** @param traces the folder that `--trace-event-file-pattern` names */
function eventsIn(traces) {
	return readdirSync(traces)
		.filter((name) => name.startsWith(`trace-${process.pid}-`))
		.flatMap((name) => {
			const text = readFileSync(path.join(traces, name), 'utf8');
			// The file is ended only when the process is.
			return JSON.parse(text.endsWith(']}') ? text : `${text}]}`).traceEvents;
		});
}

module.exports = { startTicking, longestWithin, writeStretches };
