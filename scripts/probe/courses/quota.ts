import type { QuotaCourse } from '../evidence';
import type { NamedOrders } from '../namedOrders';

const AT_ONCE = 20;
const MOST_CALLS = 1_000;

/** So much later another refusal shows whether the stated wait is the rest of the window. */
const LATER_MS = 3_000;

/** Reads one order until the store refuses, to see how it does. Takes the store's other apps their calls for a while. */
export async function useUpQuota(store: NamedOrders, order: number): Promise<QuotaCourse> {
	for (let calls = AT_ONCE; calls <= MOST_CALLS; calls += AT_ONCE) {
		const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => store.lookOnce(order)));
		const refused = answers.filter(({ status }) => status === 429).slice(0, 1);
		if (refused.length === 0) continue;
		await store.clock.wait(LATER_MS);
		const later = await store.lookOnce(order);
		return { calls: calls + 1, refused: [...refused, ...(later.status === 429 ? [later] : [])] };
	}
	return { calls: MOST_CALLS, refused: [] };
}
