import type { StoreSettings } from '../settings';

const WINDOW_MS = 120_000;
const BLOCKED_MS = 180_000;
const LEAST_REQUESTS = 100;
const LEAST_SUCCESS = 0.9;

export interface BlockedDomain {
	/** Of the last delivery that failed, or was entered. */
	origin: string;
	until: number;
	failures: number;
	/** When it was put on the list. */
	since: number;
}

/**
 * Domains that fail too often get no deliveries for three minutes: fewer than 90 % successes within two minutes,
 * counted from the hundredth request, for each API account (docs/bigcommerce-api.md, Webhooks: blocked domains).
 * Times are scaled like the retries.
 */
export class BlockedDomains {
	private readonly attempts = new Map<string, Array<{ at: number; ok: boolean }>>();
	private readonly blocked = new Map<string, BlockedDomain>();

	constructor(private readonly settings: StoreSettings) {}

	has(clientId: string, url: string, now: number): boolean {
		const entry = this.blocked.get(keyOf(clientId, url));
		return entry !== undefined && now < entry.until;
	}

	/** Takes down how a delivery went. */
	record(clientId: string, url: string, ok: boolean, now: number): void {
		const key = keyOf(clientId, url);
		const since = now - WINDOW_MS * this.settings.hookTimeScale;
		const recent = (this.attempts.get(key) ?? []).filter(({ at }) => at > since);
		recent.push({ at: now, ok });
		this.attempts.set(key, recent);
		const failures = recent.filter((attempt) => !attempt.ok).length;
		const isBad = recent.length >= LEAST_REQUESTS && 1 - failures / recent.length < LEAST_SUCCESS;
		if (this.settings.hookBlocking && isBad) this.add(clientId, url, now, failures);
	}

	add(clientId: string, url: string, now: number, failures = 0): void {
		const key = keyOf(clientId, url);
		const until = now + BLOCKED_MS * this.settings.hookTimeScale;
		this.blocked.set(key, { origin: new URL(url).origin, until, failures, since: now });
		this.attempts.delete(key);
	}

	/** An account's domains that get nothing now. */
	of(clientId: string, now: number): BlockedDomain[] {
		return [...this.blocked].flatMap(([key, entry]) =>
			key.startsWith(`${clientId} `) && now < entry.until ? [entry] : [],
		);
	}

	clear(): void {
		this.attempts.clear();
		this.blocked.clear();
	}
}

function keyOf(clientId: string, url: string): string {
	return `${clientId} ${new URL(url).hostname}`;
}
