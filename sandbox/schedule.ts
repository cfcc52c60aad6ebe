/**
 * Things that happen later, such as the end of a capture job, in order of their time.
 * A binary heap and no timers: the owner says what time it is, so a virtual clock works.
 */
interface Due {
	at: number;
	seq: number;
	run: () => void;
}

export class Schedule {
	private readonly heap: Due[] = [];
	private seq = 0;

	add(at: number, run: () => void): void {
		const due = { at, seq: this.seq++, run };
		let index = this.heap.push(due) - 1;
		while (index > 0) {
			const parent = (index - 1) >> 1;
			const above = this.heap[parent];
			if (above === undefined || !before(due, above)) break;
			this.heap[index] = above;
			index = parent;
		}
		this.heap[index] = due;
	}

	/** When the next thing is due, or undefined when nothing is waiting. */
	nextAt(): number | undefined {
		return this.heap[0]?.at;
	}

	/** Takes the first thing due at or before `now`. Called again until it returns undefined. */
	takeDue(now: number): Due | undefined {
		const first = this.heap[0];
		if (first === undefined || first.at > now) return undefined;
		const last = this.heap.pop();
		if (last !== undefined && last !== first) this.sink(last);
		return first;
	}

	clear(): void {
		this.heap.length = 0;
	}

	private sink(due: Due): void {
		let index = 0;
		for (;;) {
			let child = 2 * index + 1;
			let next = this.heap[child];
			if (next === undefined) break;
			const right = this.heap[child + 1];
			if (right !== undefined && before(right, next)) {
				child += 1;
				next = right;
			}
			if (!before(next, due)) break;
			this.heap[index] = next;
			index = child;
		}
		this.heap[index] = due;
	}
}

function before(a: Due, b: Due): boolean {
	return a.at < b.at || (a.at === b.at && a.seq < b.seq);
}
