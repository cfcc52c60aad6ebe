import type { Arrived, Warmup } from '../evidence';
import type { NamedOrders } from '../namedOrders';
import { at, parsed } from '../reading';

/** Where deliveries arrive. What is none of the named orders' must be dropped by whoever takes it (`ofNamed`). */
export interface Inbox {
	/** Public address that leads here. */
	url: string;
	/** All that arrived so far. */
	arrived(): readonly Arrived[];
	/** Leaves the next delivery to one of the hooks without an answer, and notes when the store gives it up. */
	holdNext(hook: string): void;
}

export const HOOKS: Readonly<Record<string, string>> = {
	all: 'store/order/*',
	transactionCreated: 'store/order/transaction/created',
	transactionUpdated: 'store/order/transaction/updated',
	status: 'store/order/statusUpdated',
	updated: 'store/order/updated',
};

/** "Up to one minute" until a new hook works (docs/bigcommerce-api.md, Webhooks: warm-up). */
const WARM_UP_MS = 65_000;
const NUDGE_EVERY_MS = 5_000;
const PAUSE_MS = 2_000;
/** Deliveries of the warm-up have come when the first capture is sent. */
const SETTLE_MS = 10_000;
/** Deliveries may take a while after the last event. */
const LAST_DELIVERIES_MS = 15_000;
const LONGEST_HOLD_MS = 60_000;
const COMPLETED = 10;

/**
 * Makes the hooks, and changes the order's staff notes until they have to work: the first change told says when they
 * did.
 */
export async function addHooks(store: NamedOrders, { url }: Inbox, order: number): Promise<Warmup> {
	const refused: number[] = [];
	for (const [name, scope] of Object.entries(HOOKS)) {
		const { status } = await store.createHook(scope, `${url.replace(/\/$/, '')}/${name}`);
		if (status >= 300) refused.push(status);
	}
	const madeAt = store.clock.now();
	const nudges: number[] = [];
	try {
		for (let after = 0; after <= WARM_UP_MS; after += NUDGE_EVERY_MS) {
			await store.clock.wait(Math.max(0, madeAt + after - store.clock.now()));
			await store.note(order, `Probe: ${after / 1_000} s after its webhooks were made`);
			nudges.push(after);
		}
		// Events of one second may look the same.
		await store.clock.wait(PAUSE_MS);
	} finally {
		await store.restoreNotes();
	}
	await store.clock.wait(SETTLE_MS);
	return { refused, nudges, until: store.clock.now() };
}

/** Where no status moved by itself, one is set and set back, to see what is told of that; then the last deliveries. */
export async function endHooks(store: NamedOrders, inbox: Inbox, order: number): Promise<void> {
	if (!inbox.arrived().some(({ hook }) => hook === 'status')) {
		const { statusId } = await store.look(order);
		await store.setStatus(order, COMPLETED);
		await store.setStatus(order, statusId);
	}
	const isHeld = (): boolean => inbox.arrived().some(({ heldMs }) => heldMs === 'held');
	const start = store.clock.now();
	await store.clock.wait(LAST_DELIVERIES_MS);
	while (isHeld() && store.clock.now() - start < LONGEST_HOLD_MS) await store.clock.wait(1_000);
}

/** Deliveries of orders that were named; those of others are dropped unread. */
export function ofNamed(arrived: readonly Arrived[], named: readonly number[]): Arrived[] {
	return arrived.filter(({ text }) => named.includes(orderIn(text)));
}

export function orderIn(text: string): number {
	const body = parsed(text);
	return Number(at(body, 'data', 'order_id') ?? at(body, 'data', 'id') ?? Number.NaN);
}
