import type { OrderId } from '../model/orderId';

/** A call that was sent, and whose effect may still be to come. */
export interface UnresolvedSend {
	/** When it was sent, or when its answer was given up; lane clock, milliseconds. */
	at: number;
	/** Whether BigCommerce said 201: then it is certain that an effect comes, even where reads do not show it. */
	isAccepted: boolean;
	/** The server's time of the read that it was sent upon; null where not known. */
	serverTime: number | null;
}

interface Sent extends UnresolvedSend {
	/** When it was seen to have had its effect, or proved to have none; null before. */
	closedAt: number | null;
}

const REMEMBERED_FOR = 15 * 60_000;

/**
 * What the executions of one process tell each other about a store's orders: who is working on one now, and
 * what was sent lately. Without it, two executions could both read `authorized` and both send, and so could one
 * that is tried again before what it sent shows in reads.
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
	recordSent(orderId: OrderId, send: UnresolvedSend): void {
		// Put at the end, so that the oldest stay first.
		this.sent.delete(orderId);
		this.sent.set(orderId, { ...send, closedAt: null });
		for (const [id, { at: then }] of this.sent) {
			if (send.at - then <= REMEMBERED_FOR) break;
			this.sent.delete(id);
		}
	}

	/** Notes that what was just sent is known not to have arrived. */
	recordNotDelivered(orderId: OrderId): void {
		this.sent.delete(orderId);
	}

	/** Notes that what was sent had its effect or is proved to have none: a later look shows the truth. */
	recordResolved(orderId: OrderId, now: number): void {
		const sent = this.sent.get(orderId);
		if (sent) sent.closedAt = now;
	}

	/** What was sent last and may not show in a look yet; null where nothing was, or it is long ago. */
	unresolvedSend(orderId: OrderId, now: number): UnresolvedSend | null {
		const sent = this.sent.get(orderId);
		return sent && sent.closedAt === null && now - sent.at <= REMEMBERED_FOR ? sent : null;
	}

	/** When something was last sent, or its end seen: a read from before is out of date. Null where nothing was. */
	lastActivityAt(orderId: OrderId): number | null {
		const sent = this.sent.get(orderId);
		return sent === undefined ? null : (sent.closedAt ?? sent.at);
	}
}

/** An order taken by one execution. */
export interface Claim {
	release(): void;
}
