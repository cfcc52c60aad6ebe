import type { Clock } from '../api/http';

/** A sleep that can be cut short. */
export class Alarm {
	private until = Number.NEGATIVE_INFINITY;
	private cancel: AbortController | null = null;

	constructor(private readonly clock: Clock) {}

	/** Sleeps until `time` of the clock, or until it is rung. */
	async sleepUntil(time: number): Promise<void> {
		const cancel = new AbortController();
		this.cancel = cancel;
		this.until = time;
		await this.clock.sleep(Math.max(0, time - this.clock.now()), cancel.signal);
		this.cancel = null;
	}

	/** Ends a sleep that would last longer than until `time`. */
	ringBefore(time: number): void {
		if (this.cancel !== null && time < this.until) this.ring();
	}

	/** Ends the sleep, if there is one. */
	ring(): void {
		this.cancel?.abort('over');
		this.cancel = null;
	}
}
