import { ALL_METAFIELDS_PATH, metafieldsIn } from '../api/orderMetafields';
import type { ApiClient } from '../api/client';
import { pagesOfV3 } from '../api/pages';
import type { OrderId } from '../model/orderId';
import { CLAIM_NAMESPACE, latestAttempts, readAttempt, type Attempt } from './attempt';

/**
 * Orders whose latest claim in the store was made and never closed, with that claim, lowest ID first: what a killed
 * process left, and what is being worked on right now. What to do with each is in the claim: `capture`, `void` or
 * `refund`. To do the same again is safe; to capture what was to be voided is not.
 *
 * @throws ApiError
 */
export async function unfinishedOrders(client: ApiClient): Promise<Map<OrderId, Attempt>> {
	const attempts: Attempt[] = [];
	for await (const rows of pagesOfV3(client, ALL_METAFIELDS_PATH, { namespace: CLAIM_NAMESPACE }))
		attempts.push(...metafieldsIn(rows).flatMap((metafield) => readAttempt(metafield) ?? []));
	// Where a payment's and a refund's are both open, the payment's comes first.
	const latest = [...latestAttempts(attempts, 'refund'), ...latestAttempts(attempts, 'payment')];
	const open = latest.filter(([, { result }]) => result === null);
	return new Map([...new Map(open)].sort(([a], [b]) => a - b));
}
