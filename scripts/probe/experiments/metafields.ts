import type { BatchTry, MetafieldEvidence } from '../evidence';
import type { Exchange, MetafieldEntry, NamedOrders } from '../namedOrders';
import { at, listAt } from '../reading';

const MOST_ENTRIES = 1_000;
const LIST_WITHIN_MS = 30_000;
const LIST_PAUSE_MS = 500;

/** Makes a few metafields of the probe's own, meets their conflicts, and finds out how many fit into a batch. */
export async function meetMetafields(
	store: NamedOrders,
	first: number,
	second: number,
	run: string,
	missing: number | undefined,
): Promise<MetafieldEvidence> {
	const taken = { order: first, key: `${run}-1` };
	const other = { order: second, key: `${run}-2` };
	const orders = [first, second] as const;
	const created = await store.createMetafield(taken);
	if (!isMade(created)) {
		const nothing = { again: null, allTaken: null, partTaken: null, listedAfterMs: null, filtered: null };
		return { orders, created, ...nothing, tries: [], ofMissing: null };
	}
	const listedAfterMs = await untilListed(store, created);
	await store.createMetafield(other);
	const again = await store.createMetafield(taken);
	const allTaken = await store.createMetafields([taken, other]);
	const partTaken = await store.createMetafields([{ order: first, key: `${run}-3` }, taken, other]);
	await store.clock.wait(listedAfterMs ?? 0);
	const filtered = listAt((await store.metafields([first])).body, 'data').map((one) => Number(at(one, 'resource_id')));
	const tries = await trySizes(store, taken);
	const ofMissing = missing === undefined ? null : await store.createMetafield({ order: missing, key: `${run}-4` });
	return { orders, created, again, allTaken, partTaken, listedAfterMs, filtered, tries, ofMissing };
}

function isMade({ status }: Exchange): boolean {
	return status === 200 || status === 201;
}

async function untilListed(store: NamedOrders, created: Exchange): Promise<number | null> {
	const id = at(created.body, 'data', 'id');
	for (;;) {
		const list = await store.metafields();
		const age = list.sentAt - created.answeredAt;
		if (listAt(list.body, 'data').some((one) => at(one, 'id') === id)) return age;
		if (age > LIST_WITHIN_MS) return null;
		await store.clock.wait(LIST_PAUSE_MS);
	}
}

/** The largest batch that is looked into, by halving. Every entry is taken already, so that nothing is made. */
async function trySizes(store: NamedOrders, taken: MetafieldEntry): Promise<BatchTry[]> {
	const tries: BatchTry[] = [];
	const isRefused = async (size: number): Promise<boolean> => {
		const { status, body } = await store.createMetafields(Array.from({ length: size }, () => taken));
		// A batch that was looked into says how many of it failed.
		const isRefusedWhole = status === 413 || (status >= 400 && at(body, 'meta', 'total') === undefined);
		tries.push({ size, status, isRefusedWhole });
		return isRefusedWhole;
	};
	if (!(await isRefused(MOST_ENTRIES))) return tries;
	let [fits, tooMany] = [1, MOST_ENTRIES];
	while (tooMany - fits > 1) {
		const middle = Math.floor((fits + tooMany) / 2);
		if (await isRefused(middle)) tooMany = middle;
		else fits = middle;
	}
	return tries;
}
