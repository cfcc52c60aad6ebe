/** The store's quota, and how it tells of it. */
export interface QuotaTraits {
	/** Requests in a window; null: no limit, and no headers. */
	quota: number | null;
	windowMs: number;
	headers: 'normal' | 'none' | 'zero' | 'negative' | 'text';
	/** What other apps use up in each window, at once. */
	others: number;
	/** `X-Retry-After` of a 429: none, the rest of the window, or this text. */
	retryAfter: 'none' | 'window' | string;
}

/** Requests left in a window that begins again and again. */
export class Quota {
	private began = Number.NEGATIVE_INFINITY;
	private used = 0;

	constructor(private readonly traits: QuotaTraits) {}

	/** Takes one request. False where none is left. */
	take(now: number): boolean {
		const { quota, windowMs, others } = this.traits;
		if (quota === null) return true;
		if (now - this.began >= windowMs) {
			this.began = now;
			this.used = Math.min(others, Math.max(0, quota - 1));
		}
		if (this.used >= quota) return false;
		this.used++;
		return true;
	}

	/** What an answer says of it. */
	headersOf(isRefused: boolean, now: number): Record<string, string> {
		const { quota, windowMs, headers, retryAfter } = this.traits;
		if (quota === null || headers === 'none') return {};
		const reset = Math.max(1, Math.ceil(this.began + windowMs - now));
		const result: Record<string, string> = {
			'x-rate-limit-time-window-ms': shown(headers, windowMs),
			'x-rate-limit-time-reset-ms': shown(headers, reset),
			'x-rate-limit-requests-quota': shown(headers, quota),
			'x-rate-limit-requests-left': shown(headers, quota - this.used),
		};
		if (isRefused && retryAfter !== 'none')
			result['x-retry-after'] = retryAfter === 'window' ? String(Math.ceil(reset / 1000)) : retryAfter;
		return result;
	}
}

function shown(headers: QuotaTraits['headers'], value: number): string {
	switch (headers) {
		case 'zero':
			return '0';
		case 'negative':
			return '-3';
		case 'text':
			return 'soon';
		default:
			return String(value);
	}
}
