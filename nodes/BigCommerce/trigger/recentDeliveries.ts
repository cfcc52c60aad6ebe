import { createHash } from 'node:crypto';

/**
 * Remembers what was seen lately, as short digests: never more than `capacity`, the oldest forgotten first.
 */
export class RecentKeys {
	private readonly digests = new Set<string>();

	constructor(private readonly capacity: number) {}

	has(digest: string): boolean {
		return this.digests.has(digest);
	}

	add(digest: string): void {
		this.digests.delete(digest);
		this.digests.add(digest);
		if (this.digests.size <= this.capacity) return;
		const [oldest] = this.digests;
		if (oldest !== undefined) this.digests.delete(oldest);
	}

	forget(digest: string): void {
		this.digests.delete(digest);
	}

	get size(): number {
		return this.digests.size;
	}
}

/** 66 bits of SHA-256 in eleven characters: enough that no two events are ever taken for one. */
export function digestOf(...parts: string[]): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 11);
}

/** What a delivery is recognised by. */
export interface DeliveryMarks {
	/** Stays the same however often a delivery is repeated (Standard Webhooks, `webhook-id`). */
	webhookId: string | null;
	scope: string;
	hash: string | null;
	createdAt: number | null;
}

/**
 * The keys of a delivery; none where it carries nothing to know it by. `hash` is only asked where there is no ID:
 * should it cover `data` alone, two changes of an order share it, so the time of the event belongs to the key.
 *
 * @param comesTwice whether hooks of two API accounts may tell of the same event, each under an ID of its own
 */
export function deliveryKeys({ webhookId, scope, hash, createdAt }: DeliveryMarks, comesTwice = false): string[] {
	const byHash = hash === null ? [] : [`hash ${scope} ${hash} ${createdAt ?? ''}`];
	if (webhookId === null) return byHash;
	return [`id ${webhookId}`, ...(comesTwice ? byHash : [])];
}
