import type { OrderId } from '../model/orderId';

/**
 * Turns at an order, shared by all executions of a process: what reads an order, works out what to change and writes it
 * must not have another such thing between its read and its write, or one of the two changes is lost.
 */
export class OrderTurns {
	/** The last one in each order's queue. */
	private readonly queues = new Map<OrderId, Promise<unknown>>();

	/** Runs `work` when everything that was asked for this order before has ended, however it ended. */
	async inTurn<Result>(orderId: OrderId, work: () => Promise<Result>): Promise<Result> {
		const before = this.queues.get(orderId) ?? Promise.resolve();
		const mine = before.then(work, work);
		const ended = mine.catch(() => undefined);
		this.queues.set(orderId, ended);
		void ended.then(() => {
			if (this.queues.get(orderId) === ended) this.queues.delete(orderId);
		});
		return await mine;
	}

	/** Whether nobody has a turn at the order, or waits for one. */
	isFree(orderId: OrderId): boolean {
		return !this.queues.has(orderId);
	}

	/** How many orders have a queue; none after all work. */
	get size(): number {
		return this.queues.size;
	}
}
