import type { Clock } from '../api/http';

/** Lets several loops of one run wait for "something changed", or for a time. */
export class Turnstile {
	private release: () => void = () => {};
	private changed: Promise<void> = this.renew();
	private turned = false;

	/** Wakes whoever waits. A turn that nobody waited for wakes the next `waitUntil` at once. */
	turn(): void {
		this.turned = true;
		this.release();
		this.changed = this.renew();
	}

	/** Resolves at the next turn. */
	async wait(): Promise<void> {
		await this.changed;
	}

	/** Resolves at the next turn, or at `time` of the clock; at once where it turned since the last time. */
	async waitUntil(time: number, clock: Clock): Promise<void> {
		if (this.turned) {
			this.turned = false;
			return;
		}
		if (time === Number.POSITIVE_INFINITY) {
			await this.changed;
		} else {
			const cancel = new AbortController();
			await Promise.race([this.changed, clock.sleep(Math.max(0, time - clock.now()), cancel.signal)]);
			cancel.abort();
		}
		this.turned = false;
	}

	private async renew(): Promise<void> {
		await new Promise<void>((resolve) => (this.release = resolve));
	}
}
