import { TimeHeap } from './timeHeap';

interface Due {
	at: number;
	seq: number;
	run: () => void;
}

/**
 * Things that happen later, such as the end of a capture job, in order of their time.
 * No timers: the owner says what time it is, so a virtual clock works.
 */
export class Schedule {
	private readonly heap = new TimeHeap<Due>();
	private seq = 0;

	add(at: number, run: () => void): void {
		this.heap.push({ at, seq: this.seq++, run });
	}

	/** When the next thing is due, or undefined when nothing is waiting. */
	nextAt(): number | undefined {
		return this.heap.peek()?.at;
	}

	/** Takes the first thing due at or before `now`. Called again until it returns undefined. */
	takeDue(now: number): Due | undefined {
		const first = this.heap.peek();
		return first === undefined || first.at > now ? undefined : this.heap.pop();
	}

	clear(): void {
		this.heap.clear();
	}
}
