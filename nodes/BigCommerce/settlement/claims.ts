import type { OrderId } from './orderId';

interface Sent {
	/** Lane clock, milliseconds. */
	at: number;
	/** Whether what was sent is proved to have had no effect that is still to come. */
	closed: boolean;
}

const REMEMBERED_FOR = 15 * 60_000;

/**
 * What the executions of one process tell each other about a store's orders: who is working on one now, and
 * what was sent lately. Without it, two executions could both read `authorized` and both send.
 */
export class Claims {
	private readonly held = new Map<OrderId, Promise<void>>();
	private readonly sent = new Map<OrderId, Sent>();

	/** Takes the order, or null where another execution works on it. */
	tryClaim(orderId: OrderId): Claim | null {
		if (this.held.has(orderId)) return null;
		let free = () => {};
		this.held.set(orderId, new Promise<void>((resolve) => (free = resolve)));
		return {
			release: () => {
				this.held.delete(orderId);
				free();
			},
		};
	}

	/** Resolves when nobody works on the order any more. */
	async whenFree(orderId: OrderId): Promise<void> {
		await this.held.get(orderId);
	}

	/** Notes that a capture or void was sent, and may still take effect. */
	noteSent(orderId: OrderId, at: number): void {
		this.sent.set(orderId, { at, closed: false });
		// Insertion order is by time, so the oldest are first.
		for (const [id, { at: then }] of this.sent) {
			if (at - then <= REMEMBERED_FOR) break;
			this.sent.delete(id);
		}
	}

	/** Notes that what was sent had its effect or is proved to have none: a later look shows the truth. */
	noteClosed(orderId: OrderId): void {
		const sent = this.sent.get(orderId);
		if (sent) sent.closed = true;
	}

	/** When something was last sent that may not show in a look yet; null where nothing was. */
	openSince(orderId: OrderId): number | null {
		const sent = this.sent.get(orderId);
		return sent && !sent.closed ? sent.at : null;
	}

	/** When anything was last sent, whatever became of it. */
	lastSent(orderId: OrderId): number | null {
		return this.sent.get(orderId)?.at ?? null;
	}
}

/** An order taken by one execution. */
export interface Claim {
	release(): void;
}
