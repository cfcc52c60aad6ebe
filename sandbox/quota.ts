import type { StoreSettings } from './settings';

/**
 * The store's request quota: fixed windows, one unit a request, in one pool or one for each API account.
 * Windows are counted from the store's start; a clock that jumps back simply lands in another window.
 */
export class QuotaWindow {
	private window = 0;
	private used = new Map<string, number>();
	private takenByOthers = 0;

	constructor(
		private readonly settings: StoreSettings,
		private readonly startedAt: number,
	) {}

	/** Takes one unit. False: the window is used up, and nothing was taken. */
	take(now: number, clientId: string): boolean {
		const { quota } = this.settings;
		if (quota === null) return true;
		this.turn(now);
		if (this.left(now, clientId) <= 0) return false;
		this.used.set(this.poolOf(clientId), this.usedOf(clientId) + 1);
		return true;
	}

	/** Other apps use up `units` of the present window, at once. */
	takeForOthers(units: number, now: number): void {
		this.turn(now);
		this.takenByOthers += units;
	}

	/** Quota headers as they are sent with every answer; none on the unlimited plan. */
	headers(now: number, refused: boolean, clientId: string): Record<string, string> {
		const { quota, quotaHeaders, windowMs, retryAfter } = this.settings;
		if (quota === null || quotaHeaders === 'none') return {};
		this.turn(now);
		const resetMs = this.resetMs(now);
		const headers =
			quotaHeaders === 'normal'
				? quotaValues(String(windowMs), String(resetMs), String(quota), String(Math.max(0, this.left(now, clientId))))
				: strange[quotaHeaders];
		if (!refused || retryAfter === 'none') return headers;
		const seconds = retryAfter === 'window' ? Math.ceil(resetMs / 1000) : retryAfter;
		return { ...headers, 'x-retry-after': String(seconds) };
	}

	/** What the page's gauge shows, by default of the pool of the default token. */
	state(
		now: number,
		clientId = 'sandbox-client',
	): { quota: number | null; left: number | null; resetMs: number; windowMs: number } {
		this.turn(now);
		const { quota, windowMs } = this.settings;
		const left = quota === null ? null : Math.max(0, this.left(now, clientId));
		return { quota, left, resetMs: this.resetMs(now), windowMs };
	}

	private poolOf(clientId: string): string {
		return this.settings.quotaPool === 'byClient' ? clientId : '';
	}

	private usedOf(clientId: string): number {
		return this.used.get(this.poolOf(clientId)) ?? 0;
	}

	private left(now: number, clientId: string): number {
		const { quota, otherAppsPerWindow, windowMs } = this.settings;
		if (quota === null) return Number.POSITIVE_INFINITY;
		const elapsed = windowMs - this.resetMs(now);
		const others = Math.floor((otherAppsPerWindow * elapsed) / windowMs) + this.takenByOthers;
		return quota - this.usedOf(clientId) - (this.settings.quotaPool === 'shared' ? others : 0);
	}

	private resetMs(now: number): number {
		const { windowMs } = this.settings;
		const elapsed = (now - this.startedAt) % windowMs;
		return windowMs - (elapsed < 0 ? elapsed + windowMs : elapsed);
	}

	private turn(now: number): void {
		const window = Math.floor((now - this.startedAt) / this.settings.windowMs);
		if (window === this.window) return;
		this.window = window;
		this.used.clear();
		this.takenByOthers = 0;
	}
}

/** The four quota headers of an answer, in this order: window, milliseconds left, quota, requests left. */
export function quotaValues(window: string, reset: string, quota: string, left: string): Record<string, string> {
	return {
		'x-rate-limit-time-window-ms': window,
		'x-rate-limit-time-reset-ms': reset,
		'x-rate-limit-requests-quota': quota,
		'x-rate-limit-requests-left': left,
	};
}

/** Headers that make no sense; a client must not stop, spin or divide by them. */
const strange = {
	zero: quotaValues('0', '0', '0', '0'),
	negative: quotaValues('-30000', '-1', '-150', '-5'),
	text: quotaValues('soon', 'later', 'unlimited', 'plenty'),
};
