import type { CaptureEvidence, ActionEvidence, SecondEvidence, VoidEvidence } from '../evidence';
import type { NamedOrders } from '../namedOrders';
import type { Journal, Look } from '../reading';
import { follow, isCaptured, isRefused, isVoided } from './follow';

/** After the end of a payment: a status or a transaction may come a little later. */
const AFTERMATH_MS = 3_000;

/** One capture, from before it was sent until it is over. */
export async function captureOnce(
	store: NamedOrders,
	order: number,
	before: Look,
	waitMs: number,
): Promise<ActionEvidence> {
	const sent = await store.act(order, 'capture');
	const looks = await follow(store, order, (all) => isCaptured(all) || isRefused(all), waitMs);
	return { before, sent, ...(await aftermath(store, order, looks)) };
}

/** The same, and the list of its transactions asked for one row. */
export async function captureCleanly(
	store: NamedOrders,
	order: number,
	before: Look,
	waitMs: number,
): Promise<CaptureEvidence> {
	const evidence = await captureOnce(store, order, before, waitMs);
	return { ...evidence, oneRow: await store.firstTransaction(order) };
}

/** A capture, and the same again while the first is under way. */
export async function captureTwice(
	store: NamedOrders,
	order: number,
	before: Look,
	waitMs: number,
): Promise<SecondEvidence> {
	const sent = await store.act(order, 'capture');
	const again = await store.act(order, 'capture');
	const looks = await follow(store, order, isCaptured, waitMs);
	return { order, before, sent, again, ...(await aftermath(store, order, looks)) };
}

/** A void, the same again, and a capture of what is then void. */
export async function voidTwice(
	store: NamedOrders,
	order: number,
	before: Look,
	waitMs: number,
): Promise<VoidEvidence> {
	const sent = await store.act(order, 'void');
	const again = await store.act(order, 'void');
	const looks = await follow(store, order, isVoided, waitMs);
	const after = await aftermath(store, order, looks);
	return { order, before, sent, again, ...after, captured: await store.act(order, 'capture') };
}

/** As long again as the payment took: a second job that runs ends within that. */
async function aftermath(
	store: NamedOrders,
	order: number,
	looks: readonly Look[],
): Promise<{ looks: Look[]; journal: Journal }> {
	const [first, last] = [looks[0], looks.at(-1)];
	await store.clock.wait(AFTERMATH_MS + (first && last ? last.at - first.at : 0));
	return { looks: [...looks, await store.look(order)], journal: await store.journal(order) };
}
