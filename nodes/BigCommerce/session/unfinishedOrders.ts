import { ALL_METAFIELDS_PATH, metafieldsIn } from '../api/orderMetafields';
import type { ApiClient } from '../api/client';
import { pagesOfV3 } from '../api/pages';
import type { OrderId } from '../model/orderId';
import { CLAIM_NAMESPACE, latestAttempts, readAttempt, type Attempt } from './attempt';

/**
 * Orders whose latest claim in the store was made and never closed, lowest ID first: what a killed process left, and
 * what is being worked on right now. Capturing either again is safe.
 *
 * @throws ApiError
 */
export async function unfinishedOrders(client: ApiClient): Promise<OrderId[]> {
	const attempts: Attempt[] = [];
	for await (const rows of pagesOfV3(client, ALL_METAFIELDS_PATH, { namespace: CLAIM_NAMESPACE }))
		attempts.push(...metafieldsIn(rows).flatMap((metafield) => readAttempt(metafield) ?? []));
	const latest = [...latestAttempts(attempts, 'payment').values(), ...latestAttempts(attempts, 'refund').values()];
	const open = latest.filter(({ result }) => result === null).map(({ orderId }) => orderId);
	return [...new Set(open)].sort((a, b) => a - b);
}
