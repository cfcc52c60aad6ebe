/** Something that has its time; `seq` says who comes first of two at the same time. */
export interface Timed {
	at: number;
	seq: number;
}

/** A binary heap by time: what is due first comes out first, and of two at the same time what went in first. */
export class TimeHeap<Item extends Timed> {
	private readonly items: Item[] = [];

	/** What comes out next, or undefined where nothing is left. */
	peek(): Item | undefined {
		return this.items[0];
	}

	push(item: Item): void {
		let index = this.items.push(item) - 1;
		while (index > 0) {
			const parent = (index - 1) >> 1;
			const above = this.items[parent];
			if (above === undefined || !isBefore(item, above)) break;
			this.items[index] = above;
			index = parent;
		}
		this.items[index] = item;
	}

	pop(): Item | undefined {
		const first = this.items[0];
		const last = this.items.pop();
		if (last !== undefined && last !== first) this.sink(last);
		return first;
	}

	clear(): void {
		this.items.length = 0;
	}

	private sink(item: Item): void {
		let index = 0;
		for (;;) {
			let child = 2 * index + 1;
			let next = this.items[child];
			if (next === undefined) break;
			const right = this.items[child + 1];
			if (right !== undefined && isBefore(right, next)) {
				child += 1;
				next = right;
			}
			if (!isBefore(next, item)) break;
			this.items[index] = next;
			index = child;
		}
		this.items[index] = item;
	}
}

function isBefore(a: Timed, b: Timed): boolean {
	return a.at < b.at || (a.at === b.at && a.seq < b.seq);
}
