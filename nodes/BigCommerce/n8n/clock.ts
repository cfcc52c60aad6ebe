import { sleep } from 'n8n-workflow';
import type { Clock } from '../api/http';

/** A Stop must be obeyed within a second, and older n8n's `sleep` does not know the signal. */
const LONGEST_SLICE = 500;

/** The real time, with n8n's own way to wait. */
export const systemClock: Clock = {
	now: () => performance.now(),
	wallTime: () => Date.now(),
	random: () => Math.random(),
	async sleep(ms, signal) {
		const until = performance.now() + ms;
		for (let left = ms; left > 0 && signal?.aborted !== true; left = until - performance.now()) {
			try {
				await sleep(Math.min(left, LONGEST_SLICE), signal);
			} catch {
				// Aborted: the caller looks at the signal.
				return;
			}
		}
	},
};

/**
 * Calls back after a while. Unlike a sleep, such a timer keeps no process from ending, and none of the package's own is
 * needed.
 */
export function wakeAfter(ms: number, run: () => void): void {
	AbortSignal.timeout(ms).addEventListener('abort', run, { once: true });
}
