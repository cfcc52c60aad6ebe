import type { KnownNotification } from '../../nodes/BigCommerce/trigger/verifyDelivery';
import type { HookScope } from '../../nodes/BigCommerce/trigger/events';

/** A notification with the published envelope around `data`. */
export function notification(
	scope: HookScope,
	data: Record<string, unknown>,
	more: Partial<KnownNotification> = {},
): KnownNotification {
	return {
		scope,
		storeHash: 'abc123',
		hash: 'dd70c0976e06b67aaf671e73f49dcb79230ebf9d',
		createdAt: 1561479335,
		data,
		...more,
	};
}

/**
 * The transaction event that BigCommerce's staff logged (bigcommerce/docs, pull request 1146), with other words put in.
 */
export function transactionData(
	type: string,
	status: string | null,
	result: Record<string, unknown> | null,
): Record<string, unknown> {
	return {
		order_id: '250',
		transaction_id: '176342342',
		type: 'transaction',
		...(status === null ? {} : { transaction_status: status }),
		transaction_type: type,
		...(result === null ? {} : { result }),
		platform_transaction_id: '964899682',
		provider_transaction_id: 'CK65',
	};
}

export const SUCCESS = { code: 'captured', message: 'Captured', type: 'success' };
