import { ApiClient } from '../../../nodes/BigCommerce/api/client';
import type { ApiRequest, Http, HttpAnswer } from '../../../nodes/BigCommerce/api/http';
import { Lane } from '../../../nodes/BigCommerce/api/lane';
import { captureOrders } from '../../../nodes/BigCommerce/capture/captureOrders';
import { NO_GUARDS } from '../../../nodes/BigCommerce/payment/guards';
import type { Settlement } from '../../../nodes/BigCommerce/payment/outcome';
import { Claims } from '../../../nodes/BigCommerce/session/claims';
import { StoreClaims } from '../../../nodes/BigCommerce/session/storeClaims';
import { StoreTime, tellingTime } from '../../../nodes/BigCommerce/session/storeTime';
import { OPTIONS } from '../../builders/captures';
import { orderId } from '../../builders/orderIds';
import { seededRandom, VirtualProcess, VirtualTime } from '../world/virtualTime';
import { RaceStore, type RaceTraits } from './raceStore';

const REQUEST_TIMEOUT = 30_000;
const LEASE = 160_000;
const MINUTE = 60_000;

/** What is done to several processes that are given the same orders. Times in milliseconds, the rest are chances. */
export interface RaceScript {
	seed: number;
	processes: number;
	orders: number;
	/** How long a call is on its way. */
	latency: number;
	/** Between when the processes begin; 0 is the same millisecond. */
	spread: number;
	/** A process is killed in the middle, and another one begins in its place once the lease is over. */
	killed: number;
	/** A process sleeps, as a machine does, until its lease is over. */
	asleep: number;
	lostAnswers: number;
	lostCalls: number;
	/** A call is on its way nearly as long as one may take. */
	stalls: number;
	/** How wrong each process's time of day is at most. */
	clocksApart: number;
	/** The gateway refuses an order. */
	declines: number;
	/** A process does not keep claims that are closed. */
	removes: number;
	/**
	 * When other processes are given the same orders, of which shoppers have paid some anew: long after, when closed
	 * claims may be removed.
	 */
	laterWaves: number[];
	/** How long a process sleeps that does: until its lease is over, or until what it knew is not so any more. */
	sleepMs: number;
	traits: RaceTraits;
}

/** What came of it. */
export interface RaceResult {
	/** Orders of which the money was taken more than once. */
	twice: number[];
	/** Answers that the store's books contradict. */
	untrue: string[];
	/**
	 * Orders that were not captured, though the last process to work on them lived to the end and nothing was in its way.
	 */
	forgotten: number[];
	captured: number;
	calls: number;
	/** Claims that were removed. */
	removed: number;
}

/** A script by its seed: every kind of trouble, alone and together. */
export function raceScript(seed: number): RaceScript {
	const random = seededRandom(seed * 7_919 + 1);
	const pick = <T>(...choices: [T, ...T[]]): T => choices[Math.floor(random() * choices.length)] ?? choices[0];
	const script: Omit<RaceScript, 'removes' | 'laterWaves' | 'sleepMs'> = {
		seed,
		processes: 2 + Math.floor(random() * 7),
		orders: pick(1, 1, 1, 2, 3),
		latency: pick(1, 20, 200, 1_500),
		spread: pick(0, 0, 0, 50, 2_000),
		killed: pick(0, 0, 0.3, 0.7),
		asleep: pick(0, 0, 0, 0.3),
		lostAnswers: pick(0, 0, 0.1, 0.4),
		lostCalls: pick(0, 0, 0.1),
		stalls: pick(0, 0, 0.05, 0.2),
		clocksApart: pick(0, 5_000, 3_600_000),
		declines: pick(0, 0, 0.3),
		traits: {
			batchLimit: pick(1, 2, 10, 50),
			conflictStatus: pick(409, 422),
			hasDates: pick(true, true, true, false),
			showsAfterMs: pick(0, 0, 300, 4_000),
			doneAfterMs: pick(0, 50, 1_500, 8_000),
			listLagMs: pick(0, 0, 500, 5_000),
			ownListLagMs: pick(0, 0, 0, 300, 3_000),
		},
	};
	// Drawn last, so that the scripts of a seed are what they were.
	const laterWaves = pick<number[]>([], [], [], [70], [63], [62.8, 126, 200], [63, 66]);
	const removes = pick(0, 0.5, 1, 1);
	const sleepMs = laterWaves.length > 0 ? pick(LEASE + 10_000, 65 * MINUTE) : LEASE + 10_000;
	return { ...script, removes, laterWaves: laterWaves.map((minutes) => minutes * MINUTE), sleepMs };
}

