const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
const SHORTEST_PAUSE_MS = 50;

/** How long to wait before the next read, in milliseconds: 250 at first, doubling to 5 s, and never past the end. */
export function pauseBeforeRead(reads: number, leftMs: number): number {
	const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(reads, 10), leftMs);
	return Math.max(SHORTEST_PAUSE_MS, pause);
}
