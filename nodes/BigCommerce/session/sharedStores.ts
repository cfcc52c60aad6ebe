import type { Clock } from '../api/http';
import { Lane } from '../api/lane';
import type { StoreAddress } from '../api/storeAddress';
import { Claims } from './claims';
import { OrderTurns } from './orderTurns';

/** What all executions of a process share of one store. */
export interface SharedStore {
	lane: Lane;
	claims: Claims;
	turns: OrderTurns;
}

interface Entry extends SharedStore {
	users: number;
	/** When the last of them left. */
	leftAt: number;
}

/** Longer than a claim book remembers what was sent, and than a lane needs to know of a window that is over. */
const KEPT_FOR = 20 * 60_000;

/**
 * The stores that executions of this process work with, by API URL and store hash. One that nobody has used for a
 * while goes when another execution begins: a process that serves many stores keeps none of them for ever.
 */
export class SharedStores {
	private readonly stores = new Map<string, Entry>();

	constructor(private readonly clock: Clock) {}

	/** Takes part in a store; `release` must follow. */
	acquire({ apiUrl, storeHash }: StoreAddress): SharedStore & { release(): void } {
		this.prune();
		const key = `${apiUrl}/stores/${storeHash}`;
		const store = this.stores.get(key) ?? this.open(key);
		store.users++;
		let isReleased = false;
		const release = () => {
			if (isReleased) return;
			isReleased = true;
			store.users--;
			store.leftAt = this.clock.now();
		};
		const { lane, claims, turns } = store;
		return { lane, claims, turns, release };
	}

	/** How many stores are kept. */
	get size(): number {
		return this.stores.size;
	}

	private open(key: string): Entry {
		const store = { lane: new Lane(this.clock), claims: new Claims(), turns: new OrderTurns(), users: 0, leftAt: 0 };
		this.stores.set(key, store);
		return store;
	}

	private prune(): void {
		const now = this.clock.now();
		for (const [key, { users, leftAt }] of this.stores)
			if (users === 0 && now - leftAt > KEPT_FOR) this.stores.delete(key);
	}
}