/** Runs several processes on the same orders, each with claims in the store, until all that live are done. */
export async function race(script: RaceScript): Promise<RaceResult> {
	const time = new VirtualTime();
	const random = seededRandom(script.seed);
	const ids = Array.from({ length: script.orders }, (_, index) => 100 + index);
	const refused = new Set(ids.filter(() => random() < script.declines));
	const store = new RaceStore(ids, refused, script.traits, () => time.wall);
	// Of its own, so that scripts take the course that they took before there were waves.
	const chance = seededRandom(script.seed + 7);
	const answers: Answer[] = [];
	const runs: Array<Promise<void>> = [];
	let calls = 0;

	const start = (delay: number, mayDie: boolean, wave = 0): void => {
		const process = new VirtualProcess(time, random, Math.round((random() - 0.5) * 2 * script.clocksApart));
		const work = async (): Promise<void> => {
			await process.clock.sleep(delay);
			answers.push(...(await capture(process)).map((answer) => ({ ...answer, wave })));
		};
		const run = work();
		if (!mayDie || random() >= script.killed) return void runs.push(run);
		const killer = new VirtualProcess(time, random);
		const death = killer.clock.sleep(delay + random() * 20 * script.latency).then(() => {
			process.kill();
			// What a schedule finds unfinished later, and begins again.
			start(LEASE + 30_000, false, wave);
		});
		runs.push(death);
	};

	const capture = async (process: VirtualProcess): Promise<Settlement[]> => {
		const { clock } = process;
		const storeTime = new StoreTime(clock);
		const http = tellingTime(wire(process), storeTime, clock);
		const lane = new Lane(clock).join({ maxConcurrency: 10, quotaReserve: 10, maxThrottleWaitMs: 60_000 });
		const client = new ApiClient(http, lane, clock, REQUEST_TIMEOUT);
		const storeClaims = new StoreClaims(client, clock, storeTime, {
			subject: 'payment',
			action: 'capture',
			token: `run-${Math.floor(random() * 1e12)}`,
			execution: null,
			leaseMs: LEASE,
			requestTimeout: REQUEST_TIMEOUT,
			keepsClosed: chance() >= script.removes,
		});
		return await captureOrders(
			ids.map((id) => ({ orderId: orderId(id), guards: NO_GUARDS })),
			{ ...OPTIONS, maxConcurrency: 10, maxOrders: null, stopAfterFailures: null, keepOrder: false },
			{ client, clock, claims: new Claims(), storeClaims },
		);
	};

	const wire =
		({ clock }: VirtualProcess): Http =>
		async (request) => {
			const isWrite = request.method !== 'GET';
			// Between its last look at the lease and the wire nobody can wake a process; docs/claims.md says so.
			const isCapture = request.path.endsWith('/capture');
			const isAsleep = !isCapture && random() < script.asleep / 10;
			// A call lives no longer than its lease: who sleeps for longer does it before a call leaves.
			const sleepMs = isWrite ? LEASE + 10_000 : script.sleepMs;
			const sleepsOnAnswer = script.sleepMs > LEASE + 10_000 && chance() < 0.5;
			if (isAsleep && !sleepsOnAnswer) await clock.sleep(sleepMs);
			const there =
				script.latency * (0.5 + random()) + (random() < script.stalls ? random() * 0.9 * REQUEST_TIMEOUT : 0);
			await clock.sleep(there);
			calls++;
			if (isWrite && random() < script.lostCalls) return random() < 0.5 ? REFUSED : CUT_OFF;
			const answer = store.handle(request);
			await clock.sleep(script.latency * (0.5 + random()));
			if (isAsleep && sleepsOnAnswer) await clock.sleep(script.sleepMs);
			return lost(request, script, random) ?? answer;
		};

	for (let index = 0; index < script.processes; index++) start(Math.round(random() * script.spread), true);
	const shoppers = new VirtualProcess(time, chance);
	const begin = async (at: number, wave: number): Promise<void> => {
		await shoppers.clock.sleep(at);
		for (const id of ids) if (chance() < PAID_ANEW) store.authorizeAnew(id);
		for (let index = 0; index < script.processes; index++) start(chance() * script.spread, true, wave);
	};
	script.laterWaves.forEach((at, index) => runs.push(begin(at, index + 1)));
	await time.until(all(runs), 24 * 60 * MINUTE);
	return { ...judge(store, ids, refused, answers, script.laterWaves.length), calls, removed: store.removed };
}

