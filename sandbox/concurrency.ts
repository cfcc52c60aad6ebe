import type { StoreSettings } from './settings';

/** How long the load that others put on the platform takes to come and go. */
const TIDE_MS = 60_000;
/** What an answer takes where `latencyMs` says nothing: a limit on requests at once needs them to last. */
const USUAL_LATENCY_MS = 100;

/**
 * An adaptive limit on requests at once: the platform serves as many as it can without getting slower, and how many
 * that is moves with what others do. A request above the limit is refused with a 429 that has no rate headers.
 * The limit follows its own latency, as gradient limiters do: down while answers are slow, up while they are not.
 */
export class AdaptiveLimit {
	private ends: number[] = [];
	private current = 0;
	private changedAt = 0;
	private limitMs = 0;
	private since: number | null = null;
	private refusedCount = 0;
	private servedCount = 0;

	constructor(private readonly settings: StoreSettings) {}

	/** How late the answer is; undefined when there are too many at once. */
	enter(now: number): number | undefined {
		if (this.settings.concurrency === 'unlimited') return 0;
		this.settleTo(now);
		if (this.ends.length >= Math.floor(this.limit)) {
			this.refusedCount += 1;
			return undefined;
		}
		this.servedCount += 1;
		const usual = this.settings.latencyMs || USUAL_LATENCY_MS;
		const load = (this.ends.length + 1) / this.capacity(now);
		const latency = usual * Math.max(1, load);
		this.move(load > 1 ? -1 : 0.5);
		this.ends.push(now + latency);
		return latency - this.settings.latencyMs;
	}

	/** For the tests: the limit now, and the mean of it since the first request. */
	state(now: number): { limit: number; meanLimit: number; inFlight: number; served: number; refused: number } {
		this.settleTo(now);
		const elapsed = this.since === null ? 0 : now - this.since;
		return {
			limit: Math.floor(this.limit),
			meanLimit: elapsed > 0 ? this.limitMs / elapsed : this.limit,
			inFlight: this.ends.length,
			served: this.servedCount,
			refused: this.refusedCount,
		};
	}

	clear(): void {
		this.ends = [];
		this.current = 0;
		this.limitMs = 0;
		this.since = null;
		this.refusedCount = 0;
		this.servedCount = 0;
	}

	private get limit(): number {
		const { concurrencyMin: least, concurrencyMax: most } = this.settings;
		return Math.min(most, Math.max(least, this.current === 0 ? (least + most) / 2 : this.current));
	}

	/** What the platform can serve at once without getting slower; it goes up and down as a tide does. */
	private capacity(now: number): number {
		const { concurrencyMin: least, concurrencyMax: most } = this.settings;
		const phase = (2 * Math.PI * (now - (this.since ?? now))) / TIDE_MS;
		return (least + most) / 2 + ((most - least) / 2) * Math.sin(phase);
	}

	private move(by: number): void {
		this.current = this.limit + by;
	}

	private settleTo(now: number): void {
		this.since ??= now;
		this.limitMs += this.limit * Math.max(0, now - Math.max(this.changedAt, this.since));
		this.changedAt = now;
		this.ends = this.ends.filter((end) => end > now);
	}
}
