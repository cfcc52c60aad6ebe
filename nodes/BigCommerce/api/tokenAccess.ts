import { isScopeRefusal } from './delivery';
import { failureOf, type ApiFailure } from './failure';
import type { LaneAnswer } from './lane';

/** Whether a token may read something, as far as was seen: it was not tried yet, it may, or it may not. */
export type Access = 'untried' | 'allowed' | 'denied';

/**
 * What a token may read, by what it was answered. Scopes cannot be taken from a token, so what was read once may be
 * read later: a refusal since then comes from something on the way. Before that it counts once it was given twice.
 */
export class TokenAccess {
	private readonly refusals = new Map<string, ApiFailure>();

	/** @param allowed what the token was let read before */
	constructor(private readonly allowed: Set<string> = new Set()) {}

	/** Whether it may read what is at the path. */
	of(path: string): Access {
		const scope = scopeOf(path);
		return this.allowed.has(scope) ? 'allowed' : this.refusals.has(scope) ? 'denied' : 'untried';
	}

	/** What BigCommerce said where it may not; null elsewhere. */
	refusalOf(path: string): ApiFailure | null {
		return this.refusals.get(scopeOf(path)) ?? null;
	}

	/** Takes down the answer to a read, a refusal once it was given twice. */
	note(path: string, answer: LaneAnswer): void {
		const scope = scopeOf(path);
		if (isRefused(answer)) {
			if (answer.kind === 'answered' && !this.allowed.has(scope)) this.refusals.set(scope, failureOf(answer));
		} else if (isRead(answer)) {
			this.refusals.delete(scope);
			this.allowed.add(scope);
		}
	}
}

/** Whether the answer says that the token may not. */
export function isRefused(answer: LaneAnswer): boolean {
	return answer.kind === 'answered' && isScopeRefusal(answer);
}

/** Whether something was read. A page of text comes from something on the way. */
function isRead(answer: LaneAnswer): boolean {
	if (answer.kind !== 'answered' || answer.status < 200 || answer.status >= 300) return false;
	return answer.status === 204 || (typeof answer.body === 'object' && answer.body !== null);
}

/** What one scope lets read: the paths of all orders are alike, and so are those of their transactions. */
function scopeOf(path: string): string {
	if (path.endsWith('/transactions')) return 'transactions';
	return path.startsWith('/v2/orders') ? 'orders' : path.replace(/\d+/g, '*');
}
