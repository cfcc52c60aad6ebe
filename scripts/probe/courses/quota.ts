import type { QuotaCourse } from '../evidence';
import type { Exchange, NamedOrders } from '../namedOrders';

const BURST = 20;
const MOST_CALLS = 1_000;
/** So much later another refusal shows whether the stated wait is the rest of the window. */
const LATER_MS = 3_000;

/**
 * Reads one order until the store refuses, to see how it does. Takes the store's other apps their calls for a while.
 * A refusal of several at once is only that of the quota if it says so, or if one alone is refused as well.
 */
export async function useUpQuota(store: NamedOrders, order: number): Promise<QuotaCourse> {
	let [calls, bare, atOnce] = [0, 0, BURST];
	while (calls < MOST_CALLS) {
		const answers = await Promise.all(Array.from({ length: atOnce }, () => store.lookOnce(order)));
		calls += atOnce;
		const refused = answers.filter(({ status }) => status === 429);
		if (refused.length === 0) continue;
		const alone = refused.find(hasQuota) ?? (await store.lookOnce(order));
		if (alone.status === 429) {
			await store.clock.wait(LATER_MS);
			const later = await store.lookOnce(order);
			return { calls, atOnce: BURST, bare, refused: [alone, ...(later.status === 429 ? [later] : [])] };
		}
		bare += refused.length;
		atOnce = Math.max(2, Math.floor(atOnce / 2));
	}
	return { calls, atOnce: BURST, bare, refused: [] };
}

function hasQuota({ headers }: Exchange): boolean {
	return headers['x-rate-limit-time-reset-ms'] !== undefined;
}
