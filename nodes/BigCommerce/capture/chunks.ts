import { PAGE_SIZE } from '../reading/idRanges';
import type { Work } from './work';

/** Orders that were read together and are followed together. */
export interface Chunk {
	readonly size: number;
	/** Whether an order's turn came too late for its read. */
	isStale: boolean;
	/** Orders of it that are still to be sent. */
	open: number;
	/** When the last of them was, lane clock; null before. */
	closedAt: number | null;
}

/** Keeps count of the chunks of a run, so that orders read together are looked at together. */
export class Chunks {
	/** Orders to read together: fewer where they are not sent in time. */
	size = PAGE_SIZE;
	private openChunks = 0;

	/** @param onClosed called when the last order of a chunk was sent */
	constructor(
		private readonly now: () => number,
		private readonly onClosed: () => void,
	) {}

	/** Makes one chunk of orders that are about to be read. */
	open(works: Work[]): void {
		const chunk: Chunk = { size: works.length, isStale: false, open: works.length, closedAt: null };
		this.openChunks++;
		for (const work of works) {
			work.chunk = chunk;
			work.isInChunk = true;
		}
	}

	/** Takes an order out of its chunk's count of orders still to be sent. */
	leave(work: Work): void {
		if (!work.isInChunk || work.chunk === null) return;
		work.isInChunk = false;
		work.chunk.open--;
		if (work.chunk.open > 0) return;
		work.chunk.closedAt = this.now();
		if (!work.chunk.isStale) this.size = Math.min(PAGE_SIZE, this.size * 2);
		this.openChunks--;
		this.onClosed();
	}

	/** An order's turn came too late for its read. True where it was read alone, so that fewer at once is no way out. */
	noteStale({ chunk }: Work): boolean {
		if (chunk === null) return false;
		if (!chunk.isStale) this.size = Math.max(1, Math.floor(chunk.size / 2));
		chunk.isStale = true;
		return chunk.size === 1;
	}

	/** Whether there are chunks of which orders are still to be sent. */
	get areOpen(): boolean {
		return this.openChunks > 0;
	}
}
