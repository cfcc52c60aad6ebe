import type { HttpAnswer } from '../../../nodes/BigCommerce/api/http';
import { Lane } from '../../../nodes/BigCommerce/api/lane';
import { seededRandom, VirtualProcess, VirtualTime } from '../world/virtualTime';

/** A store without a quota that refuses, without a word, what is more than it takes at once. */
export interface LimiterTrial {
	/** Calls at once that it takes, `ms` after the beginning. */
	limitAt: (ms: number) => number;
	/** How long it works on a call when few are there, and longer the nearer it is to its limit. Milliseconds. */
	workMs: number;
	durationMs: number;
	seed?: number;
}

export interface LimiterFigures {
	/** Calls that were served, as a part of what it could have served with as many as it takes at once all the time. */
	used: number;
	/** Refused calls, as a part of all. */
	refused: number;
}

/** One busy execution against such a store, which counts what it has on hand. */
export async function tryLimiter({ limitAt, workMs, durationMs, seed = 1 }: LimiterTrial): Promise<LimiterFigures> {
	const time = new VirtualTime(20_000_000);
	const random = seededRandom(seed);
	const process = new VirtualProcess(time, random);
	const { clock } = process;
	const handle = new Lane(clock).join({ maxConcurrency: 50, quotaReserve: 10, maxThrottleWaitMs: 60_000 });
	let atWork = 0;
	let served = 0;
	let refused = 0;
	/** Work that the store could have done: places times time. */
	let couldMs = 0;
	let didMs = 0;
	const call = async (): Promise<HttpAnswer> => {
		await clock.sleep(5 + 10 * random());
		if (atWork >= limitAt(time.now)) {
			refused++;
			await clock.sleep(5 + 10 * random());
			return { kind: 'answered', status: 429, headers: {}, body: '' };
		}
		atWork++;
		const took = workMs * (0.8 + 0.4 * random()) * (1 + (0.5 * atWork) / limitAt(time.now));
		await clock.sleep(took);
		atWork--;
		served++;
		didMs += took;
		await clock.sleep(5 + 10 * random());
		return { kind: 'answered', status: 200, headers: {}, body: {} };
	};
	const worker = async () => {
		while (time.now < durationMs) await handle.send(call);
	};
	const watch = async () => {
		while (time.now < durationMs) {
			couldMs += 100 * limitAt(time.now);
			await clock.sleep(100);
		}
	};
	await time.until(Promise.all([watch(), ...Array.from({ length: 50 }, worker)]));
	// Calls are on their way, and not at work, for 20 ms of a round trip: places that nobody can fill.
	const reachable = (workMs * 1.4) / (workMs * 1.4 + 20);
	return { used: didMs / (couldMs * reachable), refused: refused / (served + refused) };
}