/** How often a shopper has paid anew when others are given the order again. */
const PAID_ANEW = 0.7;

type Answer = Settlement & {
	/** Of which processes: 0 are the first. */
	wave: number;
};

const REFUSED: HttpAnswer = { kind: 'notSent', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' };
const CUT_OFF: HttpAnswer = { kind: 'unclear', code: 'ECONNRESET', message: 'socket hang up' };

function lost({ method }: ApiRequest, { lostAnswers }: RaceScript, random: () => number): HttpAnswer | null {
	return method !== 'GET' && random() < lostAnswers ? CUT_OFF : null;
}

/** Promises may be added while they are waited for. */
async function all(runs: ReadonlyArray<Promise<void>>): Promise<void> {
	for (let index = 0; index < runs.length; index++) await runs[index];
}

const SAYS_NO: ReadonlySet<string> = new Set(['declined', 'notCapturable', 'notFound']);

function judge(
	store: RaceStore,
	ids: number[],
	refused: ReadonlySet<number>,
	answers: Answer[],
	lastWave: number,
): Omit<RaceResult, 'calls' | 'removed'> {
	const most = (id: number): number => Math.max(...store.captures(id));
	const last = (id: number): number => store.captures(id).at(-1) ?? 0;
	const untrue = answers.flatMap(({ orderId: id, outcome, code, changed }) => {
		const taken = most(id);
		// Who slept while it was taken and then authorized anew sees what a refusal by the gateway looks like.
		const isLate = store.captures(id).length > 1 && outcome === 'declined';
		const isFalse = (outcome === 'captured' && taken !== 1) || (SAYS_NO.has(outcome) && taken > 0 && !isLate);
		return isFalse ? [`${id} ${outcome}/${code}${changed ? ' changed' : ''}, taken ${taken} times`] : [];
	});
	for (const id of ids) {
		const winners = answers.filter(
			(answer) => answer.orderId === id && answer.outcome === 'captured' && answer.changed,
		);
		if (winners.length > store.captures(id).length)
			untrue.push(`${id}: ${winners.length} runs say that they captured it`);
	}
	// An order may rightly stay open: nobody can tell, the claim could not be made, another's lease still ran.
	const mayStay: ReadonlySet<string> = new Set(['unknown', 'unavailable', 'blocked', 'pending', 'throttled']);
	const given = new Set(
		ids.filter(
			(id) =>
				answers.some((answer) => answer.orderId === id && answer.wave === lastWave) &&
				answers.every((answer) => answer.orderId !== id || !mayStay.has(answer.outcome)),
		),
	);
	return {
		twice: ids.filter((id) => most(id) > 1),
		untrue,
		forgotten: ids.filter((id) => given.has(id) && !refused.has(id) && last(id) === 0),
		captured: ids.reduce((sum, id) => sum + store.captures(id).filter((taken) => taken === 1).length, 0),
	};
}
