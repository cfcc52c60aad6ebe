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
	/** What each token was let read: scopes cannot be taken from a token. */
	readable: Map<string, Set<string>>;
}

interface Entry extends SharedStore {
	users: number;
	/** When the last of them left. */
	leftAt: number;
}

/** Longer than a claim book remembers what was sent, and than a lane needs to know of a window that is over. */
const KEPT_FOR = 20 * 60_000;

/** How often it is looked for what is not needed any more, while anything is kept. */
const TIDIED_EVERY = 5 * 60_000;

/**
 * The stores that executions of this process work with, by API URL and store hash. What was sent is forgotten when it
 * does not matter any more, and a store when nobody has used it for a while: nothing is kept for ever.
 */
export class SharedStores {
	private readonly stores = new Map<string, Entry>();
	private isAlarmSet = false;

	/** @param wakeAfter calls back after so many milliseconds, and keeps no process from ending */
	constructor(
		private readonly clock: Clock,
		private readonly wakeAfter: (ms: number, run: () => void) => void,
	) {}

	/** Takes part in a store; `release` must follow. */
	acquire({ apiUrl, storeHash }: StoreAddress): SharedStore & { release(): void } {
		this.tidy();
		const key = `${apiUrl}/stores/${storeHash}`;
		const store = this.stores.get(key) ?? this.open(key);
		store.users++;
		this.setAlarm();
		let isReleased = false;
		const release = () => {
			if (isReleased) return;
			isReleased = true;
			store.users--;
			store.leftAt = this.clock.now();
		};
		const { lane, claims, turns, readable } = store;
		return { lane, claims, turns, readable, release };
	}

	/** How many stores are kept. */
	get size(): number {
		return this.stores.size;
	}

	private open(key: string): Entry {
		const store = {
			lane: new Lane(this.clock),
			claims: new Claims(),
			turns: new OrderTurns(),
			readable: new Map<string, Set<string>>(),
			users: 0,
			leftAt: 0,
		};
		this.stores.set(key, store);
		return store;
	}

	private tidy(): void {
		const now = this.clock.now();
		for (const [key, { users, leftAt, claims }] of this.stores) {
			claims.forgetOld(now);
			if (users === 0 && now - leftAt > KEPT_FOR) this.stores.delete(key);
		}
	}

	private setAlarm(): void {
		if (this.isAlarmSet || this.stores.size === 0) return;
		this.isAlarmSet = true;
		this.wakeAfter(TIDIED_EVERY, () => {
			this.isAlarmSet = false;
			this.tidy();
			this.setAlarm();
		});
	}
}
