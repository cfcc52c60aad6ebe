import { systemClock } from '../n8n/clock';

/** How long the thread that serves everybody is kept at most, in milliseconds. */
const LONGEST_STRETCH = 20;

/** Pauses in long work, so that n8n does other things meanwhile: it has one thread for everybody. */
export class Pauses {
	private since = systemClock.now();

	/** Pauses for a moment where the last pause is a while ago. */
	async pauseIfDue(): Promise<void> {
		if (systemClock.now() - this.since >= LONGEST_STRETCH) await this.pause();
	}

	/** Pauses for a moment. */
	async pause(): Promise<void> {
		await systemClock.sleep(1);
		this.since = systemClock.now();
	}
}
