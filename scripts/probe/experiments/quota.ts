import type { QuotaEvidence } from '../evidence';
import type { Exchange, NamedOrders } from '../namedOrders';

/** As many as one node sends at once, at most. */
const BURST = 50;
/** For one window. */
const MOST_CALLS = 1_000;
/** So much later another refusal shows whether the stated wait is the rest of the window. */
const LATER_MS = 3_000;
const NEXT_WINDOW_WITHIN_MS = 120_000;
const NEXT_WINDOW_PAUSE_MS = 2_000;

interface Rounds {
	calls: number;
	bare: number;
	atOnce: number;
	isServedAtOnce: boolean;
}

/**
 * Reads one order until the store refuses, to see how it does; and again from the start of the next window, so that the
 * refusal is far from its end. Takes the store's other apps their calls for that while.
 */
export async function useUpQuota(store: NamedOrders, order: number): Promise<QuotaEvidence> {
	const rounds: Rounds = { calls: 0, bare: 0, atOnce: BURST, isServedAtOnce: false };
	const first = await untilRefused(store, order, rounds);
	if (first === null || !(await isNewWindow(store, order))) return evidenceOf(rounds, first, null);
	const again = await untilRefused(store, order, rounds);
	if (again === null) return evidenceOf(rounds, first, null);
	return evidenceOf(rounds, again, await whileRefused(store, order));
}

function evidenceOf(
	{ calls, bare, isServedAtOnce }: Rounds,
	refused: Exchange | null,
	then: { second: Exchange | null; later: readonly Exchange[] } | null,
): QuotaEvidence {
	const all = [...(refused === null ? [] : [refused]), ...(then?.later ?? [])];
	return { calls, atOnce: BURST, bare, isServedAtOnce, refused: all, second: then?.second ?? null };
}

/** A refusal of several at once is only that of the quota if it says so, or if one alone is refused as well. */
async function untilRefused(store: NamedOrders, order: number, rounds: Rounds): Promise<Exchange | null> {
	const most = rounds.calls + MOST_CALLS;
	while (rounds.calls < most) {
		const answers = await Promise.all(Array.from({ length: rounds.atOnce }, () => store.lookOnce(order)));
		rounds.calls += rounds.atOnce;
		const refused = answers.filter(isRefused);
		rounds.isServedAtOnce ||= rounds.atOnce === BURST && refused.length === 0;
		if (refused.length === 0) continue;
		const alone = refused.find(hasQuota) ?? (await store.lookOnce(order));
		if (isRefused(alone)) return alone;
		rounds.bare += refused.length;
		rounds.atOnce = Math.max(2, Math.floor(rounds.atOnce / 2));
	}
	return null;
}

/** A call of the second account, kept where the first is refused after it as well; and a refusal of a little later. */
async function whileRefused(
	store: NamedOrders,
	order: number,
): Promise<{ second: Exchange | null; later: readonly Exchange[] }> {
	const second = store.hasSecondToken ? await store.asSecond(order, 'transactions') : null;
	const after = await store.lookOnce(order);
	await store.clock.wait(LATER_MS);
	const later = await store.lookOnce(order);
	return { second: isRefused(after) ? second : null, later: [later].filter(isRefused) };
}

async function isNewWindow(store: NamedOrders, order: number): Promise<boolean> {
	const until = store.clock.now() + NEXT_WINDOW_WITHIN_MS;
	while (store.clock.now() < until) {
		await store.clock.wait(NEXT_WINDOW_PAUSE_MS);
		if (!isRefused(await store.lookOnce(order))) return true;
	}
	return false;
}

function isRefused({ status }: Exchange): boolean {
	return status === 429;
}

function hasQuota({ headers }: Exchange): boolean {
	return headers['x-rate-limit-time-reset-ms'] !== undefined;
}
