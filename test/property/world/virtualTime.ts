import type { Clock } from '../../../nodes/BigCommerce/api/http';
import { TimeHeap, type Timed } from '../../../sandbox/timeHeap';

interface Sleeper extends Timed {
	owner: VirtualProcess;
	/** Wakes it; undefined once it was woken or gave up. */
	wake: (() => void) | undefined;
}

/** Where virtual time begins, milliseconds since 1970. */
export const EPOCH = Date.parse('2026-03-05T10:00:00Z');

/**
 * Time that stands still while anybody works, and jumps to the next sleeper when all wait: a run of an hour takes
 * milliseconds, and the same script always takes the same course.
 */
export class VirtualTime {
	/** Milliseconds since the beginning. */
	now = 0;
	private readonly heap = new TimeHeap<Sleeper>();
	private seq = 0;
	/** While somebody lets time pass: until he is done. */
	private passing: Promise<void> | null = null;

	/** @param mostWakes more of them is somebody who looks again and again and never ends */
	constructor(private readonly mostWakes = 20_000) {}

	/** Milliseconds since 1970, by a clock that is right. */
	get wall(): number {
		return EPOCH + Math.floor(this.now);
	}

	async sleep(ms: number, owner: VirtualProcess, signal?: AbortSignal): Promise<void> {
		if (signal?.aborted) return;
		await new Promise<void>((resolve) => {
			const sleeper: Sleeper = { at: this.now + Math.max(0, ms), seq: this.seq++, owner, wake: undefined };
			const wake = () => {
				sleeper.wake = undefined;
				signal?.removeEventListener('abort', wake);
				resolve();
			};
			sleeper.wake = wake;
			signal?.addEventListener('abort', wake);
			this.heap.push(sleeper);
		});
	}

	/**
	 * Lets time pass until `work` is done.
	 * @throws where everybody waits for something that nobody will do, or `limit` milliseconds have passed
	 */
	async until<T>(work: Promise<T>, limit = 7 * 86_400_000): Promise<T> {
		let isDone = false;
		const settled = work.finally(() => (isDone = true));
		settled.catch(() => {});
		// Two who wake sleepers in turn would wake the next before the last has gone on.
		while (this.passing !== null) {
			await Promise.race([settled, this.passing]);
			if (isDone) return await settled;
		}
		let passed: () => void = () => {};
		this.passing = new Promise<void>((resolve) => (passed = resolve));
		try {
			await this.pass(() => isDone, limit);
		} finally {
			this.passing = null;
			passed();
		}
		return await settled;
	}

	/** Wakes one sleeper after the other. */
	private async pass(isDone: () => boolean, limit: number): Promise<void> {
		const deadline = this.now + limit;
		for (let wakes = 0; wakes < this.mostWakes; wakes++) {
			await quiet();
			if (isDone()) return;
			if (!this.wakeNext()) throw new Error(`stuck at ${this.now} ms: it is not done, and nobody waits for a time`);
			if (this.now > deadline) throw new Error(`not done after ${limit} ms`);
		}
		throw new Error(`not done at ${this.now} ms, after ${this.mostWakes} wakes`);
	}

	/** The machine was asleep: time has passed, and everybody wakes late. */
	jump(ms: number): void {
		this.now += ms;
	}

	/** Wakes the next sleeper, at its time. False where nobody sleeps. */
	private wakeNext(): boolean {
		for (let next = this.heap.pop(); next; next = this.heap.pop()) {
			if (next.wake === undefined || next.owner.isDead) continue;
			this.now = Math.max(this.now, next.at);
			next.wake();
			return true;
		}
		return false;
	}
}

/** A process of n8n: its clock, which stops when it is killed. */
export class VirtualProcess {
	isDead = false;
	readonly clock: Clock;

	/**
	 * @param random chance of this process, 0 ≤ x < 1
	 * @param wallOffset how wrong its time of day is, in milliseconds
	 */
	constructor(
		readonly time: VirtualTime,
		random: () => number,
		public wallOffset = 0,
	) {
		this.clock = {
			now: () => time.now,
			wallTime: () => time.wall + this.wallOffset,
			random,
			sleep: async (ms, signal) => await time.sleep(ms, this, signal),
		};
	}

	/** Ends the process: whoever waits in it waits for ever. */
	kill(): void {
		this.isDead = true;
	}
}

/** Chance that can be repeated, 0 ≤ x < 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/**
 * Resolves when every promise that can go on has gone on: Node runs a tick only when no promise is left to run. Real
 * time and the world outside have no part in virtual time, so a round of the event loop would only cost time.
 */
async function quiet(): Promise<void> {
	await new Promise<void>((resolve) => process.nextTick(resolve));
}
