import type { StoreSettings } from '../settings';

const WINDOW_MS = 120_000;
const BLOCKED_MS = 180_000;
const LEAST_REQUESTS = 100;
const LEAST_SUCCESS = 0.9;

export interface BlockedDomain {
	domain: string;
	leftMs: number;
	failures: number;
}

/**
 * Domains that fail too often get no deliveries for three minutes: fewer than 90 % successes within two minutes,
 * counted from the hundredth request, for each API account (facts §6.2). Times are scaled like the retries.
 */
export class Blocklist {
	private readonly attempts = new Map<string, Array<{ at: number; ok: boolean }>>();
	private readonly blocked = new Map<string, { until: number; failures: number }>();

	constructor(private readonly settings: StoreSettings) {}

	isBlocked(clientId: string, domain: string, now: number): boolean {
		const entry = this.blocked.get(key(clientId, domain));
		return entry !== undefined && now < entry.until;
	}

	note(clientId: string, domain: string, ok: boolean, now: number): void {
		const name = key(clientId, domain);
		const since = now - WINDOW_MS * this.settings.hookTimeScale;
		const recent = (this.attempts.get(name) ?? []).filter(({ at }) => at > since);
		recent.push({ at: now, ok });
		this.attempts.set(name, recent);
		const failures = recent.filter((attempt) => !attempt.ok).length;
		const isBad = recent.length >= LEAST_REQUESTS && 1 - failures / recent.length < LEAST_SUCCESS;
		if (this.settings.hookBlocklist && isBad) this.block(clientId, domain, now, failures);
	}

	block(clientId: string, domain: string, now: number, failures = 0): void {
		this.blocked.set(key(clientId, domain), { until: now + BLOCKED_MS * this.settings.hookTimeScale, failures });
		this.attempts.delete(key(clientId, domain));
	}

	list(clientId: string, now: number): BlockedDomain[] {
		const prefix = key(clientId, '');
		return [...this.blocked]
			.filter(([name, { until }]) => name.startsWith(prefix) && now < until)
			.map(([name, { until, failures }]) => ({ domain: name.slice(prefix.length), leftMs: until - now, failures }));
	}

	clear(): void {
		this.attempts.clear();
		this.blocked.clear();
	}
}

function key(clientId: string, domain: string): string {
	return `${clientId} ${domain}`;
}
