import type { SandboxOrder } from './order';

/** All orders of the store, by id and in order of id. */
export class OrderBook {
	private readonly byId = new Map<number, SandboxOrder>();
	private sorted: SandboxOrder[] = [];
	private last = 100;

	/** The next free id; the first order of a store is 101 here, 100 at BigCommerce's sample stores. */
	nextId(): number {
		return this.last + 1;
	}

	/** @throws if the id is taken or not a positive integer */
	add(order: SandboxOrder): void {
		if (!Number.isSafeInteger(order.id) || order.id < 1)
			throw new Error(`Order id ${order.id} is not a positive integer`);
		if (this.byId.has(order.id)) throw new Error(`Order ${order.id} exists already`);
		this.byId.set(order.id, order);
		this.sorted.splice(this.lowerBound(order.id), 0, order);
		this.last = Math.max(this.last, order.id);
	}

	get(id: number): SandboxOrder | undefined {
		return this.byId.get(id);
	}

	get size(): number {
		return this.byId.size;
	}

	/** In ascending order of id, both ends included. */
	*range(minId = 0, maxId = Number.POSITIVE_INFINITY): Generator<SandboxOrder> {
		for (let index = this.lowerBound(minId); index < this.sorted.length; index++) {
			const order = this.sorted[index];
			if (order === undefined || order.id > maxId) return;
			yield order;
		}
	}

	clear(): void {
		this.byId.clear();
		this.sorted = [];
		this.last = 100;
	}

	private lowerBound(id: number): number {
		let low = 0;
		let high = this.sorted.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			const order = this.sorted[middle];
			if (order !== undefined && order.id < id) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
